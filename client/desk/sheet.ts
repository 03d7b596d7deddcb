/** A sheet of the desk: a text, and what its reader makes of the acts in it. Pure: every change gives a new sheet. */
import type { Bearing, Draft, Drafted, Span } from '../../models/drafting/drafted.ts';
import { sidesOf } from '../../models/dyad.ts';
import { changedFields } from './changedFields.ts';
import { type ActDraft, actOfDraft, type BearingDraft, dyadOfBearing, EMPTY_ACT, EMPTY_BEARING } from './actDraft.ts';
import type { LastRecorded } from './lastRecorded.ts';

/**
 * What is done with an accepted act: `record` it as new, add this text as a further `source` of the recorded event, `revise` the event in
 * what differs, or `leave` the event as it is.
 */
export type Decision = 'record' | 'source' | 'revise' | 'leave';

/** What drafting says of an act, beside its fields. */
export type Drawn = Pick<Draft, 'evidence' | 'match' | 'origins' | 'background'>;

export interface SheetAct {
  readonly id: string;
  readonly act: ActDraft;
  readonly drawn: Drawn;
  /** bearings on other dyads that drafting offers and nobody has taken */
  readonly offered: readonly Bearing[];
  /** `sent`: a second coder has it, and the round records it */
  readonly state: 'open' | 'accepted' | 'rejected' | 'recorded' | 'sent';
  /** why it is rejected, recorded beside a like event, or revises one */
  readonly reason: string;
  readonly decision: Decision;
  /** fields that the reader set: a new drafting leaves such an act alone */
  readonly set: readonly string[];
  /** of a recorded act: its events, and the dyad of each */
  readonly events: readonly { readonly id: string; readonly dyad: string }[];
}

export interface Source {
  readonly name: string;
  readonly url: string;
}

export interface Sheet {
  readonly id: string;
  /** counts the saves in this browser; 0: never saved */
  readonly version: number;
  readonly text: string;
  readonly title: string;
  readonly source: Source;
  readonly published: Drafted['published'];
  /** the reader has seen the day of publication and agrees */
  readonly isDateConfirmed: boolean;
  readonly language: 'en' | 'ko';
  readonly passedOver: Drafted['passedOver'];
  readonly acts: readonly SheetAct[];
  /** the acts are those of the text, its day and the dictionaries as they stand: drafting is through with them */
  readonly isRead: boolean;
  /** times that acts of it were recorded: a request that is sent again is told from the next one */
  readonly recordings: number;
  readonly last?: LastRecorded | undefined;
  /** the copy that the server keeps, where it was asked to */
  readonly kept?: { readonly id: string; readonly version: number } | undefined;
}

export function emptySheet(id: string): Sheet {
  return {
    id,
    version: 0,
    text: '',
    title: '',
    source: { name: '', url: '' },
    published: { date: null, guessed: false, reason: '' },
    isDateConfirmed: false,
    language: 'en',
    passedOver: [],
    acts: [],
    isRead: true,
    recordings: 0,
  };
}

export const isEmpty = ({ text, acts }: Sheet): boolean => text.trim() === '' && acts.length === 0;

/** A name for lists: the title, or how the text begins. */
export const nameOfSheet = ({ title, text, acts }: Sheet): string =>
  (title || (text.trim().split('\n', 1)[0] ?? '') || (acts[0]?.act.summary ?? '')).slice(0, 120);

function drawnAct(id: string, draft: Draft): SheetAct {
  const { evidence, match, origins, background } = draft;
  return {
    id,
    act: actOfDraft(draft),
    drawn: { evidence, match, origins, background },
    offered: draft.bearings.filter(({ suggested }) => suggested),
    state: 'open',
    reason: '',
    decision: match ? 'leave' : 'record',
    set: [],
    events: [],
  };
}

/** An act that nobody has drafted, for a reader who codes it herself. */
export function blankAct(id: string, sourceDate: string | null): SheetAct {
  return {
    id,
    act: { ...EMPTY_ACT, date: sourceDate ?? '' },
    drawn: { evidence: [], match: null, origins: {}, background: false },
    offered: [],
    state: 'open',
    reason: '',
    decision: 'record',
    set: ['date'],
    events: [],
  };
}

/**
 * The sheet with a new drafting of its text. What the reader has touched stays as she left it; a draft that tells of a touched act
 * again is left out. What the text recalls of earlier days stands last.
 *
 * @param nextId names new acts
 */
