/** The words of a feed's table, for pages too, which need no schema. */

/** What a column of a table is read for. */
export const FEED_COLUMNS = [
  'date',
  'month',
  'day',
  'actor',
  'target',
  'code',
  'text',
  'intensity',
  'id',
  'report',
] as const;
export type FeedColumn = (typeof FEED_COLUMNS)[number];

/** Sides that a file does not name, because they are the same in every row. */
export const CONSTANT_SIDES = ['actor', 'target'] as const;

/** What may become of a row of a table, in the order of lists. */
export const FEED_OUTCOMES = ['taken', 'silent', 'leftOut', 'fault', 'waiting'] as const;
