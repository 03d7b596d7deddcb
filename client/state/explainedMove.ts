/** A move as the API explains it: computed here where the page has all it takes, asked for where two moments or models are meant. */
import { useMemo } from 'preact/hooks';
import type { Move } from '../../models/contract/move.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { actorsOf, explainMove, MOVE_KINDS, type MoveExplanation } from '../../models/move.ts';
import { answeredParts, type MoveParts, partsOf, partsOfAnswer } from '../../models/moveFinding.ts';
import type { DailySeries } from '../charts/dailySeries.ts';
import { moveSentence } from '../charts/moveSentence.ts';
import type { MoveSubject } from '../charts/moveWords.ts';
import type { ApiProblem } from './api.ts';
import type { DyadQuestion, Scored } from './dyadData.ts';
import { words } from './language.ts';
import { useResource } from './resource.ts';

/** The sentence of a move, as the API says it, in the words of the reader's language. */
export function sentenceOf(move: MoveParts, series: DailySeries, scored: Scored, isWindow = false): string {
  const eventOf: MoveSubject['eventOf'] = (id) => {
    const at = scored.positionOf.get(id);
    return at === undefined ? undefined : { ...scored.records[at]!, day: scored.columns.day[at]! };
  };
  return moveSentence(move, { subject: subjectOf(series), isWindow, eventOf }, words.value);
}

/** The parts of a move that was explained here. */
export function ownParts(move: MoveExplanation, { columns, model, direction, codebook, score }: Scored): MoveParts {
  const stateOn = ({ day }: { readonly day: number }) => ({ day, columns, model });
  return partsOf(move, { from: stateOn(move.from), to: stateOn(move.to), direction }, codebook, score);
}

function subjectOf({ direction, dyad, name, sides: [a, b] }: DailySeries): string {
  const { moveSubject } = words.value;
  if (direction === 'both') return moveSubject.both(name, a, b);
  return direction.startsWith(dyad.split('-')[0]!) ? moveSubject.towards(a, b) : moveSubject.towards(b, a);
}

/** The same body that GET /move gives; a test holds the two together. */
export function moveAnswer(series: DailySeries, scored: Scored, from: number, to: number): Move {
  const move = explainMove(scored.columns, scored.model, from, to, scored.direction);
  const parts = ownParts(move, scored);
  const endOf = ({ day, index, tension }: MoveExplanation['from']): Move['from'] => ({
    date: toIsoDate(day),
    index,
    tension,
    model: series.model,
    asOf: series.asOf,
  });
  return {
    dyad: series.dyad,
    name: series.name,
    direction: series.direction,
    from: endOf(move.from),
    to: endOf(move.to),
    ...answeredParts(parts),
    actors: actorsOf(move, scored.codebook),
    events: MOVE_KINDS.flatMap((kind) =>
      move[kind].map(({ eventId, tensionPoints, indexPoints }) => {
        const record = scored.records[scored.positionOf.get(eventId)!]!;
        const { date, actor, target, type, category, role, verified, summary, sourceUrl, coupledFrom, machine } =
          record;
        const bearing = coupledFrom === undefined ? { role } : { role: 'coupling' as const, coupledFrom };
        return {
          eventId,
          kind,
          date,
          actor,
          target,
          type,
          category,
          ...bearing,
          verified,
          summary,
          actId: record.actId ?? eventId,
          endDate: record.endDate ?? null,
          headline: record.headline ?? '',
          headlineKo: record.headlineKo ?? '',
          sourceUrl,
          tensionPoints,
          indexPoints,
          ...(machine && { machine }),
        };
      }),
    ),
    rescaling: move.rescaling,
    sentence: sentenceOf(parts, series, scored),
    residual: move.residual,
  };
}

/** The server's sentence, in the reader's language. */
export function retoldSentence(move: Move, series: DailySeries, isWindow: boolean): string {
  const byId = new Map(move.events.map((event) => [event.eventId, event]));
  const eventOf: MoveSubject['eventOf'] = (id) => {
    const event = byId.get(id);
    return event && { ...event, day: epochDay(event.date) };
  };
  return moveSentence(partsOfAnswer(move), { subject: subjectOf(series), isWindow, eventOf }, words.value);
}

export interface MoveQuestion extends DyadQuestion {
  /** epoch days */
  readonly from: number;
  readonly to: number;
  /** moment or model of the end, where it is not that of the beginning */
  readonly asOfTo: string | undefined;
  readonly modelTo: string | undefined;
}

export function moveUrl(
  { dyad, from, to, model, modelTo, asOf, asOfTo, direction }: MoveQuestion,
  more: Readonly<Record<string, string>> = {},
): string {
  const given = Object.entries({ model, modelTo, asOf, asOfTo }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const query = new URLSearchParams(
    [
      ['from', toIsoDate(from)],
      ['to', toIsoDate(to)],
      ...given,
      ...(direction === 'both' ? [] : [['direction', direction] as const]),
      ...Object.entries(more),
    ].map(([name, value]) => [name!, value!]),
  );
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
    () =>
      question === null || isElsewhere || !scored ? undefined : moveAnswer(series, scored, question.from, question.to),
    [series, scored, isElsewhere, question?.from, question?.to, words.value],
  );
  const elsewhere = useMemo(
    () => load.data && { ...load.data, sentence: retoldSentence(load.data, series, false) },
    [load.data, series, words.value],
  );
  return isElsewhere ? { move: elsewhere, problem: load.problem } : { move: here, problem: undefined };
}
