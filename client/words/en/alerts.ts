/** English: alerts as they arrive. */
import { many } from './phrasing.ts';

export const alerts = {
  raised: (subject: string, title: string) => (subject === '' ? title : `${subject}: ${title}`),
  clear: (subject: string, title: string) => `Over – ${subject === '' ? title : `${subject}: ${title}`}`,
  test: (title: string) => `Test – ${title}`,
  folded: (n: number) => many(n, 'alert'),
  more: (n: number) => `and ${n} more`,
  over: 'This is no longer the case.',
  was: (date: string, value: string) => `${value} on ${date}`,
  fromTo: (was: string, is: string) => `The index was ${was} and is ${is}.`,
  acts: 'Acts behind it',
  view: 'View',
  together: (n: number, state: string) => `${many(n, 'dyad')} of ${state} moved in the same direction.`,
  notLooked: (days: number) =>
    `Nobody has recorded a check for ${many(days, 'day')}. That means missing data, not calm.`,
  reports: (at: { feed: string; date: string; reports: string; usual: string }) =>
    `${at.feed}, ${at.date}: ${at.reports === '1' ? '1 report' : `${at.reports} reports`} of this pair. At its usual share of the news it would have ${at.usual}.`,
  nothingUnusual: 'The rule calls none of this unusual.',
  tooFewReports: (at: { feed: string; date: string }) =>
    `${at.feed}, ${at.date}: this pair has too few reports, or too few days are stored, to say what is unusual.`,
  onlyReports: 'No person has read these reports, and nothing is known here of why the day is unusual.',
  noReports: 'No reports of the feed are stored yet, so the rule has nothing to look at.',
  heldBack: (n: number) =>
    `${many(n, 'earlier alert')} from this rule ${n === 1 ? 'was' : 'were'} not sent while it was silent.`,
  again: (n: number) => `Reminder ${n}: nobody has acknowledged this alert yet.`,
  givenUp: (channel: string, fault: string) => `The channel ${channel} could not deliver this alert. ${fault}`,
  runFailed: (run: number, error: string) => `Run ${run} failed: ${error}`,
  runMissing: (hours: number, last: string) =>
    `No run was completed in the last ${many(hours, 'hour')}${last === '' ? '' : `; the last one ended at ${last}`}.`,
  runsAgain: 'A run was completed.',
  feed: {
    title: (of: string | null) => (of === null ? 'Tension: alerts' : `Tension: alerts of ${of}`),
    description: 'What the rules of alerts found, with the acts that carry it and their sources.',
  },
  untold: 'What moved the index cannot be shown at the moment.',
};
