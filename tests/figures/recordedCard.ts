/** A card as it is laid out: every text, line and shape with its place, by the fonts' own measures and without painting. */
import { createCanvas } from '@napi-rs/canvas';
import { type Card, cardChart } from '../../client/charts/card/card.ts';
import type { CardFacts } from '../../client/charts/card/cardFacts.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import type { Box } from '../../client/charts/places.ts';
import { registerFonts } from '../../server/figures/canvas.ts';
import { drawOn, type DrawingContext, inBundledFonts } from '../../server/figures/drawing.ts';
import { ruler } from '../../server/figures/measuring.ts';
import { projectRoot } from '../../server/projectRoot.ts';

registerFonts(projectRoot());

/** Pixels of the layout, as everything here. */
export interface RecordedText extends Box {
  readonly text: string;
  readonly size: number;
  readonly weight: number;
  readonly colour: string;
  /** colour painted around its letters */
  readonly halo: string | undefined;
}

type Point = readonly [x: number, y: number];

/** A line from point to point; a break is another line. */
export interface RecordedLine {
  readonly points: readonly Point[];
  readonly colour: string;
  /** what of the card it is painted on */
  readonly within: Box;
  /** of the data, whose points come from the chart and not from the canvas */
  readonly isData: boolean;
}

export interface RecordedDisc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface Recorded {
  readonly card: Card;
  readonly texts: readonly RecordedText[];
  readonly lines: readonly RecordedLine[];
  readonly discs: readonly RecordedDisc[];
  /** filled boxes: bars, badges, swatches, the ground of a QR code */
  readonly boxes: readonly Box[];
  readonly plot: Box;
}

interface State {
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  fillStyle: string;
  strokeStyle: string;
  clip: Box;
  x: number;
  y: number;
}

const EVERYWHERE: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

