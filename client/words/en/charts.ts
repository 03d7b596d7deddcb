/** English: what charts say in their plots, and the sentences below them. */
import { grouped } from '../grouped.ts';
import { theName } from './phrasing.ts';

/** what stands in a chart */
export const charts = {
  index: 'Tension index',
  indexScale: '0 to 100; 50 is neither tense nor warm',
  indexScaleShort: '0–100, 50 is neutral',
  parts: 'What raises and what lowers tension',
  partsUnit: 'tension points',
  madeOf: 'What it is made of',
  madeOfUnit: (when: string) => `share of the level by category, index points, ${when}`,
  madeOfUnitShort: 'share of the level',
  when: {
    day: 'day by day',
    week: 'at the end of each week',
    month: 'at the end of each month',
    quarter: 'at the end of each quarter',
    year: 'at the end of each year',
  },
  neutral: 'neutral',
  /** the value from which the change of a window is counted */
  onEve: (value: string) => `${value} on the eve`,
  neutralAt: (value: string) => `${value} neutral`,
  band: (low: string, high: string) => `90% band ${low}–${high}`,
  bandShort: (low: string, high: string) => `${low}–${high}`,
  grey: (line: string) => `grey: ${line}`,
  raises: 'raises',
  lowers: 'lowers',
  unverified: (summary: string) => `unverified: ${summary}`,
  /** at a mark where the axis counts tension */
  tensionStep: (points: string) => `${points} tension`,
  nothingSince: (date: string) => `nothing coded since ${date}: missing data, not calm`,
  nothingBefore: (date: string) => `nothing coded before ${date}`,
  nothing: 'nothing coded: missing data, not calm',
  notLookedAfter: (date: string) => `nobody looked after ${date}: missing data, not calm`,
  notLooked: 'nobody looked: missing data, not calm',
  undeclared: 'nobody has declared which days were looked at',
  sparseRule: (events: number, days: number) =>
    `fewer than ${events} events in ${days % 365 === 0 ? (days === 365 ? 'a year' : `${days / 365} years`) : `${days} days`}`,
  sparse: (rule: string) => `sparse: ${rule}`,
  sparseShort: 'sparse: few events',
  caption: (what: string, when: string) => `${what}, ${when}`,
  largestDifference: (change: string, date: string, other: string, index: string) =>
    `${change} on ${date}: ${other}, not ${index}`,
};

export const dyadChart = {
  chart: 'chart',
  label: (name: string, from: string, to: string) =>
    `Chart of the tension index of ${name}, ${from} to ${to}. Left and right arrows walk the days, square brackets the events, Enter marks a day, t shows the same data as a table.`,
  provisional: 'provisional: acts of this day may still be uncoded',
  sparse: 'sparse: few events',
  unverified: ' (unverified)',
  more: (n: number) => `${n} more events`,
  shares: 'Share of the level, index points',
};

export const brush = {
  first: 'First day shown',
  last: 'Last day shown',
  window: 'Window shown',
  fromTo: (from: string, to: string) => `${from} to ${to}`,
};

export const draftChart = {
  difference: 'Difference',
  lessOf: (draft: string, published: string) => `index points, ${draft} less ${published}`,
};

export const effect = {
  with: 'with it',
  without: 'without it',
  endWith: (index: string) => `${index} with this event`,
  endWithShort: (index: string) => `${index} with`,
  endWithout: (index: string) => `${index} without`,
};

/** what a chart shows, in sentences */
export const sentences = {
  between: (a: string, b: string) => `Tension between ${theName(a)} and ${theName(b)}`,
  from: (who: string) => `Tension from ${who}`,
  towards: (a: string, b: string) => `${theName(a)} towards ${theName(b)}`,
  both: (a: string, b: string) => `${theName(a)} and ${theName(b)}`,
  atNeutral: 'at neutral',
  above: (points: string) => `${points} points above neutral`,
  below: (points: string) => `${points} points below neutral`,
  stood: (at: { acts: string; index: string; date: string; low: string; high: string; place: string }) =>
    `${at.acts} stood at ${at.index} of 100 on ${at.date} (90% band ${at.low} to ${at.high}), ${at.place}.`,
  none: (from: string, to: string) => `No event is coded between ${from} and ${to}`,
  looked: '; somebody looked at these days',
  coded: (events: number, unverified: number) =>
    events === 1
      ? `1 ${unverified === 1 ? 'unverified ' : ''}event is coded in this window`
      : `${grouped(events)} events are coded in this window${unverified > 0 ? `, ${grouped(unverified)} of them unverified` : ''}`,
  sparse: '; parts of the window are sparsely coded',
  outside: (date: string) => `${date}: outside the series.`,
  day: (at: { date: string; index: string; state: string }) => `${at.date}: ${at.index}${at.state}.`,
  dayBand: (low: string, high: string) => `, band ${low} to ${high}`,
  happened: (event: { title: string; isVerified: boolean; summary: string; points: string }) =>
    `${event.title}${event.isVerified ? '' : ', unverified'}: ${event.summary}, a step of ${event.points} points.`,
};

export const levels = {
  note: 'Step lines: the mean of stretches between changes of level, found by PELT on the monthly means up to the last covered day.',
  none: 'no change found',
};
