/** English: event types and categories, as data/codebook.csv names them. */

/**
 * Names and definitions of types by type. The English ones stand in data/codebook.csv, and are said wherever a language has none: a new
 * type is a row there.
 */
export const types: Readonly<Record<string, string>> = {};
export const definitions: Readonly<Record<string, string>> = {};

export const categories = {
  military_security: 'Military & security',
  sanctions_trade: 'Sanctions & trade',
  diplomatic_protest: 'Diplomatic protest',
  votes_statements: 'Votes & statements',
  agreements_easing: 'Agreements & easing',
  visits_talks: 'Visits & talks',
  other: 'Other',
};
