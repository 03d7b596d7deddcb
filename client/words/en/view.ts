/** English: the page of a view, and a picture or code that leads to it. */
import { many } from './phrasing.ts';

/** Nothing for none. */
const wereDone = (n: number, done: string): string =>
  n === 0 ? '' : `${many(n, 'event')} ${n === 1 ? 'was' : 'were'} ${done}`;

export const view = {
  overlay: 'Second model',
  shortCopied: 'Short link copied: it opens this view, with its days, data and model, for ever.',
  pinned: 'Pinned view',
  mistyped: 'Mistyped code',
  noCode: (typed: string) => `“${typed}” is not a view code`,
  unknown: 'Unknown view',
  noView: (code: string) => `No view ${code} on this server`,
  unknownCode:
    'The code is valid, but this server has no view with it. The picture may come from another server, whose address is printed beside the code.',
  unknownPicture: (fileName: string) =>
    `“${fileName}” carries a view that was not pinned on this server, so this server cannot vouch for the picture.`,
  pinHere: 'Draw the same view here',
  pinHereNote: 'From this server’s data; the code is the same only if they are.',
  otherData:
    'This server makes another view of it: it has other data or other models, so it cannot vouch for the picture.',
  badLook: 'Parts of the address that say how the picture looks cannot be read; the standard look is used instead:',
  theStanding: 'whether it still holds',
  theText: 'the text',
  whatItShows: 'What it shows',
  openPage: 'Open in the dashboard',
  copyLink: 'Copy link',
  copied: 'Copied.',
  downloads: 'Downloads',
  notDrawn: 'The picture could not be drawn. Reload the page, or get the numbers as JSON or in the dashboard.',
  fullSize: 'The file itself',
  verdicts: {
    same: '✓ The picture is unaltered: this server drew it.',
    drawn: '✓ The picture is unaltered: this server drew it with an earlier version.',
    differs: 'The picture is not as this server draws it.',
    unknown: 'The picture is unknown here.',
    unchecked: 'The picture was not checked.',
    code: 'The view was found by its code; the picture was not checked.',
  },
  verdictNotes: {
    same: (fileName: string) => `“${fileName}” is, byte for byte, what this server draws for this view.`,
    drawn: (fileName: string) =>
      `This server drew “${fileName}” before, byte for byte; today’s version of the program draws the same view as below.`,
    differs: (fileName: string) =>
      `“${fileName}” does not match any picture this server made for this view. It may have been edited or re-saved. Below is what this server draws for it.`,
    unknown: (fileName: string) =>
      `“${fileName}” was not drawn by this server. Below is what this server draws for the view in it.`,
    unchecked: (fileName: string) =>
      `“${fileName}” could not be compared with the server’s own, so only its view is shown.`,
    code: (fileName: string) =>
      `“${fileName}” was saved again, copied or photographed, so nothing tells whether it was edited. Compare it with what this server draws, below.`,
  },
  notChecked: 'That says nothing about its title, which a person typed.',
  typedTitle: 'A person typed this title.',
  typedTitleNote: (computed: string) => `It was not computed from the data. The computed title is: ${computed}`,
  withdrawn: (code: string) => `The view ${code} was withdrawn`,
  dismiss: 'Hide',
  verified: 'Still holds: the line is that of today’s data',
  superseded: 'Superseded: the data have changed since',
  anew: 'Make this card anew',
  changes: { recorded: 'Recorded since', recoded: 'Recoded since', retracted: 'Retracted since' },
  indexOn: (date: string) => `Index on ${date}`,
  was: 'As it was',
  now: 'Now',
  difference: 'Difference',
  changeWas: 'Change over the days, as it was',
  changeNow: 'now',
  largest: (name: string, date: string, was: string, now: string) =>
    `${name}: the largest difference is on ${date}, from ${was} to ${now}.`,
  kinds: { dyad: 'Dyad', move: 'Move of', compare: 'Compared' },
  days: 'Days',
  fromTo: (from: string, to: string) => `${from} – ${to}`,
  model: 'Model',
  draft: '– drawn with a draft of it that is not published',
  knownAt: 'As known on',
  whatIf: 'What if',
  pinnedOn: 'Pinned on',
  embed: 'Embed',
  embedNote:
    'A frame with the chart, its text and a link back, at any width. It works where the server allows it (EMBED_ORIGINS).',
  copySnippet: 'Copy the code',
};

