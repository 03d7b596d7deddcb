/** The keys of the desk, and what the buttons of a card share with them. */
import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { faultsOf } from '../../desk/actFaults.ts';
import type { DeskSession } from '../../desk/session.ts';
import { count, graded, isDone } from '../../desk/sheet.ts';
import { useKeys } from '../../state/keys.ts';
import { words } from '../../state/language.ts';
import type { Panel } from './ActCard.tsx';

interface Props {
  readonly session: DeskSession;
  readonly panel: Signal<Panel>;
  /** the act that the reader tried to accept though it lacks something */
  readonly tried: Signal<string | undefined>;
  readonly hasFocus: Signal<boolean>;
  /** what a screen reader hears */
  readonly said: Signal<string>;
  readonly record: () => void;
}

export type CardRun = Readonly<Record<'accept' | 'split' | 'join', () => void>>;

export const focusCurrentAct = (): void =>
  document.querySelector<HTMLElement>('.desk-act.is-current .desk-row')?.focus();

export function useDeskKeys({ session, panel, tried, hasFocus, said, record }: Props): CardRun {
  const wording = words.value.desk.said;
  const left = (): number => count(session.sheet.value, 'open');
  const id = (): string => session.current.value ?? '';
  const run: CardRun = {
    accept() {
      const { act } = session;
      if (!act || act.state !== 'open') return;
      const faults = faultsOf(act, session.sheet.value);
      hasFocus.value = true;
      if (faults.size > 0) {
        tried.value = act.id;
        // Asked once for the whole text.
        if (faults.size === 1 && faults.has('sourceName'))
          document.querySelector<HTMLElement>('[data-source] input')?.focus();
        return;
      }
      tried.value = undefined;
      panel.value = undefined;
      session.accept(act.id);
      said.value = wording.accepted(left());
    },
    split() {
      if (!session.act || isDone(session.act)) return;
      session.split(id());
      said.value = wording.split;
    },
    join() {
      said.value = session.join(id()) ? wording.joined : wording.notJoined;
    },
  };
  const walk = (by: number): void => {
    panel.value = undefined;
    hasFocus.value = true;
    session.walk(by);
  };
  const open = (wanted: NonNullable<Panel>): void => {
    if (session.act && !isDone(session.act)) panel.value = panel.value === wanted ? undefined : wanted;
  };
  const grade = (severity: number) => (): void => {
    if (!session.act || isDone(session.act)) return;
    session.change('correct', id(), (act) => graded(act, severity));
    said.value = wording.severity(severity);
  };
  useKeys({
    j: () => walk(1),
    k: () => walk(-1),
    e: () => open('correct'),
    x: () => open('reject'),
    s: run.split,
    m: run.join,
    u() {
      panel.value = undefined;
      said.value = session.undo() === undefined ? words.value.desk.nothingToUndo : words.value.desk.undone;
    },
    1: grade(1),
    2: grade(2),
    3: grade(3),
    4: grade(4),
    5: grade(5),
  });
  // These are keys of controls as well: they count at the list and where nothing has the focus, and Ctrl+Enter everywhere.
  const latest = useRef({ run, walk, record });
  latest.current = { run, walk, record };
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || document.querySelector('dialog[open]')) return;
      const { target, key } = event;
      const now = latest.current;
      if (key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        // What is being typed counts, too.
        if (target instanceof HTMLElement) target.blur();
        now.record();
        return;
      }
      if (event.ctrlKey || event.metaKey || !(target instanceof HTMLElement)) return;
      const isAtList =
        target.matches('body, main, h1, h2') || (target.matches('.desk-row') && target.closest('.is-current') !== null);
      if (!isAtList) return;
      if (key === 'Enter') now.run.accept();
      else if (key === 'ArrowDown') now.walk(1);
      else if (key === 'ArrowUp') now.walk(-1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return run;
}
