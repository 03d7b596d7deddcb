/** How far coders agree, field by field and pair by pair. */
import type { ShippedAgreement } from '../../models/contract/coding.ts';
import { DataTable } from '../components/DataTable.tsx';
import { words } from '../state/language.ts';
import { fieldName } from './codesText.ts';

type Fields = ShippedAgreement['fields'];
type Pair = Fields[string]['pairs'][number];
type Interval = Pair['alphaInterval'];

const figure = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(2));
const withInterval = (value: number | undefined, interval: Interval): string =>
  interval ? `${figure(value)} [${figure(interval.low)}, ${figure(interval.high)}]` : figure(value);

export function AgreementTable({ fields }: { readonly fields: Fields }) {
  const wording = words.value.coding;
  const rows = Object.entries(fields).flatMap(([field, { pairs }]) => pairs.map((pair) => ({ field, pair })));
  return (
    <>
      <DataTable
        class="agreement-table"
        caption={wording.agreementTitle}
        scroll={{ 'aria-label': wording.agreementTitle }}
        rows={rows}
        rowKey={({ field, pair }) => `${field} ${pair.first} ${pair.second}`}
        columns={[
          { key: 'field', heading: wording.field, isRowHeading: true, cell: ({ field }) => fieldName(field) },
          { key: 'n', heading: wording.units, class: 'num', cell: ({ pair }) => pair.n },
          {
            key: 'same',
            heading: wording.same,
            class: 'num',
            cell: ({ pair }) => (pair.agreement === undefined ? '–' : `${(100 * pair.agreement).toFixed(0)}%`),
          },
          {
            key: 'kappa',
            heading: wording.kappa,
            class: 'num',
            cell: ({ pair }) => withInterval(pair.cohenKappa, pair.cohenKappaInterval),
          },
          {
            key: 'weighted',
            heading: wording.weighted,
            class: 'num',
            cell: ({ pair }) => withInterval(pair.linearKappa, pair.linearKappaInterval),
          },
          {
            key: 'alpha',
            heading: wording.alpha,
            class: 'num',
            cell: ({ pair }) => withInterval(pair.alpha, pair.alphaInterval),
          },
        ]}
      />
      <p class="muted small">{wording.intervalNote}</p>
    </>
  );
}

/** The units in the order of the round, in parts: agreement that changes along the way. */
export function Drift({ field, pair }: { readonly field: string; readonly pair: Pair }) {
  const wording = words.value.coding;
  if (pair.drift.length === 0) return <p class="muted small">{wording.tooFewForDrift}</p>;
  const parts = pair.drift.map(
    ({ units, agreement, meanDifference }, i) =>
      `${wording.part(i + 1, units)} ${(100 * agreement).toFixed(0)}%${field === 'severity' && meanDifference !== undefined ? ` (${wording.secondHigher(meanDifference)})` : ''}`,
  );
  return (
    <p class="small">
      {wording.drift} {parts.join(' · ')}
    </p>
  );
}
