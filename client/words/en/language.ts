/** English: the language itself. */

/** A state as data/countries.csv names it. */
interface NamedState {
  readonly code: string;
  readonly name: string;
  readonly nameKo: string;
}

export const language = {
  /** as Open Graph writes it */
  locale: 'en_GB',
  stateName: ({ name }: NamedState): string => name,
};

/** The headline of an act in this language; undefined or empty where nobody wrote one. */
export const headlineIn = (act: {
  readonly headline?: string | undefined;
  readonly headlineKo?: string | undefined;
}): string | undefined => act.headline;
