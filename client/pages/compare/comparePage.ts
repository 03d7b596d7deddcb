/** The state of the compare page once its lines are there: the window under the hand, what is shown of them, and what leaves the page. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { type Step, toIsoDate } from '../../../models/calendar.ts';
import { briefAddress } from '../../brief/briefAddress.ts';
import { copyView } from '../../brief/copyView.ts';
import { compareSentences } from '../../charts/compareSentences.ts';
import { compareCsv, compareTable } from '../../charts/compareTable.ts';
import type { Scale } from '../../charts/standing.ts';
import { rangeKeys, stepKeys } from '../../components/ChartChoices.tsx';
import type { ComparedLines } from '../../state/compareData.ts';
import { compareQuery, type CompareView } from '../../state/compareView.ts';
import { downloadCsv } from '../../state/download.ts';
import { useDraggedWindow } from '../../state/draggedWindow.ts';
import { windowOf } from '../../state/dyadView.ts';
import { useKeys } from '../../state/keys.ts';
import { words } from '../../state/language.ts';
import { hrefWith, navigate } from '../../state/location.ts';
import { pinnedModel } from '../../state/modelName.ts';
import { compareRequest, copiedSentence, copyPinnedLink } from '../../state/pinnedLink.ts';

export interface ComparedProps {
  readonly view: CompareView;
  readonly dyads: readonly string[];
  readonly models: readonly string[];
  readonly compared: ComparedLines;
  readonly onChange: (changes: Partial<CompareView>) => void;
}

export type ComparePage = ReturnType<typeof useComparePage>;

export function useComparePage({ view, dyads, models, compared, onChange: change }: ComparedProps) {
  const { lines, series } = compared;
  const { arrangement, scale, step } = view;
  const cursor = useSignal<number | undefined>(undefined);
  const say = useSignal('');
  // The brush shows the line that begins first, and so the days of all of them.
  const firstDay = Math.min(...series.map((one) => one.firstDay));
  const firstEvents = series.flatMap(({ coverage }) => (coverage.firstEvent === null ? [] : [coverage.firstEvent]));
  const brushed = series.find((one) => one.firstDay === firstDay)!;
  const resting = windowOf(
    view.range,
    brushed.firstDay,
    brushed.lastDay,
    firstEvents.length === 0 ? null : Math.min(...firstEvents),
  );
  const window = useDraggedWindow(resting, (range) => change({ range }));
  const canShowLevels = view.by !== 'methods' && scale === 'level' && arrangement !== 'difference';
  const isOfMethods = view.by === 'methods';
  const steps: readonly Step[] = isOfMethods ? ['week', 'month'] : ['day', 'week', 'month'];
  const scales: readonly Scale[] =
    isOfMethods && arrangement !== 'multiples' ? ['percentile', 'z'] : ['level', 'percentile', 'z'];
  const table = () => compareTable(lines, arrangement, scale, step, resting.from, resting.to);
  const page = {
    view,
    change,
    lines,
    series,
    cursor,
    say,
    brushed,
    resting,
    window,
    steps,
    scales,
    canShowLevels,
    showLevels: view.levels && canShowLevels,
    sentences: compareSentences({ lines, arrangement, scale, from: window.from, to: window.to, words: words.value }),
    /** the values as a table, where the reader asks for it */
    table: useMemo(
      () => (view.table ? table() : undefined),
      [lines, arrangement, scale, step, resting.from, resting.to, view.table],
    ),
    brief: briefAddress({
      ...cardOf(view, dyads, models),
      range: resting,
      asOf: view.asOf,
    }),
    copyLink: () =>
      copyLink({ view, dyads, models, compared, onChange: change }, resting, (text) => (say.value = text)),
    downloadCsv: () => {
      const subject = (view.by === 'dyads' ? dyads : [dyads[0]!, view.by]).join('_');
      const name = `compare_${subject}_${toIsoDate(resting.from)}_${toIsoDate(resting.to)}.csv`;
      downloadCsv(name, compareCsv(table()));
      say.value = words.value.compare.beingSaved(name);
    },
  };
  useKeys({
    ...rangeKeys((range) => change({ range })),
    ...stepKeys((chosen) => change({ step: chosen }), steps),
    t: () => change({ table: !view.table }),
    y: page.copyLink,
    c: () => {
      say.value = words.value.brief.copied.working;
      void copyView(cardRequest(view, dyads, models, resting)).then((sentence) => (say.value = sentence));
    },
    e: () => navigate(page.brief),
    Escape: () => {
      cursor.value = undefined;
    },
  });
  return page;
}

/** What a card shows of a comparison: dyads against each other, or two models on one; of anything else the line of the first. */
function cardOf({ by, models: pinned }: CompareView, dyads: readonly string[], models: readonly string[]) {
  const [model, overlay] = by === 'models' ? models : pinned;
  const isOfDyads = by === 'dyads' && dyads.length > 1;
  return {
    show: isOfDyads ? ('compare' as const) : ('dyad' as const),
    dyads: isOfDyads ? dyads : dyads.slice(0, 1),
    model,
    overlay: by === 'models' ? overlay : undefined,
  };
}

function cardRequest(
  view: CompareView,
  dyads: readonly string[],
  models: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
): Parameters<typeof copyView>[0] {
  const card = cardOf(view, dyads, models);
  const base = {
    from: toIsoDate(from),
    to: toIsoDate(to),
    ...(card.model !== undefined && { model: card.model }),
    ...(view.asOf !== undefined && { asOf: view.asOf }),
  };
  if (card.show === 'compare') return { kind: 'compare', dyads, ...base };
  return { kind: 'dyad', dyad: dyads[0]!, ...base, ...(card.overlay !== undefined && { overlay: card.overlay }) };
}

/** A copied link must show the same next year: lines, days, data and models are pinned. */
function copyLink(
  { view, dyads, models, compared: { series } }: ComparedProps,
  resting: { readonly from: number; readonly to: number },
  say: (sentence: string) => void,
): void {
  const [first] = series;
  const pinned =
    view.by === 'models'
      ? models.map((model, i) => (series[i] ? pinnedModel(series[i].model) : model))
      : first
        ? [pinnedModel(first.model)]
        : [];
  const asOf = view.asOf ?? first?.asOf ?? undefined;
  const page = hrefWith('/compare', compareQuery({ ...view, dyads, models: pinned, range: resting, asOf }));
  const request =
    pinned.length === 1 ? compareRequest(dyads, view, { ...resting, asOf, model: pinned[0]! }) : undefined;
  void copyPinnedLink(request, page).then((copied) => say(copiedSentence(copied, words.value.compare.linkCopied)));
}
