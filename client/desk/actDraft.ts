/** An act while a form holds it: what is still open is empty or null. The plain form, corrections and drafts of a text share it. */
import type { ActRevision, NewAct, NewBearing } from '../../models/contract/acts.ts';
import type { EventDetail, EventRecord } from '../../models/contract/events.ts';
import type { Draft } from '../../models/drafting/drafted.ts';
import { canonicalDyad, dyadOf, sidesOf } from '../../models/dyad.ts';

export interface BearingDraft {
  /** of the recorded event; undefined while it is not recorded */
  readonly id: string | undefined;
  /** empty: that of actor and target */
  readonly dyad: string;
  readonly actor: string;
  readonly target: string;
  readonly others: readonly string[];
  readonly role: 'direct' | 'indirect';
  readonly polarity: 1 | -1 | null;
  readonly severity: number | null;
  readonly ends: readonly string[];
  readonly note: string;
}

export interface ActDraft {
  /** ISO */
  readonly date: string;
  readonly datePrecision: 'day' | 'month';
  readonly endDate: string;
  readonly type: string;
  readonly cameo: string;
  readonly summary: string;
  readonly headline: string;
  readonly headlineKo: string;
  readonly sourceName: string;
  readonly sourceUrl: string;
  readonly sourceDate: string;
  readonly verified: boolean;
  /** the one that the page is about first */
  readonly bearings: readonly BearingDraft[];
}

export const EMPTY_BEARING: BearingDraft = {
  id: undefined,
  dyad: '',
  actor: '',
  target: '',
  others: [],
  role: 'direct',
  polarity: null,
  severity: null,
  ends: [],
  note: '',
};

export const EMPTY_ACT: ActDraft = {
  date: '',
  datePrecision: 'day',
  endDate: '',
  type: '',
  cameo: '',
  summary: '',
  headline: '',
  headlineKo: '',
  sourceName: '',
  sourceUrl: '',
  sourceDate: '',
  verified: false,
  bearings: [EMPTY_BEARING],
};

/** A recorded act: what is its own from the first event, a bearing from each. */
export function actOfEvents(events: readonly [EventRecord, ...EventRecord[]]): ActDraft {
  const [{ date, datePrecision, endDate, type, cameo, summary, headline, headlineKo, ...first }] = events;
  const { sourceName, sourceUrl, sourceDate, verified } = first;
  return {
    date,
    datePrecision,
    endDate: endDate ?? '',
    type,
    cameo,
    summary,
    headline,
    headlineKo,
    sourceName,
    sourceUrl,
    sourceDate,
    verified,
    bearings: events.map(bearingOfEvent),
  };
}

const bearingOfEvent = (event: EventRecord): BearingDraft => {
  const { id, dyad, actor, target, others, role, polarity, severity, ends, note } = event;
  return { id, dyad, actor, target, others, role, polarity, severity, ends, note };
};

/** What a drafter proposes, without the bearings that it only suggests. */
export function actOfDraft(draft: Draft): ActDraft {
  const { actor, target, others, polarity, severity } = draft;
  const bearings = draft.bearings
    .filter(({ suggested }) => !suggested)
    .map((bearing) => ({ ...EMPTY_BEARING, actor, target, others, ...taken(bearing) }));
  return {
    ...EMPTY_ACT,
    date: draft.date ?? '',
    datePrecision: draft.datePrecision,
    type: draft.type,
    summary: draft.summary,
    headline: draft.headline,
    verified: draft.verified,
    bearings: bearings.length > 0 ? bearings : [{ ...EMPTY_BEARING, actor, target, others, polarity, severity }],
  };
}

const taken = ({ dyad, role, polarity, severity }: Draft['bearings'][number]) => ({ dyad, role, polarity, severity });

/** The dyad of a bearing, in order; undefined while a side is open. */
export function dyadOfBearing({ dyad, actor, target }: Pick<BearingDraft, 'dyad' | 'actor' | 'target'>) {
  if (dyad !== '') return canonicalDyad(dyad);
  const own = actor === '' || target === '' || actor === target ? undefined : dyadOf(actor, target);
  return own !== undefined && sidesOf(own) ? own : undefined;
}

export function withBearing(act: ActDraft, at: number, change: Partial<BearingDraft>): ActDraft {
  return { ...act, bearings: act.bearings.map((bearing, i) => (i === at ? { ...bearing, ...change } : bearing)) };
}

/** Places of fields that cannot stay empty, such as `date` and `bearings.0.actor`. */
export function missingIn(act: ActDraft): string[] {
  const own = (['date', 'type', 'summary'] as const).filter((field) => act[field].trim() === '');
  const ofBearings = act.bearings.flatMap((bearing, i) =>
    (['actor', 'target', 'polarity', 'severity'] as const)
      .filter((field) => bearing[field] === '' || bearing[field] === null)
      .map((field) => `bearings.${i}.${field}`),
  );
  return [...own, ...ofBearings];
}

