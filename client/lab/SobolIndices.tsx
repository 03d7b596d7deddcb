/** How much of the variance of a change each parameter explains, when all vary at once. */
import { plain, signed } from '../charts/format.ts';
import { type Column, DataTable } from '../components/DataTable.tsx';
import { words } from '../state/language.ts';
import { nameOf } from './parameterNames.ts';
import type { LabSession } from './session.ts';
import type { Claim, StudyResults } from './studies.ts';
import { StudyState } from './StudyState.tsx';
import { useStudy } from './useStudy.ts';

/** Enough for two digits of the larger indices; the error shrinks with the root. */
const SAMPLES = 512;
const FIRST_ROWS = 10;

type Explained = StudyResults['sobol']['parameters'][number];

export function SobolIndices({ session, claim }: { readonly session: LabSession; readonly claim: Claim }) {
  const wording = words.value.robustness;
  const model = session.settled.value;
  const studied = useStudy(
    session,
    { name: 'sobol', model, claim, samples: SAMPLES },
    [model, claim.dyad, claim.a, claim.b],
    false,
  );
  const found = studied.result;
  const columns: readonly Column<Explained>[] = [
    {
      key: 'parameter',
      heading: wording.parameter,
      isRowHeading: true,
      cell: ({ path }) => nameOf(path, session.labelOf),
    },
    { key: 'first', heading: wording.alone, class: 'num', cell: ({ first }) => plain(Math.max(first, 0), 2) },
    { key: 'total', heading: wording.inAll, class: 'num', cell: ({ total }) => plain(total, 2) },
    {
      key: 'bar',
      heading: <span class="visually-hidden">{wording.total}</span>,
      cell: ({ first, total }) => (
        <svg class="sobol-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <rect class="sobol-total" width={Math.min(total, 1) * 100} y="1" height="8" />
          <rect class="sobol-first" width={Math.min(Math.max(first, 0), 1) * 100} y="1" height="8" />
        </svg>
      ),
    },
  ];
  return (
    <details class="lab-more">
      <summary>{wording.sobol}</summary>
      <p class="muted small">{wording.sobolNote}</p>
      <StudyState studied={studied} action={wording.draw(SAMPLES)} />
      {found ? (
        <>
          <DataTable
            class="sobol"
            columns={columns}
            rows={found.parameters.filter(({ total }) => total >= 0.005).slice(0, FIRST_ROWS)}
            rowKey={({ path }) => path}
          />
          <p class="muted small num">{wording.samples(signed(found.mean), plain(found.sd))}</p>
        </>
      ) : null}
    </details>
  );
}
