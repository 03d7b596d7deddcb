/** A state by its name in the reader's language, or by any name of the one name table; and a list of several. */
import { useMemo } from 'preact/hooks';
import type { CountriesResponse } from '../../models/contract/countries.ts';
import { sidesOf } from '../../models/dyad.ts';
import { plainName } from '../../models/plainName.ts';
import { type Choice, Combobox } from '../components/Combobox.tsx';
import { words } from '../state/language.ts';
import { askForNames, nameTables } from '../state/nameTable.ts';
import { useResource } from '../state/resource.ts';

/** Names of all states and organisations by code, in the reader's language. */
export function useStateNames(): ReadonlyMap<string, string> {
  const { data } = useResource<CountriesResponse>('/api/v1/countries');
  const { stateName } = words.value.language;
  return useMemo(
    () => new Map((data?.countries ?? []).map((country) => [country.code, stateName(country)])),
    [data, stateName],
  );
}

/** Names a dyad by its two states, in the reader's language. @example 'South Korea – Russia' */
export function useDyadNames(): (dyad: string) => string {
  const names = useStateNames();
  return (dyad) => (sidesOf(dyad) ?? [dyad]).map((side) => names.get(side) ?? side).join(' – ');
}

const MAX_SHOWN = 10;

function choicesFor(text: string, names: ReadonlyMap<string, string>): Choice[] {
  const plain = plainName(text);
  if (plain === '') return [];
  const begins = [...names].filter(([code, name]) => plainName(name).startsWith(plain) || code.toLowerCase() === plain);
  const codes = [...begins.map(([code]) => code), ...(nameTables.value?.statesLike(text) ?? [])];
  return [...new Set(codes)]
    .flatMap((code) => {
      const name = names.get(code);
      return name === undefined ? [] : [{ value: code, label: name, note: code }];
    })
    .slice(0, MAX_SHOWN);
}

function meantState(text: string, names: ReadonlyMap<string, string>): string | undefined {
  const named = nameTables.value?.stateOf(text);
  if (named && 'iso3' in named && names.has(named.iso3)) return named.iso3;
  const code = text.trim().toUpperCase();
  return names.has(code) ? code : undefined;
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly fault?: string | undefined;
}

export function StateField({ label, value, onChange, fault }: Props) {
  const wording = words.value.actForm;
  const names = useStateNames();
  return (
    <Combobox
      label={label}
      value={value}
      text={names.get(value) ?? value}
      hint={wording.stateHint}
      none={wording.noState}
      fault={fault}
      onFocus={askForNames}
      choicesFor={(text) => choicesFor(text, names)}
      meant={(text) => meantState(text, names)}
      onChoose={onChange}
    />
  );
}

/** Third parties: each can be taken out, and one more named. */
export function StatesField({
  label,
  values,
  onChange,
}: {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (codes: readonly string[]) => void;
}) {
  const wording = words.value.actForm;
  const names = useStateNames();
  return (
    <div class="states-field" role="group" aria-label={label}>
      <StateField
        key={values.length}
        label={label}
        value=""
        onChange={(code) => code !== '' && !values.includes(code) && onChange([...values, code])}
      />
      {values.map((code) => (
        <button
          key={code}
          type="button"
          class="chip"
          aria-label={wording.takeOut(names.get(code) ?? code)}
          onClick={() => onChange(values.filter((other) => other !== code))}
        >
          {names.get(code) ?? code} <span aria-hidden="true">×</span>
        </button>
      ))}
    </div>
  );
}
