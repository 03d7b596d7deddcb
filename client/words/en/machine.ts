/** English: lines that are coded by machine. */
import { grouped } from '../grouped.ts';
import { listed, many } from './phrasing.ts';

/** acts coded by machine: their lines, and what stands behind them */
export const machine = {
  unknownStretch: (feeds: readonly string[]) =>
    `no file of ${listed(feeds)} is stored for these days: unknown, not calm`,
  trust: (acts: number, feeds: readonly string[]) =>
    `${many(acts, 'act is', 'acts are')} coded by machine from ${listed(feeds)} in this window: what news reports say, read by no person.`,
  unknownDays: (n: number, of: number) =>
    `Of its ${many(of, 'day')}, ${many(n, 'is', 'are')} unknown, because no file is stored.`,
  /** of a line of which less than a year is known */
  noLevel: (days: number) =>
    `${many(days, 'day')}: no level yet. What happened before is not in the line, and its index still settles; a year of known days makes a level and a rank.`,
  noLevelShort: (days: number) => `${many(days, 'day')}: no level yet`,
  tag: 'coded by machine',
  /** an act in few words; nobody wrote a headline of it */
  act: (actor: string, target: string, type: string) =>
    `${actor} towards ${target}: ${type.slice(0, 1).toLowerCase()}${type.slice(1)}`,
  notActs: 'Coded by machine from news: reports, not acts.',
  notActsNote: (feeds: readonly string[]) =>
    `Nobody has read them. The line of ${listed(feeds)} follows how much and how is reported; a level compares attention as much as tension.`,
  /** the menu of lines */
  sources: 'Sources',
  sourcesTitle: 'Lay another line over this one: by hand, by machine',
  mainLine: 'Shown as the index',
  besides: 'Beside it',
  coupled: 'with what it inherits from other dyads',
  volume: 'Share of the world’s news, and gaps',
  overlayTitle: 'Another line beside this one',
  /** evidence below the chart */
  evidence: (feed: string) => `Evidence of ${feed}`,
  loadingEvidence: 'the evidence of the feed',
  behind: (at: { rows: string; stories: string; from: string; to: string }) =>
    `${at.rows} reports, folded into ${at.stories} stories, from ${at.from} to ${at.to}.`,
  reports: 'Reports',
  stories: 'Stories',
  countedStories: (n: number) => `${grouped(n)} of them say whether tension rises`,
  unknown: 'Unknown days',
  unknownNote: 'no file stored: a gap, never zero',
  partial: (n: number) => `${many(n, 'day')} with files still lacking`,
  late: 'Found late',
  lateNote: 'more than a day after the act, often dated exactly a week, a month or a year back',
  siblings: 'Confused with',
  contaminated: (n: number) => `${many(n, 'day')} on which both jump`,
  contaminatedNote: (names: readonly string[]) =>
    `machine coders take ${listed(names)} for this pair: a jump of both on one day may belong to the other`,
  noSiblings: 'no pair that coders confuse with it',
  twoSources: 'At least two sources',
  twoSourcesNote: (n: number, percent: string) =>
    `leaves out ${many(n, 'story', 'stories')} of one source (${percent})`,
  twoSourcesEffect: (at: { date: string; without: string; index: string; change: string }) =>
    `On ${at.date}: ${at.without} instead of ${at.index} (${at.change}).`,
  percent: (share: number) => `${share >= 0.1 || share === 0 ? Math.round(share * 100) : (share * 100).toFixed(1)}%`,
  /** the strip below the chart */
  strip: (feed: string) => `Share of the world’s rows in ${feed}, percent`,
  stripLabel: (feed: string, from: string, to: string) =>
    `Share of the world’s rows in ${feed} from ${from} to ${to}; the table of evidence has the sums.`,
  stripContaminated: 'both jump',
  /** a day in the tooltip */
  dayOf: (feed: string, at: { rows: number; stories: number; sources: number; share: string }) =>
    `${feed}: ${many(at.rows, 'report')}, ${many(at.stories, 'story', 'stories')}, at most ${many(at.sources, 'source')} behind one, ${at.share} of the world’s rows`,
  dayFiles: (done: number, lacking: number) =>
    `${many(done, 'file')} stored${lacking > 0 ? `, ${grouped(lacking)} lacking` : ''}`,
  dayLate: (n: number) => `${grouped(n)} found late`,
  dayNoFile: (feed: string) => `${feed}: no file of this day is stored: unknown, not zero`,
  dayContaminated: (names: readonly string[]) => `jumps together with ${listed(names)}: may belong to it`,
  dayNothing: (feed: string) => `${feed}: no report of this pair`,
  /** badges */
  stale: (feed: string, day: string) => `${feed} is stale: nothing after ${day}`,
  missing: (feed: string) => `${feed} is missing: nothing of it is stored`,
  staleTitle: (lacking: number) =>
    `Later days are unknown.${lacking > 0 ? ` ${many(lacking, 'known file is', 'known files are')} not stored.` : ''}`,
  /** a pair without events coded by hand */
  onlyMachine: (pair: string) => `No event of ${pair} is coded by hand. This line is coded by machine alone.`,
  onlyMachineNote:
    'Reports, not acts: nobody has read them, and how often a pair is in the news moves the line too. Nothing here is a curated finding.',
  noData: (pair: string) => `There is nothing yet on ${pair}`,
  noDataNote:
    'Both are states, but no event between them is coded by hand, and no feed that is stored has a report of them.',
  noFeeds: 'No machine-coded feed is set up on this server. GDELT has every pair of states since 1979:',
  haveFeeds: (feeds: readonly string[]) => `Stored so far: ${listed(feeds)}. A longer history may have this pair:`,
  stored: (feed: string, from: string, to: string) => `${feed} from ${from} to ${to}`,
  importOwn: 'Or code events by hand and import them (how, says {method}):',
  noModel: (feeds: readonly string[]) =>
    `${listed(feeds)} has reports of this pair, but no published model reads it: add one to models/definitions.`,
  tooMany: (n: number, most: number) =>
    `${grouped(n)} acts lie behind this line, more than the ${grouped(most)} that a page lists. Here they stand summed by type; the sums are exact.`,
  /** what stands behind one act */
  counts: (at: { rows: number; sources: number; articles: number }) =>
    `${many(at.rows, 'report')}, ${many(at.sources, 'source')}, ${many(at.articles, 'article')}`,
  late1: (n: number) => `${grouped(n)} found late`,
  report: (n: number) => `report ${n}`,
  reportsNotKept: 'addresses not kept: this pair is not watched',
  coupledFrom: (pair: string) => `inherited from ${pair}`,
  coupling: 'coupling',
};

/** who coded the acts of a line, and what a day without any means */
export const sourceKinds = {
  hand: {
    name: 'coded by hand',
    nothing: 'no event is coded',
    line: (model: string) => `${model}: by hand`,
    blankDay: {
      tooltip: 'not covered: missing data, not calm',
      cell: 'not covered',
      said: ', not covered',
    },
  },
  machine: {
    name: 'coded by machine',
    nothing: 'nothing of this pair is stored',
    line: (model: string) => `${model}: by machine`,
    blankDay: { tooltip: 'unknown', cell: 'unknown', said: ', no file stored: unknown' },
  },
};
