/**
 * A context that hands on what is drawn in lines and text instead of painting it: what Chart.js and our marks use of a canvas. Whatever it does not
 * know is refused, so that nothing is lost without a word.
 */
import { type Paint, paintOf } from './paint.ts';
import { type Box, type Clip, type Path, PathDrawing } from './svgPath.ts';

export interface Measure {
  /** px that the text is wide in a font */
  width(font: string, text: string): number;
  /** px from a baseline down to the alphabetic one */
  drop(font: string, baseline: CanvasTextBaseline): number;
}

/** A line's paint, on the page. */
export interface Stroke extends Paint {
  readonly width: number;
  readonly cap: CanvasLineCap;
  readonly join: CanvasLineJoin;
  readonly dash: readonly number[];
  readonly dashOffset: number;
}

/** A text where it stands on the page. */
export interface SetText {
  readonly text: string;
  /** of the anchor, on the baseline */
  readonly x: number;
  readonly y: number;
  readonly align: 'left' | 'center' | 'right';
  readonly weight: number;
  readonly size: number;
  /** that it was laid out for */
  readonly length: number;
  /** degrees that it is turned about its anchor */
  readonly angle: number;
}

const FONT = /^(?:(\d{3}|normal|bold) )?(\d+(?:\.\d+)?)px (.+)$/;
const WEIGHTS: Readonly<Record<string, number>> = { normal: 400, bold: 700 };
const EVERYWHERE: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

export abstract class VectorContext extends PathDrawing {
  /** Chart.js reads the size of its canvas here */
  canvas: unknown;
  readonly #measure: Measure;
  /** the clips within which the drawing stands */
  #open: readonly Clip[] = [];

  constructor(measure: Measure) {
    super();
    this.#measure = measure;
  }

  protected abstract beginClip(clip: Clip): void;
  protected abstract endClip(): void;
  protected abstract fillPath(data: string, fill: Paint, rule: CanvasFillRule | undefined): void;
  protected abstract strokePath(data: string, stroke: Stroke): void;
  protected abstract write(text: SetText, fill: Paint): void;
  /** the halo behind letters */
  protected abstract outline(text: SetText, stroke: Stroke): void;

  /** What follows is drawn on the whole page. */
  protected endClips(): void {
    this.#within([]);
  }

  clip(rule?: CanvasFillRule): void {
    this.state = { ...this.state, clips: [...this.state.clips, { ...this.wholePath(), rule: ruleOf(rule) }] };
  }
  fill(rule?: CanvasFillRule): void {
    const fillRule = ruleOf(rule);
    const fill = this.#paint(this.state.fillStyle);
    if (fill) this.#paintPath(this.wholePath(), 0, (data) => this.fillPath(data, fill, fillRule));
  }
  stroke(): void {
    const stroke = this.#strokeOf();
    if (stroke) this.#paintPath(this.wholePath(), this.#strokeReach(), (data) => this.strokePath(data, stroke));
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.aside(() => {
      this.rect(x, y, width, height);
      this.fill();
    });
  }
  strokeRect(x: number, y: number, width: number, height: number): void {
    this.aside(() => {
      this.rect(x, y, width, height);
      this.stroke();
    });
  }
  /** Chart.js clears its canvas before it draws, when a page is clear anyway, and when it lets go of it, when the page is done. */
  clearRect(): void {}

