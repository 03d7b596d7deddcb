/** What lies beside the index of the dyad page: other models, a what-if, the values as first published, and what feeds know. */
import { useMemo } from 'preact/hooks';
import type { ModelSummary } from '../../../models/contract/models.ts';
import type { Vintages } from '../../../models/contract/vintages.ts';
import { epochDay } from '../../../models/calendar.ts';
import type { DailySeries } from '../../charts/dailySeries.ts';
import type { Overlay } from '../../charts/overlay.ts';
import type { Window } from '../../state/draggedWindow.ts';
import { vintagesUrl } from '../../state/dyadData.ts';
import type { DyadView } from '../../state/dyadView.ts';
import { words } from '../../state/language.ts';
import { useEvidence, useSecondLines } from '../../state/machineLines.ts';
import { useResource } from '../../state/resource.ts';
import type { ScoredWhatIf } from '../../state/whatIf.ts';

interface Asked {
  readonly dyad: string;
  readonly view: DyadView;
  readonly series: DailySeries;
  readonly models: readonly ModelSummary[];
  readonly whatIf: ScoredWhatIf | undefined;
  readonly window: Window;
}

export function useLinesBeside({ dyad, view, series, models, whatIf, window }: Asked) {
  const firstPublished = useFirstPublished(view, series);
  const seconds = useSecondLines(dyad, view, models);
  const overlays = useMemo(
    () => [
      ...(firstPublished ? [firstPublished] : []),
      ...(whatIf ? [whatIf.overlay] : []),
      ...seconds.map(({ overlay }) => overlay),
    ],
    [firstPublished, whatIf, seconds],
  );
  const lines = [series, ...seconds.map((line) => line.series)];
  const feed = lines.find(({ feeds }) => feeds)?.feeds?.[0]?.feed;
  return {
    firstPublished,
    seconds,
    overlays,
    lines,
    evidence: useEvidence(dyad, feed, window.from, window.to, view.asOf),
  };
}

/** What each day was when it was first published, as a line; undefined where it is not asked for. */
function useFirstPublished(view: DyadView, series: DailySeries): Overlay | undefined {
  const wording = words.value.dyad;
  const { data } = useResource<Vintages>(
    view.firstPublished && view.direction === 'both' ? vintagesUrl({ dyad: series.dyad, model: view.model }) : null,
  );
  return useMemo(() => {
    if (!data) return undefined;
    const values = new Float64Array(series.index.length).fill(Number.NaN);
    for (const { date, index } of data.points) {
      const at = epochDay(date) - series.firstDay;
      if (at >= 0 && at < values.length) values[at] = index;
    }
    return { role: 'first-published', label: wording.asFirstPublished, firstDay: series.firstDay, values };
  }, [data, series, wording]);
}
