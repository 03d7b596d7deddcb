/** "Looked through today, nothing found": one button and one key for a dyad or a list, with the way back. */
import { useSignal } from '@preact/signals';
import type { Board } from '../../models/contract/board.ts';
import type { CoverageDeclared } from '../../models/contract/coverage.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { ApiProblem, NoAnswer, postJson } from '../state/api.ts';
import { asOf } from '../state/asOf.ts';
import { coder } from '../state/coder.ts';
import { news } from '../state/connection.ts';
import { useKeys } from '../state/keys.ts';
import { longDate, words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { token } from '../state/token.ts';

interface Props {
  /** all that the button stands for */
  readonly dyads: readonly string[];
  /** those that the key is pressed for, such as the row that has the focus; all of them when left out */
  readonly chosen?: () => readonly string[];
  /** names of the dyads, for what is said */
  readonly nameOf: (dyad: string) => string;
}

interface Declared {
  readonly dyads: readonly string[];
  readonly from: string;
  readonly through: string;
}

export function LookedThrough({ dyads, chosen, nameOf }: Props) {
  const wording = words.value.looked;
  const said = useSignal('');
  const last = useSignal<Declared | undefined>(undefined);
  const held = token.value;
  const board = useResource<Board>(held === undefined ? null : '/api/v1/dyads').data;
  const isOff = held === undefined || asOf.value !== undefined || dyads.length === 0 || !board;
  const post = async (body: object): Promise<boolean> => {
    try {
      await postJson<CoverageDeclared>('/api/v1/coverage', held ?? '', body);
      await postJson('/api/v1/runs', held ?? '');
      news.value++;
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem) && !(error instanceof NoAnswer)) throw error;
      said.value = error.message;
      return false;
    }
  };
  const by = coder.value === '' ? {} : { by: coder.value };
  const declare = async (list: readonly string[], isSinceLast: boolean): Promise<void> => {
    if (isOff || list.length === 0) return;
    const through = board.date;
    const from = isSinceLast && list.length === 1 ? (dayAfterLast(board, list[0]!) ?? through) : through;
    if (!(await post({ dyads: list, from, through, density: 'all', ...by }))) return;
    last.value = { dyads: list, from, through };
    said.value = wording.said(
      list.length === 1 ? nameOf(list[0]!) : wording.pairs(list.length),
      longDate(epochDay(from)),
      longDate(epochDay(through)),
    );
  };
  const undo = async (): Promise<void> => {
    if (
      !last.value ||
      !(await post({ ...last.value, density: 'all', ...by, withdraw: true, reason: wording.undoReason }))
    )
      return;
    last.value = undefined;
    said.value = wording.undone;
  };
  useKeys({
    l: () => void declare(chosen?.() ?? dyads, false),
    L: () => void declare(chosen?.() ?? dyads, true),
  });
  if (isOff) return null;
  const since = dyads.length === 1 ? dayAfterLast(board, dyads[0]!) : undefined;
  return (
    <p class="looked-through">
      <button type="button" aria-keyshortcuts="l" onClick={() => void declare(dyads, false)}>
        {dyads.length === 1 ? wording.today : wording.todayAll(dyads.length)}
      </button>{' '}
      {since !== undefined && since < board.date ? (
        <button type="button" class="link" aria-keyshortcuts="Shift+L" onClick={() => void declare(dyads, true)}>
          {wording.since(longDate(epochDay(since)))}
        </button>
      ) : null}{' '}
      <span role="status" class="muted">
        {said}
      </span>{' '}
      {last.value ? (
        <button type="button" class="link" onClick={() => void undo()}>
          {wording.undo}
        </button>
      ) : null}
    </p>
  );
}

/** The first day that nobody looked at; undefined where nobody ever has, and where the last day is today. */
function dayAfterLast({ dyads, date }: Board, dyad: string): string | undefined {
  const last = dyads.find(({ id }) => id === dyad)?.lookedThrough ?? null;
  return last === null || last >= date ? undefined : toIsoDate(epochDay(last) + 1);
}
