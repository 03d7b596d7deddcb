/** The chart of the dyad page or its table, the brush, the marks, and what must be said below. */
import { CATEGORIES } from '../../../models/codebook.ts';
import { plain } from '../../charts/format.ts';
import { largestDifference } from '../../charts/overlay.ts';
import { staleFeeds } from '../../charts/stale.ts';
import { Brush } from '../../components/Brush.tsx';
import { CategoryMark } from '../../components/CategoryMark.tsx';
import { DyadChart } from '../../components/DyadChart.tsx';
import { LevelNote } from '../../components/LevelNote.tsx';
import { SeriesTable } from '../../components/SeriesTable.tsx';
import { StaleBadges } from '../../components/StaleBadge.tsx';
import { dyadName } from '../../state/countryNames.ts';
import { longDate, words } from '../../state/language.ts';
import { NoteList } from '../../notes/NoteList.tsx';
import type { DyadPage } from './dyadPage.ts';
import { NumberedList } from './NumberedList.tsx';
import { MarkButtons } from './MarkButtons.tsx';
import type { MarkActions } from './marks.ts';
import { SumCheck } from './SumCheck.tsx';
import { ToldNote } from './ToldNote.tsx';

interface Props {
  readonly page: DyadPage;
  readonly marks: MarkActions;
  readonly csvUrl: string;
}

export function DyadFigure({ page, marks, csvUrl }: Props) {
  const { dyad, view, series, scored, resting, window, overlays, levels, numbers } = page;
  const { from, to, onDrag, onRest } = window;
  const wording = words.value.dyad;
  return (
    <div class="figure">
      <StaleBadges feeds={staleFeeds(page.lines)} />
      {view.table ? (
        <SeriesTable
          series={series}
          from={resting.from}
          to={resting.to}
          step={view.step}
          csvUrl={csvUrl}
          overlays={overlays}
        />
      ) : (
        <DyadChart
          series={series}
          scored={scored}
          view={{ from, to, step: view.step, layer: view.layer, a: view.a, b: view.b }}
          theme={page.paint}
          overlays={overlays}
          levels={levels}
          told={page.told.days}
          notes={page.notes.figures}
          evidence={page.evidence}
          hasStrip={view.volume === true}
          isDragging={window.isDragging}
          cursor={page.cursor}
          say={page.say}
          onMark={marks.mark}
        />
      )}
      <Brush series={series} window={{ from, to }} onDrag={onDrag} onRest={onRest} />
      {view.table ? null : <NumberedList page={page} />}
      <CategoryKey page={page} />
      <MarkButtons view={view} series={series} actions={marks} />
      {view.notes === 'off' ? null : (
        <NoteList
          notes={page.notes}
          dyad={dyad}
          nameOf={() => dyadName(dyad, series.name)}
          isEarlier={view.asOf !== undefined}
          day={view.a ?? to}
        />
      )}
      {page.isTooMuch ? null : (
        <p class="coverage-note">
          {numbers.size > 0 ? wording.numbered(numbers.size) + wording.stepIs(view.layer === 'index') : ''}
          {wording.ticks}
        </p>
      )}
      {view.levels ? <LevelNote lines={[{ key: dyad, name: dyadName(dyad, series.name), segments: levels }]} /> : null}
      {page.told.rule === undefined ? null : <ToldNote page={page} />}
      <FirstPublishedNote page={page} />
      {page.isTooMuch ? null : <SumCheck series={series} scored={scored} day={to} />}
      {series.coverage.note === null ? null : <p class="coverage-note">{wording.coverage(series.coverage.note)}</p>}
    </div>
  );
}

/** The colours of the categories; shown where the chart has no room to name them. */
function CategoryKey({ page: { scored } }: Pick<Props, 'page'>) {
  if (!scored) return null;
  const present = new Set(scored.records.map((record) => record.category));
  return (
    <ul class="category-key">
      {CATEGORIES.filter((category) => present.has(category)).map((category) => (
        <li key={category}>
          <CategoryMark category={category} hasName />
        </li>
      ))}
    </ul>
  );
}

/** How far the values were changed after they were first published. */
function FirstPublishedNote({ page: { series, firstPublished, window } }: Pick<Props, 'page'>) {
  const wording = words.value.dyad;
  if (!firstPublished) return null;
  if (firstPublished.values.every((value) => Number.isNaN(value)))
    return <p class="coverage-note">{wording.neverPublished}</p>;
  const largest = largestDifference(series, firstPublished, window.from, window.to);
  return (
    <p class="coverage-note">
      {largest === undefined
        ? wording.everPublished
        : wording.revisedMost(longDate(largest.day), plain(largest.other), plain(largest.index))}
    </p>
  );
}
