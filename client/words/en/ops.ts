/** English: the operations page: roll-ups, models and feeds. */
import { grouped } from '../grouped.ts';
import { many } from './phrasing.ts';

export const ops = {
  title: 'Operations',
  connected: 'This page is connected and follows new runs.',
  notConnected: 'This page is not connected at the moment.',
  theListOfRuns: 'the list of runs',
  theRuns: 'the runs',
  freshness: 'Freshness',
  theFreshness: 'the freshness of the dyads',
  token:
    'To start a run from here, open the page by the address that the server printed at its start: it carries the token that writing needs.',
  starting: 'Starting …',
  asked: (id: number) => `Run ${id} was asked for.`,
  start: 'Start a roll-up now',
  runs: 'Runs',
  lastFailed: 'The last run failed.',
  lastFailedNote: 'The values of the last complete run are served.',
  run: 'Run',
  state: 'State',
  started: 'Started (UTC)',
  took: 'Took',
  because: 'Because of',
  through: 'Through',
  dyads: 'Dyads',
  points: 'Points',
  milliseconds: (ms: number) => `${ms} ms`,
  dyad: 'Dyad',
  last: 'Last coded event',
  lookedThrough: 'Looked at through',
  nobodyLooked: 'nobody has said that they looked',
  daysSince: 'Days since',
  events: 'Events',
  lede: 'A roll-up scores the dyads whose events have changed and publishes them all at once.',
  status: { running: 'running', complete: 'complete', failed: 'failed', interrupted: 'interrupted' },
  triggers: {
    start: 'start of the server',
    schedule: 'schedule',
    request: 'request',
    change: 'something recorded',
    cli: 'command line',
  },
  compared: {
    program: '(every day compared: the program is another version)',
    models: '(every day compared: the models are others)',
    afresh: '(every day compared: somebody asked for it)',
  },
  seconds: (seconds: string) => `${seconds} s`,
  valuesOf: (date: string) => `Values of ${date}. The dyad that has waited longest for an event comes first.`,
  valuesAsOf: (date: string, recorded: string) =>
    `Values of ${date}, events as recorded up to ${recorded} UTC. The dyad that has waited longest for an event comes first.`,
};

/** where a model takes its acts from, on its card */
export const modelSources = {
  title: 'Where its acts come from',
  feeds: 'It reads {feeds}and nothing else: no event coded by hand is in its lines.',
  unit: 'What counts once',
  units: { story: 'a story', row: 'a row' },
  unitNote: {
    story: 'one day, actor, target and code, however many reports tell it',
    row: 'every row of the feed: a much told act counts more',
  },
  share: 'Share',
  shareNote:
    'times its share of the day’s rows of the whole world: with 100, percent. The world’s news grew a hundredfold; a level must not follow the camera.',
  noShare: 'none',
  noShareNote: 'it counts in full, however much the feed tells of that day',
  atLeast: 'Days with few articles count as',
  atLeastNote: 'rows of the world: the share of a handful says nothing',
  grade: 'Graded by',
  grades: { codebook: 'the codebook', goldstein: 'Goldstein' },
  gradeNote: {
    codebook: 'type, polarity and severity of its code',
    goldstein:
      'the value of the row where the feed has a scale of its own, else that of its code; below 0 raises tension',
  },
  minSources: 'Minimum sources',
  minSourcesNote: 'behind one report of a story; the page can ask for two',
  jump: 'A day jumps',
  jumpValue: (deviations: number) => `${deviations} standard deviations`,
  jumpNote: (days: number, stories: number) =>
    `above what the ${days} days before make usual, with at least ${stories} stories; where a pair that coders confuse with it jumps too, the day is flagged`,
  couplings:
    'Beside its own events a dyad inherits those of others. Each inherited act is a contribution of its own and marked everywhere; one that is coded in the dyad already does not count twice.',
  couplingsLabel: 'Couplings',
  dyad: 'Dyad',
  from: 'Inherits from',
  counts: 'Share',
  why: 'Why',
};

/** the feeds on the page of operations */
/** what an admin does with a feed */
export const feedControls = {
  pull: 'Pull now',
  pullOf: (name: string) => `Pull ${name} now`,
  pulled: 'The pull has begun.',
  stop: 'Stop',
  stopOf: (name: string) => `Stop the pull of ${name}`,
  stopped: 'The pull ends with the file that it is at; the next one goes on.',
  backfill: 'Fetch certain days',
  backfillOf: (name: string) => `Fetch certain days of ${name}`,
  from: 'From',
  to: 'To',
  again: 'Also days that are stored, for what the publisher has corrected',
  fetch: 'Fetch these days',
  remove: 'Remove',
  removeOf: (name: string) => `Remove ${name}`,
  removal: (name: string) =>
    `Remove ${name} with its rows? From now on no line and no list has anything of it. Pinned views, and pages as they were known before, still do.`,
  confirm: 'Remove it with its rows',
  keepRows: 'Stop fetching it, keep its rows',
  keep: 'Cancel',
  removed: (name: string) => `${name} is removed with its rows.`,
  rowsKept: (name: string) => `${name} is fetched no more. Its rows stay.`,
  removeRows: 'Remove its rows',
  removeRowsOf: (name: string) => `Remove the rows of ${name}`,
  rowsRemoval: (name: string) =>
    `Remove the rows of ${name}? From now on no line and no list has anything of it. Pinned views, and pages as they were known before, still do.`,
};

