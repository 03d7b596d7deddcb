/** The rule that the form holds, as it is typed, and the JSON made of it. */
import type { AlertRule, When } from '../../models/alerts/rule.ts';

export type Kind = When['kind'];

/** As it is typed; a field stands for the same in every kind that has it. */
export interface RuleDraft {
  /** undefined: as the condition and the dyads say */
  readonly name: string | undefined;
  readonly title: string | undefined;
  readonly dyads: 'all' | readonly string[];
  /** name of a watch list, in place of dyads */
  readonly list: string | undefined;
  readonly kind: Kind;
  readonly fields: Readonly<Record<FieldName, string>>;
  readonly types: readonly string[];
  readonly channels: readonly string[];
  /** a new address, which becomes a channel */
  readonly email: string;
  readonly holdDays: string;
  readonly clearDays: string;
  readonly allClear: boolean;
  readonly language: AlertRule['language'];
  readonly repeatDays: string;
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly zone: string;
  readonly silentUntil: string;
}

export type FieldName =
  | 'to'
  | 'days'
  | 'points'
  | 'direction'
  | 'way'
  | 'value'
  | 'hysteresis'
  | 'severity'
  | 'dyads'
  | 'feed'
  | 'hours'
  | 'what'
  | 'oneIn';

/** What each kind asks, with what stands there at first. */
export const KINDS: Readonly<Record<Kind, Readonly<Partial<Record<FieldName, string>>>>> = {
  flag: { to: 'both' },
  change: { points: '5', days: '7', direction: 'either' },
  level: { way: 'above', value: '80', hysteresis: '2' },
  percentile: { way: 'above', value: '95', hysteresis: '2' },
  step: { points: '3' },
  act: { severity: '4' },
  sides: { points: '10', hysteresis: '2' },
  'not-looked': { days: '30' },
  siblings: { dyads: '3', days: '7', points: '3' },
  unusual: { what: 'any', oneIn: '', feed: '' },
  'feed-stale': { feed: '' },
  'run-failed': {},
  'run-missing': { hours: '30' },
};

const NO_FIELDS: RuleDraft['fields'] = {
  to: 'both',
  days: '',
  points: '',
  direction: 'either',
  way: 'above',
  value: '',
  hysteresis: '',
  severity: '',
  dyads: '',
  feed: '',
  hours: '',
  what: 'any',
  oneIn: '',
};

/** Kinds that tell of feeds and runs, and of no dyad. */
export const isOfTheWatch = (kind: Kind): boolean =>
  kind === 'feed-stale' || kind === 'run-failed' || kind === 'run-missing';

/** Kinds that tell of pairs coded by machine, of which some are to be named. */
export const isOfReports = (kind: Kind): boolean => kind === 'unusual';

/** Kinds that tell of each day anew, and are never over. */
export const isOfActs = (kind: Kind): boolean => kind === 'step' || kind === 'act';

export const newDraft = (language: AlertRule['language']): RuleDraft => ({
  name: undefined,
  title: undefined,
  dyads: [],
  list: undefined,
  kind: 'flag',
  fields: { ...NO_FIELDS, ...KINDS.flag },
  types: [],
  channels: [],
  email: '',
  holdDays: '1',
  clearDays: '7',
  allClear: true,
  language,
  repeatDays: '',
  quietFrom: '',
  quietTo: '',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  silentUntil: '',
});

export const withKind = (draft: RuleDraft, kind: Kind): RuleDraft => ({
  ...draft,
  kind,
  ...(isOfReports(kind) && draft.dyads === 'all' && draft.list === undefined && { dyads: [] }),
  fields: { ...draft.fields, ...KINDS[kind] },
});

