/** The fields of an act and their values as a reader reads them: names in place of codes, dates in words. */
import { epochDay, parseDay } from '../../models/calendar.ts';
import { countryName } from '../state/countryNames.ts';
import { longDate, typeLabel, words } from '../state/language.ts';
import { useStateNames } from './StateField.tsx';
import { useTypes } from '../state/eventTypes.ts';

export interface FieldText {
  nameOf(field: string): string;
  valueOf(field: string, value: unknown): string;
}

export function useFieldText(): FieldText {
  const states = useStateNames();
  const types = useTypes();
  const wording = words.value.actForm;
  const names = { ...words.value.audit.fieldNames, ...wording.fields };
  const stateOf = (code: string): string => states.get(code) ?? countryName(code, code);
  const known: Readonly<Record<string, (value: string) => string>> = {
    actor: stateOf,
    target: stateOf,
    type: (type) => typeLabel(type, types.find((one) => one.type === type)?.label),
    date: (date) => (parseDay(date) === undefined ? date : longDate(epochDay(date))),
    endDate: (date) => (parseDay(date) === undefined ? date : longDate(epochDay(date))),
    datePrecision: (precision) => (precision === 'month' ? wording.precision.month : wording.precision.day),
    role: (role) => (role === 'indirect' ? wording.roles.indirect : wording.roles.direct),
    polarity: (polarity) => (polarity === '-1' ? wording.polarity.lowers : wording.polarity.raises),
    keepRaw: (isKept) => (isKept === 'true' ? wording.yes : wording.no),
    verified: (verified) => (verified === 'true' ? wording.yes : wording.no),
  };
  return {
    nameOf: (field) => new Map<string, string>(Object.entries(names)).get(field) ?? field,
    valueOf(field, value) {
      if (Array.isArray(value))
        return value.length === 0
          ? wording.nothing
          : value.map((one) => (field === 'others' ? stateOf(String(one)) : String(one))).join(', ');
      const text = value === null || value === undefined ? '' : String(value);
      if (text === '') return wording.nothing;
      return Object.hasOwn(known, field) ? known[field]!(text) : text;
    },
  };
}
