/** English: the page of alerts. */
import type { UnusualWay } from '../../../models/unusual.ts';
import { listed, many } from './phrasing.ts';

const orMore = (points: string): string => `${points} ${points === '1' ? 'point' : 'points'} or more`;

export const alertPage = {
  title: 'Alerts',
  lede: 'A rule says when you are alerted to a dyad, and a channel says how. Every roll-up checks every rule.',
  tellMe: 'Tell me',
  tellMeOf: (name: string) => `Tell me when ${name} turns`,
  byToken:
    'Only an admin can save a rule or a channel. Open the page from the address that the server printed when it started.',
  coderByToken:
    'Only coders and those above them see the channels, and how each alert was sent. Open the page from the address that the server printed when it started.',
  rules: 'Rules',
  theRules: 'the rules',
  noRules: 'There are no rules yet.',
  newRule: 'Make a rule',
  fault: 'A rule file cannot be used.',
  sources: {
    program: 'ships with the program',
    file: 'from a file in the data folder',
    database: 'saved here',
  },
  changed: (by: string, at: string) => `changed by ${by}, ${at} UTC`,
  lastTold: (at: string) => `last alert ${at} UTC`,
  neverTold: 'no alert yet',
  holdsNow: 'True now',
  /** of a day that may have changed since */
  notOver: 'Found, and not over',
  holdsNowhere: 'True of no dyad now',
  theRuns: 'the runs',
  since: (date: string) => `since ${date}`,
  isSilent: 'silenced',
  moreHold: (n: number) => `and ${n} more`,
  silentUntil: (date: string) => `Sends nothing before ${date}.`,
  change: 'Change',
  changeOf: (title: string) => `Change the rule “${title}”`,
  test: 'Test now',
  testOf: (what: string) => `Test now: ${what}`,
  tested: (sent: readonly string[], failed: readonly string[]) =>
    [
      sent.length > 0 ? `A test went out by ${listed(sent)}.` : '',
      failed.length > 0 ? `It did not go out by ${failed.join('; ')}` : '',
      sent.length + failed.length === 0 ? 'The rule has no channel: nothing was sent.' : '',
    ]
      .filter((text) => text !== '')
      .join(' '),
  remove: 'Remove',
  removeOf: (title: string) => `Remove the rule “${title}”`,
  removeSure: 'Remove it',
  keep: 'Keep it',
  removed: (name: string) => `${name} is removed.`,
  silence: 'Silence',
  silenceOf: (title: string) => `Silence the rule “${title}”`,
  silenceWhat: 'What to silence',
  silenceAll: 'the whole rule',
  silenceUntil: 'Until (UTC)',
  silenceOver: 'until it is over',
  silenceNow: 'Silence it',
  tellAgain: 'End the silence',
  silenced: (name: string) => `${name}: saved.`,
  cancel: 'Cancel',
};

