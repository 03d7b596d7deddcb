/** The four fields that a coder decides. Nothing is filled in: what stands there would be taken. */
import { SEVERITIES } from '../../models/event.ts';
import type { Codes } from '../../models/contract/coding.ts';
import { Segmented } from '../components/Segmented.tsx';
import { SeverityField, TypeField } from '../desk/TypeField.tsx';
import { useKeys } from '../state/keys.ts';
import { words } from '../state/language.ts';

export type OpenCodes = { readonly [Field in keyof Codes]: Codes[Field] | null };

export const NO_CODES: OpenCodes = { type: null, polarity: null, severity: null, role: null };

/** Undefined while a field is open. */
export function wholeCodes({ type, polarity, severity, role }: OpenCodes): Codes | undefined {
  return type === null || polarity === null || severity === null || role === null
    ? undefined
    : { type, polarity, severity, role };
}

export function CodesFields({
  codes,
  onChange,
}: {
  readonly codes: OpenCodes;
  readonly onChange: (codes: OpenCodes) => void;
}) {
  const wording = words.value.actForm;
  const set = (change: Partial<OpenCodes>): void => onChange({ ...codes, ...change });
  useKeys({
    r: () => set({ polarity: 1 }),
    l: () => set({ polarity: -1 }),
    d: () => set({ role: 'direct' }),
    i: () => set({ role: 'indirect' }),
    ...Object.fromEntries(SEVERITIES.map((severity) => [String(severity), () => set({ severity })])),
  });
  return (
    <>
      <TypeField value={codes.type ?? ''} onChange={(type) => set({ type: type?.type ?? null })} />
      <div class="form-row">
        <div class="form-field">
          <span class="form-label">{wording.fields.polarity}</span>
          <Segmented
            label={wording.fields.polarity}
            value={codes.polarity === null ? undefined : codes.polarity === 1 ? 'raises' : 'lowers'}
            options={[
              { value: 'raises', label: wording.polarity.raises, key: 'r' },
              { value: 'lowers', label: wording.polarity.lowers, key: 'l' },
            ]}
            onChoose={(value) => set({ polarity: value === 'raises' ? 1 : -1 })}
          />
        </div>
        <div class="form-field">
          <span class="form-label">{wording.fields.role}</span>
          <Segmented
            label={wording.fields.role}
            value={codes.role ?? undefined}
            options={[
              { value: 'direct', label: wording.roles.direct, title: wording.roleNotes.direct, key: 'd' },
              { value: 'indirect', label: wording.roles.indirect, title: wording.roleNotes.indirect, key: 'i' },
            ]}
            onChoose={(role) => set({ role })}
          />
        </div>
      </div>
      <SeverityField type={codes.type ?? ''} value={codes.severity} onChange={(severity) => set({ severity })} />
    </>
  );
}