/** the form that adds a feed */
export const addFeed = {
  gdelt: (days: number) => `Fetch GDELT, ${days} days back`,
  gdeltAdded: 'GDELT is added, and its first pull has begun.',
  add: 'Add another feed',
  added: (name: string) => `${name} is added, and its first pull has begun.`,
  kind: 'Kind',
  kinds: {
    gdelt: 'GDELT',
    icews: 'ICEWS, files',
    polecat: 'POLECAT, files',
    acled: 'ACLED, with your own login',
    ucdp: 'UCDP GED, files',
    csv: 'A table of your own (CSV or Excel)',
  },
  name: (kind: string) => `Name; left out, ${kind}`,
  from: 'First day',
  files: 'Addresses of the files, by https',
  login: 'Set ACLED_USER and ACLED_PASSWORD where the server starts. The page never asks for a password.',
  save: 'Add the feed',
  close: 'Close',
};

export const feedList = {
  title: 'Feeds',
  theFeeds: 'the feeds',
  none: 'No feed is set up',
  noneNote:
    'A feed fills machine-coded lines for any pair of states, beside those coded by hand. GDELT needs no account; it is fetched every quarter of an hour.',
  byCommand: 'An admin adds it here, or on the server’s machine:',
  line: 'Each pair of states in it has a line under the model {model}.',
  others:
    'Also `feed add icews`, `polecat`, `ucdp`, `acled` (with your own login) and any CSV by a mapping; `feed backfill` goes back in time.',
  standing: {
    first: 'first files are coming in',
    pulling: 'being pulled',
    failing: 'failing',
    waiting: 'nothing stored yet',
    stale: 'stale',
    fresh: 'up to date',
  },
  notFetched: 'It is fetched no more. Its rows are kept.',
  pullFailed: 'The last pull did not finish.',
  days: 'Days stored',
  lastTaken: 'Last file stored (UTC)',
  nextPoll: 'Polled',
  everyMinutes: (n: number) => `every ${many(n, 'minute')}`,
  nextPollAt: (n: number, time: string) => `polled every ${many(n, 'minute')}, next about ${time} UTC`,
  rows: 'Rows read',
  rowsNote: (interstate: number, stories: number) =>
    `${grouped(interstate)} between two states, folded into ${many(stories, 'story', 'stories')}`,
  lastDay: 'Last 24 hours',
  rowsADay: (n: number) => many(n, 'row'),
  filesADay: (n: number) => many(n, 'file'),
  faulty: 'Faulty rows',
  corrected: 'Files corrected',
  correctedNote: 'by the publisher, in the last pull: the new rows stand in place of the old',
  gaps: 'Gaps in the source',
  gapsNote: 'quarters of an hour or days that the lists skip: unknown, never zero',
  files: 'Files:',
  states: { done: 'stored', pending: 'to come', missing: 'missing', failed: 'failed', refused: 'refused' },
  nextTry: (moment: string) => `next try ${moment} UTC`,
  progress: 'Files of this pull',
  readingLists: 'Reading the lists of files …',
  progressOf: (at: { files: number; of: number; rows: number; perSecond: number; minutesLeft: number | undefined }) =>
    `${grouped(at.files)} of ${many(at.of, 'file')}, ${many(at.rows, 'row')}, ${grouped(at.perSecond)} rows/s${at.minutesLeft === undefined ? '' : `, about ${many(at.minutesLeft, 'minute')} left`}`,
  troubles: (shown: number, n: number) =>
    shown < n ? `Files in trouble: the newest ${shown} of ${grouped(n)}` : `Files in trouble: ${grouped(n)}`,
  troublesLabel: 'Files in trouble',
  pullFaults: 'What went wrong in the last pull',
  remarks: 'Remarks of the last pull',
  file: 'File',
  state: 'State',
  reason: 'Why',
  attempts: 'Tries',
  again: 'Tried again (UTC)',
  notByItself: 'not by itself',
  reasons: {
    columns: 'wrong number of columns',
    bytes: 'not UTF-8',
    length: 'too long',
    date: 'no date',
    code: 'no code',
    quadClass: 'wrong QuadClass',
    field: 'a field that cannot be read',
  },
};