export const alertRule = {
  any: 'any dyad',
  list: (names: readonly string[]) =>
    names.length <= 3 ? listed(names) : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more dyads`,
  oneOf: (names: string) => `one of ${names}`,
  when: {
    flag: (subject: string, to: 'both' | 'deteriorated' | 'improved') =>
      to === 'both'
        ? `the flag of ${subject} is raised or turns`
        : `the flag of ${subject} says ${to === 'improved' ? 'improved' : 'deteriorated'}`,
    change: (subject: string, points: string, days: string, way: 'up' | 'down' | 'either') =>
      `the index of ${subject} ${way === 'up' ? 'rises by' : way === 'down' ? 'falls by' : 'rises or falls by'} ${orMore(points)} within ${days} days, beyond its band`,
    level: (subject: string, value: string, isAbove: boolean) =>
      `the index of ${subject} is at ${value} or ${isAbove ? 'above' : 'below'}`,
    percentile: (subject: string, value: string, isAbove: boolean) =>
      `the index of ${subject} is at percentile ${value} of its own history or ${isAbove ? 'above' : 'below'}`,
    step: (subject: string, points: string) => `one act moves the index of ${subject} by ${orMore(points)}`,
    act: (subject: string, severity: string, types: readonly string[]) =>
      `${subject} has an act of severity ${severity} or more${types.length === 0 ? '' : ` (${types.join(', ')})`}`,
    sides: (subject: string, points: string) => `the two sides of ${subject} stand ${orMore(points)} apart`,
    notLooked: (subject: string, days: string) => `nobody has looked at ${subject} for ${days} days`,
    siblings: (subject: string, dyads: string, points: string, days: string) =>
      `${dyads} or more dyads of one state (of ${subject}) change the same way by ${orMore(points)} within ${days} days`,
    unusual: (subject: string, { what, oneIn }: { what: UnusualWay | 'any'; oneIn: string }) =>
      `the newest stored day of ${subject} is unusual in the news${
        what === 'any'
          ? ''
          : ` (${{ more: 'a larger share', fewer: 'a smaller share', harsher: 'harsher reports', milder: 'milder reports' }[what]})`
      }${oneIn === '' ? '' : `, as on one day in ${oneIn} or more rarely`}`,
    feedStale: (feed: string) => `${feed === '' ? 'a feed' : `the feed ${feed}`} has brought nothing for too long`,
    runFailed: 'the last run failed',
    runMissing: (hours: string) => `no run was completed for ${hours} hours`,
  },
  titles: {
    flag: 'The flag was raised or turned',
    change: (points: string, days: string) => `The index changed by ${orMore(points)} within ${days} days`,
    level: (value: string) => `The index has reached ${value}`,
    percentile: (value: string) => `The index has reached percentile ${value} of its history`,
    step: (points: string) => `An act moved the index by ${orMore(points)}`,
    act: (severity: string) => `An act of severity ${severity} or more`,
    sides: (points: string) => `The two sides stand ${orMore(points)} apart`,
    notLooked: (days: string) => `Nobody has looked for ${days} days`,
    siblings: (dyads: string) => `${dyads} or more dyads of a state change together`,
    unusual: 'An unusual day in the news',
    feedStale: 'A feed brings nothing',
    runFailed: 'The last run failed',
    runMissing: 'No run was completed',
  },
  tells: (condition: string, channels: readonly string[] | undefined) =>
    channels === undefined
      ? `When ${condition}, there is an alert.`
      : channels.length === 0
        ? `When ${condition}, an alert is listed here and sent to nobody.`
        : `When ${condition}, an alert goes out by ${listed(channels)}.`,
  holds: (days: string) => `The alert comes when that has been so for ${days} days in a row.`,
  clears: (days: string, isTold: boolean) =>
    `It ends when that has not been so for ${days === '1' ? 'a day' : `${days} days in a row`}${isTold ? ', and the all-clear goes out too' : ''}.`,
  repeats: (days: string) =>
    `It is sent again every ${days === '1' ? 'day' : `${days} days`} until somebody acknowledges it.`,
  quiet: (from: string, to: string, zone: string) => `What is found from ${from} to ${to} (${zone}) waits until ${to}.`,
  korean: 'It is written in Korean.',
  silent: (date: string) => `Nothing is sent before ${date}.`,
};

export const alertForm = {
  heading: 'A rule',
  changing: (name: string) => `The rule ${name}`,
  dyads: 'Dyads',
  all: 'All dyads',
  some: 'These dyads',
  add: 'Add a dyad',
  takeOut: (name: string) => `Take out ${name}`,
  noDyad: 'No dyad of the board has this name.',
  noneChosen: 'Choose a dyad, or all.',
  kind: 'Alert when',
  kinds: {
    flag: 'the flag is raised or turns',
    change: 'the index changes beyond its band',
    level: 'the index crosses a level',
    percentile: 'the index crosses a percentile of its history',
    step: 'one act moves the index',
    act: 'an act of a kind is recorded',
    sides: 'the two sides stand apart',
    'not-looked': 'nobody has looked for a while',
    siblings: 'several dyads of a state change together',
    unusual: 'a day is unusual in the news (coded by machine)',
    'feed-stale': 'a feed brings nothing',
    'run-failed': 'a run failed',
    'run-missing': 'no run was completed',
  },
  fields: {
    to: 'Which flag',
    days: 'Days',
    points: 'Points, at least',
    direction: 'Which way',
    way: 'From where',
    value: 'Value',
    hysteresis: 'Margin before it ends, points',
    severity: 'Severity, at least',
    dyads: 'Dyads, at least',
    feed: 'Feed',
    hours: 'Hours',
    what: 'What is unusual',
    oneIn: 'At most one day in (optional)',
  },
  flags: { both: 'either', deteriorated: 'deteriorated', improved: 'improved' },
  directions: { either: 'up or down', up: 'up', down: 'down' },
  ways: { above: 'from the value up', below: 'from the value down' },
  whats: {
    any: 'any of these',
    more: 'a larger share of the news',
    fewer: 'a smaller share of the news',
    harsher: 'harsher reports',
    milder: 'milder reports',
  },
  anyType: 'Without a type, acts of any type count.',
  anyFeed: 'any feed',
  fullestFeed: 'the feed with the most reports',
  channels: 'Send by',
  noChannel: 'There are no channels yet.',
  email: 'E-mail address',
  emailNote: 'A new address becomes a channel when you save.',
  noMail: 'This server sends no mail yet: set SMTP_URL and MAIL_FROM where it starts.',
  more: 'More',
  title: 'Title',
  name: 'Name',
  nameNote: 'Lower-case letters, digits and hyphens. A rule that has the name is replaced.',
  holdDays: 'Days it must hold first',
  clearDays: 'Days without it before it ends',
  allClear: 'Send the all-clear too',
  language: 'Language',
  repeatDays: 'Days between reminders, until acknowledged',
  quietFrom: 'Quiet from',
  quietTo: 'Quiet to',
  zone: 'Time zone',
  silentUntil: 'Silent until (UTC)',
  sentence: 'What it does',
  asFile: 'As a file',
  asFileNote: (name: string) => `Saved as alerts/${name}.json in the data folder, it does the same.`,
  save: 'Save the rule',
  saved: (name: string, isByClock: boolean) =>
    `The rule ${name} is saved. It takes effect ${isByClock ? 'within a minute' : 'with the next roll-up'}.`,
  close: 'Close',
};

export const alertReplay = {
  onLine: 'Alerts on the line',
  onLineTitle: 'The days on which a rule would have sent an alert',
  onLineRule: 'Rule',
  onLineDays: (days: readonly string[]) =>
    days.length === 0
      ? 'It would have sent no alert in this window.'
      : `In this window it would have sent alerts on ${listed(days)}.`,
  onLineMany: (n: number, days: readonly string[]) =>
    `In this window it would have sent ${many(n, 'alert')}, the last ones on ${listed(days)}.`,
  heading: 'Alerts it would have sent',
  working: 'The past is being replayed.',
  ofTheWatch: 'The past of feeds and runs is not kept, so there is nothing to replay.',
  none: 'It would have sent no alert.',
  told: (times: number, from: string | null, to: string, dyads: number) =>
    `${many(times, 'time')} ${from === null ? 'in all' : `since ${from}`} up to ${to}, for ${many(dyads, 'dyad')}.`,
  rate: (perYear: string) => `That is ${perYear} times a year for each dyad.`,
  some: (replayed: number, watched: number) =>
    `Of ${watched} dyads, the ${replayed} with the most events were replayed.`,
  judged: (told: number, judged: number) =>
    `Of ${many(judged, 'period')} that experts call tenser, it would have told of ${told}: within them, in the 30 days before, or earlier where that still held.`,
  newest: (listed: number, all: number) =>
    listed < all ? `The last ${listed} of ${many(all, 'alert')}, newest first` : 'Newest first',
  showAll: (n: number) => `Show ${n}`,
  day: 'Day',
  dyad: 'Dyad',
  by: 'By',
  over: 'Over on',
  notOver: 'not yet',
  note: 'With the events as they are known today. An event that was recorded late counts from its own day.',
};

export const alertChannels = {
  heading: 'Channels',
  theChannels: 'the channels',
  none: 'There are no channels yet, so alerts are only listed.',
  noLinks: 'Alerts carry the code of a view, and no link to it: set PUBLIC_URL where the server starts.',
  add: 'Add a channel',
  name: 'Name',
  kind: 'Kind',
  kinds: {
    webhook: 'webhook (JSON, signed)',
    slack: 'Slack, Mattermost or Rocket.Chat',
    teams: 'Teams workflow',
    email: 'e-mail',
    ntfy: 'ntfy',
    heartbeat: 'heartbeat after each run',
  },
  url: 'Address (https)',
  urlNote: 'It is saved and never shown again.',
  to: 'E-mail addresses',
  toNote: 'Separated by commas.',
  token: 'Token, where it needs one',
  fallback: 'Also sends what another channel could not deliver',
  save: 'Save the channel',
  saved: (name: string) => `The channel ${name} is saved.`,
  secret: (name: string) => `The secret of ${name}. It is shown only this once.`,
  done: 'I have it',
  where: 'Goes to',
  state: 'State',
  works: 'works',
  unused: 'nothing sent yet',
  lastSent: (at: string) => `last sent ${at} UTC`,
  waiting: (n: number) => `${n} on the way`,
  dead: (n: number) => `${n} undelivered`,
  remove: 'Remove',
  removeOf: (name: string) => `Remove the channel ${name}`,
  changeOf: (name: string) => `Change the channel ${name}`,
  nameNote: 'Lower-case letters, digits and hyphens.',
  replaces: (name: string) => `There is a channel called ${name}. Saving replaces it.`,
  digest: 'Morning brief by mail',
  digestEvery: 'How often',
  every: { never: 'never', day: 'every day', week: 'every Monday' },
  digestHour: 'At',
  digestNote:
    'The brief has what is new since the last one, and the past week and month. Alerts go out by this channel all the same.',
  digestAt: (every: 'day' | 'week', hour: string, zone: string) =>
    `morning brief ${every === 'day' ? 'every day' : 'every Monday'} at ${hour} (${zone})`,
  removed: (name: string) => `The channel ${name} is removed.`,
  isFallback: 'also for what others could not deliver',
};

/** on the operations page */
export const givenUp = {
  heading: 'Undelivered alerts',
  lede: 'These alerts were not delivered, and nothing tries them again by itself. The reason stands beside each.',
  alert: 'Alert',
  channel: 'Channel',
  why: 'Reason',
  again: 'Send again',
  againOf: (what: string) => `Send again: ${what}`,
  sent: 'The alert is on its way again.',
};

export const alertOutbox = {
  heading: 'Alerts so far',
  theOutbox: 'the list of alerts',
  none: 'There have been no alerts yet.',
  noneOf: 'No alert is in this state.',
  show: 'Show',
  states: { all: 'All', waiting: 'Waiting', sent: 'Sent', dead: 'Failed', silenced: 'Silent' },
  what: { clear: 'over', test: 'test', digest: 'morning brief' },
  at: 'Found',
  about: 'Dyad',
  rule: 'Rule',
  deliveries: 'Sent',
  unsent: 'only listed',
  delivery: {
    waiting: (channel: string, at: string) => `${channel}: waits until ${at}`,
    sent: (channel: string, at: string) => `${channel}: sent ${at}`,
    dead: (channel: string) => `${channel}: not delivered`,
    silenced: (channel: string) => `${channel}: silenced`,
  },
  seen: 'Seen',
  acknowledge: 'Acknowledge',
  acknowledgeOf: (what: string) => `Acknowledge ${what}`,
  acknowledged: (by: string, at: string) => `by ${by}, ${at}`,
  saved: 'Acknowledged: it is not sent again.',
  older: 'Show older ones',
};
