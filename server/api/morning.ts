/** GET /api/v1/morning: what has changed since yesterday, last week and last month, over all dyads. */
import { z } from 'zod';
import { bandOf, Z90 } from '../../models/band.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { type Flag, flagAfter, flagOn } from '../../models/flag.ts';
import { impactAlone } from '../../models/impactFactors.ts';
import { indexOf } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';
import {
  type Change,
  changeBetween,
  largestFirst,
  type Period,
  PERIOD_DAYS,
  PERIODS,
  type BandedIndex,
} from '../../models/periodChange.ts';
import { explainMove, type MoveExplanation } from '../../models/move.ts';
import { changeBand, tensionChange } from '../../models/changeBand.ts';
import { partsOf } from '../../models/moveFinding.ts';
import { moveSentence } from '../../client/charts/moveSentence.ts';
import { type Language, WORDS } from '../../client/words/words.ts';
import type { LedgerEvent } from '../ledger/ledger.ts';
import { countryName, dyadName } from '../referenceData.ts';
import type { AnswerCache } from './answerCache.ts';
import { type Morning, morning, type MorningEvent, type MorningPeriod } from '../../models/contract/morning.ts';
import { asOf, day, lang, model } from './parameters.ts';
import { modelRefOf, pointOn, rounded } from './point.ts';
import { invalid } from './problem.ts';
import type { AskedModel } from './askedModel.ts';
import type { DyadHistory, Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

/** Dyads that are told of in each period: what somebody reads before the first meeting. */
const MAX_DYADS = 12;
const MAX_EVENTS = 8;
/** New events named with a dyad. */
const EVENTS_OF_DYAD = 3;
/** Days before the first one whose flag is asked for: a change seldom stays between the thresholds of the flag for longer. */
const FLAG_DAYS = 32;
/** Events among which the most severe are sought: their severity comes from the ledger, their weight from the model. */
const EVENTS_READ = 400;

export const morningRoute = (snapshots: Snapshots, answers: AnswerCache) =>
  route({
    method: 'get',
    path: '/api/v1/morning',
    summary: 'The morning brief: what has changed in a day, a week and a month, over all dyads',
    description:
      'Dyads whose change is beyond noise (rules of `move`) with the sentence that explains it, flags that were raised, cleared or turned, and the gravest new events with their sources. It is made from published values: only the dyads that are listed are taken apart.',
    query: z.strictObject({
      date: day('The last day of the periods; today (the day of the last roll-up) when left out.'),
      model,
      asOf,
      lang,
    }),
    answers: { 200: { description: 'The brief', body: morning } },
    problems: ['unknown-model', 'not-ready'],
    async reply(call) {
      const { query } = call;
      const model = snapshots.model(query.model);
      const vintage = await snapshots.vintage(query.asOf);
      const day = query.date ?? vintage.knownThrough;
      if (day > vintage.knownThrough)
        throw invalid({
          field: 'date',
          value: toIsoDate(day),
          message: `lies after ${toIsoDate(vintage.knownThrough)}, the last day of which anything is known: give that or an earlier day, or leave it out`,
        });
      const decided = {
        vintages: [vintage],
        models: [model],
        parts: [day, query.lang],
        isLastDayGiven: query.date !== undefined,
      };
      return answers.reply(call, decided, () => morningOf({ snapshots, vintage, model, day, language: query.lang }));
    },
  });

/** What is asked for. */
interface Asked {
  readonly snapshots: Snapshots;
  readonly vintage: Vintage;
  readonly model: AskedModel;
  readonly day: number;
  readonly language: Language;
}

/** All dyads as they stood on the days that the periods and their flags need. */
interface Survey {
  readonly dyads: readonly string[];
  readonly standOn: (dyad: string, day: number) => BandedIndex;
  readonly flagOn: (dyad: string, day: number, events: number) => Promise<Flag>;
  readonly countsOf: (dyad: string) => Counts;
}

/** Events of a dyad by the end of the periods. */
interface Counts {
  readonly lastDay: number;
  /** new in each period */
  readonly fresh: Readonly<Record<Period, number>>;
  /** within `minEventsDays` of the last day, and of the first day of each period */
  readonly recent: number;
  readonly recentBefore: Readonly<Record<Period, number>>;
}

async function morningOf(asked: Asked): Promise<Morning> {
  const { snapshots, vintage, model, day, language } = asked;
  const survey = await surveyOf(asked);
  const { dyads, countsOf } = survey;
  const { minEvents } = model.definition.flag;
  const periods: MorningPeriod[] = [];
  for (const period of PERIODS) periods.push(await periodOf(asked, survey, period));
  const lastDay = Math.max(...dyads.map((dyad) => countsOf(dyad).lastDay));
  return {
    date: toIsoDate(day),
    asOf: vintage.asOf?.toISOString() ?? null,
    model: modelRefOf(model),
    lang: language,
    dyads: dyads.length,
    lastEvent: dyads.length === 0 ? null : toIsoDate(lastDay),
    quiet: dyads.filter((dyad) => countsOf(dyad).fresh.month === 0).length,
    sparse: dyads.filter((dyad) => countsOf(dyad).recent < minEvents).length,
    periods,
  };

  async function periodOf(asked: Asked, survey: Survey, period: Period): Promise<MorningPeriod> {
    const from = day - PERIOD_DAYS[period];
    const changes: Change[] = [];
    for (const dyad of dyads) {
      const { columns } = await snapshots.history(dyad, vintage);
      const band = changeBand(tensionChange(columns, model.definition, from, day), model.definition.scale, Z90);
      changes.push(changeBetween(dyad, survey.standOn(dyad, from), survey.standOn(dyad, day), band));
    }
    const moved = largestFirst(changes).filter(({ isClear }) => isClear);
    const told: MorningPeriod['dyads'] = [];
    for (const change of moved.slice(0, MAX_DYADS)) told.push(await dyadOf(asked, survey, period, change));
    const named = new Set(told.flatMap((dyad) => dyad.events.map(({ id }) => id)));
    const mostSevere = await snapshots.ledger.mostSevere(
      { after: from, to: day },
      EVENTS_READ,
      vintage.asOf ?? undefined,
    );
    return {
      period,
      from: toIsoDate(from),
      to: toIsoDate(day),
      moved: moved.length,
      newEvents: dyads.reduce((sum, dyad) => sum + countsOf(dyad).fresh[period], 0),
      dyads: told,
      flags: await turnedFlags(asked, survey, period),
      events: heaviest(
        mostSevere.filter(({ id }) => !named.has(id)),
        model.definition,
      )
        .slice(0, MAX_EVENTS)
        .map((event) => eventOf(asked, event, null)),
    };
  }
}

/** Two scans of the store, however many dyads there are; dyads that the run did not publish under this model are scored. */
async function surveyOf({ snapshots, vintage, model, day }: Asked): Promise<Survey> {
  const { definition } = model;
  const { windowDays, minEventsDays } = definition.flag;
  const starts = PERIODS.map((period) => day - PERIOD_DAYS[period]);
  const firstDay = Math.min(...starts) - FLAG_DAYS - windowDays;
  const days = Array.from({ length: day - firstDay + 1 }, (_, i) => firstDay + i);
  const spans = [
    ...starts.map((after) => ({ after, to: day })),
    ...[day, ...starts].map((end) => ({ after: end - minEventsDays, to: end })),
  ];
  const extents = (await vintage.source.extents()).filter((extent) => extent.firstDay <= day);
  const counts = new Map(
    (await snapshots.ledger.counts(spans, vintage.asOf ?? undefined)).map((row) => [row.dyad, row]),
  );
  const values = new Map<string, Values>();
  const put = (dyad: string, on: number, tension: number, sd: number): void => {
    // Before its first event a dyad is neutral.
    const ofDyad = values.get(dyad) ?? {
      tension: new Float64Array(days.length).fill(definition.base),
      sd: new Float64Array(days.length),
    };
    ofDyad.tension[on - firstDay] = tension;
    ofDyad.sd[on - firstDay] = sd;
    values.set(dyad, ofDyad);
  };
  for (const { dyad, day: on, tension, sd } of await snapshots.published(vintage, model, days))
    put(dyad, on, tension, sd);
  for (const { dyad } of extents) {
    if (values.has(dyad)) continue;
    const score = await snapshots.score(await snapshots.history(dyad, vintage), vintage, model, 'both', day);
    for (const on of days) {
      const { tension, sd } = pointOn(score, definition, on);
      put(dyad, on, tension, sd);
    }
  }
  const indexOn = (dyad: string, on: number): number =>
    indexOf(values.get(dyad)!.tension[on - firstDay]!, definition.scale);
  const byPeriod = (numbers: readonly number[]): Record<Period, number> => ({
    day: numbers[0]!,
    week: numbers[1]!,
    month: numbers[2]!,
  });
  return {
    dyads: extents.map(({ dyad }) => dyad),
    standOn(dyad, on) {
      const { tension, sd } = values.get(dyad)!;
      const { low, high } = bandOf(tension[on - firstDay]!, sd[on - firstDay]!, definition.scale, Z90);
      return { index: rounded(indexOn(dyad, on)), low: rounded(low), high: rounded(high) };
    },
    async flagOn(dyad, end, events) {
      const changes = Array.from(
        { length: FLAG_DAYS + 1 },
        (_, i) => indexOn(dyad, end - FLAG_DAYS + i) - indexOn(dyad, end - FLAG_DAYS + i - windowDays),
      );
      if (events < definition.flag.minEvents) return 'sparse';
      const told = flagAfter(changes, definition, undefined);
      if (told !== undefined) return told;
      const history = await snapshots.history(dyad, vintage);
      const score = await snapshots.score(history, vintage, model, 'both', day);
      return end < score.firstDay ? 'sparse' : flagOn(score, history.columns, definition, end);
    },
    countsOf: (dyad) => {
      const { counts: n, lastDay } = counts.get(dyad)!;
      return {
        lastDay,
        fresh: byPeriod(n),
        recent: n[PERIODS.length]!,
        recentBefore: byPeriod(n.slice(PERIODS.length + 1)),
      };
    },
  };
}

/** Of one dyad on the days of the survey. */
interface Values {
  readonly tension: Float64Array;
  readonly sd: Float64Array;
}

async function dyadOf(
  asked: Asked,
  { countsOf, flagOn }: Survey,
  period: Period,
  { dyad, from, to, change }: Change,
): Promise<MorningPeriod['dyads'][number]> {
  const { snapshots, vintage, model, day } = asked;
  const { definition } = model;
  const history = await snapshots.history(dyad, vintage);
  const move = explainMove(history.columns, definition, day - PERIOD_DAYS[period], day);
  const name = dyadName(snapshots.reference, dyad, asked.language);
  const counts = countsOf(dyad);
  return {
    id: dyad,
    name,
    index: to.index,
    low: to.low,
    high: to.high,
    before: from.index,
    change,
    sentence: sentenceOf(asked, history, move),
    flag: await flagOn(dyad, day, counts.recent),
    sparse: counts.recent < definition.flag.minEvents,
    provisional: day > vintage.knownThrough - history.codingLagDays,
    newEvents: counts.fresh[period],
    lastEvent: toIsoDate(counts.lastDay),
    events: move.new
      .slice(0, EVENTS_OF_DYAD)
      .map(({ eventId, indexPoints }) => eventOf(asked, history.byId.get(eventId)!, indexPoints)),
  };
}

function sentenceOf(asked: Asked, { dyad, byId, columns }: DyadHistory, move: MoveExplanation): string {
  const { snapshots, language } = asked;
  const { codebook, countries } = snapshots.reference;
  const words = WORDS[language];
  const [a = '', b = ''] = dyad.split('-').map((code) => countryName(countries, code, language));
  const subject = words.moveSubject.both(dyadName(snapshots.reference, dyad, language), a, b);
  const stateOn = (day: number) => ({ day, columns, model: asked.model.definition });
  const states = { from: stateOn(move.from.day), to: stateOn(move.to.day), direction: 'both' as const };
  return moveSentence(
    partsOf(move, states, codebook),
    { subject, isWindow: false, eventOf: (id) => byId.get(id) },
    words,
  );
}

/** One that only became sparse, or ceased to be, has not turned. */
async function turnedFlags(
  asked: Asked,
  { dyads, standOn, flagOn, countsOf }: Survey,
  period: Period,
): Promise<MorningPeriod['flags']> {
  const { model, day } = asked;
  const from = day - PERIOD_DAYS[period];
  const isRaised = (flag: Flag): boolean => flag === 'deteriorated' || flag === 'improved';
  const turned: MorningPeriod['flags'] = [];
  for (const dyad of dyads) {
    const { recent, recentBefore } = countsOf(dyad);
    const before = await flagOn(dyad, from, recentBefore[period]);
    const after = await flagOn(dyad, day, recent);
    if (before === after || after === 'sparse' || !(isRaised(before) || isRaised(after))) continue;
    turned.push({
      id: dyad,
      name: dyadName(asked.snapshots.reference, dyad, asked.language),
      from: before,
      to: after,
      change30: standOn(dyad, day).index - standOn(dyad, day - model.definition.flag.windowDays).index,
    });
  }
  return turned.sort((a, b) => Math.abs(b.change30) - Math.abs(a.change30));
}

/** The heaviest events first; where two are equal, the newer one, as they come. */
function heaviest(events: readonly LedgerEvent[], model: ModelDefinition): LedgerEvent[] {
  return events.toSorted((a, b) => impactAlone(b, model) - impactAlone(a, model));
}

function eventOf(asked: Asked, event: LedgerEvent, indexPoints: number | null): MorningEvent {
  const { id, dyad, day, datePrecision, actor, target, type, summary, sourceName, sourceUrl, verified } = event;
  const { label, category } = asked.snapshots.reference.codebook.get(type)!;
  return {
    id,
    dyad,
    name: dyadName(asked.snapshots.reference, dyad, asked.language),
    date: toIsoDate(day),
    datePrecision,
    actor,
    target,
    type,
    typeLabel: WORDS[asked.language].types[type] ?? label,
    category,
    summary,
    sourceName,
    sourceUrl,
    verified,
    indexPoints,
  };
}
