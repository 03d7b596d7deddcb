/** English: the queue, the imports and the audit of the desk. */

const things = (count: number, one: string, many: string): string => (count === 1 ? `One ${one}` : `${count} ${many}`);

export const queue = {
  title: 'Queue',
  lede: 'What waits for somebody: suggestions, texts that are not finished, second codings, and pairs that nobody has looked at for long.',
  withoutToken: 'The queue is for those who record. Open the address that the server printed when it started.',
  suggestions: (count: number) => (count === 0 ? 'Suggestions' : things(count, 'suggestion', 'suggestions')),
  noSuggestions: 'Nobody has suggested anything.',
  drafts: (count: number) => (count === 0 ? 'Drafts' : things(count, 'draft', 'drafts')),
  noDrafts: 'No text is kept at the desk.',
  untitled: 'A text without a title',
  saved: (by: string, at: string) => `saved by ${by}, ${at} UTC`,
  disputes: (count: number) =>
    count === 0 ? 'Disputes' : things(count, 'round with disputes', 'rounds with disputes'),
  noDisputes: 'No two codings are in dispute.',
  secondCodings: (count: number) =>
    count === 0 ? 'Second codings' : things(count, 'round to code a second time', 'rounds to code a second time'),
  noSecondCodings: 'No second coding is open.',
  open: (count: number) => `${count} open`,
  lookedAt: 'Not looked at for longest',
  lookedAtNote:
    'The key l says of the pair whose row has the focus, else of the first one, that it was looked through today.',
  pair: 'Pair',
  lastLooked: 'Looked through to',
  never: 'never',
  lookedLabel: (name: string) => `${name}: looked through today, nothing found`,
  allDyads: (all: number) => `Show all ${all} pairs`,
  kinds: { act: 'A new act', revision: 'A correction', retraction: 'To retract', restoration: 'To restore' },
  by: (by: string, at: string) => `${by}, ${at} UTC`,
  outcome: {
    retraction: 'The event would no longer count, on any day.',
    restoration: 'The event would count again, as it was last recorded.',
  },
  accept: 'Accept',
  decline: 'Decline',
};

export const imports = {
  title: 'Imported files',
  lede: 'Every file that brought something. What it brought can be taken back as a whole.',
  none: 'Nothing was imported yet.',
  file: 'File',
  when: 'When',
  by: 'By',
  created: 'New',
  revised: 'Revised',
  unchanged: 'Unchanged',
  faulty: 'Faulty',
  state: 'State',
  holds: 'holds',
  takeBack: 'Take back',
  takeBackFile: (file: string) => `Take back ${file}`,
  takeBackNote: (created: number, revised: number) =>
    `Events that it brought are retracted (${created}), those that it revised get their content of before back (${revised}). What somebody changed since stays, and is named.`,
  takenBack: (by: string, date: string) => `taken back by ${by} on ${date}:`,
  done: 'Taken back.',
  doneNote: (retracted: number, reverted: number) => `Retracted: ${retracted}. Content of before: ${reverted}.`,
  left: (count: number) => `Left as they are: ${count}.`,
};

export const audit = {
  title: 'Audit',
  lede: 'Every change of the ledger, the newest first: who, when, what and why. Each entry holds the hash of the one before it, so that none can be altered unseen.',
  withoutToken: 'The audit is for those who record. Open the address that the server printed when it started.',
  filters: { by: 'Who', action: 'Action', subject: 'Subject' },
  anyAction: 'Any action',
  holds: (entries: number) => `The chain holds: ${entries} entries checked.`,
  broken: (number: number, why: string) => `The chain is broken at entry ${number}: ${why}`,
  csv: 'Save as CSV',
  none: 'No entry fits.',
  more: 'Show earlier entries',
  number: 'No.',
  when: 'When',
  what: 'What',
  change: 'Change and reason',
  hash: 'Hash',
  chain: (hash: string, previous: string) => `${hash}, after ${previous === '' ? 'none' : previous}`,
  fields: (count: number) => `${count} fields`,
  actions: {
    create: 'recorded',
    revise: 'revised',
    retract: 'retracted',
    restore: 'restored',
    import: 'imported',
    'retract-import': 'import taken back',
    'declare-coverage': 'looked through',
    'withdraw-coverage': 'looking through taken back',
  } as Readonly<Record<string, string>>,
};
