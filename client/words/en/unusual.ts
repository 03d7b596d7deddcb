/** English: unusual days of pairs coded by machine. */
import { grouped } from '../grouped.ts';
import { many } from './phrasing.ts';

/** more or fewer than on so many of the days before */
const than = (beyond: number, of: number, what: string): string =>
  beyond === of ? `all ${grouped(of)} ${what}` : `${grouped(beyond)} of ${grouped(of)} ${what}`;

export const unusual = {
  title: 'Unusual today',
  link: 'Unusual today: pairs coded by machine',
  theDay: 'the unusual pairs',
  lede: 'Pairs of states that had a larger or smaller share of the news than usual, or harsher or milder news. Each pair is held against its own year before.',
  day: 'Day',
  feed: 'Feed',
  newest: 'Newest day',
  told: (at: { feed: string; date: string; total: number; looked: number }) =>
    at.total === 0
      ? `${at.feed}, ${at.date}: none of ${many(at.looked, 'pair')} had an unusual day.`
      : `${at.feed}, ${at.date}: ${grouped(at.total)} of ${many(at.looked, 'pair')} had an unusual day.`,
  byChance: (at: { count: string; tone: string }) =>
    `Chance alone would put up to ${at.count} of them here for their share of the news, and up to ${at.tone} for their mean.`,
  partial: (at: { reports: number; usual: number }) =>
    `${many(at.reports, 'report')} of this day ${at.reports === 1 ? 'is' : 'are'} stored, and ${grouped(at.usual)} are usual: the day may not be over, or files may be missing.`,
  unknownDay: (feed: string, date: string) =>
    `No report of ${feed} is stored for ${date}: the day is unknown, not calm.`,
  young: (at: { known: number; needed: number }) =>
    `Only ${many(at.known, 'day')} of the year before ${at.known === 1 ? 'is' : 'are'} stored. With fewer than ${at.needed} nothing is said. Fetch earlier files (\`feed backfill\`).`,
  noFeed: 'No feed is stored here. `npm run -s tension -- feed add gdelt` fetches one.',
  nonePairs: (title: string) => `No pair of the list “${title}” has enough reports to be held against its year.`,
  caption: 'Pairs with an unusual day, the least likely first',
  pair: 'Pair',
  reports: 'Reports',
  usually: (reports: string) => `${reports} at its usual share`,
  what: 'What is unusual',
  more: (at: { beyond: number; of: number }) =>
    `A larger share of the news than on ${than(at.beyond, at.of, 'known days before')}, allowing for the day of the week.`,
  fewer: (at: { beyond: number; of: number }) =>
    `A smaller share of the news than on ${than(at.beyond, at.of, 'known days before')}, allowing for the day of the week.`,
  harsher: (at: { beyond: number; of: number; mean: string; usual: string }) =>
    `Harsher than on ${than(at.beyond, at.of, 'days with reports before')}: mean ${at.mean}, usually ${at.usual}.`,
  milder: (at: { beyond: number; of: number; mean: string; usual: string }) =>
    `Milder than on ${than(at.beyond, at.of, 'days with reports before')}: mean ${at.mean}, usually ${at.usual}.`,
  share: 'Share of the world',
  all: (n: number) => `Show all ${grouped(n)}`,
  further: (n: number) => `${many(n, 'further pair')} ${n === 1 ? 'is' : 'are'} not listed.`,
  rule: 'Shares of the world’s reports are compared, with the day of the week taken out: a pair with as many reports as ever has a smaller share where the world has more. The mean is that of the reports’ values on the scale of the feed, where lower is harsher. Days are ranked; unknown days are left out; a difference of less than one report is none; days with fewer than five reports have neither a large share nor a mean.',
  notActs:
    'These are reports, read by no person. One story told often looks like many acts. Why a day is unusual, this page does not know: open the line and read the reports.',
};