/** views: their pages, a picture that is dropped, and why a picture is superseded (server/api/standing.ts) */
export const views = {
  typedBySomebody: (title: string) => `${title} (title typed by a person, not computed)`,
  board: (pairs: number) => `Tension between ${many(pairs, 'pair')} of states, today`,
  morning: (pairs: number) => `Morning brief on ${many(pairs, 'pair')} of states`,
  dataAsOf: (date: string) => `data as of ${date}`,
  eventsSince: (recorded: number, recoded: number, retracted: number) =>
    `Since then ${[wereDone(recorded, 'recorded'), wereDone(recoded, 'recoded'), wereDone(retracted, 'retracted')].filter((part) => part !== '').join(', ')}, of days up to the last one shown.`,
  modelNewer: (was: string, now: string) => `The model was ${was}; it is ${now} now.`,
  modelGone: (was: string) => `The model ${was} is no longer published; its definition was kept with the view.`,
  draft: 'The view shows a draft, which was never published: only its events are compared.',
  noEventsLeft: (name: string) => `${name} has no events any more.`,
  whatIfGone: (n: number) => `Of the events that its what-if names, ${many(n, 'is', 'are')} no longer there.`,
  sameValues: 'No value of these days has changed.',
  nothingChanged:
    'Nothing was recorded, recoded or retracted since that bears on these days, and the model is the newest of its name.',
};

/** a figure in the frame of another page */
export const embeds = {
  keys: 'The arrow keys read its points.',
  table: 'Values as a table',
  full: 'Open in the dashboard',
  held: (moment: string) => `This chart stays as it was known on ${moment}.`,
  live: (moment: string) => `As known on ${moment}. This chart follows the newest data.`,
};

/** a picture that is dropped, pasted or chosen, and a code that is typed */
export const pictures = {
  title: 'Check a picture, or open a code',
  lede: 'A PNG card from this dashboard carries the view that it shows. Drop it anywhere on a page, paste it, or choose the file here: its exact view opens, and you read whether the picture is unaltered and still holds. A JPEG, a screenshot or a photograph leads to its view by the QR code on it.',
  button: 'Check a picture',
  drop: 'Drop the picture: the view that it shows opens',
  choose: 'Picture',
  underway: 'The picture is being read …',
  code: 'Code on the picture, or its address',
  open: 'Open',
  refused: (fileName: string) => `“${fileName}” does not open a view.`,
  pasted: 'Programs often copy the pixels alone: drop the file itself, or type the code printed on it.',
  faults: {
    'no-file': 'It cannot be read: it may be a folder, or have gone.',
    'too-large': 'It is larger than 20 MB. No card is that large, so it was not read.',
    'not-png': 'It is no picture that can be read. Every card has its code printed at the bottom: type it.',
    'no-code':
      'It is not the PNG itself, and no QR code of a view can be read in it. If a code is printed at its foot, type it.',
    truncated: 'It ends in the middle: part of the file is missing. Fetch it again, or type the code printed on it.',
    damaged: 'It is damaged: a checksum is wrong. Fetch it again, or type the code printed on it.',
    foreign:
      'It carries no view, and no QR code of one can be read in it: it is from elsewhere, or a program that saved it again left the view out. If a code is printed at its foot, type it.',
    unreadable:
      'The view in it is not in a form that this dashboard writes. It was changed, or comes from a newer version. If a code is printed at its foot, type it.',
  },
  codeFaults: {
    length: 'View codes have nine characters. Check for a missing or extra one.',
    character: 'It contains a character that view codes never have. Check it.',
    check: 'The code is mistyped: its last character does not fit the others. Compare it with the picture.',
  },
};
