/** A move as the API explains it: computed here where the page has all it takes, asked for where two moments or models are meant. */
import { useMemo } from 'preact/hooks';
import type { Move } from '../../server/api/contract.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { explainMove, groupsOf, MOVE_KINDS, type MoveExplanation, type MoveKind } from '../../models/move.ts';
import { moveSentence, type MoveSubject } from '../../models/moveSentence.ts';
import { type DailySeries, valueOn } from '../charts/dailySeries.ts';
import { moveInWords } from '../charts/moveWords.ts';
import { directionName } from '../charts/sentences.ts';
import type { ApiProblem } from './api.ts';
import type { DyadQuestion, Scored } from './dyadData.ts';
import { language, words } from './language.ts';
import { useResource } from './resource.ts';

/** The sentence of a move, by the published rules: as the API says it, or in the words of the reader's language. */
export function sentenceOf(
  move: MoveExplanation,
  series: DailySeries,
  scored: Scored,
  eventOf?: MoveSubject['eventOf'],
): string {
  const { day } = move.from;
  const subject: MoveSubject = {
    name: series.direction === 'both' ? series.name : directionName(series),
    fromBand: {
      low: valueOn(series, series.low, day) ?? move.from.index,
      high: valueOn(series, series.high, day) ?? move.from.index,
    },
    eventOf:
      eventOf ??
      ((id) => {
        const at = scored.positionOf.get(id);
        return at === undefined ? undefined : { summary: scored.records[at]!.summary, day: scored.columns.day[at]! };
      }),
  };
  if (language.value === 'en') return moveSentence(move, subject, scored.codebook);
  const { card } = words.value;
  return moveInWords(
    move,
    {
      ...subject,
      tension: series.direction === 'both' ? card.subject(...series.sides) : card.towards(...sidesInOrder(series)),
    },
    scored.codebook,
    words.value,
  );
}

/** Whose acts, then towards whom. */
function sidesInOrder({ direction, dyad, sides: [a, b] }: DailySeries): [string, string] {
  return direction.startsWith(dyad.split('-')[0]!) ? [a, b] : [b, a];
}

/** The same body that GET /move gives; a test holds the two together. */
export function moveAnswer(series: DailySeries, scored: Scored, from: number, to: number): Move {
  const move = explainMove(scored.columns, scored.model, from, to, scored.direction);
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
    change: move.change,
    groups: groupsOf(move, scored.codebook),
    events: MOVE_KINDS.flatMap((kind) =>
      move[kind].map(({ eventId, tensionPoints, indexPoints }) => {
        const { date, actor, target, type, category, role, verified, summary, sourceUrl, coupledFrom, machine } =
          scored.records[scored.positionOf.get(eventId)!]!;
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
          sourceUrl,
          tensionPoints,
          indexPoints,
          ...(machine && { machine }),
        };
      }),
    ),
    rescaling: move.rescaling,
    sentence: sentenceOf(move, series, scored),
    residual: move.residual,
  };
}

/** A move that the server explained, as the models take it. */
export function explanationOf({ from, to, change, events, rescaling, residual }: Move): MoveExplanation {
  const endOf = ({ date, index, tension }: Move['from']): MoveExplanation['from'] => ({
    day: epochDay(date),
    index,
    tension,
  });
  const causesOf = (kind: MoveKind): Move['events'] => events.filter((cause) => cause.kind === kind);
  return {
    from: endOf(from),
    to: endOf(to),
    change,
    rescaling,
    residual,
    new: causesOf('new'),
    fading: causesOf('fading'),
    revised: causesOf('revised'),
    model: causesOf('model'),
  };
}

/** The server's sentence, in the reader's language. The move begins at the page's own moment and model, whose band is known here. */
function retold(move: Move | undefined, series: DailySeries, scored: Scored | undefined): Move | undefined {
  if (!move || !scored || language.value === 'en') return move;
  const byId = new Map(move.events.map((event) => [event.eventId, event]));
  const eventOf: MoveSubject['eventOf'] = (id) => {
    const event = byId.get(id);
    return event && { summary: event.summary, day: epochDay(event.date) };
  };
  return { ...move, sentence: sentenceOf(explanationOf(move), series, scored, eventOf) };
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
  const elsewhere = useMemo(() => retold(load.data, series, scored), [load.data, series, scored, words.value]);
  return isElsewhere ? { move: elsewhere, problem: load.problem } : { move: here, problem: undefined };
}
