import type { Plugin } from 'chart.js';
import { type Box, overlaps } from '../places.ts';
import { knownDate, signed } from '../format.ts';
import type { LevelSegment } from '../levels.ts';
import { en } from '../../words/en/index.ts';
import type { Words } from '../../words/words.ts';
import type { Theme } from '../theme.ts';
import { drawText, textWidth } from './text.ts';

const MAX_LABELS = 6;

export interface LevelsOfLine {
  readonly segments: readonly LevelSegment[];
  /** the scale that the levels are drawn on */
  readonly axis: string;
  readonly colour: string;
  /** month and size of each change, where there is room */
  readonly hasLabels: boolean;
}

/** Changes of level: a step line through the mean of each stretch, and at each change when it came and how large it is. */
export function levelSteps(lines: readonly LevelsOfLine[], theme: Theme, words: Words = en): Plugin<'line' | 'bar'> {
  const style = { family: theme.fontFamily, size: 11, weight: 600 };
  return {
    id: 'levelSteps',
    afterDatasetsDraw({ ctx, scales, chartArea }) {
      const x = scales['x']!;
      for (const { segments, axis, colour, hasLabels } of lines) {
        const y = scales[axis]!;
        ctx.save();
        ctx.beginPath();
        ctx.rect(chartArea.left, y.top, chartArea.right - chartArea.left, y.bottom - y.top);
        ctx.clip();
        ctx.beginPath();
        for (const { from, to, level } of segments) {
          ctx.lineTo(x.getPixelForValue(from), y.getPixelForValue(level));
          ctx.lineTo(x.getPixelForValue(to), y.getPixelForValue(level));
        }
        for (const [width, ink] of [
          [4, theme.paper],
          [2, colour],
        ] as const) {
          ctx.lineWidth = width;
          ctx.strokeStyle = ink;
          ctx.stroke();
        }
        ctx.restore();
        if (!hasLabels) continue;
        const taken: Box[] = [];
        // The largest few: the page lists them all.
        const changes = segments.slice(1).map((segment, i) => ({
          day: segment.from,
          level: segment.level,
          change: segment.level - segments[i]!.level,
          before: segments[i]!.from,
          after: segment.to,
        }));
        for (const { day, level, change, before, after } of changes
          .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))
          .slice(0, MAX_LABELS)) {
          const at = x.getPixelForValue(day);
          const text = `${knownDate(day, 'month', words)} ${signed(change, 0)}`;
          const width = textWidth(ctx, text, style);
          // Before a rise, and after a fall, the place beside the riser is free at the height of the upper level, as far as the lower one reaches;
          // where it is too short, the words stand above a rise and below a fall.
          const isRise = change > 0;
          const hasRoom =
            (isRise
              ? at - Math.max(x.getPixelForValue(before), chartArea.left)
              : Math.min(x.getPixelForValue(after), chartArea.right) - at) >
            width + 8;
          const left = isRise && hasRoom ? at - 5 - width : Math.min(at + 5, chartArea.right - width - 2);
          const height = y.getPixelForValue(hasRoom || isRise ? Math.max(level, level - change) : level);
          const top = Math.min(
            Math.max(hasRoom ? height - 4 : isRise ? height - 17 : height + 4, y.top),
            y.bottom - 14,
          );
          const box = { left, right: left + width, top, bottom: top + 13 };
          if (at < chartArea.left || at > chartArea.right || taken.some((other) => overlaps(box, other, 4))) continue;
          taken.push(box);
          drawText(ctx, text, left, top + 10.5, { ...style, colour: theme.ink, halo: theme.paper });
        }
      }
    },
  };
}