/** A canvas context that paints nothing and writes down what it is asked for. */
class Recorder {
  readonly texts: RecordedText[] = [];
  readonly lines: RecordedLine[] = [];
  readonly discs: RecordedDisc[] = [];
  readonly boxes: Box[] = [];
  readonly #states: State[] = [];
  #state: State = {
    font: '10px Pretendard',
    textAlign: 'left',
    textBaseline: 'alphabetic',
    fillStyle: '#000000',
    strokeStyle: '#000000',
    clip: EVERYWHERE,
    x: 0,
    y: 0,
  };
  #paths: Point[][] = [];
  #rect = EVERYWHERE;
  #halo: string | undefined;
  lineWidth = 1;
  lineJoin = '';
  lineCap = '';
  lineDashOffset = 0;
  globalAlpha = 1;

  get font(): string {
    return this.#state.font;
  }
  set font(font: string) {
    this.#state.font = inBundledFonts(font);
  }
  set textAlign(align: CanvasTextAlign) {
    this.#state.textAlign = align;
  }
  set textBaseline(baseline: CanvasTextBaseline) {
    this.#state.textBaseline = baseline;
  }
  get fillStyle(): string {
    return this.#state.fillStyle;
  }
  set fillStyle(colour: string) {
    this.#state.fillStyle = colour;
  }
  set strokeStyle(colour: string) {
    this.#state.strokeStyle = colour;
  }

  save(): void {
    this.#states.push({ ...this.#state });
  }
  restore(): void {
    this.#state = this.#states.pop() ?? this.#state;
  }
  translate(x: number, y: number): void {
    this.#state.x += x;
    this.#state.y += y;
  }
  rotate(angle: number): void {
    if (angle !== 0) throw new RangeError('A card turns no text.');
  }
  setTransform(): void {}
  resetTransform(): void {}
  clearRect(): void {}
  fill(): void {}
  setLineDash(): void {}
  closePath(): void {}
  strokeRect(): void {}

  beginPath(): void {
    this.#paths = [];
  }
  rect(x: number, y: number, width: number, height: number): void {
    const [left, top] = this.#at(x, y);
    this.#rect = { left, top, right: left + width, bottom: top + height };
  }
  clip(): void {
    const { clip } = this.#state;
    this.#state.clip = {
      left: Math.max(clip.left, this.#rect.left),
      top: Math.max(clip.top, this.#rect.top),
      right: Math.min(clip.right, this.#rect.right),
      bottom: Math.min(clip.bottom, this.#rect.bottom),
    };
  }
  moveTo(x: number, y: number): void {
    this.#paths.push([this.#at(x, y)]);
  }
  lineTo(x: number, y: number): void {
    const path = this.#paths.at(-1);
    if (path) path.push(this.#at(x, y));
    else this.#paths.push([this.#at(x, y)]);
  }
  arc(x: number, y: number, radius: number): void {
    const [left, top] = this.#at(x, y);
    this.discs.push({ x: left, y: top, radius });
  }
  stroke(): void {
    const { strokeStyle: colour, clip: within } = this.#state;
    for (const points of this.#paths) if (points.length > 1) this.lines.push({ points, colour, within, isData: false });
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    const [left, top] = this.#at(x, y);
    this.boxes.push({ left, top, right: left + width, bottom: top + height });
  }

  measureText(text: string): { readonly width: number } {
    ruler.font = this.font;
    return ruler.measureText(text);
  }
  strokeText(): void {
    this.#halo = this.#state.strokeStyle;
  }
  fillText(text: string, x: number, y: number): void {
    if (text === '') return;
    const { font, textAlign, textBaseline, fillStyle: colour } = this.#state;
    const { left, right, top, bottom } = letters(text, font, textAlign, textBaseline);
    const [atX, atY] = this.#at(x, y);
    const [, weight = '400', size] = /(?:(\d{3}) )?(\d+(?:\.\d+)?)px/.exec(font)!;
    this.texts.push({
      text,
      left: atX + left,
      right: atX + right,
      top: atY + top,
      bottom: atY + bottom,
      size: Number(size),
      weight: Number(weight),
      colour,
      halo: this.#halo,
    });
    this.#halo = undefined;
  }

  #at(x: number, y: number): Point {
    return [this.#state.x + x, this.#state.y + y];
  }
}

const measuring = createCanvas(1, 1).getContext('2d');
const known = new Map<string, Box>();

/** Where the letters of a text lie, from where it is set. */
function letters(text: string, font: string, align: CanvasTextAlign, baseline: CanvasTextBaseline): Box {
  const key = `${font}|${align}|${baseline}|${text}`;
  const found = known.get(key);
  if (found) return found;
  measuring.font = font;
  measuring.textAlign = align;
  measuring.textBaseline = baseline;
  const box = measuring.measureText(text);
  // Of a text in two scripts the library measures the letters of one alone: the advance of all of them counts too.
  const start = align === 'right' || align === 'end' ? -box.width : align === 'center' ? -box.width / 2 : 0;
  const measured = {
    left: Math.min(-box.actualBoundingBoxLeft, start),
    right: Math.max(box.actualBoundingBoxRight, start + box.width),
    top: -box.actualBoundingBoxAscent,
    bottom: box.actualBoundingBoxDescent,
  };
  known.set(key, measured);
  return measured;
}

/**
 * Lays a card out and writes down where everything stands. The points of lines and bars are no part of it: they are read off the chart's scales.
 *
 * @param facts of the input, where they are known
 */
export function recordCard(input: CardInput, facts?: CardFacts): Recorded {
  const card = cardChart(input, ruler, facts);
  const recorder = new Recorder();
  const { configuration } = card;
  const { datasets } = configuration.data;
  const lines: RecordedLine[] = [];
  const bars: Box[] = [];
  let plot: Box = { left: 0, right: 0, top: 0, bottom: 0 };
  drawOn(recorder as unknown as DrawingContext, {
    ...card,
    configuration: {
      ...configuration,
      data: { ...configuration.data, datasets: datasets.map((dataset) => ({ ...dataset, data: [] })) },
      plugins: [
        ...(configuration.plugins ?? []),
        {
          id: 'recorded',
          afterDraw({ scales, chartArea: { left, right, top, bottom } }) {
            plot = { left, right, top, bottom };
            for (const dataset of datasets) {
              if (configuration.options?.indexAxis === 'y')
                (dataset.data as ([number, number] | null)[]).forEach((bar, row) => {
                  if (!bar) return;
                  const [a, b] = bar.map((value) => scales['x']!.getPixelForValue(value)).sort((p, q) => p - q);
                  const middle = scales['y']!.getPixelForValue(row);
                  const half = (dataset as { barThickness?: number }).barThickness! / 2;
                  bars.push({ left: a!, right: b!, top: middle - half, bottom: middle + half });
                });
              else if ('yAxisID' in dataset && dataset.yAxisID !== 'yc') {
                const x = scales[(dataset as { xAxisID?: string }).xAxisID ?? 'x']!;
                const y = scales[dataset.yAxisID!]!;
                let points: Point[] = [];
                for (const point of dataset.data as { x: number; y: number }[])
                  if (Number.isNaN(point.y)) points = [];
                  else {
                    if (points.length === 0)
                      lines.push({ points, colour: String(dataset.borderColor), within: EVERYWHERE, isData: true });
                    points.push([x.getPixelForValue(point.x), y.getPixelForValue(point.y)]);
                  }
              }
            }
          },
        },
      ],
    },
  });
  return {
    card,
    texts: recorder.texts,
    lines: [...recorder.lines, ...lines],
    discs: recorder.discs,
    boxes: [...recorder.boxes, ...bars],
    plot,
  };
}
