/** What may be wrong with where things stand on a card. */
import { SMALLEST_TEXT } from '../../client/charts/card/cardShape.ts';
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import type { Presentation } from '../../client/charts/card/presentation.ts';
import type { Box } from '../../client/charts/places.ts';
import { contrast } from '../client/colours.ts';
import { qrFaults } from './qrFaults.ts';
import type { Recorded, RecordedDisc, RecordedLine, RecordedText } from './recordedCard.ts';

export const named = ({ text, left, right, top, bottom }: RecordedText): string =>
  `"${text}" at ${left.toFixed(0)}–${right.toFixed(0)}, ${top.toFixed(0)}–${bottom.toFixed(0)}`;

/** A number in its disc: the plot's own mark, which stands on the line. */
const isNumber = (text: RecordedText, discs: readonly RecordedDisc[]): boolean =>
  /^\d$/.test(text.text) && discs.some((disc) => isWithin(text, disc));

const isWithin = ({ left, right, top, bottom }: Box, { x, y, radius }: RecordedDisc): boolean =>
  left >= x - radius && right <= x + radius && top >= y - radius && bottom <= y + radius;

/** A pixel of overlap is the rounding of two boxes. */
const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;

const holds = (outer: Box, inner: Box): boolean =>
  inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;

type Point = readonly [number, number];

/** Whether a line runs through the letters: along their edge it strikes nothing through. */
function isStruck(text: Box, { points, within }: RecordedLine): boolean {
  if (!overlap(text, within)) return false;
  const box = {
    left: Math.max(text.left + 1, within.left),
    right: Math.min(text.right - 1, within.right),
    top: Math.max(text.top + 1.5, within.top),
    bottom: Math.min(text.bottom - 1.5, within.bottom),
  };
  return points.some((to, i) => {
    const from = points[i - 1];
    return (
      from !== undefined &&
      Math.max(from[0], to[0]) >= box.left &&
      Math.min(from[0], to[0]) <= box.right &&
      crosses(from, to, box)
    );
  });
}