export function withDrafts(sheet: Sheet, drafted: Drafted, nextId: () => string): Sheet {
  const touched = sheet.acts.filter(isTouched);
  const untouched = sheet.acts.filter((act) => !isTouched(act));
  const fresh = drafted.drafts
    .map((draft) => drawnAct('', draft))
    .filter((act) => !touched.some((other) => tellOfOne(act, other)))
    .map((act) => ({ ...act, id: untouched.find((other) => tellOfOne(act, other))?.id ?? nextId() }));
  const seen = new Set<string>();
  const acts = [...touched, ...fresh]
    .map((act) => (seen.has(act.id) ? { ...act, id: nextId() } : (seen.add(act.id), act)))
    .sort((a, b) => Number(a.drawn.background) - Number(b.drawn.background) || startOf(a) - startOf(b));
  return {
    ...sheet,
    published: sheet.isDateConfirmed ? sheet.published : drafted.published,
    language: drafted.language,
    passedOver: drafted.passedOver,
    acts,
    isRead: true,
  };
}

/** Nothing on the sheet changes it any more. */
export const isDone = ({ state }: SheetAct): boolean => state === 'recorded' || state === 'sent';

export const isTouched = ({ state, set }: SheetAct): boolean => state !== 'open' || set.length > 0;

/** Whether two acts of one text are one: of a kind or between the same two on a day, and from words that they share. */
function tellOfOne(a: SheetAct, b: SheetAct): boolean {
  const share = a.drawn.evidence.some((one) =>
    b.drawn.evidence.some((other) => one.start < other.end && other.start < one.end),
  );
  const [p, q] = [a.act.bearings[0], b.act.bearings[0]];
  return (
    share &&
    (a.act.type === b.act.type || (p?.actor === q?.actor && p?.target === q?.target && a.act.date === b.act.date))
  );
}

/** One that no words prove stands behind those of the text. */
const startOf = ({ drawn }: SheetAct): number => drawn.evidence[0]?.start ?? Number.MAX_SAFE_INTEGER;

/** The sheet with another text: the words that prove an act move with it. Where they were changed themselves, the span is cut to what is left. */
export function withText(sheet: Sheet, text: string): Sheet {
  const before = sheet.text;
  if (text === before) return sheet;
  const shorter = Math.min(text.length, before.length);
  let same = 0;
  while (same < shorter && text.charCodeAt(same) === before.charCodeAt(same)) same++;
  let tail = 0;
  while (
    tail < shorter - same &&
    text.charCodeAt(text.length - 1 - tail) === before.charCodeAt(before.length - 1 - tail)
  )
    tail++;
  const by = text.length - before.length;
  const moved = (at: number): number =>
    at <= same ? at : at >= before.length - tail ? at + by : Math.min(at, text.length - tail);
  const movedSpan = <S extends Span>(span: S): S => ({ ...span, start: moved(span.start), end: moved(span.end) });
  const isLeft = ({ start, end }: Span): boolean => end > start;
  return {
    ...sheet,
    text,
    isRead: false,
    passedOver: sheet.passedOver.map(movedSpan).filter(isLeft),
    acts: sheet.acts.map((act) => ({
      ...act,
      drawn: { ...act.drawn, evidence: act.drawn.evidence.map(movedSpan).filter(isLeft) },
    })),
  };
}

/** Another state of one act. */
export function withAct(sheet: Sheet, id: string, change: (act: SheetAct) => SheetAct): Sheet {
  return { ...sheet, acts: sheet.acts.map((act) => (act.id === id ? change(act) : act)) };
}

export const accepted = (act: SheetAct): SheetAct => ({
  ...act,
  state: 'accepted',
  reason: act.state === 'rejected' ? '' : act.reason,
});

export const rejected = (act: SheetAct, reason: string): SheetAct => ({ ...act, state: 'rejected', reason });

export const reopened = (act: SheetAct): SheetAct => ({ ...act, state: 'open', reason: '' });

/** Fields as the reader changed them: each that differs is hers from now on, and an accepted act is open again. */
export function corrected(act: SheetAct, to: ActDraft): SheetAct {
  const set = changedFields(act.act, to);
  if (set.length === 0) return act;
  const dyads = new Set(to.bearings.map(dyadOfBearing));
  return {
    ...act,
    act: to,
    state: act.state === 'accepted' ? 'open' : act.state,
    offered: act.offered.filter(({ dyad }) => !dyads.has(dyad)),
    set: [...new Set([...act.set, ...set])],
  };
}

/** The severity of the act where it stands: in its first bearing, and in each that had the same or none. */
export function graded(act: SheetAct, severity: number): SheetAct {
  const before = act.act.bearings[0]?.severity ?? null;
  return corrected(act, {
    ...act.act,
    bearings: act.act.bearings.map((one, i) =>
      i === 0 || one.severity === before || one.severity === null ? { ...one, severity } : one,
    ),
  });
}

