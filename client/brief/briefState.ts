/** The state of the Brief page as it stands in the address, and back; and the view that it asks the server to pin. */
import { type Step, toIsoDate } from '../../models/calendar.ts';
import { canonicalDyad, type Direction, sidesOf } from '../../models/dyad.ts';
import { CARD_THEMES, type CardTheme, type Preset, PRESETS, TEXT_PERCENT } from '../charts/card/presentation.ts';
import { MAX_LINES } from '../charts/linePaints.ts';
import { readViewCode, type View } from '../charts/view.ts';
import { RANGES, type RangeName } from '../charts/ranges.ts';
import { AddressReader, type Range } from '../state/addressReader.ts';
import { type Language, LANGUAGES } from '../words/languages.ts';

export const SHOWS = ['dyad', 'move', 'compare', 'morning'] as const;
/** What the page makes: a card of one kind of view, or the morning brief. */
export type Show = (typeof SHOWS)[number];

export interface BriefState {
  readonly show: Show;
  /** canonical; a dyad or a move takes the first, a comparison all; empty: the page chooses */
  readonly dyads: readonly string[];
  readonly range: Range;
  readonly step: Step;
  readonly direction: Direction;
  /** name, name@version or name@hash */
  readonly model: string | undefined;
  readonly overlay: string | undefined;
  /** date or moment: what was known then */
  readonly asOf: string | undefined;
  /** name of the watch list to which the morning brief keeps */
  readonly list: string | undefined;
  /** as models/whatIf.ts writes it */
  readonly whatIf: string | undefined;
  /** the notes on the days are shown */
  readonly notes: boolean;
  /** in place of the computed one */
  readonly title: string | undefined;
  readonly marking: string | undefined;
  readonly preset: Preset;
  readonly theme: CardTheme;
  /** percent */
  readonly text: number;
  readonly density: 1 | 2;
  /** language of the card; undefined: that of the pages */
  readonly cardLang: Language | undefined;
  /** codes of the views in the pack, in order */
  readonly pack: readonly string[];
}

const DEFAULT_RANGE: RangeName = '1y';
const STEPS: readonly Step[] = ['day', 'week', 'month'];
/** A title beyond this would not fit on a card in any preset. */
export const MAX_TITLE_LENGTH = 200;
export const MAX_MARKING_LENGTH = 80;
/** Pages of a pack: as many as the server takes. */
export const MAX_PACKED = 24;

export interface ParsedBrief {
  readonly state: BriefState;
  /** parameters that could not be read, each as a sentence that says what is shown instead */
  readonly faults: readonly string[];
}

export function parseBrief(query: URLSearchParams): ParsedBrief {
  const address = new AddressReader(query);
  const { faults, wording } = address;
  const show = address.oneOf('show', SHOWS, 'dyad');
  const dyads = listOf(address, 'dyads', canonicalDyad, wording.noDyad, MAX_LINES);
  const sides = dyads[0] === undefined ? undefined : sidesOf(dyads[0]);
  const directions: Direction[] =
    sides && show !== 'compare' ? ['both', `${sides[0]}>${sides[1]}`, `${sides[1]}>${sides[0]}`] : ['both'];
  const state: BriefState = {
    show,
    dyads,
    range: address.range(DEFAULT_RANGE),
    step: address.oneOf('step', STEPS, 'day'),
    direction: address.oneOf('direction', directions, 'both'),
    model: query.get('model') ?? undefined,
    overlay: query.get('overlay') ?? undefined,
    asOf: address.asOf(),
    list: query.get('list') ?? undefined,
    whatIf: address.whatIf(),
    notes: address.oneOf('notes', ['on', 'off'], 'off') === 'on',
    title: lineOf(address, 'title', MAX_TITLE_LENGTH),
    marking: lineOf(address, 'marking', MAX_MARKING_LENGTH),
    preset: address.oneOf('preset', PRESETS, 'slide'),
    theme: address.oneOf('theme', CARD_THEMES, 'light'),
    text: textPercent(address),
    density: address.oneOf('density', ['1', '2'], '1') === '2' ? 2 : 1,
    cardLang: query.get('cardLang') === null ? undefined : address.oneOf('cardLang', LANGUAGES, 'en'),
    pack: listOf(address, 'pack', codeOf, wording.noCode, MAX_PACKED),
  };
  return { state, faults };
}

/** A line of text without superfluous white space. */
function lineOf({ query, faults, wording }: AddressReader, name: string, most: number): string | undefined {
  const text = (query.get(name) ?? '').replace(/\s+/g, ' ').trim();
  if (text.length > most) faults.push(wording.tooLong(name, text.length, most));
  return text.slice(0, most) || undefined;
}

function listOf(
  address: AddressReader,
  name: string,
  read: (text: string) => string | undefined,
  fault: string,
  most: number,
): string[] {
  const { different } = address.list(name, read, fault);
  if (different.length > most) address.faults.push(address.wording.tooManyParts(name, different.length, most));
  return different.slice(0, most);
}

