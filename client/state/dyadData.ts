/** Everything that the dyad page shows, from four answers of the API and the scoring model that runs here too. */
import { useMemo } from 'preact/hooks';
import type { CodebookResponse } from '../../models/contract/codebook.ts';
import type { EventPage, EventRecord } from '../../models/contract/events.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import type { Series } from '../../models/contract/series.ts';
import { type Basis, basisOf } from '../../models/basis.ts';
import { type EventColumns, eventColumns } from '../../models/eventColumns.ts';
import { epochDay } from '../../models/calendar.ts';
import { type Codebook, codebookOf } from '../../models/codebook.ts';
import type { Direction } from '../../models/dyad.ts';
import type { Severity } from '../../models/event.ts';
import { indexOf, type Score, scoreOf } from '../../models/score.ts';
import { couplingsOf, inheritedEvents } from '../../models/coupling.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { type CategoryOf, categoryPositions } from '../charts/bins.ts';
import { type DailySeries, dailySeries, withLead } from '../charts/dailySeries.ts';
import type { Explained } from '../charts/bins.ts';
import type { FigureEvent } from '../charts/figure.ts';
import { figureEvents } from '../charts/figureEvents.ts';
import { stepPoints, tensionSteps } from '../charts/steps.ts';
import { type ApiProblem, getJson } from './api.ts';
import { countryNames, namedSeries } from './countryNames.ts';
import { typeLabel, language, words } from './language.ts';
import { sourceOf } from '../charts/lineSource.ts';
import { pinnedModel } from './modelName.ts';
import { useResource } from './resource.ts';

/** An event as it bears on the dyad: one that the model lets it inherit says from where, and how much of it counts. */
export interface ActRecord extends EventRecord {
  readonly coupledFrom?: string;
  readonly amount?: number;
}

/** Scored here, from the same events and the same model as the server's line. */
export interface Scored extends Explained {
  readonly codebook: Codebook;
  readonly columns: EventColumns;
  readonly basis: Basis;
  readonly score: Score;
  readonly model: ModelDefinition;
  readonly categoryOf: CategoryOf;
  readonly direction: Direction;
  /** in the order of the columns */
  readonly records: readonly ActRecord[];
  readonly figureEvents: readonly FigureEvent[];
  readonly positionOf: ReadonlyMap<string, number>;
  /** the largest distance between the served line and the sum of the events over all days, index points */
  readonly largestResidual: number;
}

export interface DyadData {
  readonly series: DailySeries | undefined;
  readonly scored: Scored | undefined;
  readonly problem: ApiProblem | undefined;
  readonly isLoading: boolean;
}

export interface DyadQuestion {
  readonly dyad: string;
  readonly model: string | undefined;
  readonly asOf: string | undefined;
  readonly direction: Direction;
}

/** The address of what each day's value was when first published. */
export function vintagesUrl({ dyad, model }: Pick<DyadQuestion, 'dyad' | 'model'>): string {
  return `/api/v1/dyads/${dyad}/vintages${model === undefined ? '' : `?model=${encodeURIComponent(model)}`}`;
}

/** The address of a series, of days unless something else is asked for; what is the default is left out. */
export function seriesUrl(
  { dyad, model, asOf, direction }: DyadQuestion,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams(more);
  if (model !== undefined) query.set('model', model);
  if (asOf !== undefined) query.set('asOf', asOf);
  if (direction !== 'both') query.set('direction', direction);
  if (!query.has('step')) query.set('step', 'day');
  return `/api/v1/dyads/${dyad}/series?${query.toString()}`;
}

/** Days before the first event that charts may show. */
const LEAD_DAYS = 90;

export function useDyadData(question: DyadQuestion): DyadData {
  const { dyad, asOf } = question;
  const seriesLoad = useResource<Series>(seriesUrl(question));
  const seriesAnswer = seriesLoad.data;
  const source = seriesAnswer && sourceOf(seriesAnswer);
  const isTooMuch = source?.isTakenApart(seriesAnswer!.coverage.events) === false;
  // Whether the model reads feeds is known with its series; without a model in the address the events need not wait for it.
  const eventsModel = source?.kind === 'machine' ? `&model=${pinnedModel(seriesAnswer!.model)}` : '';
  const eventsKey =
    (question.model !== undefined && !seriesAnswer) || isTooMuch ? null : eventsUrl(dyad, asOf) + eventsModel;
  const eventsLoad = useResource<EventPage>(eventsKey, () => allPages(eventsKey!));
  const codebookLoad = useResource<CodebookResponse>('/api/v1/codebook');
  const served = seriesAnswer;
  const modelLoad = useResource<ModelDetail>(served ? `/api/v1/models/${pinnedModel(served.model)}` : null);

  const series = useMemo(
    () => (served ? lead(namedSeries(dailySeries(served))) : undefined),
    [served, countryNames.value],
  );
  const codebook = useMemo(
    () => (codebookLoad.data ? codebookOf(codebookLoad.data.types) : undefined),
    [codebookLoad.data],
  );
  const events = eventsLoad.data;
  const definition = modelLoad.data?.definition;
  const coupled = useCoupledEvents(dyad, asOf, definition);
  const scored = useMemo(() => {
    // Answers of two different moments do not belong together: wait for the pair.
    if (
      !series ||
      !events ||
      !codebook ||
      !definition ||
      !coupled ||
      events.asOf !== series.asOf ||
      events.dyad !== series.dyad
    )
      return undefined;
    return scoreEvents(
      series,
      [...events.events, ...inherited(dyad, definition, events, coupled)],
      codebook,
      definition,
    );
  }, [series, events, codebook, definition, coupled, language.value]);
  return {
    series,
    scored,
    problem: seriesLoad.problem ?? eventsLoad.problem ?? modelLoad.problem ?? codebookLoad.problem,
    isLoading: seriesLoad.isLoading || eventsLoad.isLoading,
  };
}

