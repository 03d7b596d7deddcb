import type { Plugin } from 'chart.js';
import type { Figure } from '../figure.ts';
import { isSecond, overlayColour } from '../overlay.ts';
import { drawText, type DrawingContext, textWidth } from './text.ts';

/** The value of the neutral line of the upper pane. */
export const neutralOf = ({ input: { view, series } }: Figure): number => (view.layer === 'index' ? series.neutral : 0);

/** What the panes are read against: their headings, the neutral line of the upper and the zero line of the lower pane. */
export function reference(figure: Figure): Plugin<'line' | 'bar'> {
  const { theme, compact, frame } = figure;
  const words = figure.words.charts;
  const size = (compact ? 11 : 12) * frame.text;
  const heading = { colour: theme.ink, family: theme.fontFamily, size, weight: 600 };
  const unit = { colour: theme.muted, family: theme.fontFamily, size };
  const aboveNotes = 10 * frame.text + figure.notes.height;
  return {
    id: 'reference',
    beforeDatasetsDraw({ ctx, scales, chartArea }) {
      const y = scales['y']!;
      const yc = scales['yc']!;
      const rule = (at: number, colour: string): void => {
        ctx.beginPath();
        ctx.moveTo(chartArea.left, Math.round(at) + 0.5);
        ctx.lineTo(chartArea.right, Math.round(at) + 0.5);
        ctx.strokeStyle = colour;
        ctx.lineWidth = 1;
        ctx.stroke();
      };
      ctx.save();
      rule(y.getPixelForValue(neutralOf(figure)), theme.neutralLine);
      if (figure.bins.length > 0) rule(yc.getPixelForValue(0), theme.neutralLine);
      const write = (title: string, rest: readonly string[], bottom: number): void => {
        if (frame.detail === 'line') return;
        const { left } = frame.inset;
        const right = frame.isCard ? frame.inset.right : 0;
        drawText(ctx, title, left, bottom, heading);
        const after = left + textWidth(ctx, `${title} `, heading) + 2;
        const room = figure.input.width - right - after;
        const fitting = rest.find((text) => textWidth(ctx, text, unit) <= room);
        if (fitting !== undefined) drawText(ctx, fitting, after, bottom, unit);
      };
      if (figure.input.view.layer === 'index' && figure.overlays.some(isSecond) && frame.isCard)
        writeNames(ctx, figure, y.top - aboveNotes);
      else if (figure.input.view.layer === 'index')
        write(words.index, [words.indexScale, words.indexScaleShort], y.top - aboveNotes);
      else write(words.parts, [words.partsUnit], y.top - aboveNotes);
      if (figure.bins.length > 0)
        write(
          words.madeOf,
          [words.madeOfUnit(words.when[figure.unit]), words.madeOfUnitShort],
          yc.top - 10 * frame.text,
        );
      ctx.restore();
    },
  };
}

/** Of two models on a card: which line is which, in the heading of the pane. */
function writeNames(ink: DrawingContext, figure: Figure, bottom: number): void {
  const { theme, frame, words, input } = figure;
  if (frame.detail === 'line') return;
  const { text, inset } = frame;
  const bold = { family: theme.fontFamily, size: (figure.compact ? 11 : 12) * text, weight: 600 };
  const names = [
    { name: input.lineName ?? '', colour: input.series.feeds ? theme.machine : theme.line },
    ...figure.overlays
      .filter(isSecond)
      .map((overlay) => ({ name: overlay.label, colour: overlayColour(overlay, theme) })),
  ];
  const [sample, gap] = [14 * text, 5 * text];
  const widths = names.map(({ name }) => sample + gap + textWidth(ink, name, bold));
  const title = textWidth(ink, words.charts.index, bold) + 3 * gap;
  const room = input.width - inset.right - inset.left;
  const hasTitle = title + widths.reduce((sum, width) => sum + width + 3 * gap, 0) <= room;
  let left = inset.left + (hasTitle ? title : 0);
  if (hasTitle) drawText(ink, words.charts.index, inset.left, bottom, { ...bold, colour: theme.ink });
  names.forEach(({ name, colour }, i) => {
    ink.fillStyle = colour;
    ink.fillRect(left, bottom - 5 * text, sample, 2.5 * text);
    drawText(ink, name, left + sample + gap, bottom, { ...bold, colour });
    left += widths[i]! + 3 * gap;
  });
}
