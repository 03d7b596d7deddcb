/** A card as it is painted, word by word: where each text stands, how large it is, in which colour and on what. */
import { fileURLToPath } from 'node:url';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { Chart } from 'chart.js';
import { type Card, cardChart } from '../../client/charts/card/card.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { CHART_PARTS } from '../../client/charts/parts.ts';

Chart.register(...CHART_PARTS);

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
for (const weight of ['Regular', 'Medium', 'SemiBold', 'Bold'])
  GlobalFonts.registerFromPath(
    `${modules}pretendard/dist/public/static/alternative/Pretendard-${weight}.ttf`,
    'Pretendard',
  );
for (const weight of ['400Regular', '600SemiBold', '700Bold'])
  GlobalFonts.registerFromPath(
    `${modules}@expo-google-fonts/noto-sans-kr/${weight}/NotoSansKR_${weight}.ttf`,
    'Noto Sans KR',
  );

type DrawingContext = Chart['ctx'];

export interface RecordedText {
  readonly text: string;
  /** px of the layout */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** px of the picture at density 1 */
  readonly pixels: number;
  readonly weight: number;
  /** of the letters to what lies behind them: what nine tenths of it reach (WCAG 2.2); NaN where only places are asked for */
  readonly contrast: number;
}

/** A stroke from one point to another, px of the layout. */
export interface Stroke {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly colour: string;
}

export interface Recorded {
  readonly card: Card;
  readonly texts: readonly RecordedText[];
  readonly strokes: readonly Stroke[];
}

/**
 * Draws a card at one px to one of the layout and writes down every text and every stroke.
 *
 * @param isPainted false: only where things stand, which takes a tenth of the time
 */
export function recordCard(input: CardInput, isPainted = true): Recorded {
  const card = cardChart(input, createCanvas(1, 1).getContext('2d') as unknown as DrawingContext);
  const ctx = (isPainted ? createCanvas(card.width, card.height) : createCanvas(1, 1)).getContext('2d');
  const texts: RecordedText[] = [];
  const scale = card.scale / input.presentation.density;
  const fill = ctx.fillText.bind(ctx);
  ctx.fillText = (text: string, x: number, y: number): void => {
    if (text !== '') {
      const { a, b, e, f } = ctx.getTransform();
      if (a !== 1 || b !== 0) throw new RangeError(`"${text}" is turned or scaled: its box cannot be read off.`);
      const box = ctx.measureText(text);
      const [left, right] = [e + x - box.actualBoundingBoxLeft, e + x + box.actualBoundingBoxRight];
      const [top, bottom] = [f + y - box.actualBoundingBoxAscent, f + y + box.actualBoundingBoxDescent];
      const [, weight, size] = /(\d+) (\d+(?:\.\d+)?)px/.exec(ctx.font) ?? /()(\d+(?:\.\d+)?)px/.exec(ctx.font)!;
      const behind = isPainted
        ? ctx.getImageData(
            Math.max(Math.floor(left), 0),
            Math.max(Math.floor(top), 0),
            Math.max(Math.ceil(right - left), 1),
            Math.max(Math.ceil(bottom - top), 1),
          ).data
        : new Uint8ClampedArray();
      texts.push({
        text,
        left,
        right,
        top,
        bottom,
        pixels: Number(size) * scale,
        weight: Number(weight || 400),
        contrast: isPainted ? contrastOn(String(ctx.fillStyle), behind) : Number.NaN,
      });
    }
    fill(text, x, y);
  };
  const strokes: Stroke[] = [];
  let path: { from: [number, number]; to: [number, number] }[] = [];
  let at: [number, number] = [0, 0];
  const wrapped = { begin: ctx.beginPath.bind(ctx), move: ctx.moveTo.bind(ctx), line: ctx.lineTo.bind(ctx) };
  const stroked = ctx.stroke.bind(ctx) as () => void;
  ctx.beginPath = (): void => {
    path = [];
    wrapped.begin();
  };
  ctx.moveTo = (x: number, y: number): void => {
    at = [x, y];
    wrapped.move(x, y);
  };
  ctx.lineTo = (x: number, y: number): void => {
    path.push({ from: at, to: [x, y] });
    at = [x, y];
    wrapped.line(x, y);
  };
  ctx.stroke = (): void => {
    for (const segment of path) strokes.push({ ...segment, colour: String(ctx.strokeStyle) });
    stroked();
  };
  Object.defineProperties(ctx, {
    canvas: { value: { width: card.width, height: card.height, getContext: () => ctx } },
    clearRect: { value: () => undefined },
  });
  new Chart(ctx as unknown as DrawingContext, card.configuration).destroy();
  return { card, texts, strokes };
}

function contrastOn(colour: string, pixels: Uint8ClampedArray): number {
  const own = luminance([1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)));
  const found: number[] = [];
  for (let i = 0; i < pixels.length; i += 4) {
    const [high, low] = [own, luminance([pixels[i]!, pixels[i + 1]!, pixels[i + 2]!])].toSorted((p, q) => q - p);
    found.push((high! + 0.05) / (low! + 0.05));
  }
  return found.sort((p, q) => p - q)[Math.floor(found.length / 10)]!;
}

/** Relative luminance of 8-bit sRGB (WCAG 2.2). */
function luminance(channels: readonly number[]): number {
  const [r, g, b] = channels.map((channel) =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