function lead(series: DailySeries | undefined): DailySeries | undefined {
  return series && withLead(series, LEAD_DAYS);
}

/** The address of a dyad's events. */
export const eventsUrl = (dyad: string, asOf: string | undefined): string =>
  `/api/v1/dyads/${dyad}/events?limit=1000${asOf === undefined ? '' : `&asOf=${encodeURIComponent(asOf)}`}`;

/** The events of the dyads that a model couples with this one; undefined until they have come. */
function useCoupledEvents(
  dyad: string,
  asOf: string | undefined,
  definition: ModelDefinition | undefined,
): readonly EventPage[] | undefined {
  const sources = definition ? couplingsOf(definition, dyad).map(({ from }) => from) : [];
  const key = sources.length === 0 ? null : `coupled ${sources.join(' ')} ${asOf ?? ''}`;
  const { data } = useResource<readonly EventPage[]>(key, () =>
    Promise.all(sources.map((from) => allPages(eventsUrl(from, asOf)))),
  );
  return key === null ? NONE : data;
}

const NONE: readonly EventPage[] = [];

/** What a dyad inherits under a model: scored as the server does, from the same events. */
function inherited(
  dyad: string,
  definition: ModelDefinition,
  own: EventPage,
  coupled: readonly EventPage[],
): ActRecord[] {
  const acts = ({ events }: EventPage) =>
    events.map((event) => ({
      ...event,
      day: epochDay(event.date),
      ...lastDayOf(event),
      polarity: event.polarity > 0 ? (1 as const) : (-1 as const),
    }));
  return couplingsOf(definition, dyad).flatMap((coupling) => {
    const others = coupled.find((page) => page.dyad === coupling.from);
    return others ? inheritedEvents(acts(own), acts(others), coupling) : [];
  });
}

export async function allPages(first: string): Promise<EventPage> {
  const page = await getJson<EventPage>(first);
  if (page.nextCursor === null) return page;
  const events = [...page.events];
  let cursor: string | null = page.nextCursor;
  while (cursor !== null) {
    const next: EventPage = await getJson<EventPage>(`${first}&cursor=${encodeURIComponent(cursor)}`);
    events.push(...next.events);
    cursor = next.nextCursor;
  }
  return { ...page, events, nextCursor: null };
}

/** O(days x types). */
export function scoreEvents(
  series: DailySeries,
  records: readonly ActRecord[],
  codebook: Codebook,
  model: ModelDefinition,
): Scored {
  const { direction, firstDay, lastDay } = series;
  const byId = new Map(records.map((record) => [record.id, record]));
  const columns = eventColumns(series.dyad, records.map(scoredRecord), codebook, series.coverage.declared);
  const basis = basisOf(columns, model, firstDay, lastDay, direction);
  const score = scoreOf(basis, model);
  const steps = stepPoints(columns, model, score, direction);
  const tension = tensionSteps(columns, model, direction);
  const sorted = columns.ids.map((id) => byId.get(id)!);
  return {
    codebook,
    columns,
    basis,
    score,
    model,
    categoryOf: categoryPositions(codebook),
    direction,
    records: sorted,
    figureEvents: figureEvents(
      sorted,
      columns.day,
      steps,
      ({ type }) => typeLabel(type, codebook.get(type)!.label),
      words.value,
    ).map((event, e) => ({ ...event, tensionStep: tension[e]! })),
    positionOf: new Map(columns.ids.map((id, e) => [id, e])),
    largestResidual: largestResidualOf(score, series),
  };
}

/** What scoring reads of an event of the API. */
export const scoredRecord = (record: ActRecord) => ({
  ...record,
  day: epochDay(record.date),
  ...lastDayOf(record),
  severity: asSeverity(record.severity),
  ...(record.machine && { amount: record.machine.amount, sources: record.machine.sources }),
});

/** An act that lasted holds at least to its last day. */
const lastDayOf = ({ endDate }: Pick<EventRecord, 'endDate'>): { lastDay?: number } =>
  endDate === null ? {} : { lastDay: epochDay(endDate) };

/** The contract says 1 to 5; the type system says number. */
function asSeverity(severity: number): Severity {
  if (severity === 1 || severity === 2 || severity === 3 || severity === 4 || severity === 5) return severity;
  throw new RangeError(`Severity ${severity} is not one of 1 to 5.`);
}

/** The largest distance between a score of all days of a series and its served values, index points. */
export function largestResidualOf(
  { tension }: Pick<Score, 'tension'>,
  { index, scale }: Pick<DailySeries, 'index' | 'scale'>,
): number {
  return tension.reduce((largest, value, i) => Math.max(largest, Math.abs(indexOf(value, scale) - index[i]!)), 0);
}
