/** How sure the order of the dyads is, and what a modeller should know about the weights. */
import type { ModelRemark } from '../../models/lint.ts';
import { plain } from '../charts/format.ts';
import type { LabDyadNames } from './labData.ts';
import type { LabSession } from './session.ts';
import { StudyState } from './StudyState.tsx';
import { useStudy } from './useStudy.ts';
import { dyadName } from '../state/countryNames.ts';
import { words } from '../state/language.ts';

/** The error of a share is at most 1.6 in a hundred. */
const DRAWS = 1000;

export function Ranks({ session, names }: { readonly session: LabSession; readonly names: readonly LabDyadNames[] }) {
  const wording = words.value.ranks;
  const model = session.settled.value;
  const studied = useStudy(session, { name: 'ranks', model, draws: DRAWS }, [model], false);
  const nameOf = (dyad: string): string => dyadName(dyad, names.find((one) => one.dyad === dyad)?.name ?? dyad);
  const found = studied.result;
  return (
    <section class="lab-section" aria-labelledby="ranks-title">
      <h2 id="ranks-title">{wording.title}</h2>
      <p class="muted small">{wording.lede}</p>
      <StudyState studied={studied} action={wording.draw(DRAWS)} />
      {found ? (
        <div class="scroll" tabIndex={0} role="region" aria-label={wording.shares}>
          <table class="ranks">
            <thead>
              <tr>
                <th scope="col">{wording.dyad}</th>
                <th scope="col" class="num">
                  {wording.index}
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
                    <td
                      key={found.rows[j]!.dyad}
                      class={`num${share === undefined ? '' : share >= 0.95 || share <= 0.05 ? ' is-sure' : ' is-open'}`}
                    >
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
      <h2 id="remarks-title">{words.value.remarks.title}</h2>
      {remarks === undefined ? (
        <p class="muted">{studied.problem ?? words.value.lab.computing}</p>
      ) : (
        <RemarkList remarks={remarks} labelOf={session.labelOf} />
      )}
    </section>
  );
}

export function RemarkList({
  remarks,
  labelOf,
}: {
  readonly remarks: readonly ModelRemark[];
  readonly labelOf: (type: string) => string;
}) {
  if (remarks.length === 0) return <p>{words.value.remarks.none}</p>;
  return (
    <ul class="remarks">
      {remarks.map(({ type, kind, events }) => (
        <li key={`${type} ${kind}`}>
          {words.value.remarks.kinds[kind](words.value.remarks.named(labelOf(type)), events)}
        </li>
      ))}
    </ul>
  );
}
