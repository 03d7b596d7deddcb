/** The cards that the layout is held to: every kind of view of every dyad that is shipped, over windows of every length. */
import type { View } from '../../client/charts/view.ts';
import { baseline2, dyads, eventRows } from '../models/shipped.ts';
import { type Changes, compareView, dyadView, moveView } from './shippedCard.ts';

export interface Case {
  readonly view: View;
  readonly changes?: Changes;
}

/** From two weeks to the whole record; in each of them something is coded of most dyads. */
const WINDOWS = [
  ['2024-01-01', '2024-06-30'],
  ['2024-06-10', '2024-06-24'],
  ['2022-01-01', '2024-12-31'],
  ['2018-03-05', '2018-12-31'],
  ['', '2026-08-31'],
  ['2025-04-20', '2025-05-31'],
] as const;

const SECOND = {
  ...baseline2,
  name: 'heavier-sanctions',
  types: { ...baseline2.types, sanction: { ...baseline2.types['sanction']!, weight: 9 } },
};

const windowOf = (dyad: string, i: number): readonly [string, string] => {
  const [from, to] = WINDOWS[i % WINDOWS.length]!;
  return [from === '' ? eventRows.get(dyad)![0]!['date']! : from, to];
};
const from = (i: number, lines: number): string[] =>
  Array.from({ length: lines }, (_, k) => dyads[(i + k) % dyads.length]!);

export const KINDS: Readonly<Record<string, (dyad: string, i: number) => Case>> = {
  'a trend': (dyad, i) => ({ view: dyadView(dyad, ...windowOf(dyad, i)) }),
  'a move': (dyad, i) => ({ view: moveView(dyad, ...windowOf(dyad, i + 1)) }),
  'two lines': (dyad, i) => ({ view: compareView(from(i, 2), ...windowOf(dyad, i + 2)) }),
  'six lines': (dyad, i) => ({ view: compareView(from(i, 6), ...windowOf(dyad, i + 3)) }),
  'another model': (dyad, i) => ({
    view: dyadView(dyad, ...windowOf(dyad, i + 4), { overlay: 'heavier-sanctions@a1b2c3d4', step: 'week' }),
    changes: { second: SECOND },
  }),
  'coded by machine': (dyad, i) => ({
    view: dyadView(dyad, ...windowOf(dyad, i + 5)),
    changes: { isMachine: true, stale: [{ feed: 'GDELT', newestDay: '2024-04-02' }] },
  }),
};

export const DYADS = dyads;