/** Whether a stretch of a line runs through a box. */
function crosses([x1, y1]: Point, [x2, y2]: Point, box: Box): boolean {
  let [enter, leave] = [0, 1];
  for (const [start, step, low, high] of [
    [x1, x2 - x1, box.left, box.right],
    [y1, y2 - y1, box.top, box.bottom],
  ] as const) {
    if (step === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const [p, q] = [(low - start) / step, (high - start) / step];
    enter = Math.max(enter, Math.min(p, q));
    leave = Math.min(leave, Math.max(p, q));
  }
  return enter < leave;
}

/** px in which a leader has left the line that it begins on */
const LEAVES = 12;

/** Whether a line to a value runs over a line of the data again. */
function isTangled({ points }: RecordedLine, lines: readonly RecordedLine[]): boolean {
  const [from, to] = points as [Point, Point];
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length <= LEAVES) return false;
  const at = (share: number): Point => [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
  const steps = Math.ceil(length);
  return Array.from({ length: steps }, (_, i) => (i + 1) / steps)
    .filter((share) => share * length > LEAVES)
    .some((share) => {
      const [x, y] = at(share);
      const spot = { left: x - 0.5, right: x + 0.5, top: y - 0.5, bottom: y + 0.5 };
      return lines.some(
        ({ isData, points: line }) => isData && line.some((end, i) => i > 0 && crosses(line[i - 1]!, end, spot)),
      );
    });
}

/** Empty where everything has its place. */
export function faultsOf({ card, texts, lines, discs, boxes }: Recorded, { preset, theme }: Presentation): string[] {
  const [width, height] = [card.pixelWidth / card.scale, card.pixelHeight / card.scale];
  const density = card.pixelWidth / card.width;
  const { neutralLine, muted } = CARD_PAINTS[theme];
  const words = texts.filter((text) => !isNumber(text, discs));
  const numbers = texts.filter((text) => isNumber(text, discs)).map(({ text }) => text);
  const faults: string[] = [];
  const add = (fault: string): void => void faults.push(fault);
  const page = { left: 0, top: 0, right: width, bottom: height };
  for (const text of texts) {
    if (!holds(page, text)) add(`cut: ${named(text)}`);
    if ((text.size * card.scale) / (density > card.scale * 1.5 ? 2 : 1) < SMALLEST_TEXT[preset] - 1e-6)
      add(`too small: ${named(text)}, ${text.size * card.scale} px`);
  }
  for (const box of boxes)
    if (box.left < -0.5 || box.top < -0.5 || box.right > Math.ceil(width) + 0.5 || box.bottom > Math.ceil(height) + 0.5)
      add(`beyond the card: a box at ${box.left.toFixed(0)}–${box.right.toFixed(0)}`);
  for (const text of words) if (/(…|\.\.\.)$/.test(text.text)) add(`shortened: ${named(text)}`);
  for (const fault of paleFaults(card, CARD_PAINTS[theme].paper)) add(fault);
  for (const fault of qrFaults(card, boxes, words)) add(fault);
  const sorted = words.toSorted((p, q) => p.top - q.top);
  sorted.forEach((a, i) => {
    for (let j = i + 1; j < sorted.length && sorted[j]!.top < a.bottom; j++)
      if (overlap(a, sorted[j]!)) add(`overlapping: ${named(a)} and ${named(sorted[j]!)}`);
  });
  for (const text of words) {
    for (const { x, y, radius } of discs)
      if (overlap(text, { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }))
        add(`a disc at ${x.toFixed(0)}, ${y.toFixed(0)} lies on ${named(text)}`);
    for (const box of boxes)
      if (text.halo === undefined && overlap(text, box) && !holds(box, text))
        add(`half on a box at ${box.left.toFixed(0)}–${box.right.toFixed(0)}: ${named(text)}`);
    // A halo keeps grid, hatching and the steps of a waterfall away from the letters, but no line of the data and not the neutral line.
    const counts = (line: RecordedLine): boolean =>
      text.halo === undefined ||
      line.isData ||
      // from a point to its value
      line.colour === muted ||
      (line.colour === neutralLine && line.points[0]![1] === line.points.at(-1)![1]);
    if (lines.some((line) => counts(line) && isStruck(text, line))) add(`struck through: ${named(text)}`);
  }
  for (const leader of lines)
    if (leader.colour === muted && !leader.isData && leader.points.length === 2 && isTangled(leader, lines))
      add(
        `a leader at ${leader.points.map(([x, y]) => `${x.toFixed(0)}, ${y.toFixed(0)}`).join(' – ')} crosses a line`,
      );
  for (const number of new Set(numbers)) {
    const times = numbers.filter((one) => one === number).length;
    if (times !== 2) add(`number ${number} stands ${times} times, not at its dot and in the list`);
  }
  return [...new Set(faults)];
}

/** WCAG 2.2, 1.4.11: what must be seen, such as a line, whatever stretch of it. */
const LEAST_CONTRAST = 3;

function paleFaults({ configuration }: Recorded['card'], paper: string): string[] {
  return configuration.data.datasets.flatMap((dataset) => {
    if (!('segment' in dataset) || dataset.type !== 'line') return [];
    const { borderColor: paint } = dataset.segment as { borderColor?: (at: object) => string | undefined };
    const colours = new Set<string>([dataset.borderColor as string]);
    if (paint)
      (dataset.data as { x: number; y: number }[]).forEach((parsed, p1DataIndex) => {
        const colour = paint({ p1: { parsed }, p1DataIndex });
        if (colour !== undefined) colours.add(colour);
      });
    return [...colours]
      .filter((colour) => contrast(colour, paper) < LEAST_CONTRAST)
      .map((colour) => `a stretch of ${dataset.label} is too pale: ${colour}, ${contrast(colour, paper).toFixed(2)}`);
  });
}
