/** English: notes on the line. */
import { many } from './phrasing.ts';

export const notes = {
  since: (day: string) => `from ${day} on`,
  between: (first: string, last: string) => `${first} – ${last}`,
  /** on a card */
  onCard: ({
    letter,
    days,
    text,
    behind,
  }: {
    readonly letter: string;
    readonly days: string;
    readonly text: string;
    readonly behind: readonly string[];
  }) => `${letter}: ${text}, ${days} (${behind.join('; ')})`,
  paragraph: (said: readonly string[], more: number) =>
    `Notes, which change no number: ${said.join(' · ')}${more === 0 ? '' : ` · ${more} more`}.`,
  noRoom: (n: number) => `${many(n, 'note')} on these days ${n === 1 ? 'has' : 'have'} no room here.`,
  /** above a plot that has no room for all */
  inListAlone: (n: number) => `and ${n} more, in the list`,
  /** on pages */
  heading: 'Notes',
  title: 'Show what happened besides: terms of office, wars, treaties, and notes of your own',
  lede: 'Notes say what happened besides. They change no number.',
  theNotes: 'the notes',
  none: 'There is no note on these days.',
  show: 'Notes',
  onCards: 'Show the notes of these days',
  ofAll: 'all dyads',
  by: (name: string, date: string) => `${name}, ${date}`,
  shipped: 'from context.csv',
  more: (n: number) => `${many(n, 'further note')} of these days ${n === 1 ? 'is' : 'are'} on the pages of the dyads.`,
  write: 'Write a note',
  changeOf: (text: string) => `Change the note “${text}”`,
  withdrawOf: (text: string) => `Take back the note “${text}”`,
  change: 'Change',
  withdraw: 'Take back',
  withdrawn: (text: string) => `The note “${text}” is taken back. It stays in the record of changes.`,
  saved: (text: string) => `The note “${text}” is kept.`,
  save: 'Keep the note',
  close: 'Close',
  firstDay: 'First day',
  lasts: 'How long',
  oneDay: 'this day',
  until: 'until a later day',
  goesOn: 'it goes on',
  lastDay: 'Last day',
  text: 'What happened',
  sourceField: 'Source: the address of a page, or where it is written',
  whose: 'On which lines',
  atMoment: 'These are the notes that were known then. Leave the earlier moment to write one.',
  byToken: 'To write a note, sign in, or open the page from the address that the server printed when it started.',
};
