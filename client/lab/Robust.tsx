/** How sure the order of the dyads is, and what a modeller should know about the weights. */
import type { ModelRemark } from '../../models/lint.ts';
import { plain } from '../charts/format.ts';
import type { LabDyadNames } from './labData.ts';
import type { LabSession } from './session.ts';
import { StudyState } from './StudyState.tsx';
import { useStudy } from './useStudy.ts';

/** The error of a share is at most 1.6 in a hundred. */
const DRAWS = 1000;

export function Ranks({ session, names }: { readonly session: LabSession; readonly names: readonly LabDyadNames[] }) {
  const model = session.settled.value;
  const studied = useStudy(session, { name: 'ranks', model, draws: DRAWS }, [model], false);
  const nameOf = (dyad: string): string => names.find((one) => one.dyad === dyad)?.name ?? dyad;
  const found = studied.result;
  return (
    <section class="lab-section" aria-labelledby="ranks-title">
      <h2 id="ranks-title">How sure the ranking is</h2>
      <p class="muted small">Weights drawn within their uncertainty, unverified events kept or lost by chance (the seed is fixed): how often the dyad of a row lies above that of a column today.</p>
      <StudyState studied={studied} action={`Draw ${DRAWS.toLocaleString('en')} models`} />
      {found ? (
        <div class="scroll" tabIndex={0} role="region" aria-label="Shares of draws">
          <table class="ranks">
            <thead>
              <tr>
                <th scope="col">Dyad</th>
                <th scope="col" class="num">
                  index, 90%
                </th>
                {found.rows.map(({ dyad }) => (
                  <th key={dyad} scope="col" class="num rank-head">
                    {dyad}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.rows.map(({ dyad, index, low, high, above }) => (
                <tr key={dyad}>
                  <th scope="row">{nameOf(dyad)}</th>
                  <td class="num">
                    {plain(index)}{' '}
                    <span class="muted">
                      {plain(low, 0)}–{plain(high, 0)}
                    </span>
                  </td>
                  {above.map((share, j) => (
                    <td key={found.rows[j]!.dyad} class={`num${share === undefined ? '' : share >= 0.95 || share <= 0.05 ? ' is-sure' : ' is-open'}`}>
                      {share === undefined ? '' : `${Math.round(share * 100)}%`}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </section>
  );
}

export function Remarks({ session }: { readonly session: LabSession }) {
  const model = session.settled.value;
  const studied = useStudy(session, { name: 'remarks', model }, [model], true);
  const remarks = studied.result;
  return (
    <section class="lab-section" aria-labelledby="remarks-title">
      <h2 id="remarks-title">Remarks on the model</h2>
      {remarks === undefined ? <p class="muted">{studied.problem ?? 'Being computed …'}</p> : <RemarkList remarks={remarks} labelOf={session.labelOf} />}
    </section>
  );
}

export function RemarkList({ remarks, labelOf }: { readonly remarks: readonly ModelRemark[]; readonly labelOf: (type: string) => string }) {
  if (remarks.length === 0) return <p>None: every type has at least five events, and some judgement moves with every weight.</p>;
  return (
    <ul class="remarks">
      {remarks.map(({ type, kind, message }) => (
        <li key={`${type} ${kind}`}>{message.replaceAll(type, `“${labelOf(type)}”`)}</li>
      ))}
    </ul>
  );
}
