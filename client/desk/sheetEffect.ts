/** What accepted acts do to the lines, before anything is recorded. */
import { useMemo } from 'preact/hooks';
import { effectOfActs, type IndexChange } from '../../models/actEffect.ts';
import { epochDay, parseDay } from '../../models/calendar.ts';
import { codebookOf } from '../../models/codebook.ts';
import type { Board } from '../../models/contract/board.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import { type ScoredEvent, SEVERITIES } from '../../models/event.ts';
import { scoredRecord } from '../state/dyadData.ts';
import { pinnedModel } from '../state/modelName.ts';
import { useResource } from '../state/resource.ts';
import { useDyadEvents } from './ActEffect.tsx';
import { dyadOfBearing } from './actDraft.ts';
import type { SheetAct } from './sheet.ts';
import { useTypes } from '../state/eventTypes.ts';

/** Days before the act and after it that the small line shows. */
const BEFORE_DAYS = 30;
const AFTER_DAYS = 120;

export interface LineChange {
  /** on the day of the act */
  readonly on: IndexChange;
  /** on the day of the board, where that is another */
  readonly today: IndexChange | undefined;
  /** around the day of the act, a day each */
  readonly line: readonly IndexChange[];
}

/** The bearing of an act in a dyad, as scoring reads it; undefined while a field is open. */
function scored(act: SheetAct, dyad: string): ScoredEvent | undefined {
  const bearing = act.act.bearings.find((one) => dyadOfBearing(one) === dyad);
  const day = parseDay(act.act.date);
  const severity = SEVERITIES.find((grade) => grade === bearing?.severity);
  if (!bearing || day === undefined || severity === undefined || bearing.polarity === null || act.act.type === '')
    return undefined;
  const { actor, target, role, polarity, ends } = bearing;
  const lastDay = parseDay(act.act.endDate);
  const { type, verified } = act.act;
  return {
    id: `~${act.id}`,
    day,
    actor,
    target,
    role,
    type,
    polarity,
    severity,
    verified,
    ends,
    ...(lastDay !== undefined && lastDay > day && { lastDay }),
  };
}

/** The events of a dyad with acts of the sheet: a new one is added, a revised one takes the place of the recorded. */
function withActs(events: readonly ScoredEvent[], acts: readonly SheetAct[], dyad: string): readonly ScoredEvent[] {
  const added: ScoredEvent[] = [];
  const replaced = new Set<string>();
  for (const act of acts) {
    const { decision } = act;
    if (decision === 'leave' || decision === 'source') continue;
    const event = scored(act, dyad);
    if (!event) continue;
    const recorded = decision === 'revise' ? act.drawn.match?.eventId : undefined;
    if (recorded !== undefined && !events.some(({ id }) => id === recorded)) continue;
    if (recorded !== undefined) replaced.add(recorded);
    added.push(recorded === undefined ? event : { ...event, id: recorded });
  }
  return added.length === 0 ? events : [...events.filter(({ id }) => !replaced.has(id)), ...added];
}

/** @param acts those that count with it and without; @param act the one whose effect it is; undefined: that of all of them */
export function useLineChange(
  dyad: string | undefined,
  acts: readonly SheetAct[],
  act: SheetAct | undefined,
): LineChange | undefined {
  const events = useDyadEvents(dyad);
  const board = useResource<Board>('/api/v1/dyads').data;
  const model = useResource<ModelDetail>(board ? `/api/v1/models/${pinnedModel(board.model)}` : null).data;
  const types = useTypes();
  return useMemo(() => {
    if (!board || !model || dyad === undefined || !events || types.length === 0) return undefined;
    const today = epochDay(board.date);
    const day = act ? parseDay(act.act.date) : today;
    if (day === undefined || (act && !scored(act, dyad))) return undefined;
    const codebook = codebookOf(types);
    const known = events.map(scoredRecord).filter(({ type }) => codebook.has(type));
    const others = act ? acts.filter((one) => one !== act) : acts;
    const before = act ? withActs(known, others, dyad) : known;
    const after = withActs(known, act ? [...others, act] : others, dyad);
    if (after.some(({ type }) => !codebook.has(type))) return undefined;
    const from = day - BEFORE_DAYS;
    const to = act ? Math.max(day, Math.min(today, day + AFTER_DAYS)) : day;
    const days = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    if (act && today > to) days.push(today);
    const line = effectOfActs(dyad, before, after, days, codebook, model.definition);
    const on = line[BEFORE_DAYS]!;
    return {
      on,
      today: day < today ? line.findLast((change) => change.day === today) : undefined,
      line: line.slice(0, to - from + 1),
    };
  }, [dyad, acts, act, events, board, model, types]);
}

/** The dyads that acts of a sheet bear on, in their order. */
export const dyadsOf = (acts: readonly SheetAct[]): string[] => [
  ...new Set(acts.flatMap(({ act }) => act.bearings.flatMap((bearing) => dyadOfBearing(bearing) ?? []))),
];
