/** English: what is wrong with an address. */

export const address = {
  notADate: (name: string, text: string) =>
    `${name}=${text} is not a calendar date (write YYYY-MM-DD): it is left out.`,
  notOneOf: (name: string, text: string, allowed: string, otherwise: string) =>
    `${name}=${text} is not one of ${allowed}: ${otherwise} is shown.`,
  /** what is shown in place of days that cannot be read */
  ranges: {
    '90d': 'the last 90 days are shown',
    '1y': 'the last year is shown',
    '5y': 'the last five years are shown',
    all: 'the whole history is shown',
  },
  outside: (from: string, to: string, first: string, last: string, shown: string) =>
    `from=${from} to=${to} lies outside the line, which has days from ${first} to ${last}: ${shown}.`,
  beginsBefore: (from: string, first: string) => `from=${from} lies before the line begins: it is shown from ${first}.`,
  endsAfter: (to: string, last: string) => `to=${to} lies after the last day of the line: it is shown to ${last}.`,
  reversed: (from: string, to: string, shown: string) => `from=${from} lies after to=${to}: ${shown}.`,
  needsBoth: (shown: string) => `A range needs both from and to: ${shown}.`,
  asOfBad: (asOf: string) => `asOf=${asOf} is not a moment (write 2026-05-01T12:00:00Z): the present state is shown.`,
  asOfToBad: (asOfTo: string) =>
    `asOfTo=${asOfTo} is neither a moment (write 2026-05-01T12:00:00Z) nor now: it is left out.`,
  whatIf: (faults: string) => `whatif: ${faults} It is left out.`,
  leftOut: (name: string, part: string, remedy: string) => `${name}: “${part}” ${remedy}: it is left out.`,
  twice: (name: string) => `${name} names the same twice: it is shown once.`,
  noDyad: 'is not a dyad (write two ISO codes, such as KOR-RUS)',
  noModel: 'is not the name of a model (write baseline, or baseline@ and its version or hash)',
  noCode: 'is not a view code (compare it with the last line of the card)',
  noMethod: (names: string) => `is not one of ${names}`,
  methodUnits:
    'Methods have different units, so their levels cannot share a pane: percentiles are shown. Small multiples show the levels.',
  methodSteps: 'Methods count the events of a week or a month: months are shown.',
  tooMany: (name: string, n: number, most: number) =>
    `${name} lists ${n} lines, but at most ${most} can be told apart: the first ${most} are shown.`,
  tooManyParts: (name: string, n: number, most: number) =>
    `${name} lists ${n}, but at most ${most} are allowed: the first ${most} are used.`,
  tooLong: (name: string, length: number, most: number) =>
    `${name} has ${length} characters, but at most ${most} are allowed: the rest is cut.`,
  noSize: (text: string, least: number, most: number, standard: number) =>
    `text=${text} is not a size from ${least} to ${most} percent: ${standard} is used.`,
};
