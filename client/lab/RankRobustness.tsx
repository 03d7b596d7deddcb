/** How sure the order of the dyads is. */
import { plain } from '../charts/format.ts';
import { type Column, DataTable } from '../components/DataTable.tsx';
import { dyadName } from '../state/countryNames.ts';
import { words } from '../state/language.ts';
import type { LabDyadNames } from './labData.ts';
import type { LabSession } from './session.ts';
import type { StudyResults } from './studies.ts';
import { StudyState } from './StudyState.tsx';
import { useStudy } from './useStudy.ts';

/** The error of a share is at most 1.6 in a hundred. */
const DRAWS = 1000;
/** A share this near to all or none is sure. */
const SURE = 0.95;

type Row = StudyResults['ranks']['rows'][number];

interface Props {
  readonly session: LabSession;
  readonly names: readonly LabDyadNames[];
}

export function RankRobustness({ session, names }: Props) {
  const wording = words.value.ranks;
  const model = session.settled.value;
  const studied = useStudy(session, { name: 'ranks', model, draws: DRAWS }, [model], false);
  const nameOf = (dyad: string): string => dyadName(dyad, names.find((one) => one.dyad === dyad)?.name ?? dyad);
  const rows = studied.result?.rows ?? [];
  const columns: readonly Column<Row>[] = [
    { key: 'dyad', heading: wording.dyad, isRowHeading: true, cell: ({ dyad }) => nameOf(dyad) },
    {
      key: 'index',
      heading: wording.index,
      class: 'num',
      cell: ({ index, low, high }) => (
        <>
          {plain(index)}{' '}
          <span class="muted">
            {plain(low, 0)}–{plain(high, 0)}
          </span>
        </>
      ),
    },
    ...rows.map((other, at): Column<Row> => ({
      key: `above ${other.dyad}`,
      heading: other.dyad,
      class: 'num rank-head',
      cellClass: ({ above }) => `num${classOf(above[at])}`,
      cell: ({ above }) => (above[at] === undefined ? '' : `${Math.round(above[at] * 100)}%`),
    })),
  ];
  return (
    <section class="lab-section" aria-labelledby="ranks-title">
      <h2 id="ranks-title">{wording.title}</h2>
      <p class="muted small">{wording.lede}</p>
      <StudyState studied={studied} action={wording.draw(DRAWS)} />
      {studied.result ? (
        <DataTable
          class="ranks"
          columns={columns}
          rows={rows}
          rowKey={({ dyad }) => dyad}
          scroll={{ 'aria-label': wording.shares }}
        />
      ) : null}
    </section>
  );
}

function classOf(share: number | undefined): string {
  if (share === undefined) return '';
  return share >= SURE || share <= 1 - SURE ? ' is-sure' : ' is-open';
}