  /** @param reach how far the paint goes beyond the path, on the page */
  #paintPath({ data, box }: Path, reach: number, paint: (data: string) => void): void {
    if (data === '') return;
    if (reach === 0 && (box.right - box.left < 0.01 || box.bottom - box.top < 0.01)) return;
    this.#within(
      this.#clipsOf({
        left: box.left - reach,
        top: box.top - reach,
        right: box.right + reach,
        bottom: box.bottom + reach,
      }),
    );
    paint(data);
  }
  /** The clips that cut something off a box; one that holds the whole box is left out. */
  #clipsOf(box: Box): Clip[] {
    const cutting = this.state.clips.filter(
      ({ isRectangle, box: clip }) =>
        !isRectangle ||
        box.left < clip.left - 0.01 ||
        box.top < clip.top - 0.01 ||
        box.right > clip.right + 0.01 ||
        box.bottom > clip.bottom + 0.01,
    );
    return cutting.filter((clip, i) => cutting.findIndex((other) => isSame(other, clip)) === i);
  }
  #strokeReach(): number {
    const { lineWidth, lineJoin, miterLimit } = this.state;
    return (lineWidth / 2) * this.size() * (lineJoin === 'miter' ? Math.min(miterLimit, 2) : 1);
  }

  #strokeOf(): Stroke | undefined {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash, lineDashOffset } = this.state;
    const paint = this.#paint(strokeStyle);
    const size = this.size();
    return (
      paint && {
        ...paint,
        width: lineWidth * size,
        cap: lineCap,
        join: lineJoin,
        dash: dash.map((length) => length * size),
        dashOffset: lineDashOffset * size,
      }
    );
  }
  /** undefined where nothing would be seen */
  #paint(style: string): Paint | undefined {
    const { colour, opacity } = paintOf(style);
    const seen = opacity * this.state.globalAlpha;
    return seen > 0 ? { colour, opacity: seen } : undefined;
  }

  measureText(text: string): { width: number } {
    return { width: this.#measure.width(this.state.font, text) };
  }
  fillText(text: string, x: number, y: number): void {
    const fill = this.#paint(this.state.fillStyle);
    if (fill) this.#set(text, x, y, (set) => this.write(set, fill));
  }
  strokeText(text: string, x: number, y: number): void {
    const stroke = this.#strokeOf();
    if (stroke) this.#set(text, x, y, (set) => this.outline(set, stroke));
  }
  #set(text: string, x: number, y: number, paint: (text: SetText) => void): void {
    if (text.trim() === '') return;
    const { font, textAlign, textBaseline, matrix } = this.state;
    const [, weight = '400', size] = FONT.exec(font) ?? [];
    if (size === undefined)
      throw new RangeError(
        `The font "${font}" is written in a way that a drawing in lines does not know: give weight, size in px and family.`,
      );
    const factor = this.size();
    const at = this.at(x, y + this.#measure.drop(font, textBaseline));
    const isTurned = Math.abs(matrix[1]) > 1e-6;
    const length = this.#measure.width(font, text) * factor;
    const height = Number(size) * factor;
    const align = textAlign === 'center' ? 'center' : textAlign === 'right' || textAlign === 'end' ? 'right' : 'left';
    const left = at.x - length * SHIFTS[align];
    this.#within(
      this.#clipsOf(
        isTurned ? EVERYWHERE : { left, right: left + length, top: at.y - height, bottom: at.y + height / 3 },
      ),
    );
    paint({
      text,
      ...at,
      align,
      weight: WEIGHTS[weight] ?? Number(weight),
      size: height,
      length,
      angle: isTurned ? (Math.atan2(matrix[1], matrix[0]) * 180) / Math.PI : 0,
    });
  }

  /** What follows is drawn within these clips. */
  #within(clips: readonly Clip[]): void {
    const open = this.#open;
    let common = 0;
    while (common < clips.length && common < open.length && isSame(clips[common]!, open[common]!)) common++;
    for (let i = open.length; i > common; i--) this.endClip();
    for (const clip of clips.slice(common)) this.beginClip(clip);
    this.#open = clips;
  }
}

/** The part of a text's length that stands left of its anchor. */
export const SHIFTS = { left: 0, center: 0.5, right: 1 } as const;

const isSame = (one: Clip, other: Clip): boolean => one.data === other.data && one.rule === other.rule;

function ruleOf(rule: unknown): CanvasFillRule | undefined {
  if (rule === undefined || rule === 'nonzero') return undefined;
  if (rule === 'evenodd') return rule;
  throw new RangeError('A drawing in lines draws the path that was begun, and takes no Path2D.');
}

/** For the constructor of a context: it has nothing but what it knows. */
export const refusing = <Context extends VectorContext>(context: Context): Context =>
  new Proxy(context, REFUSING) as Context;

/** What Chart.js looks for and can do without. */
const OPTIONAL: ReadonlySet<string | symbol> = new Set(['then', 'canvas', 'constructor', 'length']);

const REFUSING: ProxyHandler<VectorContext> = {
  get(target, name) {
    const value: unknown = Reflect.get(target, name, target);
    if (value === undefined && typeof name === 'string' && !OPTIONAL.has(name))
      throw new RangeError(
        `A drawing in lines has no "${name}" of a canvas: give it one in server/figures/vectorContext.ts.`,
      );
    return typeof value === 'function' ? value.bind(target) : value;
  },
  set(target, name, value) {
    if (!(name in target) && name !== 'canvas')
      throw new RangeError(
        `A drawing in lines has no "${String(name)}" of a canvas: give it one in server/figures/vectorContext.ts.`,
      );
    return Reflect.set(target, name, value, target);
  },
};
