/** The lines of a comparison, from the API and from the scoring model that runs here too. */
import { useMemo } from 'preact/hooks';
import type { CodebookResponse } from '../../models/contract/codebook.ts';
import type { EventPage } from '../../models/contract/events.ts';
import type { GoldsteinResponse } from '../../models/contract/goldstein.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import type { Series } from '../../models/contract/series.ts';
import { epochDay } from '../../models/calendar.ts';
import { codebookOf } from '../../models/codebook.ts';
import { methodSeries } from '../../models/methods/method.ts';
import { type CompareLine, indexLine, methodLine } from '../charts/compareLines.ts';
import { type DailySeries, dailySeries, withLead } from '../charts/dailySeries.ts';
import { MAX_LINES } from '../charts/linePaints.ts';
import type { ApiProblem } from './api.ts';
import type { CompareView } from './compareView.ts';
import { countryNames, dyadName, namedSeries } from './countryNames.ts';
import { allPages, eventsUrl, scoreEvents, seriesUrl } from './dyadData.ts';
import { words } from './language.ts';
import { sourceOf } from '../charts/lineSource.ts';
import { pinnedModel } from './modelName.ts';
import { useResource } from './resource.ts';

/** Days before a line's first event in which it is drawn at neutral, so that it is seen to leave it. */
const LEAD_DAYS = 90;

export interface ComparedLines {
  readonly lines: readonly CompareLine[];
  /** the daily series behind the lines, in their order; one alone for methods */
  readonly series: readonly DailySeries[];
  /** for each dyad or model asked for its position among the lines; `undefined` while or where it has none */
  readonly positions: readonly (number | undefined)[];
  readonly problems: readonly { readonly what: string; readonly problem: ApiProblem }[];
  readonly isLoading: boolean;
}

/** @param dyads,models those to show, in order; models may be empty for the standard one */
export function useComparedLines(
  view: CompareView,
  dyads: readonly string[],
  models: readonly string[],
): ComparedLines {
  const { by, asOf } = view;
  const questions =
    by === 'models'
      ? models.map((model) => ({ dyad: dyads[0], model }))
      : (by === 'methods' ? dyads.slice(0, 1) : dyads).map((dyad) => ({ dyad, model: models[0] }));
  // As many questions as there can be lines, each time: hooks may not come and go.
  const slots = Array.from({ length: MAX_LINES }, (_, i) => questions[i]);
  const answers = slots.map((slot) => useAnswer(slot?.dyad, slot?.model, asOf));
  const codebook = useResource<CodebookResponse>(by === 'methods' ? '/api/v1/codebook' : null).data;
  const goldstein = useResource<GoldsteinResponse>(by === 'methods' ? '/api/v1/goldstein' : null).data;
  const first = answers[0];
  const served = first?.series?.model;
  const model = useResource<ModelDetail>(by === 'methods' && served ? `/api/v1/models/${pinnedModel(served)}` : null)
    .data?.definition;

  const lines = useMemo((): CompareLine[] => {
    if (by !== 'methods')
      return answers.flatMap(({ series, eventDays }) => {
        if (!series) return [];
        const name = `${series.model.name} v${series.model.version}`;
        return by === 'models'
          ? [indexLine(pinnedModel(series.model), name, name, series, eventDays)]
          : [indexLine(series.dyad, dyadName(series.dyad, series.name), series.dyad, series, eventDays)];
      });
    if (!first?.series || !first.page || first.page.asOf !== first.series.asOf || !codebook || !goldstein || !model)
      return [];
    const { series } = first;
    const scored = scoreEvents(series, first.page.events, codebookOf(codebook.types), model);
    const table = new Map(
      goldstein.codes.flatMap(({ code, gdelt }) => (gdelt === null ? [] : [[code, gdelt] as const])),
    );
    const input = {
      columns: scored.columns,
      cameo: scored.records.map(({ cameo }) => cameo),
      model,
      goldstein: table,
      score: scored.score,
    };
    const step = view.step === 'week' ? 'week' : 'month';
    return view.methods.map((name) =>
      methodLine(
        name,
        words.value.methods[name].label,
        methodSeries(name, input, series.lastDay, step),
        series,
        scored.columns.day,
      ),
    );
  }, [
    by,
    view.methods.join(),
    view.step,
    words.value,
    countryNames.value,
    codebook,
    goldstein,
    model,
    ...answers.flatMap(({ series, page }) => [series, page]),
  ]);

  let position = 0;
  return {
    lines,
    positions: questions.map((_, i) => (answers[i]?.series ? position++ : undefined)),
    series: answers.flatMap(({ series }) => (series ? [series] : [])),
    problems: answers.flatMap(({ problem }, i) =>
      problem ? [{ what: by === 'models' ? (slots[i]?.model ?? '') : (slots[i]?.dyad ?? ''), problem }] : [],
    ),
    isLoading:
      answers.some(({ isLoading }) => isLoading) ||
      (by === 'methods' && lines.length === 0 && first?.problem === undefined),
  };
}

interface LineAnswer {
  readonly series: DailySeries | undefined;
  readonly page: EventPage | undefined;
  readonly eventDays: Int32Array | undefined;
  readonly problem: ApiProblem | undefined;
  readonly isLoading: boolean;
}

function useAnswer(dyad: string | undefined, model: string | undefined, asOf: string | undefined): LineAnswer {
  const load = useResource<Series>(dyad === undefined ? null : seriesUrl({ dyad, model, asOf, direction: 'both' }));
  const served = load.data;
  // Acts coded by machine are too many for a page; until the model is known, nothing is asked.
  const key =
    dyad === undefined || (served && sourceOf(served).kind === 'machine') || (model !== undefined && !served)
      ? null
      : eventsUrl(dyad, asOf);
  const events = useResource<EventPage>(key, key === null ? undefined : () => allPages(key));
  const page = events.data;
  const series = useMemo(() => {
    const daily = served && namedSeries(dailySeries(served));
    return daily && withLead(daily, LEAD_DAYS);
  }, [served, countryNames.value]);
  const eventDays = useMemo(() => page && Int32Array.from(page.events, ({ date }) => epochDay(date)).sort(), [page]);
  return {
    series,
    page,
    eventDays,
    problem: dyad === undefined ? undefined : (load.problem ?? events.problem),
    isLoading: dyad !== undefined && load.data === undefined && load.problem === undefined,
  };
}