/** The body that records it. What is missing must have been asked for. @throws RangeError where it was not */
export function newActOf(act: ActDraft): NewAct {
  const { bearings, endDate, ...own } = act;
  return {
    ...withoutEmpty(trimmed(own)),
    date: own.date,
    type: own.type,
    summary: own.summary.trim(),
    sourceName: own.sourceName.trim(),
    ...(endDate === '' ? {} : { endDate }),
    bearings: bearings.map(newBearingOf),
  };
}

function newBearingOf({ id: _id, dyad, others, ends, polarity, severity, note, ...rest }: BearingDraft): NewBearing {
  if (polarity === null || severity === null) throw new RangeError('A bearing has no polarity or severity.');
  return {
    ...rest,
    polarity,
    severity,
    ...(dyad === '' ? {} : { dyad }),
    ...(others.length > 0 && { others: [...others] }),
    ...(ends.length > 0 && { ends: [...ends] }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  };
}

/** A value that a correction changed; the place is `severity` of the act's own, `bearings.ID.severity` of a bearing. */
export interface Difference {
  readonly field: string;
  /** event id; undefined for what is the act's own */
  readonly bearing: string | undefined;
  readonly from: unknown;
  readonly to: unknown;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What differs between two states of an act, bearings by their event ids. */
export function differencesOf(from: ActDraft, to: ActDraft): Difference[] {
  const fields = (a: object, b: object, bearing: string | undefined): Difference[] => {
    const before = new Map<string, unknown>(Object.entries(a));
    return Object.entries(b).flatMap(([field, value]: [string, unknown]) =>
      field === 'bearings' || isSame(before.get(field), value)
        ? []
        : [{ field, bearing, from: before.get(field), to: value }],
    );
  };
  return [
    ...fields(from, to, undefined),
    ...to.bearings.flatMap((bearing) => {
      const was = from.bearings.find(({ id }) => id !== undefined && id === bearing.id);
      // A bearing that nothing stood for before: the act bears on one dyad more.
      return was
        ? fields(was, bearing, bearing.id)
        : [{ field: 'dyad', bearing: undefined, from: '', to: dyadOfBearing(bearing) ?? '' }];
    }),
  ];
}

type EventContent = EventDetail['revisions'][number]['event'];

/** Fields of an event that others follow from, or that never change. */
const DERIVED = new Set(['id', 'dyad', 'category', 'actId']);

/** What differs between two states of one event. */
export function differencesOfEvents(from: EventContent, to: EventContent): Difference[] {
  const before = new Map<string, unknown>(Object.entries(from));
  return Object.entries(to).flatMap(([field, value]: [string, unknown]) =>
    DERIVED.has(field) || isSame(before.get(field), value)
      ? []
      : [{ field, bearing: undefined, from: before.get(field), to: value }],
  );
}

/** The changes of one reader on top of what another has written meanwhile. */
export function rebased(act: ActDraft, changes: readonly Difference[], added: readonly BearingDraft[]): ActDraft {
  const of = (id: string | undefined): Record<string, unknown> =>
    Object.fromEntries(
      changes.filter(({ bearing, field }) => bearing === id && field !== 'dyad').map(({ field, to }) => [field, to]),
    );
  return {
    ...act,
    ...of(undefined),
    bearings: [...act.bearings.map((bearing) => ({ ...bearing, ...of(bearing.id ?? '') })), ...added],
  };
}

/** The body that corrects: changed fields alone. */
export function revisionOf(
  from: ActDraft,
  to: ActDraft,
  reason: string,
  revisions: Readonly<Record<string, number>>,
): ActRevision {
  const changes = differencesOf(from, to);
  const of = (id: string | undefined): Record<string, unknown> =>
    Object.fromEntries(
      changes
        .filter(({ bearing, field }) => bearing === id && field !== 'dyad')
        .map(({ field, to: value }) => [field, value]),
    );
  const own = of(undefined);
  const bearings = to.bearings.flatMap((bearing): Partial<NewBearing>[] => {
    if (bearing.id === undefined) return [newBearingOf(bearing)];
    const changed = of(bearing.id);
    return Object.keys(changed).length === 0 ? [] : [{ id: bearing.id, ...changed }];
  });
  return {
    ...own,
    ...(own['endDate'] === '' ? { endDate: null } : {}),
    ...(bearings.length > 0 && { bearings }),
    reason,
    revisions: { ...revisions },
  };
}

function trimmed<Fields extends Record<string, unknown>>(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]),
  ) as Fields;
}

function withoutEmpty<Fields extends Record<string, unknown>>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as Partial<Fields>;
}
