import { type LineSymbol, linePaint } from '../charts/linePaints.ts';
import { themeName } from '../state/theme.ts';

const SHAPES: Readonly<Record<LineSymbol, string>> = {
  circle: 'M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8Z',
  square: 'M1.4 1.4h7.2v7.2H1.4Z',
  triangle: 'M5 .5 9.6 8.7H.4Z',
  wedge: 'M5 9.5.4 1.3h9.2Z',
  diamond: 'M5-.2 10.2 5 5 10.2-.2 5Z',
  cross: 'M3.4.2h3.2v3.2h3.2v3.2H6.6v3.2H3.4V6.6H.2V3.4h3.2Z',
};

/** The symbol and colour of a line, as the chart draws them. */
export function LineMark({ position }: { readonly position: number }) {
  const { colour, symbol } = linePaint(themeName.value, position);
  return (
    <svg class="line-mark" viewBox="0 0 10 10" aria-hidden="true">
      <path d={SHAPES[symbol]} fill={colour} />
    </svg>
  );
}
