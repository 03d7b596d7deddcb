/** Where the captions of numbered events stand: near their point, on no line and on no other caption. */

/** Pixels of a canvas, y downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface CalloutRequest {
  /** the point that the caption names */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Callout {
  /** `null` where no free place was found: the number is then shown without its caption */
  readonly box: Box | null;
  /** from the point to the nearest place of the box */
  readonly leader: { readonly x: number; readonly y: number } | null;
}

/** The span of y that the line takes between two x, or `null` where it has no point. */
export type LineProfile = (left: number, right: number) => { readonly top: number; readonly bottom: number } | null;

const CLEARANCE = 7; // px between a caption and the line
const GAP = 6; // px between two captions
const SLANT = 0.8; // cost of a px that a leader runs aside: a long slanting one crosses what it does not mean

export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;
}

/**
 * Places captions, each at the free place that is nearest to its point. A place is free when it lies in the area and touches
 * neither the line, nor a taken box, nor a leader. Tried first in the order given (most important first); where that leaves a
 * caption without a place, from the right and from the left too, and the fullest outcome is taken, the most important captions first.
 *
 * @param isThorough tries every order of up to five, and takes the fullest outcome whose captions stand nearest: some ten times the work, for a
 *   picture that is drawn once
 */
export function placeCallouts(
  requests: readonly CalloutRequest[],
  area: Box,
  line: LineProfile,
  taken: readonly Box[] = [],
  isThorough = false,
): Callout[] {
  const choices = requests.map((request) => candidates(request, area, isThorough ? [...LEANS, ...WIDE_LEANS] : LEANS));
  const given = requests.map((_, i) => i);
  const byX = [...given].sort((p, q) => requests[p]!.x - requests[q]!.x);
  let best: Outcome | undefined;
  for (const order of isThorough && requests.length <= MAX_ORDERED ? ordersOf(given) : [given, byX.toReversed(), byX]) {
    const outcome = placeInOrder(order, requests, choices, line, taken);
    if (!best || outcome.gain > best.gain || (outcome.gain === best.gain && outcome.cost < best.cost)) best = outcome;
    if (best.placed === requests.length && !isThorough) break;
  }
  return best?.callouts ?? [];
}

interface Outcome {
  readonly callouts: Callout[];
  readonly gain: number;
  readonly placed: number;
  /** of all placed captions together: far from their points is dear */
  readonly cost: number;
}

/** 120 orders. */
const MAX_ORDERED = 5;

function ordersOf(positions: readonly number[]): number[][] {
  if (positions.length < 2) return [[...positions]];
  return positions.flatMap((first) =>
    ordersOf(positions.filter((other) => other !== first)).map((rest) => [first, ...rest]),
  );
}

function placeInOrder(
  order: readonly number[],
  requests: readonly CalloutRequest[],
  choices: readonly (readonly Candidate[])[],
  line: LineProfile,
  taken: readonly Box[],
): Outcome {
  const boxes: Box[] = [...taken];
  const leaders: { from: Point; to: Point }[] = [];
  const callouts: Callout[] = requests.map(() => ({ box: null, leader: null }));
  let placed = 0;
  let total = 0;
  // The most important caption is worth a little more than the next.
  let gain = 0;
  for (const i of order) {
    const request = requests[i]!;
    // Ascending by cost: the first that fits is the best.
    for (const { box, cost } of choices[i]!) {
      if (boxes.some((other) => overlaps(box, other, GAP))) continue;
      const leader = leaderEnd(request, box);
      if (leaders.some(({ from, to }) => crosses(from, to, box) || segmentsCross(from, to, request, leader))) continue;
      if (boxes.some((other) => crosses(request, leader, other))) continue;
      const profile = line(box.left - 3, box.right + 3);
      if (profile && box.top < profile.bottom + CLEARANCE && box.bottom > profile.top - CLEARANCE) continue;
      callouts[i] = { box, leader };
      boxes.push(box);
      leaders.push({ from: request, to: leader });
      placed++;
      total += cost + SLANT * Math.abs(leader.x - request.x);
      gain += 1 + (requests.length - i) / (2 * requests.length);
      break;
    }
  }
  return { callouts, gain, placed, cost: total };
}

interface Candidate {
  readonly box: Box;
  readonly cost: number;
}

/** Where the point may stand along the width of its caption: 0 at its left edge, 1 at its right; beyond, the caption stands aside. */
const LEANS = [0.08, 0.3, 0.5, 0.7, 0.92, -0.2, -0.6, 1.2, 1.5, 1.9];
const WIDE_LEANS = [-1, -1.5, 2.4];

function candidates({ x, y, width, height }: CalloutRequest, area: Box, leans: readonly number[]): Candidate[] {
  const found: Candidate[] = [];
  for (let dy = 16; dy < area.bottom - area.top; dy += 7)
    for (const isAbove of [true, false])
      for (const lean of leans) {
        // At the rim a caption slides inwards, as long as it still stands at its point.
        const left = clamp(x - lean * width, area.left, area.right - width);
        const top = isAbove ? y - dy - height : y + dy;
        const box = { left, top, right: left + width, bottom: top + height };
        if (width > area.right - area.left || top < area.top || box.bottom > area.bottom) continue;
        const aside = Math.max(left - x, x - box.right, 0);
        found.push({ box, cost: dy + (isAbove ? 0 : 10) + Math.abs(lean - 0.08) * 20 + aside * 0.6 });
      }
  // Beside the point, where it stands in a dip or on a spike.
  for (const left of [x + 14, x - 14 - width])
    for (const drop of [0, -0.5, 0.5]) {
      const top = y - height / 2 + drop * height;
      const box = { left, top, right: left + width, bottom: top + height };
      if (left >= area.left && box.right <= area.right && top >= area.top && box.bottom <= area.bottom)
        found.push({ box, cost: 34 + Math.abs(drop) * 12 });
    }
  return found.sort((p, q) => p.cost - q.cost);
}

/** Where the leader meets the box: above or below the point at its height, beside it at its side. */
function leaderEnd({ x, y }: CalloutRequest, box: Box): Point {
  if (y >= box.top && y <= box.bottom)
    return { x: x < box.left ? box.left : box.right, y: clamp(y, box.top + 8, box.bottom - 8) };
  return { x: clamp(x, box.left + 8, box.right - 8), y: box.bottom < y ? box.bottom : box.top };
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

type Point = { readonly x: number; readonly y: number };

/** Whether the stretch from `a` to `b` passes through a box. */
function crosses(a: Point, b: Point, box: Box): boolean {
  const inside = (p: Point): boolean => p.x > box.left && p.x < box.right && p.y > box.top && p.y < box.bottom;
  if (inside(a) || inside(b)) return true;
  const corners: Point[] = [
    { x: box.left, y: box.top },
    { x: box.right, y: box.top },
    { x: box.right, y: box.bottom },
    { x: box.left, y: box.bottom },
  ];
  return corners.some((corner, i) => segmentsCross(a, b, corner, corners[(i + 1) % 4]!));
}

function segmentsCross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point): number => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/**
 * Heights of labels that each want to stand at a height of their own but need `spacing` between them: pushed apart as little
 * as their order allows, within the limits. In the order given. O(n log n).
 */
export function spreadLabels(wanted: readonly number[], spacing: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = [...wanted];
  let previous = top - spacing;
  for (const i of order) previous = placed[i] = Math.max(wanted[i]!, previous + spacing);
  let next = bottom + spacing;
  for (const i of order.toReversed()) next = placed[i] = Math.min(placed[i]!, next - spacing);
  return placed;
}
