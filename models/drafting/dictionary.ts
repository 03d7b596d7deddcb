/** The dictionaries of drafting: names of who acts, people with offices, and the patterns of each language. */
/** A word that means a state beside those of data/names.csv: a ministry, a seat, a force, a body. */
export interface ActorName {
  readonly name: string;
  /** ISO alpha-3 code, or EU, UN, NATO; empty: the name means nobody */
  readonly code: string;
  /** body: acts for the state; seat: a place that stands for its government; people: demonyms; armed: gunmen who are no state's */
  readonly kind: 'body' | 'seat' | 'people' | 'armed' | 'place';
}

/** A person with an office, who speaks for a state from one day to another. */
export interface PersonName {
  /** as texts write it, the family name last or alone; several forms are joined by | */
  readonly name: string;
  readonly code: string;
  /** leader: head of state or government */
  readonly office: 'leader' | 'minister' | 'ambassador' | 'official';
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What a user adds: the same forms, in a layer over what ships. */
export interface PatternEntry {
  readonly id: string;
  readonly language: 'en' | 'ko';
  readonly type: string;
  /** base forms of verbs, or of nouns where `nouns` stands alone */
  readonly verbs?: readonly string[] | undefined;
  readonly nouns?: readonly string[] | undefined;
  /** what stands before the target: "obj" (the object itself), or prepositions */
  readonly target?: readonly string[] | undefined;
  readonly reason?: string | undefined;
}

export interface DictionaryPart {
  readonly actors: readonly ActorName[];
  readonly people: readonly PersonName[];
  /** each language reads its own file of rules */
  readonly rules: unknown;
}

/** What one pair does bears on another dyad, the same way or turned round (data/drafting/bearings.json). */
export interface BearingRule {
  readonly of: string;
  readonly on: string;
  readonly sign: 1 | -1;
  readonly reason: string;
}

export interface Dictionary {
  readonly en: DictionaryPart;
  readonly ko: DictionaryPart;
  /** on which other dyads an act of a pair bears */
  readonly bearings: readonly BearingRule[];
  /** patterns that a user added, in either language */
  readonly patterns: readonly PatternEntry[];
}

/** What a user adds to the dictionaries. */
export interface DictionaryAdditions {
  readonly actors: readonly (ActorName & { readonly language: 'en' | 'ko' })[];
  readonly people: readonly (PersonName & { readonly language: 'en' | 'ko' })[];
  readonly patterns: readonly PatternEntry[];
}

/** A user's own entries come first, so that they overrule what ships. */
export function withAdditions(dictionary: Dictionary, added: DictionaryAdditions): Dictionary {
  const part = (language: 'en' | 'ko'): DictionaryPart => ({
    actors: [...added.actors.filter((entry) => entry.language === language), ...dictionary[language].actors],
    people: [...added.people.filter((entry) => entry.language === language), ...dictionary[language].people],
    rules: dictionary[language].rules,
  });
  return {
    en: part('en'),
    ko: part('ko'),
    bearings: dictionary.bearings,
    patterns: [...added.patterns, ...dictionary.patterns],
  };
}
