/** What each method measures and misses, and where it comes from. */
import type { CompareLine } from '../../charts/compareLines.ts';
import { LineMark } from '../../components/LineMark.tsx';
import { words } from '../../state/language.ts';

export function MethodNotes({ lines }: { readonly lines: readonly CompareLine[] }) {
  const wording = words.value.compare;
  return (
    <section class="method-notes" aria-labelledby="methods-title">
      <h2 id="methods-title">{wording.whatMethods}</h2>
      <dl>
        {lines.map(({ key, method }, i) => {
          if (!method) return null;
          const { label, unit, tells, source } = words.value.methods[method];
          return (
            <div key={key}>
              <dt>
                <LineMark position={i} /> {label} <span class="muted">{unit}</span>
              </dt>
              <dd>
                {tells} <span class="muted">{wording.source(source)}</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
