/** English: the board. */
import { many } from './phrasing.ts';

export const board = {
  title: 'Board',
  theBoard: 'the board',
  theDyads: 'the dyads',
  heading: 'Tension between states',
  search: 'Search dyads',
  searchHint: 'Search dyads',
  morning: 'Morning brief: what is new',
  newest: 'the newest state',
  nothingThen: 'Nothing was recorded by then',
  noEvents: 'No events yet',
  caption: 'Dyads with their tension index',
  note: 'Sorted by what new acts add to the 30-day change unless you choose a column; what only fades never leads. Where nobody looks, old acts fade and the index drifts towards 50: that is missing data, not calm. The percentile is the share of the days that somebody looked at on which the index was at most as high as now. Levels of different dyads compare only as far as their coding does.',
  largestToday: ' · largest today',
  news: {
    new: '',
    recorded: ' · recorded since',
    recoded: ' · coded otherwise since',
    retracted: ' · taken out since',
    undone: ' · undone since',
  },
  none: 'none',
  noValue: 'no value yet',
  noChange: '–',
  ofWhichFading: (points: string) => `of which fading ${points}`,
  rank: (percentile: string) => `percentile ${percentile} of its own history`,
  rankBasis: (days: number) =>
    `Among ${many(days, 'day')} that somebody looked at: the share that was at most as high.`,
  highestSince: (month: string) => ` · highest since ${month}`,
  highestOnRecord: (month: string) => ` · highest on record (since ${month})`,
  groups: {
    news: 'New within 30 days: acts dated, undone, recorded or coded otherwise',
    silent: (n: number) => `No new act within 30 days (${n}): the index only fades`,
  },
  lookedToday: 'looked at through today',
  lookedThrough: (date: string) => `looked at through ${date}`,
  nobodyLooked: 'nobody has said that they looked',
  bandFromTo: (low: string, high: string) => `90% band ${low} to ${high}`,
  noHistory: 'no history',
  twoYearsFromTo: (from: string, to: string) => `Two years: from ${from} to ${to}`,
  columns: {
    name: 'Dyad',
    index: 'Index and 90% band',
    change: '30 days',
    flag: 'Flag',
    spark: 'Two years',
    top: 'Moved most',
    last: 'Last coded act',
    events: 'Events',
  },
  lede: (dyads: number, date: string) =>
    `An index from 0 to 100 for ${many(dyads, 'pair', 'pairs')} of states; 50 is neither tense nor warm. Every value is the exact sum of coded, sourced events. Values of ${date}, model {model} {hash}.`,
  beginsLater: (moment: string) => `The ledger of this server begins later than ${moment}.`,
  importSome:
    'The ledger is empty. Import a file of events (`npm run -s tension -- import FILE`); its dyads appear here after the next roll-up, without a restart.',
  noneFits: (search: string) => `No dyads match “${search}”.`,
  showAll: (n: number) => `Show all ${n}`,
};

export const flags = {
  deteriorated: 'deteriorated',
  unchanged: 'unchanged',
  improved: 'improved',
  sparse: 'sparse',
};
