/** What a change changes: field by field, before and after. */
import { words } from '../state/language.ts';
import type { Difference } from './actDraft.ts';
import { useFieldText } from './fieldText.ts';

interface Props {
  readonly differences: readonly Pick<Difference, 'field' | 'bearing' | 'from' | 'to'>[];
  /** the name of the dyad of a bearing, where the act has several */
  readonly bearingName?: (id: string) => string | undefined;
}

export function Differences({ differences, bearingName }: Props) {
  const wording = words.value.writing;
  const { nameOf, valueOf } = useFieldText();
  if (differences.length === 0) return <p class="muted small">{wording.nothingChanges}</p>;
  return (
    <dl class="differences">
      {differences.map(({ field, bearing, from, to }) => {
        const of = bearing === undefined ? undefined : bearingName?.(bearing);
        return (
          <div key={`${bearing ?? ''} ${field}`}>
            <dt>
              {nameOf(field)}
              {of === undefined ? null : <span class="muted"> · {of}</span>}
            </dt>
            <dd>
              <del>{valueOf(field, from)}</del> <span aria-hidden="true">→</span> <ins>{valueOf(field, to)}</ins>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
