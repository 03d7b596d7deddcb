/** What the page of alerts asks for. */
import type { AlertChannelEntry, AlertRuleEntry } from '../../models/contract/alerts.ts';
import type { CountriesResponse } from '../../models/contract/countries.ts';
import type { Board } from '../../models/contract/board.ts';
import { useTypes } from '../state/eventTypes.ts';
import { countryName, dyadName } from '../state/countryNames.ts';
import { typeLabel } from '../state/language.ts';
import { may } from '../state/person.ts';
import { useLists } from '../state/watchLists.ts';
import { usePrivate } from '../state/private.ts';
import { type Load, useResource } from '../state/resource.ts';
import type { RuleNames } from './ruleSentence.ts';

export interface AlertRules {
  readonly rules: readonly AlertRuleEntry[];
  readonly faults: readonly string[];
}

export interface AlertChannels {
  readonly channels: readonly AlertChannelEntry[];
  readonly mail: boolean;
  readonly links: boolean;
}

const RULES = '/api/v1/alerts/rules';

/** Who may is told the channels of each rule as well. */
export function useRules(): Load<AlertRules> {
  const open = useResource<AlertRules>(may('coder') ? null : RULES);
  const told = usePrivate<AlertRules>(RULES, 'coder');
  return may('coder') ? told : open;
}

export const useChannels = (): Load<AlertChannels> => usePrivate<AlertChannels>('/api/v1/alerts/channels', 'coder');

export interface NamedDyad {
  readonly id: string;
  readonly name: string;
}

/** The dyads of the board in the reader's language, and how sentences name dyads and types. */
export function useNames(): { readonly dyads: readonly NamedDyad[]; readonly names: RuleNames } {
  const board = useResource<Board>('/api/v1/dyads').data;
  const lists = useLists().data?.lists ?? [];
  const countries = useResource<CountriesResponse>('/api/v1/countries').data;
  const state = (code: string): string =>
    countryName(code, countries?.countries.find((one) => one.code === code)?.name ?? code);
  const types = useTypes();
  const dyads = (board?.dyads ?? []).map(({ id, name }) => ({ id, name: dyadName(id, name) }));
  return {
    dyads,
    names: {
      dyad: (id) => dyads.find((dyad) => dyad.id === id)?.name ?? id.split('-').map(state).join(' – '),
      state,
      type: (type) => typeLabel(type, types.find((one) => one.type === type)?.label),
      lists,
    },
  };
}

/** A dyad, a state or a feed by its name; the runs have none. */
export const subjectName = (subject: string, names: RuleNames, theRuns: string): string =>
  subject === '' ? theRuns : /^[A-Z]{2,4}$/.test(subject) ? names.state(subject) : names.dyad(subject);
