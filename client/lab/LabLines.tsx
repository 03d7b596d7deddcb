/** The lines of a dyad in the lab: which dyad, which days, its changes of level, its numbers as a file. */
import { useSignal } from '@preact/signals';
import { RANGE_NAMES } from '../charts/ranges.ts';
import { Segmented } from '../components/Segmented.tsx';
import { asOf } from '../state/asOf.ts';
import { dyadName } from '../state/countryNames.ts';
import { language, words } from '../state/language.ts';
import { linesCsv } from './exportCsv.ts';
import { downloadCsv } from '../state/download.ts';
import { LabChart } from './LabChart.tsx';
import type { LabDyadNames } from './labData.ts';
import type { LabSession } from './session.ts';
import { chooseDyad, chooseRange, type LabView } from './useLabView.ts';
import { useStudy } from './useStudy.ts';

interface Props {
  readonly session: LabSession;
  readonly view: LabView;
  readonly dyads: readonly LabDyadNames[];
  /** what has just been done */
  readonly said: string;
}

const NO_LEVELS: readonly never[] = [];

export function LabLines({ session, view, dyads, said }: Props) {
  const wording = words.value.lab;
  const { dyad, name, names, range, from, to, uncovered, marks, mark } = view;
  const showLevels = useSignal(false);
  const model = session.settled.value;
  const levels = useStudy(
    session,
    showLevels.value ? { name: 'levels', model, dyad } : undefined,
    [model, dyad, showLevels.value],
    true,
  );
  return (
    <>
      <div class="lab-chart-head">
        <label>
          <span class="visually-hidden">{wording.dyad}</span>
          <select class="lab-dyad" value={dyad} onChange={(event) => chooseDyad(event.currentTarget.value)}>
            {dyads
              .map((one) => ({ id: one.dyad, label: dyadName(one.dyad, one.name) }))
              .sort((a, b) => a.label.localeCompare(b.label, language.value))
              .map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
          </select>
        </label>
        <Segmented
          label={words.value.dyad.range}
          options={RANGE_NAMES.map((value, i) => ({
            value,
            label: words.value.dyad.ranges[value],
            title: words.value.dyad.rangeTitles[value],
            key: String(i + 1),
          }))}
          value={range}
          onChoose={chooseRange}
        />
        <label class="lab-only">
          <input
            type="checkbox"
            checked={showLevels.value}
            onChange={(event) => (showLevels.value = event.currentTarget.checked)}
          />{' '}
          {wording.changePoints}
        </label>
        <button type="button" class="lab-csv" onClick={() => exportLines(session, view)}>
          {words.value.dyad.csv}
        </button>
        <span class="lab-said" aria-hidden="true">
          {said}
        </span>
      </div>
      <LabChart
        session={session}
        name={name}
        from={from}
        to={to}
        names={names}
        warning={wording.warning}
        uncovered={uncovered}
        marks={marks}
        levels={showLevels.value ? (levels.result ?? NO_LEVELS) : NO_LEVELS}
        onMark={mark}
      />
    </>
  );
}

function exportLines(session: LabSession, { dyad, from, to }: LabView): void {
  const published = session.published.value;
  if (!published) return;
  const { name, version } = session.base.value.definition;
  const isDraft = session.isDraft.value;
  const what = isDraft ? `DRAFT-of-${name}-v${version}-not-published` : `${name}-v${version}`;
  const known = asOf.value === undefined ? '' : `_as-known-${asOf.value.slice(0, 10)}`;
  const lines = linesCsv(published, isDraft ? session.drafted.value : undefined, from, to);
  downloadCsv(`${dyad}_${what}${known}.csv`, lines);
}
