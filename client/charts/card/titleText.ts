/**
 * A typed title while it is read: its clauses, where they name causes, and what of it has been understood. Whatever is left in the end was not
 * checked, and is said so.
 */
import { type DateClaim, datesIn, TAKEN } from './titleDates.ts';

/** What of a title agrees with the view, or does not. */
export const TITLE_ASPECTS = ['number', 'direction', 'day', 'name', 'record', 'cause'] as const;
export type TitleAspect = (typeof TITLE_ASPECTS)[number];

/** Places in the title; a cause lies within the clause. */
export interface Clause {
  readonly start: number;
  readonly end: number;
  readonly cause: { readonly start: number; readonly end: number } | undefined;
}

const TENSION_VERBS = '(?:then )?(?:r[io]se|rising|f[ae]ll|jump|dropp?|climb|declin|eas|surg|stay|stood|peak)';
const BOUNDARIES = new RegExp(
  `,(?!\\d)|[;:—()]|\\bwith a (?=peak|low|high)|\\band a (?=peak|low|high)|[.!?](?=\\s|$)|\\b(?:then|but|while|whereas)\\b|\\bbefore (?=\\w+ing\\b)|\\band (?=${TENSION_VERBS})|다가|(?<=[가-힣])(?:으나|지만)|(?<=상승|하락)(?: 후| 뒤)`,
  'giu',
);

/** "As known on", "as high as", "over six months" and "after 18 June" name no cause. */
const CAUSES = new RegExp(
  '\\b(?:driven|because|due to|owing to|thanks to|amid|following|caused|causes|fuell?ed|spark\\w*|trigger\\w*|led by|in response to|in the wake of|blam\\w*|to blame' +
    `|after(?! ?${TAKEN})|over(?! (?:the (?:last|past|period)|an?\\b|\\d|\\w+ (?:days?|weeks?|months?|years?|points?)))|as(?! (?:(?:it was )?known|high|low|much|many)\\b)` +
    '|(?<!(?:rose|risen|fell|fallen|up|down|\\w+ed|\\w+s) )by(?= [a-z]+ing\\b))\\b',
  'iu',
);
/** Korean puts the cause before its verb. */
const KOREAN_CAUSE =
  /(?:[^\s,]+ ){0,2}[^\s,]*(?:때문에|(?:으로|로) 인해|여파로|영향으로|탓에|에 따라|을 계기로|를 계기로)|주요인은[^,]*/u;

/** Full-width digits and curly apostrophes are no other letters. */
export const normalTitle = (typed: string): string => typed.normalize('NFKC').replaceAll('’', "'").trim();

export class TypedTitle {
  readonly text: string;
  readonly dates: readonly DateClaim[];
  readonly clauses: readonly Clause[];
  readonly checked = new Set<TitleAspect>();
  #rest: string;
  #readable: string;

  constructor(typed: string) {
    this.text = normalTitle(typed);
    const { dates, rest } = datesIn(this.text);
    this.dates = dates;
    this.#rest = rest;
    this.#readable = rest;
    this.clauses = clausesOf(this.text, rest);
    for (const { role } of dates) if (role !== 'known') this.checked.add('day');
  }

  /** The title, with `TAKEN` for each character that has been read. */
  get rest(): string {
    return this.#rest;
  }

  /** The title without its dates and what it quotes of the view: that another claim was read does not change it. */
  get readable(): string {
    return this.#readable;
  }

  take(aspect: TitleAspect, at: number, length: number): void {
    this.#rest = withoutPart(this.#rest, at, length);
    this.checked.add(aspect);
  }

  /** Hides each place where the words of the view stand. */
  hide(words: string): void {
    if (words === '') return;
    for (let at = this.#rest.indexOf(words); at >= 0; at = this.#rest.indexOf(words, at + 1)) {
      this.#rest = withoutPart(this.#rest, at, words.length);
      this.#readable = withoutPart(this.#readable, at, words.length);
    }
  }

  clauseAt(at: number): Clause {
    return this.clauses.findLast(({ start }) => start <= at) ?? this.clauses[0]!;
  }

  isCause(at: number): boolean {
    const { cause } = this.clauseAt(at);
    return cause !== undefined && at >= cause.start && at < cause.end;
  }

  /** A clause without its cause; each character keeps its place. */
  finding({ start, end, cause }: Clause, of = this.#readable): string {
    const hidden = cause ? TAKEN.repeat(cause.end - cause.start) : '';
    return cause ? `${of.slice(start, cause.start)}${hidden}${of.slice(cause.end, end)}` : of.slice(start, end);
  }
}

const withoutPart = (text: string, at: number, length: number): string =>
  `${text.slice(0, at)}${TAKEN.repeat(length)}${text.slice(at + length)}`;

function clausesOf(text: string, rest: string): Clause[] {
  const places = [0, ...[...text.matchAll(BOUNDARIES)].map(({ index }) => index), text.length];
  // A comma before "then" is no clause.
  const starts = places
    .slice(0, -1)
    .filter((start, i) => i === 0 || /[\p{L}\d]/u.test(text.slice(start, places[i + 1])));
  return starts.map((start, i): Clause => {
    const end = starts[i + 1] ?? text.length;
    return { start, end, cause: causeIn(rest.slice(start, end), start) };
  });
}

function causeIn(clause: string, offset: number): Clause['cause'] {
  const korean = KOREAN_CAUSE.exec(clause);
  if (korean) return { start: offset + korean.index, end: offset + korean.index + korean[0].length };
  const found = CAUSES.exec(clause);
  if (!found) return undefined;
  // "After new sanctions tension rose": the finding comes after its cause.
  const finding = /^\W*$/.test(clause.slice(0, found.index))
    ? /\b(?:tensions?|relations|ties)\b/i.exec(clause.slice(found.index))
    : null;
  const end = finding ? found.index + finding.index : clause.length;
  return { start: offset + found.index, end: offset + end };
}
