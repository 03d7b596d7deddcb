/** What the numbers on the chart are: the day, the value that the axis counts, and the act. */
import { knownDate, signed } from '../../charts/format.ts';
import { ActLink } from '../../components/ActLink.tsx';
import { words } from '../../state/language.ts';
import type { DyadPage } from './dyadPage.ts';

export function NumberedList({ page: { view, scored, numbers } }: { readonly page: DyadPage }) {
  if (!scored || numbers.size === 0) return null;
  const { charts } = words.value;
  return (
    <ol class="numbered">
      {[...numbers.keys()].map((id) => {
        const at = scored.positionOf.get(id)!;
        const { day, precision, step, tensionStep, headline, verified } = scored.figureEvents[at]!;
        const points =
          view.layer === 'parts' && tensionStep !== undefined ? charts.tensionStep(signed(tensionStep)) : signed(step);
        return (
          <li key={id}>
            <b>
              {knownDate(day, precision, words.value)} {points}
            </b>{' '}
            <ActLink act={scored.records[at]!}>{verified ? headline : charts.unverified(headline)}</ActLink>
          </li>
        );
      })}
    </ol>
  );
}
