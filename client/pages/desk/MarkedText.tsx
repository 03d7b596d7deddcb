/** The text as it was pasted, with the words that prove each act, and what was passed over. */
import type { Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { piecesOf } from '../../desk/marks.ts';
import type { DeskSession } from '../../desk/session.ts';
import { words } from '../../state/language.ts';

interface Props {
  readonly session: DeskSession;
  /** the act under the pointer, on either side */
  readonly lit: Signal<string | undefined>;
}

export function MarkedText({ session, lit }: Props) {
  const { text, acts, passedOver, language } = session.sheet.value;
  const root = useRef<HTMLDivElement>(null);
  const pieces = useMemo(
    () =>
      piecesOf(
        text.length,
        acts.map(({ id, drawn }) => ({ id, spans: drawn.evidence })),
        passedOver,
      ),
    [text, acts, passedOver],
  );
  const states = new Map(acts.map(({ id, state }) => [id, state]));
  const current = session.current.value;
  useEffect(() => {
    const mark = root.current?.querySelector<HTMLElement>('.act-mark.is-current');
    const box = root.current;
    if (!mark || !box) return;
    // The text alone scrolls: the page stays where the reader works.
    const [at, size] = [mark.offsetTop - box.offsetTop, box.clientHeight];
    if (at < box.scrollTop || at > box.scrollTop + size - 60) box.scrollTop = Math.max(0, at - size / 3);
  }, [current, pieces]);
  return (
    <div
      ref={root}
      class="desk-marked"
      lang={language}
      dir="auto"
      // It scrolls, so a key must reach it.
      tabIndex={0}
      role="group"
      aria-label={words.value.desk.text}
    >
      {pieces.map(({ start, end, acts: ids, why }) => {
        const piece = text.slice(start, end);
        const [id] = ids;
        if (id === undefined)
          return why === undefined ? (
            piece
          ) : (
            <span key={start} class="passed-over" title={why}>
              {piece}
            </span>
          );
        const isLit = ids.includes(lit.value ?? '') || ids.includes(current ?? '');
        const next = ids[(ids.indexOf(current ?? '') + 1) % ids.length]!;
        return (
          <mark
            key={start}
            class={`act-mark is-${states.get(id)}${isLit ? ' is-lit' : ''}${ids.includes(current ?? '') ? ' is-current' : ''}`}
            onPointerEnter={() => (lit.value = id)}
            onPointerLeave={() => (lit.value = undefined)}
            onClick={() => (session.current.value = next)}
          >
            {piece}
          </mark>
        );
      })}
    </div>
  );
}
