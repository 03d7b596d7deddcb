/** English: the board. */
import { many } from './phrasing.ts';

export const board = {
  title: 'Board',
  theBoard: 'the board',
  theDyads: 'the dyads',
  heading: 'Tension between states',
  search: 'Search dyads',
  searchHint: 'Search dyads',
  newest: 'the newest state',
  nothingThen: 'Nothing was recorded by then',
  noEvents: 'No events yet',
  caption: 'Dyads with their tension index',
  note: 'Sorted by the size of the 30-day change unless you choose a column. Where nothing is coded, old events fade and the index drifts towards 50: that is missing data, not calm. Levels of different dyads compare only as far as their coding does.',
  largestToday: ' · largest today',
  none: 'none',
  today: 'today',
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
    last: 'Last coded event',
    events: 'Events',
  },
  lede: (dyads: number, date: string) =>
    `An index from 0 to 100 for ${many(dyads, 'pair', 'pairs')} of states; 50 is neither tense nor warm. Every value is the exact sum of coded, sourced events. Values of ${date}, model {model} {hash}.`,
  beginsLater: (moment: string) => `The ledger of this server begins later than ${moment}.`,
  importSome:
    'The ledger is empty. Import a file of events (`npm run -s tension -- import FILE`); its dyads appear here after the next roll-up, without a restart.',
  noneFits: (search: string) => `No dyads match “${search}”.`,
  showAll: (n: number) => `Show all ${n}`,
  ago: (days: number) => `${many(days, 'day')} ago`,
};

export const flags = {
  deteriorated: 'deteriorated',
  unchanged: 'unchanged',
  improved: 'improved',
  sparse: 'sparse',
};
