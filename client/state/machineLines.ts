/** Which lines there are of a pair beside the one shown, what stands behind those coded by machine, and how they are asked for. */
import { useMemo } from 'preact/hooks';
import type { DyadFeed } from '../../models/contract/dyadFeed.ts';
import type { ModelSummary } from '../../models/contract/models.ts';
import type { Pairs } from '../../models/contract/pairs.ts';
import type { Series } from '../../models/contract/series.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { type DailySeries, dailySeries } from '../charts/dailySeries.ts';
import { type Evidence, evidenceOf } from '../charts/evidence.ts';
import { modelLine, type Overlay } from '../charts/overlay.ts';
import { seriesUrl } from './dyadData.ts';
import type { DyadView } from './dyadView.ts';
import { words } from './language.ts';
import { sourceOf } from '../charts/lineSource.ts';
import { modelOnly } from './modelName.ts';
import type { Pair } from './pairSearch.ts';
import { useResource } from './resource.ts';

/** What is known of a pair: events coded by hand, and what feeds have; `undefined` until it is known. */
export function usePair(dyad: string): { readonly pair: Pair | undefined; readonly isKnown: boolean } {
  const { data, problem } = useResource<Pairs>(`/api/v1/pairs?q=${dyad}&limit=5`);
  return { pair: data?.pairs.find((pair) => pair.dyad === dyad), isKnown: data !== undefined || problem !== undefined };
}

/** The model that shows a pair of which nothing is coded by hand: the one named like a feed that has it, else the first that reads one. */
export function machineModelOf(models: readonly ModelSummary[], pair: Pair): ModelSummary | undefined {
  const fitting = models.filter((model) => {
    const source = sourceOf(model);
    return source.kind === 'machine' && source.hasActs(pair);
  });
  return fitting.find(({ name, feeds }) => feeds?.includes(name)) ?? fitting[0];
}

export interface SecondLine {
  readonly model: string;
  readonly answer: Series;
  readonly series: DailySeries;
  readonly overlay: Overlay;
}

/** The lines of other models that the address asks for, as far as they have come. */
export function useSecondLines(
  dyad: string,
  view: DyadView,
  models: readonly ModelSummary[] | undefined,
): readonly SecondLine[] {
  const first = useSecondLine(dyad, view, models, view.overlays?.[0]);
  const second = useSecondLine(dyad, view, models, view.overlays?.[1]);
  return useMemo(() => [first, second].filter((line) => line !== undefined), [first, second]);
}

function useSecondLine(
  dyad: string,
  view: DyadView,
  models: readonly ModelSummary[] | undefined,
  model: string | undefined,
): SecondLine | undefined {
  const known = models?.find(({ name }) => model !== undefined && name === modelOnly(model));
  const more: Record<string, string> =
    known && sourceOf(known).kind === 'machine' && view.minSources !== undefined
      ? { whatIf: `sources:${view.minSources}` }
      : {};
  const { data } = useResource<Series>(
    model === undefined || models === undefined
      ? null
      : seriesUrl({ dyad, model, asOf: view.asOf, direction: view.direction }, more),
  );
  const wording = words.value.sourceKinds;
  return useMemo(() => {
    const series = data && dailySeries(data);
    if (!data || !series || model === undefined) return undefined;
    return { model, answer: data, series, overlay: overlayOf(series, wording) };
  }, [data, model, wording]);
}

/** A model's series as a line beside another, named by its model and by who coded it. */
export function overlayOf(series: DailySeries, wording: (typeof words.value)['sourceKinds']): Overlay {
  const { name } = series.model;
  return modelLine(series, wording[sourceOf(series).kind].line(name));
}

/** What the feed behind a machine-coded line has of the pair between two days; undefined while it loads, or where there is none. */
export function useEvidence(
  dyad: string,
  feed: string | undefined,
  from: number,
  to: number,
  asOf: string | undefined,
): Evidence | undefined {
  const query = new URLSearchParams({
    feed: feed ?? '',
    from: toIsoDate(from),
    to: toIsoDate(to),
    ...(asOf === undefined ? {} : { asOf }),
  });
  const { data } = useResource<DyadFeed>(feed === undefined ? null : `/api/v1/dyads/${dyad}/feed?${query.toString()}`);
  return useMemo(() => data && evidenceOf(data), [data]);
}
