/** English: alerts as they arrive. */
import { many } from './phrasing.ts';

export const alerts = {
  raised: (subject: string, title: string) => (subject === '' ? title : `${subject}: ${title}`),
  clear: (subject: string, title: string) => `Over – ${subject === '' ? title : `${subject}: ${title}`}`,
  test: (title: string) => `Test – ${title}`,
  folded: (n: number) => many(n, 'alert'),
  more: (n: number) => `and ${n} more`,
  over: 'What this alert told of no longer holds.',
  was: (date: string, value: string) => `${date}: ${value}`,
  fromTo: (was: string, is: string) => `Was, ${was}. Is, ${is}.`,
  acts: 'Acts that carry it',
  view: 'View',
  together: (n: number, state: string) => `${many(n, 'pair')} of ${state} changed the same way.`,
  notLooked: (days: number) => `Nobody has said that they looked for ${many(days, 'day')}: missing data, not calm.`,
  heldBack: (n: number) =>
    `${many(n, 'alert')} of this rule ${n === 1 ? 'was' : 'were'} held back by silence before this one.`,
  again: (n: number) => `Told again (${n}): nobody has acknowledged it.`,
  givenUp: (channel: string, fault: string) => `The channel ${channel} could not deliver this. ${fault}`,
  runFailed: (run: number, error: string) => `Run ${run} failed: ${error}`,
  runMissing: (hours: number, last: string) =>
    `No run was completed in the last ${many(hours, 'hour')}${last === '' ? '' : `; the last one ended at ${last}`}.`,
  runsAgain: 'A run was completed.',
  feed: {
    title: (of: string | null) => (of === null ? 'Tension: alerts' : `Tension: alerts of ${of}`),
    description: 'What the rules of alerts found, with the acts that carry it and their sources.',
  },
  untold: 'What moved it cannot be told now.',
};
