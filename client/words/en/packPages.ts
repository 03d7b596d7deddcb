/** English: the pages of a pack besides its cards (client/charts/card/packTexts.ts). */
import { grouped } from '../grouped.ts';
import { listed, many } from './phrasing.ts';

export const packPages = {
  title: (n: number) => `Tension index: ${many(n, 'figure')}`,
  contents: 'Contents',
  method: 'Method and sources',
  index:
    'The index runs from 0 to 100; 50 is neither tense nor warm. It is the sum of coded acts of states towards each other, each with its source: an act adds tension or takes some away, holds for a while and fades.',
  models: (names: readonly string[]) => `Scored by ${listed(names)}.`,
  known: (moments: readonly string[]) => `Data as known on ${moments.join('; ')}.`,
  licence: (licence: string) =>
    `Events that the project compiled: ${licence}. Imported events have the licence of who made them.`,
  open: 'The code on a figure opens it again, with every event behind it.',
  sources: 'Sources of the events that the figures name',
  more: (n: number) => `and ${grouped(n)} more`,
};