export function draftOf(rule: AlertRule): RuleDraft {
  const { when } = rule;
  const fields: Record<FieldName, string> = { ...NO_FIELDS, ...KINDS[when.kind] };
  const typed = Object.entries(when) as [string, unknown][];
  for (const [name, value] of typed)
    if (name in fields && (typeof value === 'number' || typeof value === 'string'))
      fields[name as FieldName] = String(value);
  if (when.kind === 'flag') fields.to = when.to.length === 1 ? when.to[0]! : 'both';
  if (when.kind === 'level' || when.kind === 'percentile') {
    fields.way = when.above === undefined ? 'below' : 'above';
    fields.value = String(when.above ?? when.below);
  }
  return {
    name: rule.name,
    title: rule.title,
    dyads: rule.dyads,
    list: rule.list,
    kind: when.kind,
    fields,
    types: when.kind === 'act' ? (when.types ?? []) : [],
    channels: rule.channels,
    email: '',
    holdDays: String(rule.holdDays),
    clearDays: String(rule.clearDays),
    allClear: rule.allClear,
    language: rule.language,
    repeatDays: rule.repeatDays === undefined ? '' : String(rule.repeatDays),
    quietFrom: rule.quietHours?.from ?? '',
    quietTo: rule.quietHours?.to ?? '',
    zone: rule.quietHours?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    silentUntil: rule.silentUntil ?? '',
  };
}

/** What was typed as a number; what is none stays as it is, and is refused with its place. */
const number = (text: string): number | string =>
  text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);

function whenOf({ kind, fields, types }: RuleDraft): Readonly<Record<string, unknown>> {
  const taken = (...names: FieldName[]) => Object.fromEntries(names.map((name) => [name, number(fields[name])]));
  switch (kind) {
    case 'flag':
      return { kind, ...(fields.to !== 'both' && { to: [fields.to] }) };
    case 'change':
      return { kind, ...taken('days', 'points'), direction: fields.direction };
    case 'level':
    case 'percentile':
      return { kind, [fields.way]: number(fields.value), ...taken('hysteresis') };
    case 'step':
      return { kind, ...taken('points') };
    case 'act':
      return { kind, ...(types.length > 0 && { types }), ...taken('severity') };
    case 'sides':
      return { kind, ...taken('points', 'hysteresis') };
    case 'not-looked':
      return { kind, ...taken('days') };
    case 'siblings':
      return { kind, ...taken('dyads', 'days', 'points') };
    case 'unusual':
      return {
        kind,
        ...(fields.what !== 'any' && { what: fields.what }),
        ...(fields.oneIn.trim() !== '' && taken('oneIn')),
        ...(fields.feed !== '' && { feed: fields.feed }),
      };
    case 'feed-stale':
      return { kind, ...(fields.feed !== '' && { feed: fields.feed }) };
    case 'run-failed':
      return { kind };
    case 'run-missing':
      return { kind, ...taken('hours') };
  }
}

/** The JSON of the rule: what stands there by itself is left out. */
export function ruleOf(draft: RuleDraft, name: string, title: string): Readonly<Record<string, unknown>> {
  const { kind, dyads, list } = draft;
  return {
    name,
    title,
    ...(!isOfTheWatch(kind) && (list === undefined ? dyads !== 'all' && { dyads } : { list })),
    when: whenOf(draft),
    ...(!isOfActs(kind) && {
      ...(draft.holdDays !== '1' && { holdDays: number(draft.holdDays) }),
      ...(draft.clearDays !== '1' && { clearDays: number(draft.clearDays) }),
      ...(!draft.allClear && { allClear: false }),
    }),
    ...(draft.channels.length > 0 && { channels: draft.channels }),
    ...(draft.language !== 'en' && { language: draft.language }),
    ...(draft.repeatDays !== '' && { repeatDays: number(draft.repeatDays) }),
    ...((draft.quietFrom !== '' || draft.quietTo !== '') && {
      quietHours: { from: draft.quietFrom, to: draft.quietTo, timeZone: draft.zone },
    }),
    ...(draft.silentUntil !== '' && { silentUntil: draft.silentUntil }),
  };
}

/** A name that no rule has, of the condition and the dyads. */
export function nameOf({ kind, dyads, list }: RuleDraft, taken: ReadonlySet<string>): string {
  const begin = kind === 'flag' ? 'turned' : kind;
  const of = isOfTheWatch(kind)
    ? ''
    : list !== undefined
      ? `-${list}`
      : dyads === 'all'
        ? '-all'
        : dyads.length === 1
          ? `-${dyads[0]!.toLowerCase()}`
          : `-${dyads.length}-dyads`;
  return freeName((begin + of).slice(0, 60), taken);
}

export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${name}-${n}`;
    if (!taken.has(tried)) return tried;
  }
}
