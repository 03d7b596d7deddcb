/** Choices of the dyad page about where its lines come from: the window of a stale feed, the next line beside, and two sources or one. */
import { useMemo } from 'preact/hooks';
import type { ModelSummary } from '../../models/contract/models.ts';
import { epochDay } from '../../models/calendar.ts';
import { basisOf } from '../../models/basis.ts';
import { indexOf, scoreOf } from '../../models/score.ts';
import { applyWhatIf, AS_CODED } from '../../models/whatIf.ts';
import { type DailySeries, valueOn } from '../charts/dailySeries.ts';
import type { Scored } from './dyadData.ts';
import { RANGES } from '../charts/ranges.ts';
import type { DyadView } from './dyadView.ts';
import { isHandCoded, lastKnownDay, newestDayOf, sourceOf } from '../charts/lineSource.ts';
import { machineModelOf, type SecondLine } from './machineLines.ts';
import type { Pair } from './pairSearch.ts';
import { changed, whatIfOf } from './whatIf.ts';

/** The range asked for; of a feed whose newest day lies before all of it, the same length up to that day. */
export function knownRange(range: DyadView['range'], series: DailySeries): DyadView['range'] {
  const newest = newestDayOf(series);
  if (typeof range !== 'string' || newest === undefined || newest > series.lastDay - RANGES[range]) return range;
  return { from: newest - RANGES[range], to: newest };
}

/** What the key `o` lays beside the index: the first other line that has anything of the pair, machine-coded ones first; none where one lies there. */
export function nextBeside(
  models: readonly ModelSummary[],
  pair: Pair | undefined,
  main: string,
  beside: readonly string[],
): readonly string[] | undefined {
  if (beside.length > 0) return undefined;
  const others = models.filter((model) => model.name !== main && sourceOf(model).hasActs(pair));
  const shown = models.find(({ name }) => name === main);
  const machine = pair && machineModelOf(models, pair);
  const next = (shown && sourceOf(shown).kind === 'machine' ? others.find(isHandCoded) : machine) ?? others[0];
  return next && [next.name];
}

const TWO = 2;

interface Asked {
  readonly view: DyadView;
  readonly series: DailySeries;
  readonly scored: Scored | undefined;
  readonly seconds: readonly SecondLine[];
  /** last day of the window */
  readonly to: number;
}

interface Switch {
  readonly isOn: boolean;
  readonly effect: { readonly day: number; readonly index: number; readonly without: number } | undefined;
  readonly change: (isOn: boolean) => Partial<DyadView>;
}

/** "At least two sources", of the index where it is coded by machine, else of the line beside it: on or off, and what it makes of the line. */
export function useTwoSources({ view, series, scored, seconds, to }: Asked): Switch {
  const whatIf = whatIfOf(view.whatIf);
  const isMain = sourceOf(series).kind === 'machine';
  const effect = useMemo(
    () => (isMain ? effectOnIndex(series, scored, to) : effectBeside(seconds, to)),
    [isMain, series, scored, seconds, to],
  );
  return {
    isOn: isMain ? (whatIf.minSources ?? 1) >= TWO : view.minSources !== undefined,
    effect,
    change: (isOn) =>
      isMain ? { whatIf: changed(whatIf, { minSources: isOn ? TWO : 1 }) } : { minSources: isOn ? TWO : undefined },
  };
}

function effectOnIndex(series: DailySeries, scored: Scored | undefined, to: number): Switch['effect'] {
  if (!scored) return undefined;
  const day = Math.min(to, lastKnownDay(series));
  const index = valueOn(series, series.index, day);
  if (index === undefined) return undefined;
  const { tension } = scoreOf(
    basisOf(applyWhatIf(scored.columns, { ...AS_CODED, minSources: TWO }), scored.model, day, day, scored.direction),
    scored.model,
  );
  return { day, index, without: indexOf(tension[0]!, scored.model.scale) };
}

/** The server gives both values where it left something out. */
function effectBeside(seconds: readonly SecondLine[], to: number): Switch['effect'] {
  const line = seconds.find(({ series }) => sourceOf(series).kind === 'machine');
  if (!line) return undefined;
  const day = Math.min(to, lastKnownDay(line.series));
  const point = line.answer.points[day - epochDay(line.answer.points[0]!.date)];
  return point?.indexAsCoded == null || point.index === null
    ? undefined
    : { day, index: point.indexAsCoded, without: point.index };
}
