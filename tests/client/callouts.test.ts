import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { type Box, type CalloutRequest, overlaps, placeCallouts, spreadLabels } from '../../client/charts/callouts.ts';

const area: Box = { left: 40, top: 20, right: 840, bottom: 300 };
/** A line that runs level at y = 160, 4 px thick. */
const level = (): { top: number; bottom: number } => ({ top: 158, bottom: 162 });
const at = (x: number, y = 160): CalloutRequest => ({ x, y, width: 170, height: 29 });

describe('captions', () => {
  it('stand at their point when there is room', () => {
    const [callout] = placeCallouts([at(400)], area, level);
    expect(callout!.box).not.toBeNull();
    expect(callout!.box!.left).toBeLessThanOrEqual(400);
    expect(callout!.box!.right).toBeGreaterThanOrEqual(400);
  });

  it('slide inwards at the rim', () => {
    const [left, right] = placeCallouts([at(42), at(838)], area, level);
    expect(left!.box!.left).toBeGreaterThanOrEqual(area.left);
    expect(right!.box!.right).toBeLessThanOrEqual(area.right);
  });

  it('find a place for four of five events of one week, and for five of one month', () => {
    // The fifth is then asked for again with its first line only (marks/numberedMarks.ts).
    const placed = (...xs: number[]): number =>
      placeCallouts(
        xs.map((x) => at(x)),
        area,
        level,
      ).filter(({ box }) => box !== null).length;
    expect(placed(700, 703, 708, 712, 716)).toBeGreaterThanOrEqual(4);
    expect(placed(400, 420, 440, 460, 480)).toBe(5);
  });

  it('are left out where there is no room at all', () => {
    const [callout] = placeCallouts([at(400)], { ...area, top: 150, bottom: 170 }, level);
    expect(callout).toEqual({ box: null, leader: null });
  });

  it('keep off the line, off each other and inside the area, wherever the points lie', () => {
    const request = fc.record({
      x: fc.integer({ min: 40, max: 840 }),
      y: fc.constant(160),
      width: fc.integer({ min: 60, max: 220 }),
      height: fc.constant(29),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 5 }), (requests) => {
        const boxes = placeCallouts(requests, area, level).flatMap(({ box }) => (box ? [box] : []));
        boxes.forEach((box, i) => {
          expect(
            box.left >= area.left && box.right <= area.right && box.top >= area.top && box.bottom <= area.bottom,
          ).toBe(true);
          expect(box.bottom < 158 || box.top > 162).toBe(true);
          for (const other of boxes.slice(i + 1)) expect(overlaps(box, other)).toBe(false);
        });
      }),
    );
  });
});

describe('labels beside the bars', () => {
  it('stay where they want to be when they have room', () => {
    expect(spreadLabels([10, 50, 90], 15, 0, 100)).toEqual([10, 50, 90]);
  });

  it('are pushed apart in their order', () => {
    expect(spreadLabels([50, 51, 52], 15, 0, 100)).toEqual([50, 65, 80]);
  });

  it('are pushed back from the lower end', () => {
    expect(spreadLabels([95, 96], 15, 0, 100)).toEqual([85, 100]);
  });

  it('keep their distance, whatever they want', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 7 }), (wanted) => {
        const placed = spreadLabels(wanted, 14, 0, 100).toSorted((a, b) => a - b);
        for (let i = 1; i < placed.length; i++) expect(placed[i]! - placed[i - 1]!).toBeGreaterThanOrEqual(14 - 1e-9);
      }),
    );
  });
});
