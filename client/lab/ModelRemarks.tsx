/** What a modeller should know about the weights of a model. */
import type { ModelRemark } from '../../models/lint.ts';
import { words } from '../state/language.ts';
import type { LabSession } from './session.ts';
import { useStudy } from './useStudy.ts';

export function ModelRemarks({ session }: { readonly session: LabSession }) {
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
