/** Codes in the words of the reader. */
import type { CodedField } from '../../models/agreement/codedFields.ts';
import type { Codes } from '../../models/contract/coding.ts';
import { typeLabel, words } from '../state/language.ts';

/** @param value as a confusion table has it: a text */
export function valueText(field: string, value: string): string {
  const { polarity, roles } = words.value.actForm;
  if (field === 'type') return typeLabel(value);
  if (field === 'polarity') return value === '1' ? polarity.raises : polarity.lowers;
  if (field === 'role') return value === 'direct' ? roles.direct : roles.indirect;
  return value;
}

export const fieldName = (field: string): string => {
  const { fields } = words.value.actForm;
  return field === 'type' || field === 'polarity' || field === 'severity' || field === 'role' ? fields[field] : field;
};

export const codeText = (codes: Codes, field: CodedField): string => valueText(field, String(codes[field]));
