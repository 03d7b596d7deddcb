/** The state of the dyad page: what the address asks for, the window under the hand, what is computed of both, and what a reader can do. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { ModelSummary } from '../../../models/contract/models.ts';
import { flagOn } from '../../../models/flag.ts';
import { actorsOf, type MoveExplanation, explainMove } from '../../../models/move.ts';
import type { MoveParts } from '../../../models/moveFinding.ts';
import type { DailySeries } from '../../charts/dailySeries.ts';
import { actorSentence } from '../../charts/moveActors.ts';
import { printedChange } from '../../charts/format.ts';
import { levelSegments } from '../../charts/levels.ts';
import { numberedEvents } from '../../charts/steps.ts';
import type { ApiProblem } from '../../state/api.ts';
import { sideNameOf } from '../../state/countryNames.ts';
import { useDraggedWindow, type Window } from '../../state/draggedWindow.ts';
import type { Scored } from '../../state/dyadData.ts';
import { changedQuery, type DyadView, heldRange, windowOf } from '../../state/dyadView.ts';
import { ownParts, sentenceOf } from '../../state/explainedMove.ts';
import { words } from '../../state/language.ts';
import { useNotes } from '../../state/notes.ts';
import { sourceOf } from '../../charts/lineSource.ts';
import { replaceQuery } from '../../state/location.ts';
import type { Pair } from '../../state/pairSearch.ts';
import { knownRange, useTwoSources } from '../../state/sources.ts';
import { theme } from '../../state/theme.ts';
import { scoreWhatIf } from '../../state/whatIf.ts';
import { useLinesBeside } from './linesBeside.ts';
import { useServedMove } from './servedMove.ts';
import { isReplayed, useToldDays } from './toldDays.ts';

/** What there is of a dyad with a line. */
export interface DyadAnswers {
  readonly dyad: string;
  readonly view: DyadView;
  /** parameters of the address that could not be read */
  readonly faults: readonly string[];
  readonly series: DailySeries;
  /** undefined until the events have come, and where they are too many */
  readonly scored: Scored | undefined;
  readonly problem: ApiProblem | undefined;
  readonly pair: Pair | undefined;
  readonly models: readonly ModelSummary[];
}

export type DyadPage = ReturnType<typeof useDyadPage>;

export function useDyadPage(answers: DyadAnswers) {
  const { dyad, view, series, scored, models } = answers;
  const change = (changes: Partial<DyadView>): void => replaceQuery(changedQuery(view, changes));
  const held = heldRange(view.range, series.firstDay, series.lastDay);
  const resting = windowOf(knownRange(held.range, series), series.firstDay, series.lastDay, series.coverage.firstEvent);
  // Chart, panel and sentences follow the drag. The tables take the window where it comes to rest: hundreds of rows a frame would make it stutter.
  const window = useDraggedWindow(resting, (range) => change({ range }));
  const { from, to } = window;
  const whatIf = useMemo(
    () => (scored ? scoreWhatIf(series, scored, view.whatIf) : undefined),
    [series, scored, view.whatIf],
  );
  const beside = useLinesBeside({ dyad, view, series, models, whatIf, window: resting });
  const source = sourceOf(series);
  const isTooMuch = !source.isTakenApart(series.coverage.events);
  const marked = markedDays(view);
  const served = useServedMove(isTooMuch, answers, resting, marked);
  const moves = useMoves(answers, window);
  return {
    ...answers,
    faults: [...answers.faults, ...held.faults],
    source,
    change,
    resting,
    window,
    whatIf,
    ...beside,
    ...moves,
    windowChange: moves.windowChange ?? served.windowChange,
    marked,
    cursor: useSignal<number | undefined>(undefined),
    /** for who hears the page: what a key or a click did */
    say: useSignal(''),
    numbers: useMemo(() => numbersOf(scored, from, to), [scored, from, to]),
    twoSources: useTwoSources({ view, series, scored, seconds: beside.seconds, to: resting.to }),
    told: useToldDays(dyad, isReplayed(view, source) ? view.told : undefined),
    notes: useNotes(view.notes === 'off' ? undefined : [dyad], view.asOf, window),
    levels: useMemo(
      () =>
        view.levels && scored ? levelSegments({ ...scored.score, coverage: series.coverage, scale: series.scale }) : [],
      [view.levels, scored, series],
    ),
    // A page that shows what is not published lies on other paper, and so does its chart.
    paint: useMemo(
      () => (whatIf ? { ...theme.value, paper: theme.value.whatIfPaper } : theme.value),
      [theme.value, whatIf !== undefined],
    ),
    flag: useMemo(
      () =>
        scored && to >= scored.score.firstDay ? flagOn(scored.score, scored.columns, scored.model, to) : undefined,
      [scored, to],
    ),
    /** more acts than the browser can take apart */
    isTooMuch,
    /** what moved it then */
    served,
  };
}

/** The marked days, the earlier first; undefined unless both are set. */
function markedDays({ a, b }: DyadView): Window | undefined {
  return a === undefined || b === undefined ? undefined : { from: Math.min(a, b), to: Math.max(a, b) };
}

/**
 * The move of the window, from the eve of its first day, as a sentence; and the move to take apart: that between the marks where two days are
 * marked, as they stand at their ends.
 */
function useMoves(
  { view, series, scored }: DyadAnswers,
  { from, to }: Window,
): {
  readonly finding: string | undefined;
  /** index points; undefined while it loads, and where it begins before the first day that has a value */
  readonly windowChange: number | undefined;
  readonly shownMove: MoveExplanation | undefined;
  readonly isMarked: boolean;
} {
  const explain = ({ from, to }: Window): MoveExplanation | undefined =>
    scored && explainMove(scored.columns, scored.model, from, to, scored.direction);
  const marked = markedDays(view);
  const isMarked = marked !== undefined && marked.from < marked.to;
  const move = useMemo(() => explain({ from: from - 1, to }), [scored, from, to]);
  const parts = useMemo(() => scored && move && ownParts(move, scored), [scored, move]);
  return {
    isMarked,
    shownMove: useMemo(() => (isMarked ? explain(marked) : move), [scored, move, marked?.from, marked?.to]),
    finding: useMemo(
      () =>
        scored &&
        move &&
        parts &&
        [sentenceOf(parts, series, scored, true), ...whoseActs(view.by, move, parts, series, scored)].join(' '),
      [series, scored, parts, view.by, words.value],
    ),
    windowChange: parts?.firstDay === null ? printedChange(parts.from.index, parts.to.index) : undefined,
  };
}

/** The sentence on whose acts, where it is asked for. */
function whoseActs(
  by: DyadView['by'],
  move: MoveExplanation,
  parts: MoveParts,
  series: DailySeries,
  { codebook }: Scored,
): readonly string[] {
  if (by === undefined) return [];
  const { rescaling } = move;
  return [actorSentence(parts, { actors: actorsOf(move, codebook), rescaling }, sideNameOf(series), words.value)];
}

/** The numbers that events carry on the chart, by id. */
function numbersOf(scored: Scored | undefined, from: number, to: number): ReadonlyMap<string, number> {
  if (!scored) return new Map();
  const steps = scored.figureEvents.map((event) => event.step);
  return new Map(numberedEvents(scored.columns.day, steps, from, to).map((e, i) => [scored.columns.ids[e]!, i + 1]));
}
