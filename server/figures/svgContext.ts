/**
 * A context that writes SVG instead of painting: what Chart.js and our marks use of a canvas, with real text. (The drawing library's own SVG sets
 * every glyph by itself and takes Han characters for others.) Whatever it does not know is refused, so that nothing is lost without a word.
 */
import { escaped } from '../../client/charts/escaped.ts';
import { paintOf, type SvgPaint } from './svgPaint.ts';
import { type Box, type Path, PathDrawing } from './svgPath.ts';
import { attributes, decimal } from './svgText.ts';

export interface Measure {
  /** px that the text is wide in a font */
  width(font: string, text: string): number;
  /** px from a baseline down to the alphabetic one */
  drop(font: string, baseline: CanvasTextBaseline): number;
}

const FONT = /^(?:(\d{3}|normal|bold) )?(\d+(?:\.\d+)?)px (.+)$/;
const EVERYWHERE: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

export class SvgContext extends PathDrawing {
  /** Chart.js reads the size of its canvas here */
  canvas: unknown;
  readonly #measure: Measure;
  readonly #families: string;
  /** the definition of each clip and its id */
  readonly #clips = new Map<string, string>();
  readonly #body: string[] = [];
  /** the clips within which the drawing stands at its end */
  #open: readonly string[] = [];

  constructor(measure: Measure, families: string) {
    super();
    this.#measure = measure;
    this.#families = families;
    return new Proxy(this, REFUSING);
  }

