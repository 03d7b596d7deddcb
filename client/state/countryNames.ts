/** Names of states in the reader's language. The API names in English; the names of another language come with one question. */
import { effect, signal } from '@preact/signals';
import type { CountriesResponse } from '../../models/contract/countries.ts';
import type { DailySeries } from '../charts/dailySeries.ts';
import { getJson } from './api.ts';
import { DATA_LANGUAGE, language, words } from './language.ts';

/** By code; empty where the API's own names are those of the language, and until they have come. */
export const countryNames = signal<ReadonlyMap<string, string>>(new Map());

/** Asks for names when a language needs them. Without an answer the English names stay. */
export function followCountryNames(): void {
  effect(() => {
    const { stateName } = words.value.language;
    if (language.value === DATA_LANGUAGE) countryNames.value = new Map();
    else
      getJson<CountriesResponse>('/api/v1/countries').then(
        ({ countries }) =>
          (countryNames.value = new Map(countries.map((country) => [country.code, stateName(country)]))),
        () => undefined,
      );
  });
}

/** @param name in English, as the API gives it */
export function countryName(code: string, name: string): string {
  return countryNames.value.get(code) ?? name;
}

/** Names of actors of a dyad: those of its sides as they are shown, any other in the reader's language where it is known. */
export const sideNameOf =
  ({ dyad, sides }: { readonly dyad: string; readonly sides: readonly [string, string] }) =>
  (code: string): string =>
    sides[dyad.split('-').indexOf(code)] ?? countryName(code, code);

/** @example dyadName('KOR-RUS', 'South Korea – Russia') // '한국 – 러시아' */
export function dyadName(dyad: string, name: string): string {
  const [a = '', b = ''] = dyad.split('-');
  const names = [countryNames.value.get(a), countryNames.value.get(b)];
  return names.includes(undefined) ? name : names.join(' – ');
}

/** A series with its names in the reader's language. */
export function namedSeries<S extends Pick<DailySeries, 'dyad' | 'name' | 'sides'>>(
  series: S | undefined,
): S | undefined {
  if (!series) return undefined;
  const [a = '', b = ''] = series.dyad.split('-');
  return {
    ...series,
    name: dyadName(series.dyad, series.name),
    sides: [countryName(a, series.sides[0]), countryName(b, series.sides[1])],
  };
}
