/** The two marked days and the difference; the buttons are for fingers and for who does not know the keys. */
import { type DailySeries, valueOn } from '../../charts/dailySeries.ts';
import { plain, signed } from '../../charts/format.ts';
import type { DyadView } from '../../state/dyadView.ts';
import { longDate, words } from '../../state/language.ts';
import type { MarkActions } from './marks.ts';

interface Props {
  readonly view: DyadView;
  readonly series: DailySeries;
  readonly actions: MarkActions;
}

export function MarkButtons({ view, series, actions: { markAs, unmark, explain } }: Props) {
  const wording = words.value.dyad;
  const value = (day: number | undefined): number | undefined =>
    day === undefined ? undefined : valueOn(series, series.index, day);
  const a = value(view.a);
  const b = value(view.b);
  return (
    <div class="marks">
      <button type="button" aria-keyshortcuts="a" onClick={() => markAs('a')} title={wording.setATitle}>
        {wording.setA}
      </button>
      <button type="button" aria-keyshortcuts="b" onClick={() => markAs('b')} title={wording.setBTitle}>
        {wording.setB}
      </button>
      {a === undefined && b === undefined ? <span class="muted small">{wording.clickToMark}</span> : null}
      {a === undefined ? null : (
        <span>
          <b class="pin">A</b> {longDate(view.a!)} <span class="num">{plain(a)}</span>
        </span>
      )}
      {b === undefined ? null : (
        <span>
          <b class="pin">B</b> {longDate(view.b!)} <span class="num">{plain(b)}</span>
        </span>
      )}
      {a === undefined || b === undefined ? null : (
        <>
          <strong class="marks-difference">
            {signed(b - a)} <span class="muted">{wording.fromAToB}</span>
          </strong>
          <button type="button" aria-keyshortcuts="x" title={wording.explainTitle} onClick={() => explain()}>
            {wording.explain}
          </button>
        </>
      )}
      {a === undefined && b === undefined ? null : (
        <button type="button" class="link" onClick={unmark}>
          {wording.clear}
        </button>
      )}
    </div>
  );
}
