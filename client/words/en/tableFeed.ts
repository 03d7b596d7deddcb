/** English: a table of one's own on its way to become a feed. */
import { grouped } from '../grouped.ts';
import { many } from './phrasing.ts';

export const tableFeed = {
  lede: 'Drop a table with a row for each act: CSV or Excel. You see what becomes of each row before anything is stored.',
  address: 'Or the address of a table, by https',
  look: 'Look at it',
  reading: 'Reading the table …',
  adding: 'Adding the feed …',
  layout: 'Layout of the table',
  guessed: 'Guessed by its headings and cells',
  note: (at: { readonly note: string; readonly noteKo: string }): string => at.note,
  columns: {
    date: 'Day',
    month: 'Month, where the day has three columns',
    day: 'Day of the month',
    actor: 'Who acts',
    target: 'Towards whom',
    code: 'Kind of act',
    text: 'What happened, in words',
    intensity: 'Value of its own',
    id: 'Id',
    report: 'Link',
  },
  codeTextOrValue: 'Kind of act, words or a value',
  years: {
    title: 'Some rows know the year alone. They stand on',
    leaveOut: 'no day: leave them out',
    '01-01': '1 January',
    '07-01': '1 July',
  },
  scale: {
    found: (least: number, most: number) => `The values go from ${least} to ${most}. The line sums them.`,
    way: 'Conflict is',
    below: 'below 0',
    above: 'above 0',
    zero: 'Value that counts as 0',
  },
  severity: (grade: number) => `severity ${grade}`,
  severityOf: (value: string) => `Severity of “${value}”`,
  refused: 'A feed would take nothing of this table.',
  counts: (at: { rows: number; taken: number; silent: number; leftOut: number; fault: number; waiting: number }) =>
    [
      `Of ${many(at.rows, 'row')}, ${grouped(at.taken)} ${at.taken === 1 ? 'goes' : 'go'} onto a line`,
      at.silent > 0 ? `${grouped(at.silent)} say nothing about tension` : '',
      at.leftOut > 0 ? `${grouped(at.leftOut)} ${at.leftOut === 1 ? 'is' : 'are'} left out` : '',
      at.fault > 0 ? `${grouped(at.fault)} ${at.fault === 1 ? 'is' : 'are'} at fault` : '',
      at.waiting > 0 ? `${grouped(at.waiting)} ${at.waiting === 1 ? 'waits' : 'wait'} for an answer` : '',
    ]
      .filter((part) => part !== '')
      .join(', ') + '.',
  pairs: (named: string, others: number) =>
    `Most rows: ${named}${others > 0 ? ` and ${many(others, 'other pair')}` : ''}.`,
  outcomes: {
    taken: 'on the line',
    silent: 'says nothing',
    leftOut: 'left out',
    fault: 'at fault',
    waiting: 'waits for an answer',
  },
  /** why a row is left out */
  reasons: {
    noState: 'A side is empty, or lists too many states.',
    sameState: 'Both sides are the same state.',
    region: 'A side is a region and no state.',
    unknownPlace: 'A side is no state that a list knows.',
    notThen: 'A side was no state on that day.',
    notStates: 'A side is not a state’s government or forces.',
    repeated: 'The same row stands above.',
    dayUnknown: 'The day is not known, only the year.',
    organisation: 'A side is an organisation and no state.',
    namedOut: 'You leave this name out.',
    noType: 'No word says what kind of act it is.',
  } as Readonly<Record<string, string>>,
  remarks: {
    dayByMonth: 'Only the month is known: the row stands in its middle.',
    dayByYear: 'Only the year is known.',
    forcesOfAState: 'The forces or the government of a state: the state is taken.',
    severalStates: 'A list of states: the act counts in each pair.',
    partOfAList: 'Some names of the list are no states.',
  } as Readonly<Record<string, string>>,
  title: 'Title',
  name: 'Short name, for addresses and commands',
  add: (rows: number) => `Add ${many(rows, 'row')} as a feed`,
  waiting: (rows: number) => `${many(rows, 'row')} without an answer will say nothing about tension.`,
  opening: (name: string) => `${name} is added. Its line opens when its rows are stored …`,
};
