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
