/** English: what surrounds every page. */

export const shell = {
  name: 'Tension',
  skip: 'Skip to the content',
  pages: 'Pages',
  connected: 'Connected: the page follows new roll-ups',
  notConnected: 'Not connected',
  live: 'live',
  offline: 'offline',
  keys: 'Keys',
  howToRead: 'How to read the index',
  footer: 'Every point on a line is the exact sum of sourced events. {method}. Events: CC BY 4.0. Times are UTC.',
  links: {
    board: 'Board',
    compare: 'Compare',
    brief: 'Brief',
    alerts: 'Alerts',
    desk: 'Desk',
    lab: 'Lab',
    model: 'Model',
    method: 'Method',
    ops: 'Operations',
    docs: 'API',
    admin: 'Admin',
  },
  colours: { auto: 'Auto', dark: 'Dark', light: 'Light' },
  coloursChange: (now: string, next: string) => `Colours: ${now}. Change to ${next}`,
  theComparison: 'the comparison',
  theLab: 'the lab',
  theDesk: 'the desk',
};

export const people = {
  signIn: 'Sign in',
  signOut: 'Sign out',
  signedInAs: (name: string, role: string) => `${name} (${role})`,
  roles: { none: 'no role', reader: 'reader', coder: 'coder', editor: 'editor', admin: 'admin' },
  needs: (role: string) => `This needs a sign-in with the role ${role}.`,
  lacks: (held: string, needed: string) =>
    `Your role here is ${held}. This needs the role ${needed}: ask an admin for it.`,
  writers: {
    HTTP: 'the token, without a name',
    'command line': 'command line',
    start: 'start of the server',
  } as Readonly<Record<string, string>>,
};

export const signIn = {
  title: 'Sign in',
  late: 'The sign-in took too long, or was begun in another browser.',
  noRole: 'You are known, but have no role here: ask an admin for one.',
  failed: 'The sign-in did not succeed.',
  noProvider: 'The service that signs people in does not answer. Try again in a while.',
  again: 'Sign in again',
};

export const keys = {
  overlay: 'another line beside the index: coded by machine, or by hand',
  title: 'Keys',
  single: 'Use single-letter keys',
  notWhileTyping: '(never while you type)',
  close: 'Close',
  search: 'search any pair of states',
  ranges: 'show 90 days, 1 year, 5 years, all history',
  steps: 'points by day, week, month',
  walk: 'on the chart: one day back or on; with Shift a week, Page Up and Page Down a month',
  events: 'previous, next event',
  marks: 'mark day A, day B',
  explain: 'explain the move from A to B (of the window, where none is marked)',
  table: 'the same data as a table',
  copyImage: 'copy the chart as a picture, with link, citation and alt text',
  brief: 'this view as a card for a slide or memo; on the board the morning brief',
  link: 'copy a link that pins dates, data and model',
  looked:
    'looked through today, nothing found: the pair of the page or of the row, on the board else all that are shown; L: since somebody last looked',
  undo: 'in the lab: undo, redo',
  escape: 'clear A and B, close',
  deskWalk: 'at the desk: next, previous act',
  deskAccept: 'at the desk: accept the act and go on to the next',
  deskCorrect: 'at the desk: correct the act, reject it with a reason',
  deskSplit: 'at the desk: split the act in two, join it with the next',
  deskSeverity: 'at the desk: severity of the act',
  deskUndo: 'at the desk: take the last step back',
  deskRecord: 'at the desk: record what is accepted',
  views: 'check a picture, or open a view by its code',
  help: 'this list',
};

export const asOf = {
  showEarlier: 'Show what was known at an earlier moment',
  atTheEndOf: 'As known at the end of',
  show: 'Show',
  back: 'Back to what is known now',
  explanation:
    'The ledger keeps when every event was recorded, so each page can be shown as it stood. Days are UTC. An event that happened earlier but was recorded later is not there yet.',
  sameAtAnyMoment: ' This page is the same at any moment.',
  known: 'As known {when}',
  now: 'now',
  knownAt: (moment: string) => `As known on ${moment}`,
  scoredBy: (model: string) => `, scored by ${model}`,
  endOf: (date: string) => `the end of ${date}`,
};

export const banners = {
  gone: 'The server does not answer',
  goneSince: (moment: string) => `{gone} since ${moment}. This page shows its last answer and reconnects by itself.`,
  now: 'now',
  back: 'The server is back.',
  rollUp: 'A roll-up has finished; the page shows its values.',
};

export const problems = {
  tooMany: 'Too many requests.',
  cannotBeShown: (what: string) => `${what.charAt(0).toUpperCase()}${what.slice(1)} cannot be shown.`,
  request: 'Request',
  firstRun: 'The first roll-up is running',
  firstRunNote: 'Events are read into the ledger and every dyad is scored. The page fills by itself in a few seconds.',
  asksAgain: 'This page asks again by itself.',
  asksAgainIn: (seconds: number) => `This page asks again by itself in ${seconds} seconds.`,
  codeMissing: (what: string) => `The code of ${what} did not arrive.`,
  codeMissingNote: 'The server was updated or is unreachable. Reload the page.',
  loading: (what: string) => `Loading ${what} …`,
  status: (status: number) => `The server answered with status ${status}.`,
  noAnswer: 'The server does not answer.',
};

export const controls = {
  withKey: (title: string, key: string) => `${title} (key ${key})`,
};

export const notFound = {
  title: 'Not found',
  heading: 'There is no page at this address',
  board: 'The board',
  sentence: 'There is no page at {path}. {board} lists all dyads; the address of a dyad looks like {example}.',
};
