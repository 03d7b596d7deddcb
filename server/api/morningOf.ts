/** The morning brief: each dyad once, in the first period in which there is something to tell of it. */
import { toIsoDate } from '../../models/calendar.ts';
import { SMALLEST_CHANGE } from '../../models/changeBand.ts';
import { impactAlone } from '../../models/impactFactors.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { type Period, PERIODS } from '../../models/periodChange.ts';
import type { Morning, MorningPeriod } from '../../models/contract/morning.ts';
import { someAtOnce } from '../gathered.ts';
import type { LedgerEvent } from '../ledger/ledger.ts';
import { EVER } from '../ledger/query.ts';
import { modelRefOf } from './point.ts';
import { surveyOf } from './morningSurvey.ts';
import { changedFlag, eventOf, coveredSince, type MorningAsked, tell, type Told } from './morningDyad.ts';
import { dyadsRecordedSince } from './news.ts';

/** Dyads that are told of in each period: what somebody reads before the first meeting. */
const MAX_DYADS = 12;
const MAX_EVENTS = 8;
/** Events among which the most severe are sought: their severity comes from the ledger, their weight from the model. */
const EVENTS_READ = 400;

export async function morningOf(given: Omit<MorningAsked, 'survey' | 'recorded'>): Promise<Morning> {
  const { snapshots, vintage, model, day, since, timeZone, language } = given;
  const survey = await surveyOf(given);
  const recorded = since ? await dyadsRecordedSince(snapshots, vintage, since) : new Set<string>();
  const asked: MorningAsked = { ...given, survey, recorded };
  const { dyads, countsOf } = survey;
  const { flag } = model.definition;
  const named = new Set<string>();
  const told: Omit<MorningPeriod, 'events'>[] = [];
  for (const period of PERIODS) told.push(await periodOf(asked, period, named));
  const periods: MorningPeriod[] = [];
  for (const period of told)
    periods.push({ ...period, events: await furtherActs(asked, period.period, named, periods) });
  const quiet = dyads.filter((dyad) => countsOf(dyad).fresh.month === 0);
  const covered = await coveredSince(asked, quiet);
  return {
    date: toIsoDate(day),
    asOf: vintage.asOf?.toISOString() ?? null,
    model: modelRefOf(model),
    lang: language,
    timeZone,
    since: since?.toISOString() ?? null,
    flagRule: { windowDays: flag.windowDays, raiseAt: flag.raiseAt, clearAt: flag.clearAt },
    list: given.only?.title ?? null,
    dyads: dyads.length,
    lastEvent: dyads.length === 0 ? null : toIsoDate(Math.max(...dyads.map((dyad) => countsOf(dyad).lastDay))),
    quiet: quiet.length,
    uncovered: quiet.length - covered,
    sparse: dyads.filter((dyad) => countsOf(dyad).recent < flag.minEvents).length,
    periods,
  };
}

/** @param named dyads that are told already; this period adds its own */
async function periodOf(
  asked: MorningAsked,
  period: Period,
  named: Set<string>,
): Promise<Omit<MorningPeriod, 'events'>> {
  const { survey, day, starts } = asked;
  const from = starts[period];
  const mayTell = survey.dyads.filter((dyad) => mayHaveNews(asked, period, dyad));
  const candidates = (await someAtOnce(mayTell, (dyad) => tell(asked, period, dyad))).filter(
    (found): found is Told => found !== undefined,
  );
  const own = candidates
    .filter(({ id, isNews }) => isNews && !named.has(id))
    .sort(
      (a, b) =>
        b.entry.newsPoints - a.entry.newsPoints ||
        Math.abs(b.entry.change ?? 0) - Math.abs(a.entry.change ?? 0) ||
        (a.id < b.id ? -1 : 1),
    );
  const listed = own.slice(0, MAX_DYADS).map(({ entry }) => entry);
  for (const { id } of own) named.add(id);
  const untold = survey.dyads.filter((dyad) => !named.has(dyad));
  const flags = (await someAtOnce(untold, (dyad) => changedFlag(asked, period, dyad))).filter(
    (turned) => turned !== undefined,
  );
  for (const { id } of flags) named.add(id);
  return {
    period,
    from: toIsoDate(from),
    to: toIsoDate(day),
    moved: candidates.filter(({ isMoved }) => isMoved).length,
    newEvents: survey.dyads.reduce((sum, dyad) => sum + survey.countsOf(dyad).fresh[period], 0),
    more: own.length - listed.length,
    dyads: listed,
    flags: flags.sort((a, b) => Math.abs(b.change30 ?? 0) - Math.abs(a.change30 ?? 0)),
  };
}

/** The gravest acts of a period of dyads that are not told. @param shorter the periods that have named theirs */
async function furtherActs(
  asked: MorningAsked,
  period: Period,
  named: ReadonlySet<string>,
  shorter: readonly MorningPeriod[],
): Promise<MorningPeriod['events']> {
  const { snapshots, vintage, model, starts, day, only } = asked;
  const span = { after: starts[period], to: day };
  const gravest = await snapshots.ledger.mostSevere(span, EVENTS_READ, vintage.asOf ?? EVER, only?.dyads);
  const listed = new Set(shorter.flatMap(({ events }) => events.map(({ id }) => id)));
  return heaviest(
    gravest.filter(({ id, dyad }) => !named.has(dyad) && !listed.has(id)),
    model.definition,
  )
    .slice(0, MAX_EVENTS)
    .map((event) => eventOf(asked, { event, news: 'new', before: undefined, indexPoints: null }));
}

/** Only these are taken apart: a dyad of which nothing is new, and whose index changed by less than a point, has nothing to tell. */
function mayHaveNews({ survey, day, starts, recorded }: MorningAsked, period: Period, dyad: string): boolean {
  if (period === 'since' && (recorded.has(dyad) || survey.countsOf(dyad).fresh.since > 0)) return true;
  const change = survey.standOn(dyad, day).index - survey.standOn(dyad, starts[period]).index;
  return Math.abs(change) >= SMALLEST_CHANGE;
}

/** The heaviest events first; where two are equal, the newer one, as they come. */
function heaviest(events: readonly LedgerEvent[], model: ModelDefinition): LedgerEvent[] {
  return events.toSorted((a, b) => impactAlone(b, model) - impactAlone(a, model));
}
