/** The parts of a sentence: noun phrases, verb groups and the words between them. */
import type { Mention } from './actors.ts';

export interface NounPhrase {
  readonly kind: 'noun';
  readonly from: number;
  /** behind its last token, with what "of" adds */
  to: number;
  /** the preposition before it; '' for none */
  readonly preposition: string;
  readonly mentions: Mention[];
  /** base forms in order, hyphened words as one */
  readonly words: string[];
  /** it, they, its: stands for somebody named before; "both" and "each other" for two */
  readonly pronoun: string;
  /** ends with a name that is no state's: "American student Otto Warmbier" */
  readonly isNamed: boolean;
  /** joined to the phrase before by "and", "or" or a comma */
  readonly isJoined: boolean;
}

export interface VerbGroup {
  readonly kind: 'verb';
  readonly from: number;
  readonly to: number;
  /** index of the verb that says what is done */
  readonly main: number;
  readonly lemma: string;
  readonly isPassive: boolean;
  readonly isNegated: boolean;
  /** will, may, would ...; '' for none */
  readonly modal: string;
  readonly form: 'finite' | 'infinitive' | 'participle';
  /** had done */
  readonly isPastPerfect: boolean;
}

export interface Mark {
  readonly kind: 'mark';
  readonly from: number;
  readonly to: number;
  /** comma, and, that, who, because, ";" ... in lower case */
  readonly word: string;
}

export type Chunk = NounPhrase | VerbGroup | Mark;

export const MODALS = new Set('will would shall may might could can should must'.split(' '));

/** Prepositions that look like verbs. */
export const LINKS = new Set('including according regarding concerning pending excluding following'.split(' '));
