/** A number with its name, and what it means; in a list of `evidence-facts`. */
import type { ComponentChildren } from 'preact';

interface Props {
  readonly name: string;
  readonly value: string;
  readonly isWarning?: boolean;
  readonly children?: ComponentChildren;
}

export function Fact({ name, value, isWarning = false, children }: Props) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b class={isWarning ? 'num is-stale' : 'num'}>{value}</b>
        {children ? <span class="muted small">{children}</span> : null}
      </dd>
    </div>
  );
}