  /** What was drawn: definitions first, then the drawing. */
  content(): string {
    this.#within([]);
    const clips = [...this.#clips].map(([definition, id]) => `<clipPath id="${id}">${definition}</clipPath>`);
    return [...(clips.length > 0 ? [`<defs>${clips.join('')}</defs>`] : []), ...this.#body].join('\n');
  }

  clip(rule?: CanvasFillRule): void {
    this.state = { ...this.state, clips: [...this.state.clips, { ...this.wholePath(), rule: ruleOf(rule) }] };
  }
  fill(rule?: CanvasFillRule): void {
    const fillRule = ruleOf(rule);
    const paint = this.#fillOf();
    this.#paintPath(this.wholePath(), paint && { ...paint, ...(fillRule && { 'fill-rule': fillRule }) }, 0);
  }
  stroke(): void {
    this.#paintPath(this.wholePath(), this.#strokeOf(), this.#strokeReach());
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
  #paintPath({ data, box }: Path, paint: Readonly<Record<string, string>> | undefined, reach: number): void {
    if (data === '' || !paint) return;
    if (reach === 0 && (box.right - box.left < 0.01 || box.bottom - box.top < 0.01)) return;
    this.#within(
      this.#clipsOf({
        left: box.left - reach,
        top: box.top - reach,
        right: box.right + reach,
        bottom: box.bottom + reach,
      }),
    );
    this.#body.push(`<path d="${data}"${attributes(paint)}/>`);
  }
  /** The ids of the clips that cut something off a box; one that holds the whole box is left out. */
  #clipsOf(box: Box): string[] {
    const cutting = this.state.clips.filter(
      ({ isRectangle, box: clip }) =>
        !isRectangle ||
        box.left < clip.left - 0.01 ||
        box.top < clip.top - 0.01 ||
        box.right > clip.right + 0.01 ||
        box.bottom > clip.bottom + 0.01,
    );
    const ids = cutting.map(({ data, rule }) => {
      const definition = `<path d="${data}"${rule === undefined ? '' : ` clip-rule="${rule}"`}/>`;
      const id = this.#clips.get(definition) ?? `c${this.#clips.size + 1}`;
      this.#clips.set(definition, id);
      return id;
    });
    return [...new Set(ids)];
  }
  #strokeReach(): number {
    const { lineWidth, lineJoin, miterLimit } = this.state;
    return (lineWidth / 2) * this.size() * (lineJoin === 'miter' ? Math.min(miterLimit, 2) : 1);
  }

  /** undefined where nothing would be seen */
  #fillOf(): Readonly<Record<string, string>> | undefined {
    const paint = this.#paint(this.state.fillStyle);
    return paint && { fill: paint.colour, ...(paint.opacity < 1 && { 'fill-opacity': decimal(paint.opacity) }) };
  }
  #strokeOf(): Readonly<Record<string, string>> | undefined {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash, lineDashOffset } = this.state;
    const paint = this.#paint(strokeStyle);
    const size = this.size();
    return (
      paint && {
        fill: 'none',
        stroke: paint.colour,
        ...(paint.opacity < 1 && { 'stroke-opacity': decimal(paint.opacity) }),
        'stroke-width': decimal(lineWidth * size),
        ...(lineCap !== 'butt' && { 'stroke-linecap': lineCap }),
        ...(lineJoin !== 'miter' && { 'stroke-linejoin': lineJoin }),
        ...(dash.length > 0 && { 'stroke-dasharray': dash.map((length) => decimal(length * size)).join(' ') }),
        ...(dash.length > 0 && lineDashOffset !== 0 && { 'stroke-dashoffset': decimal(lineDashOffset * size) }),
      }
    );
  }
  #paint(style: string): SvgPaint | undefined {
    const { colour, opacity } = paintOf(style);
    const seen = opacity * this.state.globalAlpha;
    return seen > 0 ? { colour, opacity: seen } : undefined;
  }

  measureText(text: string): { width: number } {
    return { width: this.#measure.width(this.state.font, text) };
  }
  fillText(text: string, x: number, y: number): void {
    this.#write(text, x, y, this.#fillOf());
  }
  /** The halo behind letters: the same words again, which nobody is to hear twice. */
  strokeText(text: string, x: number, y: number): void {
    const paint = this.#strokeOf();
    this.#write(text, x, y, paint && { 'aria-hidden': 'true', ...paint });
  }
  #write(text: string, x: number, y: number, paint: Readonly<Record<string, string>> | undefined): void {
    if (text.trim() === '' || !paint) return;
    const { font, textAlign, textBaseline, matrix } = this.state;
    const [, weight = '400', size] = FONT.exec(font) ?? [];
    if (size === undefined)
      throw new RangeError(
        `The font "${font}" is written in a way that an SVG figure does not know: give weight, size in px and family.`,
      );
    const factor = this.size();
    const at = this.at(x, y + this.#measure.drop(font, textBaseline));
    const turned = Math.abs(matrix[1]) > 1e-6;
    const length = this.#measure.width(font, text) * factor;
    const height = Number(size) * factor;
    const shift = textAlign === 'center' ? length / 2 : textAlign === 'right' || textAlign === 'end' ? length : 0;
    this.#within(
      this.#clipsOf(
        turned
          ? EVERYWHERE
          : { left: at.x - shift, right: at.x - shift + length, top: at.y - height, bottom: at.y + height / 3 },
      ),
    );
    this.#body.push(
      `<text${attributes({
        x: decimal(at.x),
        y: decimal(at.y),
        'font-family': this.#families,
        'font-size': decimal(height),
        ...(weight !== '400' && weight !== 'normal' && { 'font-weight': weight }),
        ...(textAlign === 'center' && { 'text-anchor': 'middle' }),
        ...((textAlign === 'right' || textAlign === 'end') && { 'text-anchor': 'end' }),
        // With other fonts the words keep their room, so that they do not run into each other.
        textLength: decimal(length),
        lengthAdjust: 'spacingAndGlyphs',
        ...(turned && {
          transform: `rotate(${decimal((Math.atan2(matrix[1], matrix[0]) * 180) / Math.PI)} ${decimal(at.x)} ${decimal(at.y)})`,
        }),
        ...paint,
      })}>${escaped(text)}</text>`,
    );
  }

  /** What follows is drawn within these clips. */
  #within(clips: readonly string[]): void {
    let common = 0;
    while (common < clips.length && clips[common] === this.#open[common]) common++;
    for (let i = this.#open.length; i > common; i--) this.#body.push('</g>');
    for (const id of clips.slice(common)) this.#body.push(`<g clip-path="url(#${id})">`);
    this.#open = clips;
  }
}

function ruleOf(rule: unknown): CanvasFillRule | undefined {
  if (rule === undefined || rule === 'nonzero') return undefined;
  if (rule === 'evenodd') return rule;
  throw new RangeError('An SVG figure draws the path that was begun, and takes no Path2D.');
}

/** What Chart.js looks for and can do without. */
const OPTIONAL: ReadonlySet<string | symbol> = new Set(['then', 'canvas', 'constructor', 'length']);

const REFUSING: ProxyHandler<SvgContext> = {
  get(target, name) {
    const value: unknown = Reflect.get(target, name, target);
    if (value === undefined && typeof name === 'string' && !OPTIONAL.has(name))
      throw new RangeError(`An SVG figure has no "${name}" of a canvas: give it one in server/figures/svgContext.ts.`);
    return typeof value === 'function' ? value.bind(target) : value;
  },
  set(target, name, value) {
    if (!(name in target) && name !== 'canvas')
      throw new RangeError(
        `An SVG figure has no "${String(name)}" of a canvas: give it one in server/figures/svgContext.ts.`,
      );
    return Reflect.set(target, name, value, target);
  },
};
