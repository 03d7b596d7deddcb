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
import { may } from '../state/person.ts';
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

/** Declares that dyads were looked through, and takes it back; undefined where the reader cannot. */
export function useLookedThrough(nameOf: (dyad: string) => string) {
  const wording = words.value.looked;
  const said = useSignal('');
  const last = useSignal<Declared | undefined>(undefined);
  const held = token.value;
  const board = useResource<Board>(!may('editor') ? null : '/api/v1/dyads').data;
  const by = coder.value === '' ? {} : { by: coder.value };
  if (held === undefined || !may('editor') || asOf.value !== undefined || !board) return undefined;
  const post = async (body: Declared & { readonly withdraw?: true; readonly reason?: string }): Promise<boolean> => {
    try {
      await postJson<CoverageDeclared>('/api/v1/coverage', held, { ...body, density: 'all', ...by });
      await postJson('/api/v1/runs', held);
      news.value++;
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem) && !(error instanceof NoAnswer)) throw error;
      said.value = error.message;
      return false;
    }
  };
  return {
    said,
    canUndo: last.value !== undefined,
    /** the first day that nobody looked at; undefined where nobody ever has, and where it is today */
    dayAfterLast: (dyad: string): string | undefined => dayAfterLast(board, dyad),
    async declare(dyads: readonly string[], from: string = board.date): Promise<void> {
      const through = board.date;
      if (dyads.length === 0 || !(await post({ dyads, from, through }))) return;
      last.value = { dyads, from, through };
      said.value = wording.said(
        dyads.length === 1 ? nameOf(dyads[0]!) : wording.pairs(dyads.length),
        longDate(epochDay(from)),
        longDate(epochDay(through)),
      );
    },
    async undo(): Promise<void> {
      if (!last.value || !(await post({ ...last.value, withdraw: true, reason: wording.undoReason }))) return;
      last.value = undefined;
      said.value = wording.undone;
    },
  };
}

export function LookedThrough({ dyads, chosen, nameOf }: Props) {
  const wording = words.value.looked;
  const looked = useLookedThrough(nameOf);
  const since = dyads.length === 1 ? looked?.dayAfterLast(dyads[0]!) : undefined;
  useKeys({
    l: () => void looked?.declare(chosen?.() ?? dyads),
    L: () => {
      const list = chosen?.() ?? dyads;
      void looked?.declare(list, list.length === 1 ? looked.dayAfterLast(list[0]!) : undefined);
    },
  });
  if (!looked || dyads.length === 0) return null;
  return (
    <p class="looked-through">
      <button type="button" aria-keyshortcuts="l" onClick={() => void looked.declare(dyads)}>
        {dyads.length === 1 ? wording.today : wording.todayAll(dyads.length)}
      </button>{' '}
      {since === undefined ? null : (
        <button
          type="button"
          class="link"
          aria-keyshortcuts="Shift+L"
          onClick={() => void looked.declare(dyads, since)}
        >
          {wording.since(longDate(epochDay(since)))}
        </button>
      )}{' '}
      <LookedSaid looked={looked} />
    </p>
  );
}

export function LookedSaid({ looked }: { readonly looked: NonNullable<ReturnType<typeof useLookedThrough>> }) {
  return (
    <>
      <span role="status" class="muted">
        {looked.said}
      </span>{' '}
      {looked.canUndo ? (
        <button type="button" class="link" onClick={() => void looked.undo()}>
          {words.value.looked.undo}
        </button>
      ) : null}
    </>
  );
}

function dayAfterLast({ dyads, date }: Board, dyad: string): string | undefined {
  const last = dyads.find(({ id }) => id === dyad)?.lookedThrough ?? null;
  const next = last === null ? undefined : toIsoDate(epochDay(last) + 1);
  return next !== undefined && next < date ? next : undefined;
}