function textPercent({ query, faults, wording }: AddressReader): number {
  const { least, most, standard } = TEXT_PERCENT;
  const text = query.get('text') ?? String(standard);
  const percent = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (percent >= least && percent <= most) return percent;
  faults.push(wording.noSize(text, least, most, standard));
  return standard;
}

const codeOf = (text: string): string | undefined => {
  const read = readViewCode(text);
  return 'code' in read ? read.code : undefined;
};

/** The parameters that say this state; what is the default is left out. */
export function briefQuery(state: BriefState): Record<string, string | undefined> {
  const unless = <T>(value: T, standard: T): string | undefined => (value === standard ? undefined : String(value));
  const list = (values: readonly string[]): string | undefined => (values.length === 0 ? undefined : values.join(','));
  const { range } = state;
  const named = typeof range === 'string';
  return {
    show: unless(state.show, 'dyad'),
    dyads: list(state.dyads),
    range: named ? unless(range, DEFAULT_RANGE) : undefined,
    from: named ? undefined : toIsoDate(range.from),
    to: named ? undefined : toIsoDate(range.to),
    step: unless(state.step, 'day'),
    direction: unless(state.direction, 'both'),
    model: state.model,
    overlay: state.overlay,
    asOf: state.asOf,
    list: state.list,
    whatif: state.whatIf,
    notes: state.notes ? 'on' : undefined,
    title: state.title,
    marking: state.marking,
    preset: unless(state.preset, 'slide'),
    theme: unless(state.theme, 'light'),
    text: unless(state.text, TEXT_PERCENT.standard),
    density: unless(state.density, 1),
    cardLang: state.cardLang,
    pack: list(state.pack),
  };
}

/** The state after a change: what the change makes meaningless takes its default. */
export function changedBrief(state: BriefState, changes: Partial<BriefState>): BriefState {
  const next = { ...state, ...changes };
  const isOther = next.show !== state.show || next.dyads[0] !== state.dyads[0];
  // A side's acts belong to a dyad, an event that is left out too; and a comparison is of all acts as they are coded.
  const kept = isOther ? { ...next, direction: changes.direction ?? ('both' as const), whatIf: changes.whatIf } : next;
  // A typed title speaks of the view that it was typed for.
  const saysOther = isOther || (changes.range !== undefined && changes.title === undefined);
  return saysOther ? { ...kept, title: changes.title } : kept;
}

/** What POST /api/v1/views takes: what is left out is pinned to what holds now. */
export interface ViewRequest {
  readonly kind: View['kind'];
  readonly dyad?: string;
  readonly dyads?: readonly string[];
  /** ISO dates; `from` left out: the first event */
  readonly from?: string;
  readonly to: string;
  readonly step?: Step;
  readonly direction?: Direction;
  readonly model?: string;
  readonly overlay?: string;
  readonly asOf?: string;
  readonly whatIf?: string;
  readonly notes?: string;
  readonly title?: string;
  readonly marking?: string;
}

/**
 * What the state asks to be pinned.
 *
 * @param dyads those of the state, or those that the page chose
 * @param lastDay the last day with a value (epoch), where ranges without dates end
 * @returns undefined where there is nothing to pin: the morning brief, no dyad, fewer than two to compare
 */
export function viewRequest(state: BriefState, dyads: readonly string[], lastDay: number): ViewRequest | undefined {
  const [dyad] = dyads;
  if (dyad === undefined || state.show === 'morning' || (state.show === 'compare' && dyads.length < 2))
    return undefined;
  const { range, model, asOf, title, marking, direction, step, overlay, whatIf } = state;
  const notes = state.notes ? 'shown' : undefined;
  const length = typeof range === 'string' ? RANGES[range] : undefined;
  const days =
    typeof range !== 'string'
      ? { from: toIsoDate(range.from), to: toIsoDate(range.to) }
      : length === Infinity
        ? { to: toIsoDate(lastDay) }
        : { from: toIsoDate(lastDay - length!), to: toIsoDate(lastDay) };
  const base = { ...days, ...given({ model, asOf, title, marking }) };
  if (state.show === 'compare') return { kind: 'compare', dyads, ...base, ...given({ notes }) };
  if (state.show === 'move') return { kind: 'move', dyad, direction, ...base };
  return { kind: 'dyad', dyad, direction, step, ...base, ...given({ overlay, whatIf, notes }) };
}

/** Only the members that have a value. */
function given<Name extends string>(
  members: Readonly<Record<Name, string | undefined>>,
): Partial<Record<Name, string>> {
  const result: Partial<Record<Name, string>> = {};
  for (const name of Object.keys(members) as Name[]) if (members[name] !== undefined) result[name] = members[name];
  return result;
}
