/** An act of the list in one line: when, what, and what has become of it. */
import type { Signal } from '@preact/signals';
import { memo } from 'preact/compat';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { parseDay } from '../../../models/calendar.ts';
import type { SheetAct } from '../../desk/sheet.ts';
import { useStateNames } from '../../desk/StateField.tsx';
import { useTypeNames } from '../../state/eventTypes.ts';
import { knownDate, words } from '../../state/language.ts';

interface Props {
  readonly act: SheetAct;
  readonly isCurrent: boolean;
  readonly lit: Signal<string | undefined>;
  /** takes the focus when it becomes the current one */
  readonly hasFocus: boolean;
  readonly onChoose: (id: string) => void;
  readonly children?: ComponentChildren;
}

export const ActRow = memo(function ActRow({ act, isCurrent, lit, hasFocus, onChoose, children }: Props) {
  const wording = words.value.desk;
  const titleOf = useActTitle();
  const item = useRef<HTMLLIElement>(null);
  const { id, state } = act;
  useLayoutEffect(() => {
    if (!isCurrent || !hasFocus) return;
    const button = item.current?.querySelector<HTMLElement>('.desk-row');
    button?.focus({ preventScroll: true });
    button?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent, hasFocus]);
  return (
    <li
      ref={item}
      class={`desk-act is-${state}${isCurrent ? ' is-current' : ''}${lit.value === id ? ' is-lit' : ''}`}
      data-act={id}
      onPointerEnter={() => (lit.value = id)}
      onPointerLeave={() => (lit.value = undefined)}
    >
      <button type="button" class="desk-row" aria-expanded={isCurrent} onClick={() => onChoose(id)}>
        <span class="when num">
          <ActDate act={act} />
        </span>
        <span class="what">{titleOf(act)}</span>
        <span class={`state is-${state}`}>{wording.states[state]}</span>
      </button>
      {children}
    </li>
  );
});

function ActDate({ act }: { readonly act: SheetAct }) {
  const day = parseDay(act.act.date);
  return <>{day === undefined ? words.value.desk.noDate : knownDate(day, act.act.datePrecision)}</>;
}

/** @example "Summons: Russia → South Korea" */
export function useActTitle(): (act: SheetAct) => string {
  const names = useStateNames();
  const typeName = useTypeNames();
  return ({ act }) => {
    const wording = words.value.desk;
    const name = (code = ''): string => (code === '' ? wording.noSide : (names.get(code) ?? code));
    const [first] = act.bearings;
    return `${typeName(act.type) || wording.noSide}: ${wording.towards(name(first?.actor), name(first?.target))}`;
  };
}
