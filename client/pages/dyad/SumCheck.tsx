/** The promise, kept in front of the reader: the served point is neutral plus its events. */
import { useMemo } from 'preact/hooks';
import { explainPoint } from '../../../models/contribution.ts';
import { type DailySeries, valueOn } from '../../charts/dailySeries.ts';
import { plain } from '../../charts/format.ts';
import { Notice } from '../../components/Notice.tsx';
import { Phrase } from '../../components/Phrase.tsx';
import type { Scored } from '../../state/dyadData.ts';
import { longDate, words } from '../../state/language.ts';

const EXACT = 1e-9;

interface Props {
  readonly series: DailySeries;
  readonly scored: Scored | undefined;
  readonly day: number;
}

export function SumCheck({ series, scored, day }: Props) {
  const wording = words.value.dyad;
  const contributions = useMemo(
    () => scored && explainPoint(scored.columns, scored.model, day, scored.direction).contributions,
    [scored, day],
  );
  if (!scored || !contributions) return <p class="sum-check muted">{wording.checking}</p>;
  const index = valueOn(series, series.index, day)!;
  const sum = contributions.reduce((total, { indexPoints }) => total + indexPoints, 0);
  const residual = index - series.neutral - sum;
  // A day that the server left out makes it NaN, which is not exact either.
  const isExact = Math.max(Math.abs(residual), scored.largestResidual) < EXACT;
  if (!isExact)
    return (
      <Notice kind="error" title={wording.notTheSum}>
        {wording.sumMissed(
          longDate(day),
          contributions.length,
          residual.toExponential(2),
          scored.largestResidual.toExponential(2),
        )}
      </Notice>
    );
  return (
    <p class="sum-check">
      <Phrase
        text={wording.sum(longDate(day), plain(series.neutral, 0), contributions.length, plain(index))}
        parts={{ checked: <span class="check">{words.value.move.sumChecked}</span> }}
      />
    </p>
  );
}
