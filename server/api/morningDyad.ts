/** What a morning brief tells of one dyad. */
import { toIsoDate } from '../../models/calendar.ts';
import { firstDayOf, throughDay, uncoveredBetween } from '../../models/coverage.ts';
import { type Flag, flagOn } from '../../models/flag.ts';
import { explainMove, explainMoveBetween, type MoveExplanation } from '../../models/move.ts';
import { moveFinding, type MoveParts, partsOf } from '../../models/moveFinding.ts';
import { newsCauses, newsPoints, type Period } from '../../models/periodChange.ts';
import type { MorningDyad, MorningEvent, MorningPeriod } from '../../models/contract/morning.ts';
import { moveSentence } from '../../client/charts/moveSentence.ts';
import { type Language, WORDS } from '../../client/words/words.ts';
import { lookedThrough } from '../board/lookedThrough.ts';
import { type ToldCause, toldCause } from '../board/toldCause.ts';
import { countryName, dyadName } from '../referenceData.ts';
import { changedFields } from './changedFields.ts';
import type { DyadHistory } from './eventSource.ts';
import type { Survey, Surveyed } from './morningSurvey.ts';
import { type KnownBefore, knownBefore } from './news.ts';
import { pointOn, rounded } from '../../models/point.ts';

/** New acts named with a dyad. */
const EVENTS_OF_DYAD = 3;

/** Index points: an earlier act that faded to less than prints as more than 0.0 was undone by one that is told anyway. */
const SMALLEST_SHARE = 0.05;

/** What is asked for, and what was found for all dyads. */
export interface MorningAsked extends Surveyed {
  readonly survey: Survey;
  /** dyads of which anything was recorded since the last brief */
  readonly recorded: ReadonlySet<string>;
  /** the last brief; undefined for a day in the past */
  readonly since: Date | undefined;
  readonly timeZone: string;
  readonly language: Language;
}

export interface Told {
  readonly id: string;
  /** rose or fell */
  readonly isMoved: boolean;
  /** there is something to tell */
  readonly isNews: boolean;
  readonly entry: MorningDyad;
}

/** Where the period of a dyad begins. */
interface Start {
  /** epoch day */
  readonly day: number;
  readonly known: KnownBefore | undefined;
}

async function startOf(
  { snapshots, starts, recorded, since }: MorningAsked,
  period: Period,
  history: DyadHistory,
): Promise<Start> {
  const day = starts[period];
  if (period !== 'since' || since === undefined || !recorded.has(history.dyad)) return { day, known: undefined };
  const known = await knownBefore(snapshots, history, since);
  // Of a dyad that nobody knew at the last brief no act of that day was told.
  return { day: known?.isFirst ? day - 1 : day, known };
}

/** `undefined` where the dyad has no value on the last day. */
export async function tell(asked: MorningAsked, period: Period, dyad: string): Promise<Told | undefined> {
  const { snapshots, vintage, model, day, survey } = asked;
  const { definition } = model;
  const history = await snapshots.history(dyad, vintage);
  const { columns } = history;
  if (day < (firstDayOf(columns, definition) ?? -Infinity)) return undefined;
  const { day: start, known } = await startOf(asked, period, history);
  const since =
    known &&
    explainMoveBetween(
      { day: start, columns: known.history.columns, model: definition },
      { day, columns, model: definition },
    );
  // Where the first day is as it was known then, only time has passed: one line, told as its card tells it.
  const isRevised = since !== undefined && since.revised.length > 0;
  const before = isRevised ? known!.history : history;
  const move = isRevised ? since : explainMove(columns, definition, start, day);
  const { parts, sentence } = await told(asked, history, before, move);
  const { kind } = moveFinding(parts);
  const isMoved = kind === 'rise' || kind === 'fall';
  const undone = new Set(move.ended);
  const acts = newsCauses(move)
    .flatMap((cause) => toldCause(cause, undone.has(cause), history, known?.history, start) ?? [])
    .filter(({ news, indexPoints }) => news !== 'undone' || Math.abs(indexPoints) >= SMALLEST_SHARE);
  const listed = acts.slice(0, EVENTS_OF_DYAD);
  const events: MorningEvent[] = [];
  for (const act of listed)
    events.push({
      ...eventOf(asked, act),
      reason: act.news === 'retracted' ? await reasonOf(asked, act.event.id) : '',
    });
  const { index, low, high } = survey.standOn(dyad, day);
  const counts = survey.countsOf(dyad);
  const hasBefore = parts.firstDay === null;
  const entry: MorningDyad = {
    id: dyad,
    name: dyadName(snapshots.reference, dyad, asked.language),
    index,
    low,
    high,
    from: toIsoDate(start),
    before: hasBefore ? rounded(move.from.index) : null,
    isBeforeAsKnown: isRevised,
    change: hasBefore ? rounded(move.change) : null,
    newsPoints: rounded(newsPoints(move)),
    sentence,
    ...(await flagsOf(asked, period, history, known, start)),
    sparse: counts.recent < definition.flag.minEvents,
    provisional: day > vintage.knownThrough - history.codingLagDays,
    lookedThrough: lookedThrough(uncoveredBetween(columns, definition, -Infinity, day), day),
    newEvents: counts.fresh[period],
    lastEvent: toIsoDate(counts.lastDay),
    events,
    moreEvents: acts.length - listed.length,
  };
  return { id: dyad, isMoved, isNews: isMoved || (period === 'since' && acts.length > 0), entry };
}

async function reasonOf({ vintage }: MorningAsked, id: string): Promise<string> {
  return (await vintage.source.revisions(id)).findLast(({ operation }) => operation === 'retract')?.reason ?? '';
}

