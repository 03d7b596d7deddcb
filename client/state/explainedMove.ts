/** A move as the API explains it: computed here where the page has all it takes, asked for where two moments or models are meant. */
import { useMemo } from 'preact/hooks';
import type { Move } from '../../server/api/contract.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { explainMove, groupsOf, MOVE_KINDS, type MoveExplanation } from '../../models/move.ts';
import { moveSentence } from '../../models/moveSentence.ts';
import { type DailySeries, valueOn } from '../charts/dailySeries.ts';
import { moveInWords } from '../charts/moveWords.ts';
import { directionName } from '../charts/sentences.ts';
import type { ApiProblem } from './api.ts';
import type { DyadQuestion, Scored } from './dyadData.ts';
import { language, words } from './language.ts';
import { useResource } from './resource.ts';

/** The sentence of a move, by the published rules: as the API says it, or in the words of the reader's language. */
export function sentenceOf(move: MoveExplanation, series: DailySeries, scored: Scored): string {
  const { day } = move.from;
  const subject = {
    name: series.direction === 'both' ? series.name : directionName(series),
    fromBand: { low: valueOn(series, series.low, day) ?? move.from.index, high: valueOn(series, series.high, day) ?? move.from.index },
    eventOf: (id: string) => {
      const at = scored.positionOf.get(id);
      return at === undefined ? undefined : { summary: scored.records[at]!.summary, day: scored.columns.day[at]! };
    },
  };
  if (language.value === 'en') return moveSentence(move, subject, scored.codebook);
  const { card } = words.value;
  return moveInWords(move, { ...subject, tension: series.direction === 'both' ? card.subject(...series.sides) : card.towards(...sidesInOrder(series)) }, scored.codebook, words.value);
}

/** Whose acts, then towards whom. */
function sidesInOrder({ direction, dyad, sides: [a, b] }: DailySeries): [string, string] {
  return direction.startsWith(dyad.split('-')[0]!) ? [a, b] : [b, a];
}

/** The same body that GET /move gives; a test holds the two together. */
export function moveAnswer(series: DailySeries, scored: Scored, from: number, to: number): Move {
  const move = explainMove(scored.columns, scored.model, from, to, scored.direction);
  const endOf = ({ day, index, tension }: MoveExplanation['from']): Move['from'] => ({ date: toIsoDate(day), index, tension, model: series.model, asOf: series.asOf });
  return {
    dyad: series.dyad,
    name: series.name,
    direction: series.direction,
    from: endOf(move.from),
    to: endOf(move.to),
    change: move.change,
    groups: groupsOf(move, scored.codebook),
    events: MOVE_KINDS.flatMap((kind) =>
      move[kind].map(({ eventId, tensionPoints, indexPoints }) => {
        const { date, actor, target, type, category, role, verified, summary, sourceUrl, coupledFrom, machine } = scored.records[scored.positionOf.get(eventId)!]!;
        const bearing = coupledFrom === undefined ? { role } : { role: 'coupling' as const, coupledFrom };
        return { eventId, kind, date, actor, target, type, category, ...bearing, verified, summary, sourceUrl, tensionPoints, indexPoints, ...(machine && { machine }) };
      }),
    ),
    rescaling: move.rescaling,
    sentence: sentenceOf(move, series, scored),
    residual: move.residual,
  };
}

export interface MoveQuestion extends DyadQuestion {
  /** epoch days */
  readonly from: number;
  readonly to: number;
  /** moment or model of the end, where it is not that of the beginning */
  readonly asOfTo: string | undefined;
  readonly modelTo: string | undefined;
}

export function moveUrl({ dyad, from, to, model, modelTo, asOf, asOfTo, direction }: MoveQuestion, more: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries({ model, modelTo, asOf, asOfTo }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const query = new URLSearchParams([['from', toIsoDate(from)], ['to', toIsoDate(to)], ...given, ...(direction === 'both' ? [] : [['direction', direction] as const]), ...Object.entries(more)].map(([name, value]) => [name!, value!]));
  return `/api/v1/dyads/${dyad}/move?${query.toString()}`;
}

export interface MoveLoad {
  readonly move: Move | undefined;
  readonly problem: ApiProblem | undefined;
}

/** The move between two days; null asks nothing. */
export function useMove(question: MoveQuestion | null, series: DailySeries, scored: Scored | undefined): MoveLoad {
  const isElsewhere = question !== null && (question.asOfTo !== undefined || question.modelTo !== undefined);
  const load = useResource<Move>(isElsewhere ? moveUrl(question) : null);
  const here = useMemo(
    () => (question === null || isElsewhere || !scored ? undefined : moveAnswer(series, scored, question.from, question.to)),
    [series, scored, isElsewhere, question?.from, question?.to, words.value],
  );
  return isElsewhere ? { move: load.data, problem: load.problem } : { move: here, problem: undefined };
}
