/** The shape of each preset: margins, sizes of text, and where the list of events stands. In px of the layout at 100% text. */
import { FORMATS, MAX_TEXT, type Presentation, type Preset } from './presentation.ts';

/**
 * The smallest text of each preset, in pixels of the picture at density 1, whatever size of text is asked for: legible from the last row on a
 * slide; 7 pt in print (a memo has 200 pixels an inch); 18 px where a picture is read on a telephone.
 */
export const SMALLEST_TEXT: Readonly<Record<Preset, number>> = {
  slide: 20,
  'four-three': 20,
  square: 18,
  memo: 20,
  link: 18,
};

export interface Shape {
  readonly margin: number;
  readonly title: number;
  /** lines that a title may take before it is set smaller */
  readonly titleLines: number;
  /** the share of the height that the plot keeps: lines of the footer are given up before */
  readonly plotShare: number;
  /** width of the list of events beside the plot; none: it stands below in two columns */
  readonly list: number | undefined;
  /** what it does without from the start: 1 is all of the subtitle but model and moment */
  readonly words: 0 | 1;
  /** whether it has room for a QR code */
  readonly hasQr: boolean;
  /** events that are numbered, at most, by the size of text in percent up to which there is room for them */
  readonly events: readonly (readonly [upTo: number, most: number])[];
}

const BESIDE_A_LOW_PLOT: Shape['events'] = [
  [110, 5],
  [115, 4],
  [130, 3],
  [150, 2],
];

const SHAPES: Readonly<Record<Preset, Shape>> = {
  slide: {
    margin: 30,
    title: 27,
    titleLines: 2,
    plotShare: 0.48,
    list: 236,
    words: 0,
    hasQr: true,
    events: BESIDE_A_LOW_PLOT,
  },
  'four-three': {
    margin: 28,
    title: 25,
    titleLines: 3,
    plotShare: 0.45,
    list: 216,
    words: 0,
    hasQr: true,
    events: [
      [115, 5],
      [130, 4],
      [150, 3],
    ],
  },
  square: {
    margin: 24,
    title: 23,
    titleLines: 3,
    plotShare: 0.4,
    list: undefined,
    words: 0,
    hasQr: true,
    events: [
      [115, 5],
      [130, 3],
      [150, 2],
    ],
  },
  memo: {
    margin: 20,
    title: 21,
    titleLines: 2,
    plotShare: 0.45,
    list: 196,
    words: 0,
    hasQr: true,
    events: BESIDE_A_LOW_PLOT,
  },
  link: {
    margin: 18,
    title: 18,
    titleLines: 2,
    plotShare: 0.4,
    list: 214,
    words: 1,
    hasQr: false,
    events: [[150, 2]],
  },
};

export const shapeOf = ({ preset }: Pick<Presentation, 'preset'>): Shape => SHAPES[preset];

/** Events that a card has room for, the same in every language. */
export const mostEvents = ({ preset, text }: Presentation): number =>
  SHAPES[preset].events.find(([upTo]) => text <= upTo)?.[1] ?? 2;

/** Size of a page's small text, px. */
export const SMALL = 11;

export const textScale = ({ preset, text }: Presentation): number =>
  Math.max(1, SMALLEST_TEXT[preset] / (SMALL * FORMATS[preset].scale * (Math.min(text, MAX_TEXT[preset]) / 100)));

/** Larger text makes a title grow half as much: it is large enough, and the rest of the card needs the room. */
export const titleSize = ({ preset, text }: Presentation): number =>
  SHAPES[preset].title / Math.sqrt(Math.max(Math.min(text, MAX_TEXT[preset]) / 100, 1));

/** px of a QR code's module: whole pixels of the picture, whatever the size of text, and 2 of them where a slide is shown 800 px wide. */
export const qrModule = ({ preset, text }: Presentation): number => 250 / Math.min(text, MAX_TEXT[preset]);
