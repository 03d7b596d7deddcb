import type { Plugin } from 'chart.js';
import type { Words } from '../../words/words.ts';
import { spreadAround, spreadLabels } from '../places.ts';
import { axisOf } from '../compareScales.ts';
import type { CompareFigure, FigureLine } from '../compareFigure.ts';
import { knownDate, plain, signed } from '../format.ts';
import { leader, OWN_HEIGHT } from './leader.ts';
import { drawSymbol } from './lineSymbols.ts';
import { drawText, fittingText, textWidth } from './text.ts';

/** At the end of each line its symbol, its name and its last value, pushed apart where they would overlap, with a leader where one was moved. */
export function lineEnds(figure: CompareFigure): Plugin<'line'> {
  const { theme, lines, panes, input, marginRight, words, frame } = figure;
  const { text } = frame;
  // A card names its lines in full, where a narrow page has their codes.
  const compact = figure.compact && !frame.isCard;
  const isMultiple = input.arrangement === 'multiples';
  const isGrid = (input.columns ?? 1) > 1;
  const family = theme.fontFamily;
  const written = (value: number, pane: number): string => {
    const digits = Math.min(panes[pane]!.digits + 1, 2);
    return input.arrangement === 'difference' || input.scale === 'z' ? signed(value, digits) : plain(value, digits);
  };
  return {
    id: 'lineEnds',
    afterDatasetsDraw({ ctx, scales, chartArea }) {
      const left = chartArea.right + (compact ? 6 : 12) * text;
      const room = marginRight - (compact ? 8 : 14) * text;
      panes.forEach((pane, p) => {
        const y = scales[axisOf(figure, p)]!;
        if (isGrid) {
          // Once a row, at the end of its grid; the values stand in the heads.
          if (pane.reference && ((p + 1) % (input.columns ?? 1) === 0 || p === panes.length - 1))
            drawText(ctx, pane.reference.label, chartArea.right + 5 * text, y.getPixelForValue(pane.reference.at), {
              colour: theme.muted,
              family,
              size: 11 * text,
              baseline: 'middle',
            });
          return;
        }
        const own = lines.flatMap((line) =>
          line.pane === p && line.days.length > 0 ? [{ line, value: line.values.at(-1)!, day: line.days.at(-1)! }] : [],
        );
        if (isMultiple) {
          const [only] = own;
          if (!only) return;
          // A card names neutral too, if need be instead of the events; a page says by its axis and its pointer what that line is.
          const neutral = frame.isCard && pane.reference ? y.getPixelForValue(pane.reference.at) : undefined;
          const first = 7.5 * text;
          const middleOf = (height: number): number | undefined =>
            neutral === undefined
              ? undefined
              : spreadAround(
                  [y.getPixelForValue(only.value) + height / 2 - first],
                  [height],
                  [y.top - 8 * text, y.bottom + 14 * text],
                  [neutral - 7 * text, neutral + 7 * text],
                )?.[0];
          const [both, value] = [31 * text, 15 * text];
          const clear = compact ? undefined : middleOf(both);
          const alone = clear === undefined ? middleOf(value) : undefined;
          const at =
            clear !== undefined
              ? clear - both / 2 + first
              : (alone ??
                Math.min(
                  Math.max(y.getPixelForValue(only.value), y.top + 8 * text),
                  y.bottom - (compact ? 10 : 22) * text,
                ));
          const x = scales['x']!;
          const end = { x: x.getPixelForValue(only.day), y: y.getPixelForValue(only.value) };
          if (Math.abs(at - end.y) > OWN_HEIGHT * text && x.getPixelForValue(only.day + 1) >= chartArea.right)
            leader(ctx, theme.muted, end, { x: left - 2 * text, y: at });
          drawText(ctx, written(only.value, p), left, at, {
            colour: theme.ink,
            family,
            size: (compact ? 13 : 16) * text,
            weight: 700,
            baseline: 'middle',
          });
          const small = { colour: theme.muted, family, size: 11 * text, baseline: 'middle' as const };
          if (!compact && alone === undefined)
            drawText(
              ctx,
              only.line.line.method
                ? words.comparison.inMonth(knownDate(only.day, 'month', words))
                : below(only.line, words),
              left,
              at + 16 * text,
              small,
            );
          if (clear !== undefined || alone !== undefined) drawText(ctx, pane.reference!.label, left, neutral!, small);
          return;
        }
        const wanted = own.map(({ value }) => y.getPixelForValue(value));
        const { reference } = pane;
        const neutral = reference && y.getPixelForValue(reference.at);
        const placedBy = (spacing: number, below: number): number[] | undefined =>
          neutral === undefined
            ? undefined
            : spreadAround(
                wanted,
                wanted.map(() => spacing),
                [y.top + 4 - spacing / 2, y.bottom - 4 + spacing / 2 + below],
                [neutral - 8 * text, neutral + 8 * text],
              );
        const usual = (compact ? 27 : 33) * text;
        const even = Math.min(usual, (y.bottom - y.top) / Math.max(own.length, 1));
        // Name and value in one line, where a card has no room for two.
        const tight = { spacing: 15 * text, below: 24 * text };
        const roomy = frame.isCard && even < usual ? undefined : placedBy(even, 0);
        const isTight = frame.isCard && roomy === undefined;
        const clear = roomy ?? (isTight ? placedBy(tight.spacing, tight.below) : undefined);
        const heights =
          clear ??
          (isTight
            ? spreadLabels(wanted, tight.spacing, y.top + 4, y.bottom - 4 + tight.below)
            : spreadLabels(wanted, even, y.top + 4, y.bottom - 4));
        own.forEach(({ line, value, day }, i) => {
          const height = heights[i]!;
          // A line that ends before is known by its symbol: a leader to it would run over the plot.
          if (scales['x']!.getPixelForValue(day + 1) >= chartArea.right) {
            ctx.save();
            ctx.strokeStyle = line.paint.colour;
            ctx.globalAlpha = 0.55;
            ctx.lineWidth = 1;
            ctx.beginPath();
            ctx.moveTo(chartArea.right, wanted[i]!);
            ctx.lineTo(left - 1, height);
            ctx.stroke();
            ctx.restore();
          }
          drawSymbol(ctx, line.paint, left + 5 * text, height, 4.5 * text, undefined);
          const nameStyle = { family, size: (compact ? 11 : 12) * text, weight: 600 };
          const value1 = written(value, p);
          if (isTight) {
            const valueStyle = { family, size: 11 * text, weight: 700, baseline: 'middle' as const };
            const shift = textWidth(ctx, `${value1} `, valueStyle);
            drawText(ctx, value1, left + 13 * text, height, { ...valueStyle, colour: theme.ink });
            const name = { ...valueStyle, weight: 600 };
            drawText(
              ctx,
              fittingText(ctx, [line.line.label, line.line.short], room - 14 * text - shift, name),
              left + 13 * text + shift,
              height,
              { ...name, colour: theme.ink },
            );
          } else if (compact) {
            drawText(ctx, line.line.short, left + 14, height - 6, {
              ...nameStyle,
              colour: theme.ink,
              baseline: 'middle',
            });
            drawText(ctx, value1, left + 14, height + 7, { colour: theme.ink, family, size: 11, baseline: 'middle' });
          } else {
            drawText(
              ctx,
              fittingText(ctx, [line.line.label, line.line.short], room - 16 * text, nameStyle),
              left + 15 * text,
              height - 7 * text,
              { ...nameStyle, colour: theme.ink, baseline: 'middle' },
            );
            drawText(ctx, value1, left + 15 * text, height + 8 * text, {
              colour: theme.ink,
              family,
              size: 13 * text,
              weight: 700,
              baseline: 'middle',
            });
            ctx.save();
            ctx.font = `700 ${13 * text}px ${family}`;
            const shift = ctx.measureText(value1).width;
            ctx.restore();
            drawText(
              ctx,
              line.line.method ? knownDate(day, 'month', words) : below(line, words),
              left + 15 * text + shift + 7 * text,
              height + 8 * text,
              { colour: theme.muted, family, size: 11 * text, baseline: 'middle' },
            );
          }
        });
        // It names its line at its own height, or not at all.
        if (reference && clear)
          drawText(ctx, reference.label, left + (compact ? 0 : 15) * text, neutral!, {
            colour: theme.muted,
            family,
            size: 11 * text,
            baseline: 'middle',
          });
      });
    },
  };
}

const below = ({ events }: FigureLine, words: Words): string =>
  events === undefined ? '' : words.counts.events(events);
