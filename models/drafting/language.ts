/** What the engine needs of a language: which lines are no article, when the text was published, and which acts it tells. */
import type { DraftingWorld } from './drafter.ts';
import type { Dictionary } from './dictionary.ts';
import type { Span } from './drafted.ts';

/** A part that was read and gives no draft, with the reason. */
export interface PassedOver extends Span {
  readonly why: string;
}

/** A day that a text says, or a month where it says no more. */
export interface When {
  /** epoch day; in a month, its first */
  readonly day: number;
  readonly precision: 'day' | 'month';
  /** span: the text names the day; rule: it follows from the day of publication */
  readonly origin: 'span' | 'rule';
}

/** One act of one state towards another, as one place of the text tells it. Acts that are told again are joined by the engine. */
export interface FoundAct {
  readonly type: string;
  readonly actor: string;
  readonly target: string;
  readonly others: readonly string[];
  /** undefined: the place does not say, and the engine takes the day of publication unless the act is background */
  readonly when: When | undefined;
  /** an earlier act that the text recalls: "following last year's visit" */
  readonly background: boolean;
  /** false: one side alone reports it */
  readonly verified: boolean;
  /** left out: the codebook's default */
  readonly polarity?: 1 | -1;
  /** left out: the rubric does not decide it */
  readonly severity?: 1 | 2 | 3 | 4 | 5;
  /** direct when left out; indirect: through a body or a third party */
  readonly role?: 'direct' | 'indirect';
  /** a state that the act favours: a veto for it lowers tension with it */
  readonly favours?: string;
  /** the sentence, and the words that make it an act */
  readonly evidence: Span;
  readonly words: Span;
  /** the caption; the engine shortens the sentence where it is left out */
  readonly headline?: string;
  /** whose rule found it, by the id of the pattern: counted by a test */
  readonly pattern: string;
}

/** What a language gets to read. Spans count in the text as it was pasted. */
export interface Reading {
  readonly text: string;
  /** the lines that are part of the article, in order */
  readonly lines: readonly Span[];
  /** epoch day of publication */
  readonly published: number | undefined;
  readonly world: DraftingWorld;
  readonly dictionary: Dictionary;
}

export interface Read {
  readonly acts: readonly FoundAct[];
  readonly passedOver: readonly PassedOver[];
  /** how often each state is named, the article's own states first */
  readonly states: ReadonlyMap<string, number>;
}

/** The likeliest day of publication, and others that the text allows: the engine takes the one whose acts agree best with the ledger. */
export interface PublicationGuess {
  readonly day: number;
  readonly others?: readonly number[];
  /** the text says so itself: in its dateline, or behind "Published" */
  readonly isWritten?: boolean;
  readonly reason: string;
}

export interface LanguageRules {
  readonly language: 'en' | 'ko';
  /** why a line is no part of an article (a caption, a form, a link), or undefined; what is so in every language is known to the engine */
  furnitureOf(line: string): string | undefined;
  /** the day of publication that a dateline of this language gives */
  publishedIn(text: string): PublicationGuess | undefined;
  actsOf(reading: Reading): Read;
}