/** The parts of a move and its sentence. */
export async function told(
  asked: Pick<MorningAsked, 'snapshots' | 'vintage' | 'model' | 'day' | 'language'>,
  history: DyadHistory,
  before: DyadHistory,
  move: MoveExplanation,
): Promise<{ readonly parts: MoveParts; readonly sentence: string }> {
  const { snapshots, vintage, model, day, language } = asked;
  const { codebook, countries } = snapshots.reference;
  const words = WORDS[language];
  const [a = '', b = ''] = history.dyad.split('-').map((code) => countryName(countries, code, language));
  const subject = words.moveSubject.both(dyadName(snapshots.reference, history.dyad, language), a, b);
  const stateOf = ({ columns }: DyadHistory, day: number) => ({ day, columns, model: model.definition });
  const states = {
    from: stateOf(before, move.from.day),
    to: stateOf(history, move.to.day),
    direction: 'both' as const,
  };
  const score = await snapshots.score(history, vintage, model, 'both', day);
  const parts = partsOf(move, states, codebook, score);
  const eventOf = (id: string) => history.byId.get(id) ?? before.byId.get(id);
  return {
    parts,
    sentence: moveSentence(parts, { subject, isWindow: false, isFromAsKnown: before !== history, eventOf }, words),
  };
}

type Flags = Pick<MorningDyad, 'flag' | 'flagBefore' | 'change30' | 'change30Before'>;

/** The flag and its change on the last day, and as they were known at the begin of the period. */
async function flagsOf(
  { snapshots, vintage, model, day, survey }: MorningAsked,
  period: Period,
  history: DyadHistory,
  known: KnownBefore | undefined,
  start: number,
): Promise<Flags> {
  const { definition } = model;
  const { dyad, columns } = history;
  const { windowDays } = definition.flag;
  const firstDay = firstDayOf(columns, definition) ?? -Infinity;
  const changeOn = (on: number, indexOn: (day: number) => number): number | null =>
    on - windowDays < firstDay ? null : rounded(indexOn(on) - indexOn(on - windowDays));
  const now = (on: number): number => survey.standOn(dyad, on).index;
  const after = { flag: await survey.flagOn(dyad, 'end'), change30: changeOn(day, now) };
  if (!known) return { ...after, flagBefore: await survey.flagOn(dyad, period), change30Before: changeOn(start, now) };
  const isAsNow = known.history === history; // so that what is published holds
  const score = await snapshots.score(known.history, isAsNow ? vintage : known.vintage, model, 'both', start);
  return {
    ...after,
    flagBefore: start < score.firstDay ? 'sparse' : flagOn(score, known.history.columns, definition, start),
    change30Before: changeOn(start, (on) => pointOn(score, definition, on).index),
  };
}

const isRaised = (flag: Flag): boolean => flag === 'deteriorated' || flag === 'improved';

/** A flag that was raised, cleared or turned. One that only became sparse, or ceased to be, has not turned. */
export async function changedFlag(
  asked: MorningAsked,
  period: Period,
  dyad: string,
): Promise<MorningPeriod['flags'][number] | undefined> {
  const { snapshots, vintage, model, day, language, survey } = asked;
  const flag = await survey.flagOn(dyad, 'end');
  const flagBefore = await survey.flagOn(dyad, period);
  if (flag === flagBefore || flag === 'sparse' || !(isRaised(flagBefore) || isRaised(flag))) return undefined;
  const history = await snapshots.history(dyad, vintage);
  const { definition } = model;
  const move = explainMove(history.columns, definition, day - definition.flag.windowDays, day);
  return {
    id: dyad,
    name: dyadName(snapshots.reference, dyad, language),
    sentence: (await told(asked, history, history, move)).sentence,
    ...(await flagsOf(asked, period, history, undefined, asked.starts[period])),
  };
}

/** Of how many dyads anybody has said to have looked at a day of the month. One reading, however many there are. */
export async function coveredSince(
  { snapshots, vintage, model, starts, day, survey }: MorningAsked,
  dyads: readonly string[],
): Promise<number> {
  const { asOf, knownThrough } = vintage;
  const declared = asOf === null ? new Map() : await snapshots.ledger.coverageOf(dyads, asOf);
  const from = starts.month + 1;
  return dyads.filter((dyad) => {
    const { firstDay, lastDay } = survey.extentOf(dyad);
    const columns = {
      day: Int32Array.of(firstDay, lastDay),
      coverage: throughDay(declared.get(dyad) ?? [], knownThrough),
    };
    return !uncoveredBetween(columns, model.definition, from, day).some((days) => days.from <= from && days.to >= day);
  }).length;
}

/** An act as the brief names it; the reason of a retraction is left to be read. */
export function eventOf(
  { snapshots, language }: MorningAsked,
  { event, news, before, indexPoints }: Omit<ToldCause, 'indexPoints'> & { readonly indexPoints: number | null },
): MorningEvent {
  const { id, dyad, day, datePrecision, actor, target, type, summary, sourceName, sourceUrl, verified } = event;
  const { codebook } = snapshots.reference;
  const { label, category } = codebook.get(type)!;
  return {
    id,
    dyad,
    name: dyadName(snapshots.reference, dyad, language),
    date: toIsoDate(day),
    datePrecision,
    actor,
    target,
    type,
    typeLabel: WORDS[language].types[type] ?? label,
    category,
    summary,
    sourceName,
    sourceUrl,
    verified,
    news,
    changed: before ? changedFields(before, event, codebook) : [],
    reason: '',
    indexPoints,
  };
}
