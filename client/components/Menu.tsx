import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface Props {
  readonly label: ComponentChildren;
  readonly title?: string;
  /** something in it is chosen */
  readonly isActive?: boolean;
  /** on which side of its button it opens */
  readonly align?: 'left' | 'right';
  readonly children: ComponentChildren;
}

/** A button that opens a few controls. Closed by Escape, by a click elsewhere and by its button. */
export function Menu({ label, title, isActive = false, align = 'left', children }: Props) {
  const root = useRef<HTMLDetailsElement>(null);
  const [isFlipped, setFlipped] = useState(false);
  useEffect(() => {
    const close = (event: Event): void => {
      const { current } = root;
      if (!current?.open || (event.target instanceof Node && current.contains(event.target))) return;
      current.open = false;
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('focusin', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('focusin', close);
    };
  }, []);
  return (
    <details
      ref={root}
      class={isActive ? 'menu is-active' : 'menu'}
      onToggle={() => {
        // Near the right edge it opens to the left; closed, it may try again.
        const body = root.current?.open === true ? root.current.querySelector('.menu-body') : null;
        setFlipped(
          body !== null && (isFlipped || body.getBoundingClientRect().right > document.documentElement.clientWidth),
        );
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !root.current?.open) return;
        // The page behind it must not take the key as its own.
        event.stopPropagation();
        event.preventDefault();
        root.current.open = false;
        root.current.querySelector('summary')?.focus();
      }}
    >
      <summary class="button" title={title}>
        {label}
      </summary>
      <div class={`menu-body menu-${isFlipped ? 'right' : align}`}>{children}</div>
    </details>
  );
}
