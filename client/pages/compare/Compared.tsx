/** Lines held against each other: in sentences, as a chart or a table, and what each is built on. */
import { ARRANGEMENTS } from '../../charts/comparePanes.ts';
import type { FigureNote } from '../../charts/notes.ts';
import { Brush } from '../../components/Brush.tsx';
import { RangeChoice, StepChoice } from '../../components/ChartChoices.tsx';
import { CompareChart } from '../../components/CompareChart.tsx';
import { CompareTable } from '../../components/CompareTable.tsx';
import { LevelNote } from '../../components/LevelNote.tsx';
import { LiveText } from '../../components/LiveText.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { TakeawayButtons } from '../../components/TakeawayButtons.tsx';
import { words } from '../../state/language.ts';
import { useNotes } from '../../state/notes.ts';
import { dyadName } from '../../state/countryNames.ts';
import { NoteList } from '../../notes/NoteList.tsx';
import { theme } from '../../state/theme.ts';
import { type ComparedProps, type ComparePage, useComparePage } from './comparePage.ts';
import { CoverageTable } from './CoverageTable.tsx';
import { MethodNotes } from './MethodNotes.tsx';

export function Compared(props: ComparedProps) {
  const page = useComparePage(props);
  const { lines, resting, sentences, say } = page;
  return (
    <>
      <p class="summary">{sentences.join(' ')}</p>
      <Toolbar page={page} />
      <LiveText text={say} />
      <Figure page={page} />
      {props.view.by === 'methods' ? (
        <MethodNotes lines={lines} />
      ) : (
        <CoverageTable lines={lines} from={resting.from} to={resting.to} />
      )}
    </>
  );
}

function Toolbar({ page: { view, change, steps, scales, ...page } }: { readonly page: ComparePage }) {
  const wording = words.value.compare;
  const { csv, toolbar, levels, levelsTitle } = words.value.dyad;
  return (
    <div class="toolbar" role="group" aria-label={toolbar}>
      <RangeChoice range={view.range} onChoose={(range) => change({ range })} />
      <StepChoice step={view.step} steps={steps} onChoose={(step) => change({ step })} />
      <Segmented
        label={wording.arrangement}
        value={view.arrangement}
        onChoose={(arrangement) => change({ arrangement })}
        options={ARRANGEMENTS.map((value) => ({ value, label: wording.arrangements[value] }))}
      />
      <Segmented
        label={wording.scale}
        value={view.scale}
        onChoose={(scale) => change({ scale })}
        options={scales.map((value) => ({ value, label: wording.scales[value], title: wording.scaleTitles[value] }))}
      />
      {page.canShowLevels ? (
        <button
          type="button"
          aria-pressed={view.levels}
          title={levelsTitle}
          onClick={() => change({ levels: !view.levels })}
        >
          {levels}
        </button>
      ) : null}
      {view.by === 'dyads' ? (
        <button
          type="button"
          aria-pressed={view.notes}
          title={words.value.notes.title}
          onClick={() => change({ notes: !view.notes })}
        >
          {words.value.notes.show}
        </button>
      ) : null}
      <span class="toolbar-space" />
      <TakeawayButtons
        isTable={view.table}
        onTable={() => change({ table: !view.table })}
        csv={
          <button type="button" title={wording.csvTitle} onClick={page.downloadCsv}>
            {csv}
          </button>
        }
        copyTitle={wording.copyTitle}
        onCopy={page.copyLink}
        brief={page.brief}
      />
    </div>
  );
}

/** More are no reading beside several lines. */
const MOST_NOTES = 8;

function Figure({ page }: { readonly page: ComparePage }) {
  const { view, lines, series, window, showLevels } = page;
  const { from, to, onDrag, onRest } = window;
  const wording = words.value.compare;
  const areAlike = view.by !== 'methods' || view.scale !== 'level';
  const hasNotes = view.notes && view.by === 'dyads';
  const notes = useNotes(hasNotes ? series.map(({ dyad }) => dyad) : undefined, view.asOf, window, MOST_NOTES);
  const hasPale = view.arrangement === 'multiples' && series.length > 1 && areAlike;
  return (
    <div class="figure">
      <Lines page={page} notes={notes.figures} />
      <Brush series={page.brushed} window={{ from, to }} onDrag={onDrag} onRest={onRest} />
      {hasNotes ? (
        <NoteList
          notes={notes}
          dyad={undefined}
          nameOf={(dyad) => dyadName(dyad, series.find((one) => one.dyad === dyad)?.name ?? dyad)}
          isEarlier={view.asOf !== undefined}
          day={to}
        />
      ) : null}
      <p class="coverage-note">
        {series.length > 1 ? wording.below(lines[0]!.label) : ''}
        {wording.broken} {hasPale ? wording.pale : ''} {view.by === 'methods' ? wording.countedMethods : ''}
      </p>
      {showLevels ? (
        <LevelNote lines={lines.map(({ key, short, levels }) => ({ key, name: short, segments: levels() }))} />
      ) : null}
      {view.levels && !page.canShowLevels ? <p class="coverage-note">{wording.levelsOnly}</p> : null}
    </div>
  );
}

/** The lines as a table, as a chart, or the reason why there is neither. */
function Lines({ page, notes }: { readonly page: ComparePage; readonly notes: readonly FigureNote[] }) {
  const { view, lines, resting, window, table } = page;
  const { by, arrangement, scale, step } = view;
  const wording = words.value.compare;
  const isDifference = arrangement === 'difference';
  if (table) {
    const measured =
      scale === 'level' ? (by === 'methods' ? wording.values : wording.tensionIndex) : wording.scales[scale];
    return (
      <CompareTable
        data={table}
        from={resting.from}
        to={resting.to}
        step={step}
        measure={isDifference ? wording.differenceTo(lines[0]!.label, measured) : measured}
        firstPosition={isDifference ? 1 : 0}
      />
    );
  }
  if (isDifference && lines.length < 2) return <p class="empty">{wording.needsTwo}</p>;
  return (
    <CompareChart
      lines={lines}
      arrangement={arrangement}
      scale={scale}
      step={step}
      from={window.from}
      to={window.to}
      showLevels={page.showLevels}
      notes={notes}
      theme={theme.value}
      isDragging={window.isDragging}
      cursor={page.cursor}
      say={page.say}
    />
  );
}
