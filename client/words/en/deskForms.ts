/** English: the form of an act. */

/** What the rubric says of a type, in another language than that of data/severity.md; `scale` is that of every type. */
export const rubric: Readonly<Record<string, readonly string[]>> = {};

export const actForm = {
  fields: {
    date: 'Date of the act',
    datePrecision: 'How well the date is known',
    endDate: 'Last day, if it lasted',
    type: 'What was done',
    cameo: 'CAMEO code',
    summary: 'What happened, in one sentence',
    headline: 'Caption in English',
    headlineKo: 'Caption in Korean',
    sourceName: 'Source',
    sourceUrl: 'Address of the source',
    sourceDate: 'Date of the source',
    verified: 'The page of the source confirms the act and its date',
    dyad: 'Pair',
    actor: 'Who acted',
    target: 'Towards whom',
    others: 'Third parties',
    role: 'Between the two',
    polarity: 'Tension in this pair',
    severity: 'How severe',
    ends: 'It undoes an earlier act',
    note: 'Note',
  },
  yes: 'Yes',
  no: 'No',
  nothing: '(nothing)',
  precision: { day: 'Day', month: 'Month only' },
  polarity: { raises: 'Raises', lowers: 'Lowers' },
  roles: { direct: 'Directly', indirect: 'Through others' },
  roleNotes: {
    direct: 'An act of one towards the other',
    indirect: 'An act that bears on the two through a third party or a body',
  },
  dateHint: '5 Apr 2024',
  dateUnread: 'This is no date: write 5 Apr 2024 or 2024-04-05.',
  dateEither: 'Which day is meant? The answer is kept for the next time.',
  pickDate: (label: string) => `${label}: choose in a calendar`,
  endDateNote: 'Empty for an act of one day',
  stateHint: 'Name of a state',
  noState: 'No state has this name: choose one of the list.',
  typeHint: 'Summons, sanction, visit …',
  noType: 'No type has this name: choose one of the list.',
  noEvent: 'No earlier act of this pair fits: choose one of the list.',
  endsSearch: 'Search the earlier acts of the pair',
  takeOut: (name: string) => `Take out ${name}`,
  more: 'More fields',
  otherDyads: 'Other pairs',
  bearsToo: 'Does it bear on another pair, too?',
  removeBearing: 'Take this pair out',
  today: (date: string) => `today, ${date}`,
  effectOpen: 'What it does to the line stands here as soon as date, states, type and severity are given.',
};

export const deskNav = {
  title: 'Desk',
  links: {
    desk: 'Text',
    act: 'New act',
    import: 'Import',
    queue: 'Queue',
    rounds: 'Two coders',
    imports: 'Imports',
    audit: 'Audit',
  },
  waiting: (count: number) => (count === 1 ? 'One thing waits' : `${count} things wait`),
};

export const writing = {
  yourName: 'Your name, as it stands beside what you write',
  reason: 'Why, in one sentence',
  reasonMissing: 'Say why: it stands in the history.',
  missing: 'This cannot stay empty.',
  seeFields: 'Not sent yet: see the fields that are marked.',
  sending: 'Sending …',
  cancel: 'Cancel',
  nothingChanges: 'Nothing changes.',
  newAct: 'New act',
  newActLede:
    'One act, as a source tells it. The names are those of the codebook; what it does to the line is said before it is recorded.',
  another: 'Record another act',
  record: 'Record',
  recordAnyway: 'Record it all the same',
  recordKeys: 'Ctrl + Enter records.',
  looksLike: 'Look at this first.',
  suggest: 'Suggest',
  whySuggested: 'A word to the editor',
  withoutToken: 'You cannot record here without the token of the server. Suggest the act, and an editor decides.',
  recorded: 'Recorded.',
  suggested: 'Suggested.',
  suggestedNote: 'It waits in the queue of the desk until an editor decides.',
  undone: 'Undone: what was recorded is retracted.',
  undo: 'Undo',
  undoReason: 'Undone right after it was recorded',
};

export const correcting = {
  title: 'Correct this event',
  tasks: { correct: 'Correct', retract: 'Retract', restore: 'Restore', undoneBy: 'Undone by …' },
  suggestions: {
    correct: 'Suggest a correction',
    retract: 'Suggest to retract it',
    restore: 'Suggest to restore it',
    undoneBy: 'Suggest what undid it',
  },
  notes: {
    retract: 'It no longer counts anywhere. Its history stays, and it can be restored.',
    restore: 'It counts again, as it was coded last.',
  },
  done: {
    correct: 'Corrected. The line follows in a moment.',
    retract: 'Retracted. The line follows in a moment.',
    restore: 'Restored. The line follows in a moment.',
    undoneBy: 'Recorded. The line follows in a moment.',
  },
  save: 'Save the correction',
  changes: 'What changes',
  allBearings: (count: number) => `This act bears on ${count} pairs. What is the act’s own changes in all of them.`,
  conflict: 'Somebody changed this act while you wrote.',
  conflictNote:
    'Nothing of yours is lost: the form now holds your changes on top of these. Look at both, then save again.',
  undoneWays: { new: 'A new act', known: 'An act that is recorded' },
  laterAct: 'The later act that undid it',
  noLaterAct: 'No later act of this pair fits: choose one of the list.',
};

export const looked = {
  today: 'Looked through today, nothing found',
  todayAll: (count: number) => `Looked through today, nothing found: all ${count} pairs shown`,
  since: (date: string) => `since ${date}`,
  pairs: (count: number) => `${count} pairs`,
  said: (what: string, from: string, to: string) =>
    from === to ? `${what}: looked through on ${to}.` : `${what}: looked through from ${from} to ${to}.`,
  undo: 'Undo',
  undone: 'Taken back.',
  undoReason: 'Taken back right after it was declared',
};