/** Takes an offered bearing. */
export function withOffered(act: SheetAct, dyad: string): SheetAct {
  const offer = act.offered.find((one) => one.dyad === dyad);
  if (!offer) return act;
  const first = act.act.bearings[0] ?? EMPTY_BEARING;
  const { role, polarity, severity } = offer;
  const bearing: BearingDraft = {
    ...EMPTY_BEARING,
    dyad,
    role,
    polarity,
    severity,
    others: first.others,
    ...sidesIn(first, dyad),
  };
  return corrected(act, { ...act.act, bearings: [...act.act.bearings, bearing] });
}

/** Gives a bearing back to the offers; the first one stays. */
export function withoutBearing(act: SheetAct, dyad: string): SheetAct {
  const at = act.act.bearings.findIndex((bearing) => dyadOfBearing(bearing) === dyad);
  const bearing = act.act.bearings[at];
  if (at < 1 || !bearing) return act;
  const next = corrected(act, { ...act.act, bearings: act.act.bearings.filter((_, i) => i !== at) });
  const { role, polarity, severity } = bearing;
  return { ...next, offered: [...next.offered, { dyad, role, polarity: polarity ?? 1, severity, suggested: true }] };
}

/** Who acts towards whom in a dyad: as the act has it where it can, else the side that is named. */
function sidesIn({ actor, target }: Pick<BearingDraft, 'actor' | 'target'>, dyad: string) {
  const [a = actor, b = target] = sidesOf(dyad) ?? [];
  const isSide = (code: string): boolean => code === a || code === b;
  const other = (code: string): string => (code === a ? b : a);
  if (isSide(actor)) return { actor, target: other(actor) };
  if (isSide(target)) return { actor: other(target), target };
  return { actor: a, target: b };
}

/** Two acts of one: the words are shared out, the first span to the first; a single span proves both. */
export function split(sheet: Sheet, id: string, newId: string): Sheet {
  const at = sheet.acts.findIndex((act) => act.id === id);
  const act = sheet.acts[at];
  if (!act) return sheet;
  const [first, rest] = [act.drawn.evidence.slice(0, 1), act.drawn.evidence.slice(1)];
  const one: SheetAct = { ...reopened(act), drawn: { ...act.drawn, evidence: first }, set: withEvidence(act) };
  const other: SheetAct = {
    ...one,
    id: newId,
    decision: 'record',
    drawn: { ...one.drawn, match: null, evidence: rest.length > 0 ? rest : first },
  };
  return { ...sheet, acts: [...sheet.acts.slice(0, at), one, other, ...sheet.acts.slice(at + 1)] };
}

/** One act of two: the words of both prove it; what the first leaves open is taken from the second. */
export function join(sheet: Sheet, id: string, otherId: string): Sheet {
  const act = sheet.acts.find((one) => one.id === id);
  const other = sheet.acts.find((one) => one.id === otherId);
  if (!act || !other || act === other) return sheet;
  const [a, b] = [act.act, other.act];
  const dyads = new Set(a.bearings.map(dyadOfBearing));
  const joined: SheetAct = {
    ...reopened(act),
    act: {
      ...a,
      date: a.date || b.date,
      endDate: a.endDate || b.endDate,
      summary: a.summary || b.summary,
      bearings: [
        ...a.bearings.map((one, i) => ({ ...one, severity: one.severity ?? b.bearings[i]?.severity ?? null })),
        ...b.bearings.filter((one) => !dyads.has(dyadOfBearing(one))),
      ],
    },
    drawn: {
      ...act.drawn,
      evidence: distinct([...act.drawn.evidence, ...other.drawn.evidence]),
      match: act.drawn.match ?? other.drawn.match,
      background: act.drawn.background && other.drawn.background,
    },
    set: withEvidence(act),
  };
  return { ...sheet, acts: sheet.acts.filter((one) => one !== other).map((one) => (one === act ? joined : one)) };
}

/** Split and joined acts are the reader's: a new drafting does not undo them. */
const withEvidence = ({ set }: SheetAct): readonly string[] => [...new Set([...set, 'evidence'])];

const distinct = (spans: readonly Span[]): Span[] =>
  spans
    .filter((span, i) => spans.findIndex(({ start, end }) => start === span.start && end === span.end) === i)
    .sort((a, b) => a.start - b.start);

export const count = ({ acts }: Sheet, state: SheetAct['state']): number =>
  acts.reduce((sum, act) => (act.state === state ? sum + 1 : sum), 0);

/** The act with the source of its text, where it has none of its own. */
export function withSource({ act }: SheetAct, { source, published }: Sheet): ActDraft {
  if (act.sourceName.trim() !== '') return act;
  return {
    ...act,
    sourceName: source.name,
    sourceUrl: act.sourceUrl || source.url,
    sourceDate: act.sourceDate || (published.date ?? ''),
    // Without an address nobody can look: such an act is not verified.
    verified: act.verified && (act.sourceUrl || source.url) !== '',
  };
}
