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

export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;
}

/**
 * Places captions one after the other, in the order given (most important first), each at the free place that is nearest to
 * its point. A place is free when it lies in the area and touches neither the line, nor a taken box, nor a leader.
 */
export function placeCallouts(requests: readonly CalloutRequest[], area: Box, line: LineProfile, taken: readonly Box[] = []): Callout[] {
  const boxes: Box[] = [...taken];
  const leaders: { from: CalloutRequest; to: { x: number; y: number } }[] = [];
  return requests.map((request): Callout => {
    let best: { box: Box; leader: { x: number; y: number }; cost: number } | undefined;
    for (const candidate of candidates(request, area)) {
      const { box, cost } = candidate;
      if (best && cost >= best.cost) continue;
      const profile = line(box.left - 3, box.right + 3);
      if (profile && box.top < profile.bottom + CLEARANCE && box.bottom > profile.top - CLEARANCE) continue;
      if (boxes.some((other) => overlaps(box, other, GAP))) continue;
      if (leaders.some(({ from, to }) => crosses(from, to, box))) continue;
      const leader = { x: clamp(request.x, box.left + 8, box.right - 8), y: box.bottom < request.y ? box.bottom : box.top };
      if (boxes.some((other) => crosses(request, leader, other))) continue;
      if (leaders.some(({ from, to }) => segmentsCross(from, to, request, leader))) continue;
      best = { box, leader, cost };
    }
    if (!best) return { box: null, leader: null };
    boxes.push(best.box);
    leaders.push({ from: request, to: best.leader });
    return { box: best.box, leader: best.leader };
  });
}

function candidates({ x, y, width, height }: CalloutRequest, area: Box): { box: Box; cost: number }[] {
  const found: { box: Box; cost: number }[] = [];
  for (let dy = 16; dy < area.bottom - area.top; dy += 6)
    for (const above of [true, false])
      for (let shift = 0; shift <= 1.0001; shift += 0.125)
        for (const lean of [0.12 + shift * 0.88, 0.12 - shift * 0.88]) {
          // lean 0: the box begins at the point; 1: it ends there; below 0 or above 1: it stands aside
          const left = x - lean * width;
          const top = above ? y - dy - height : y + dy;
          const box = { left, top, right: left + width, bottom: top + height };
          if (left < area.left || box.right > area.right || top < area.top || box.bottom > area.bottom) continue;
          const aside = lean < 0 ? -lean : lean > 1 ? lean - 1 : 0;
          found.push({ box, cost: dy + (above ? 0 : 10) + shift * 22 + aside * 60 });
        }
  return found;
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
  for (const i of [...order].reverse()) next = placed[i] = Math.min(placed[i]!, next - spacing);
  return placed;
}
