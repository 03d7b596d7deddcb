/** How far two coders agree on the events that were coded twice. */
import type { ShippedAgreement } from '../../../models/contract/coding.ts';
import { AgreementTable } from '../../coding/AgreementTable.tsx';
import { words } from '../../state/language.ts';
import { useResource } from '../../state/resource.ts';

export function TwoCoders() {
  const wording = words.value.coding;
  const { data } = useResource<ShippedAgreement>('/api/v1/coding/agreement');
  if (!data) return null;
  return (
    <section aria-labelledby="two-coders">
      <h2 id="two-coders">{wording.methodHeading}</h2>
      <p>{wording.methodNote}</p>
      <AgreementTable fields={data.fields} />
      <p>{wording.methodBand}</p>
    </section>
  );
}
