/** English: the page that compares dyads, models and methods. */
import { listed, many } from './phrasing.ts';

export const compare = {
  title: 'Compare',
  pinned: 'Pinned.',
  showNow: 'Show what is known now',
  what: 'What is compared',
  oneModel: 'Add a second model to compare.',
  lab: 'lab',
  oneDyad: 'Add a second dyad to compare.',
  theLines: 'the lines',
  dyad: 'Dyad',
  dyadsCompared: 'Dyads compared',
  modelsCompared: 'Models compared',
  methodsCompared: 'Methods compared',
  linkCopied: 'Link copied: it pins lines, dates, data and models.',
  beingSaved: (name: string) => `${name} is being saved …`,
  arrangement: 'Arrangement',
  scale: 'Scale',
  csvTitle: 'The shown points as CSV',
  copyTitle: 'Copy a link that pins lines, dates, data and models (key y)',
  needsTwo: 'A difference needs two lines: add another.',
  broken: 'Broken line: few events, or days so young that acts may still be uncoded. Dotted: not covered.',
  pale: 'Pale in a pane: the other lines.',
  countedMethods: 'Counted methods are drawn only where something is coded: a month without events is not zero.',
  levelsOnly:
    'Changes of level are sought on the index itself: choose Level, in one pane or in small multiples, to see them.',
  builtOn: 'What each line is built on',
  line: 'Line',
  eventsShown: 'Events shown',
  inAll: 'in all',
  aYear: 'a year',
  first: 'First',
  last: 'Last',
  sparse: 'Sparse',
  whatMethods: 'What each method measures, and what it misses',
  subjects: { dyads: 'Dyads', models: 'Models', methods: 'Methods' },
  arrangements: { overlay: 'Overlay', multiples: 'Small multiples', difference: 'Difference' },
  scales: { level: 'Level', percentile: 'Percentile', z: 'Standard score' },
  scaleTitles: {
    level: 'As published',
    percentile: 'Rank within the line’s own history',
    z: 'Standard deviations from the line’s own mean',
  },
  knownAt: (moment: string) => `Events as they were known on ${moment} UTC.`,
  knownAtEnd: (date: string) => `Events as they were known at the end of ${date}.`,
  onlyModel: (name: string, version: number) =>
    `Only one model is published (${name} version ${version}). Change a weight and save it as a new version in the {lab}; then you can compare both here.`,
  methodsOn: (n: number, dyad: string) => `${n} methods on the events of ${dyad}`,
  modelsOn: (models: readonly string[], dyad: string) => `${listed(models)} on ${dyad}`,
  against: (others: readonly string[], first: string) => `${listed(others)}, against ${first}`,
  dyadsN: (n: number) => `${n} dyads compared`,
  together: listed,
  nouns: { dyad: 'dyad', model: 'model', method: 'method' },
  differenceTo: (first: string, measure: string) => `Difference to ${first}, ${measure}`,
  values: 'Values',
  tensionIndex: 'Tension index',
  below: (name: string) => `Below the chart: ${name}, over all days. `,
  source: (source: string) => `Source: ${source}.`,
  holdAgainst: (name: string) => `Compare with ${name}`,
  bringToFront: (name: string) => `Bring ${name} to front: compare the others with it`,
  toFront: 'to front',
  takeOut: (name: string) => `Take ${name} out`,
  add: (noun: string) => `Add a ${noun}`,
  addOption: (noun: string) => `+ add a ${noun}`,
};

export const compareChart = {
  label: (lines: readonly string[], from: string, to: string, step: 'day' | 'week' | 'month') =>
    `Chart comparing ${lines.join(', ')}, ${from} to ${to}. Left and right arrows walk the ${step}s, t shows the same data as a table.`,
  minus: (first: string) => `minus ${first}`,
};

/** what a comparison is drawn in */
export const comparison = {
  percentile: 'Percentile of own history',
  z: 'Standard score within own history',
  methods: 'Methods',
  percentileUnit: '0 to 100; up is tenser',
  zUnit: 'standard deviations from the mean; up is tenser',
  percentiles: 'percentiles',
  indexPoints: 'index points',
  deviations: 'standard deviations',
  turned: '; turned, up is tenser',
  difference: (to: string) => `Difference to ${to}`,
  as: (line: string) => `as ${line}`,
  neutral: 'neutral',
  median: 'median',
  mean: 'mean',
  inMonth: (month: string) => `in ${month}`,
};

export const compared = {
  noValue: 'no value',
  percentile: (rank: string) => `percentile ${rank}`,
  deviations: (score: string) => `${score} SD`,
  none: (date: string) => `None of them has a value up to ${date}.`,
  lastPeriods: (date: string, values: readonly string[]) => `At their last period up to ${date}: ${listed(values)}.`,
  apart: {
    level: (gap: string) => `${gap} points apart`,
    percentile: (gap: string) => `${gap} percentiles apart`,
    z: (gap: string) => `${gap} standard deviations apart`,
  },
  ends: (t: {
    date: string;
    highest: string;
    highestValue: string;
    lowest: string;
    lowestValue: string;
    apart: string;
  }) =>
    `On ${t.date} ${t.highest} stood highest (${t.highestValue}) and ${t.lowest} lowest (${t.lowestValue}), ${t.apart}.`,
  stood: (date: string, values: readonly string[], apart: string) =>
    `On ${date}: ${listed(values)}${values.length < 2 ? '' : `; ${values.length > 2 ? 'highest and lowest' : 'they'} lie ${apart}`}.`,
  sameEvents: (events: number, areMany: boolean, lastDate: string | undefined) =>
    `${areMany ? `They read the same ${many(events, 'coded event')} of this window` : `${many(events, 'coded event')} in this window`}${lastDate === undefined ? '' : `; not covered after ${lastDate}, which is missing data, not calm`}.`,
  dotted: (lines: readonly string[]) => `Dotted: not covered after ${listed(lines)}, which is missing data, not calm.`,
  dottedMany: (first: string, last: string) =>
    `Dotted: not covered after the last day that somebody looked at each, ${first} to ${last}, which is missing data, not calm.`,
  events: (lines: readonly { readonly short: string; readonly events: number }[]) =>
    `Coded events in this window: ${listed(lines.map(({ short, events }) => `${events} of ${short}`))}.`,
  eventsFromTo: (
    fewest: { readonly short: string; readonly events: number },
    most: { readonly short: string; readonly events: number },
  ) => `Coded events in this window: from ${fewest.events} (${fewest.short}) to ${most.events} (${most.short}).`,
  ownHistory:
    'Each method is compared with its own whole history, later periods too, and turned so that up is tenser. The chart compares when each calls a time tense, not how tense.',
  cautions: {
    level:
      'Levels of different dyads compare only with this coverage in mind: coding density differs, and what nobody coded does not count. Percentiles compare each with its own history.',
    percentile:
      'Each line is compared with its own history on covered days (the whole of it, later days too): 90 means as tense as, or tenser than, nine tenths of its days.',
    z: 'Each line is compared with its own history on covered days (the whole of it, later days too): 0 is its mean day, 1 a standard deviation above.',
  },
};
