/** Severity on another scale, and CAMEO codes without their zero: the rule is shown, and can be changed. */
import { SEVERITIES } from '../../../models/event.ts';
import { words } from '../../state/language.ts';
import type { PartProps } from './useImport.ts';

export function Grades({ preview, change }: PartProps) {
  const wording = words.value.deskImport;
  const { severity, zeros, mapping } = preview;
  const table = Object.fromEntries(
    (severity?.values ?? []).flatMap((one) => (one.severity === null ? [] : [[one.value, one.severity]])),
  );
  return (
    <>
      {severity ? (
        <section class="import-words" aria-label={wording.severity.title}>
          <h2>{wording.severity.title}</h2>
          <p>
            {'words' in severity.rule
              ? wording.severity.words
              : wording.severity.scale(severity.rule.from, severity.rule.to)}
          </p>
          <ul class="import-grades">
            {severity.values.map(({ value, severity: becomes }) => (
              <li key={value}>
                <label>
                  {wording.severity.becomes(value)}{' '}
                  <select
                    value={becomes ?? ''}
                    onChange={(event) =>
                      change({ severity: { words: { ...table, [value]: Number(event.currentTarget.value) } } })
                    }
                  >
                    {becomes === null ? <option value="">–</option> : null}
                    {SEVERITIES.map((grade) => (
                      <option key={grade} value={grade}>
                        {grade}
                      </option>
                    ))}
                  </select>
                </label>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {zeros.length > 0 ? (
        <section class="import-words" aria-label={wording.zeros.title}>
          <h2>{wording.zeros.title}</h2>
          <p>{wording.zeros.note(zeros.map(({ value, restored }) => `${value} (${restored})`).join(', '))}</p>
          <p>
            <label>
              <input
                type="checkbox"
                checked={mapping.lostZeros ?? zeros.every(({ isSure }) => isSure)}
                onChange={(event) => change({ lostZeros: event.currentTarget.checked })}
              />{' '}
              {wording.zeros.restore}
            </label>
          </p>
        </section>
      ) : null}
    </>
  );
}
