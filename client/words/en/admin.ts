/** English: the pages of an admin. */
import { many } from './phrasing.ts';

export const admin = {
  title: 'Admin',
  sections: {
    people: 'People',
    keys: 'Keys',
    sessions: 'Sessions',
    access: 'Sign-ins',
    audit: 'Audit',
    jobs: 'Jobs',
  },
  byToken: 'This page is for admins. Open it from the address that the server printed when it started.',
  tokenMode:
    'Nobody signs in here (AUTH=token). Whoever has the token of the server’s data folder is an admin, and gives her own name with what she writes. Give each other person or script a {keys} with the role that she needs. To let people sign in, set AUTH to oidc or proxy: README has the settings.',
  tokenModeKey: 'key',
  none: 'none',
  never: 'never',
  at: (text: string) => `${text} UTC`,
  csv: 'Save as CSV',
  cut: (shown: number) => `The newest ${shown} are shown.`,
};

export const adminPeople = {
  lede: 'Everybody who has signed in. The groups of the provider or proxy give each a role; a role that is set here counts instead.',
  nobody: 'Nobody has signed in yet.',
  name: 'Name',
  role: 'Role',
  roleOf: (name: string) => `Role of ${name}`,
  byGroups: (role: string) => `as the groups say: ${role}`,
  groups: 'By the groups',
  firstSeen: 'First seen',
  lastSeen: 'Last seen',
  save: 'Save',
  saveOf: (name: string) => `Save the role of ${name}`,
  you: 'you',
  own: 'Your own role can be changed by another admin.',
  saved: (name: string, role: string) => `${name} now has the role ${role}.`,
};

export const adminKeys = {
  lede: 'A key lets a script, or a person without a sign-in, use the API with a role: Authorization: Bearer ten_…',
  make: 'Make a key',
  name: 'Name',
  nameNote: 'It stands beside all that is written with the key.',
  role: 'Role',
  lastDay: 'Last day (UTC)',
  lastDayNote: 'Empty: the key has no end.',
  person: 'Whose',
  nobodys: 'nobody’s',
  made: (name: string) => `The key “${name}” is made.`,
  once: 'This is the only time that it is shown. Only its hash is kept.',
  secret: 'Key',
  copy: 'Copy',
  copied: 'Copied.',
  notCopied: 'The browser did not let the page copy it: mark it and copy it yourself.',
  done: 'I have it',
  none: 'There is no key yet.',
  list: 'Keys',
  madeBy: 'Made by',
  madeAt: 'Made',
  ends: 'Ends',
  lastUsed: 'Last used',
  state: 'State',
  holds: 'holds',
  ended: 'ended',
  withdrawn: (by: string, at: string) => `withdrawn by ${by}, ${at}`,
  withdraw: 'Withdraw',
  withdrawOf: (name: string) => `Withdraw the key “${name}”`,
  withdrawSure: 'Withdraw for good',
  withdrawSureOf: (name: string) => `Withdraw the key “${name}” for good`,
  keep: 'Keep',
};

export const adminSessions = {
  lede: 'Browsers that are signed in. A session ends by signing out, after a while without use, after its last hour, or here.',
  none: 'No session is open.',
  name: 'Who',
  began: 'Began',
  lastSeen: 'Last used',
  ends: 'Ends at the latest',
  yours: 'this one',
  end: 'End',
  endOf: (name: string) => `End the session of ${name}`,
  ended: (name: string) => `The session of ${name} has ended.`,
};

export const adminAccess = {
  lede: 'Sign-ins, sign-outs and refused attempts. Attempts within a minute are one line.',
  none: 'There is none yet.',
  at: 'When',
  kind: 'What',
  kinds: { 'sign-in': 'signed in', 'sign-out': 'signed out', refused: 'refused' },
  who: 'Who',
  nobody: 'not known',
  address: 'Address',
  detail: 'Details',
  times: 'Times',
};

export const adminJobs = {
  lede: 'What the server does by itself: roll-ups by its schedule, and pulls of feeds.',
  checks: 'Checks',
  check: 'Check',
  result: 'Result',
  checkNames: { database: 'Database', rollup: 'Roll-up', schedule: 'Schedule', models: 'Models' } as Readonly<
    Record<string, string>
  >,
  good: 'good',
  bad: 'at fault',
  feeds: 'Pulls of feeds',
  noFeeds: 'No feed is set up.',
  feed: 'Feed',
  pull: 'Last pull',
  noPull: 'none since the server started',
  pulling: (files: number, of: number) => `under way: ${files} of ${many(of, 'file')}`,
  pulled: (files: number, rows: number) => `${many(files, 'file')} stored, ${many(rows, 'row')}`,
  stopped: 'stopped',
  start: 'Pull now',
  startOf: (name: string) => `Pull ${name} now`,
  stop: 'Stop',
  stopOf: (name: string) => `Stop the pull of ${name}`,
};
