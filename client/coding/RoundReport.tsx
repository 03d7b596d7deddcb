/** A round when both are in: agreement, the units behind each cell, and what is in dispute. */
import { useState } from 'preact/hooks';
import { CODED_FIELDS } from '../../models/agreement/codedFields.ts';
import type { ComparedUnit, RoundReport as Report } from '../../models/contract/coding.ts';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { words } from '../state/language.ts';
import { usePrivate } from '../state/private.ts';
import { Adjudication } from './Adjudication.tsx';
import { AgreementTable, Drift } from './AgreementTable.tsx';
import { type Cell, ConfusionTable } from './ConfusionTable.tsx';
import { fieldName, valueText } from './codesText.ts';

export function RoundReport({ id }: { readonly id: string }) {
  const wording = words.value.coding;
  const { data, problem } = usePrivate<Report>(`/api/v1/coding/rounds/${encodeURIComponent(id)}/agreement`, 'editor');
  const [field, setField] = useState<(typeof CODED_FIELDS)[number]>('severity');
  const [cell, setCell] = useState<Cell | undefined>(undefined);
  if (!data) return problem ? <ProblemNotice problem={problem} what={wording.report} /> : null;
  const { round, fields, units } = data;
  const pair = fields[field]!.pairs[0];
  const shown = cell ? units.filter(({ number }) => cell.units.includes(String(number))) : disputes(units);
  const coders: [string, string] = pair ? [pair.first, pair.second] : [round.firstCoder, round.secondCoder];
  return (
    <>
      <h2>{round.title}</h2>
      <p class="muted">
        {wording.roundFacts(round.firstCoder, round.secondCoder, round.coded, round.units)}
        {round.seed === null || round.share === null ? null : ` ${wording.drawnWith(100 * round.share, round.seed)}`}
      </p>
      <p class="muted small">{wording.anonymousNote}</p>
      <h3>{wording.agreementTitle}</h3>
      <AgreementTable fields={fields} />
      <Segmented
        label={wording.field}
        value={field}
        options={CODED_FIELDS.map((value) => ({ value, label: fieldName(value) }))}
        onChoose={(value) => {
          setField(value);
          setCell(undefined);
        }}
      />
      {pair ? (
        <>
          <ConfusionTable field={field} confusion={pair.confusion} chosen={cell} onChoose={setCell} />
          <Drift field={field} pair={pair} />
        </>
      ) : null}
      <h3 aria-live="polite">
        {cell
          ? wording.behind(shown.length, valueText(cell.field, cell.first), valueText(cell.field, cell.second))
          : wording.disputes(round.openDisputes)}
      </h3>
      {cell ? (
        <p>
          <button type="button" onClick={() => setCell(undefined)}>
            {wording.showDisputes}
          </button>
        </p>
      ) : null}
      {shown.map((unit) => (
        <Adjudication
          key={`${unit.number} ${unit.version}`}
          round={id}
          unit={unit}
          coders={coders}
          onDecided={() => undefined}
        />
      ))}
    </>
  );
}

/** Those in dispute, then what waits to be recorded. */
const disputes = (units: readonly ComparedUnit[]): ComparedUnit[] => [
  ...units.filter(({ state }) => state === 'in dispute'),
  ...units.filter(({ state, eventId }) => state === 'coded' && eventId === null),
];
