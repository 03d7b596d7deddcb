/**
 * A context that writes SVG instead of painting: what Chart.js and our marks use of a canvas, with real text. (The drawing library's own SVG sets
 * every glyph by itself and takes Han characters for others.) Whatever it does not know is refused, so that nothing is lost without a word.
 */
import { paintOf, type SvgPaint } from './svgPaint.ts';
import { attributes, decimal, escaped } from './svgText.ts';

/** a b c d e f, as in `matrix(a b c d e f)` */
type Matrix = readonly [number, number, number, number, number, number];

export interface Measure {
  /** px that the text is wide in a font */
  width(font: string, text: string): number;
  /** px from a baseline down to the alphabetic one */
  drop(font: string, baseline: CanvasTextBaseline): number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Clip extends Path {
  readonly rule: string | undefined;
}

interface Path {
  readonly data: string;
  readonly box: Box;
  readonly isRectangle: boolean;
}

interface State {
  matrix: Matrix;
  clips: readonly Clip[];
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
  miterLimit: number;
  lineDashOffset: number;
  dash: readonly number[];
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
}

const START: State = {
  matrix: [1, 0, 0, 1, 0, 0],
  clips: [],
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  miterLimit: 10,
  lineDashOffset: 0,
  dash: [],
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
};

const STATE_MEMBERS = [
  'fillStyle',
  'strokeStyle',
  'lineWidth',
  'lineCap',
  'lineJoin',
  'miterLimit',
  'lineDashOffset',
  'globalAlpha',
  'font',
  'textAlign',
  'textBaseline',
] as const;
const FONT = /^(?:(\d{3}|normal|bold) )?(\d+(?:\.\d+)?)px (.+)$/;
const FULL_TURN = 2 * Math.PI;
const NOWHERE: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
const EVERYWHERE: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
/** As `rect` writes one, upright on the page. */
const RECTANGLE = /^M(\S+) (\S+)L(\S+) \2L\3 (\S+)L\1 \4Z$/;

export class SvgInk {
  /** Chart.js reads the size of its canvas here */
  canvas: unknown;
  readonly #measure: Measure;
  readonly #families: string;
  #state: State = START;
  readonly #saved: State[] = [];
  #path: string[] = [];
  #box: Box = NOWHERE;
  /** where the pen stands, on the page; undefined before the first point */
  #pen: { x: number; y: number } | undefined;
  /** the definition of each clip and its id */
  readonly #clips = new Map<string, string>();
  readonly #body: string[] = [];
  /** the clips within which the drawing stands at its end */
  #open: readonly string[] = [];

  constructor(measure: Measure, families: string) {
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

  get fillStyle(): string {
    return this.#state.fillStyle;
  }
  set fillStyle(value: string) {
    this.#set('fillStyle', value);
  }
  get strokeStyle(): string {
    return this.#state.strokeStyle;
  }
  set strokeStyle(value: string) {
    this.#set('strokeStyle', value);
  }
  get lineWidth(): number {
    return this.#state.lineWidth;
  }
  set lineWidth(value: number) {
    if (value > 0) this.#set('lineWidth', value);
  }
  get lineCap(): CanvasLineCap {
    return this.#state.lineCap;
  }
  set lineCap(value: CanvasLineCap) {
    this.#set('lineCap', value);
  }
  get lineJoin(): CanvasLineJoin {
    return this.#state.lineJoin;
  }
  set lineJoin(value: CanvasLineJoin) {
    this.#set('lineJoin', value);
  }
  get miterLimit(): number {
    return this.#state.miterLimit;
  }
  set miterLimit(value: number) {
    this.#set('miterLimit', value);
  }
  get lineDashOffset(): number {
    return this.#state.lineDashOffset;
  }
  set lineDashOffset(value: number) {
    this.#set('lineDashOffset', value);
  }
  get globalAlpha(): number {
    return this.#state.globalAlpha;
  }
  set globalAlpha(value: number) {
    this.#set('globalAlpha', value);
  }
  get font(): string {
    return this.#state.font;
  }
  set font(value: string) {
    this.#set('font', value);
  }
  get textAlign(): CanvasTextAlign {
    return this.#state.textAlign;
  }
  set textAlign(value: CanvasTextAlign) {
    this.#set('textAlign', value);
  }
  get textBaseline(): CanvasTextBaseline {
    return this.#state.textBaseline;
  }
  set textBaseline(value: CanvasTextBaseline) {
    this.#set('textBaseline', value);
  }

  /** As on a canvas, what cannot be used is passed over: Chart.js sets an undefined font or colour and counts on it. */
  #set<Name extends (typeof STATE_MEMBERS)[number]>(name: Name, value: State[Name] | undefined): void {
    if (value !== undefined && value !== null) this.#state = { ...this.#state, [name]: value };
  }

  save(): void {
    this.#saved.push(this.#state);
  }
  restore(): void {
    this.#state = this.#saved.pop() ?? this.#state;
  }
  setLineDash(dash: readonly number[]): void {
    this.#state = { ...this.#state, dash: [...dash] };
  }
  getLineDash(): number[] {
    return [...this.#state.dash];
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.#state = { ...this.#state, matrix: [a, b, c, d, e, f] };
  }
  resetTransform(): void {
    this.setTransform(1, 0, 0, 1, 0, 0);
  }
  translate(x: number, y: number): void {
    this.#multiply([1, 0, 0, 1, x, y]);
  }
  scale(x: number, y: number): void {
    this.#multiply([x, 0, 0, y, 0, 0]);
  }
  rotate(angle: number): void {
    this.#multiply([Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0]);
  }
  #multiply([a, b, c, d, e, f]: Matrix): void {
    const [A, B, C, D, E, F] = this.#state.matrix;
    this.setTransform(A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F);
  }

  /** On the page. */
  #at(x: number, y: number): { x: number; y: number } {
    const [a, b, c, d, e, f] = this.#state.matrix;
    return { x: a * x + c * y + e, y: b * x + d * y + f };
  }
  /** A point of the path, on the page. */
  #point(x: number, y: number): { x: number; y: number } {
    const point = this.#at(x, y);
    const { left, top, right, bottom } = this.#box;
    this.#box = {
      left: Math.min(left, point.x),
      top: Math.min(top, point.y),
      right: Math.max(right, point.x),
      bottom: Math.max(bottom, point.y),
    };
    return point;
  }
  /** How much longer a length is on the page. Only sizes and turns are taken, so that a circle stays one. */
  #size(): number {
    const [a, b, c, d] = this.#state.matrix;
    const size = Math.hypot(a, b);
    if (Math.abs(Math.hypot(c, d) - size) > 0.01 * size)
      throw new RangeError('An SVG figure is stretched in one direction only: draw it in its own proportions.');
    return size;
  }

  beginPath(): void {
    this.#path = [];
    this.#box = NOWHERE;
    this.#pen = undefined;
  }
  closePath(): void {
    if (this.#path.length > 0) this.#path.push('Z');
  }
  moveTo(x: number, y: number): void {
    this.#go('M', x, y);
  }
  lineTo(x: number, y: number): void {
    this.#go(this.#pen ? 'L' : 'M', x, y);
  }
  #go(command: 'M' | 'L', x: number, y: number): void {
    const point = this.#point(x, y);
    this.#pen = point;
    this.#path.push(`${command}${decimal(point.x)} ${decimal(point.y)}`);
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.#curve('Q', [cx, cy, x, y]);
  }
  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.#curve('C', [ax, ay, bx, by, x, y]);
  }
  #curve(command: 'Q' | 'C', numbers: readonly number[]): void {
    if (!this.#pen) this.moveTo(numbers[0]!, numbers[1]!);
    const points = Array.from({ length: numbers.length / 2 }, (_, i) =>
      this.#point(numbers[2 * i]!, numbers[2 * i + 1]!),
    );
    this.#pen = points.at(-1)!;
    this.#path.push(command + points.map(({ x, y }) => `${decimal(x)} ${decimal(y)}`).join(' '));
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
    this.moveTo(x, y);
  }
  arc(x: number, y: number, radius: number, from: number, to: number, counterclockwise = false): void {
    let turn = counterclockwise ? from - to : to - from;
    turn = turn >= FULL_TURN - 1e-9 ? FULL_TURN : ((turn % FULL_TURN) + FULL_TURN) % FULL_TURN;
    const sign = counterclockwise ? -1 : 1;
    const pointAt = (angle: number): [number, number] => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    this.lineTo(...pointAt(from));
    for (const [dx, dy] of [
      [-radius, -radius],
      [radius, -radius],
      [radius, radius],
      [-radius, radius],
    ] as const)
      this.#point(x + dx, y + dy);
    // An arc of SVG cannot come back to where it began: a circle is two halves.
    const parts = turn > Math.PI ? 2 : 1;
    const length = decimal(radius * this.#size());
    for (let part = 1; part <= parts; part++) {
      const point = this.#at(...pointAt(from + (sign * turn * part) / parts));
      this.#pen = point;
      this.#path.push(`A${length} ${length} 0 0 ${counterclockwise ? 0 : 1} ${decimal(point.x)} ${decimal(point.y)}`);
    }
  }

  clip(rule?: CanvasFillRule): void {
    this.#state = { ...this.#state, clips: [...this.#state.clips, { ...this.#wholePath(), rule: ruleOf(rule) }] };
  }
  fill(rule?: CanvasFillRule): void {
    const fillRule = ruleOf(rule);
    const paint = this.#fillOf();
    this.#paintPath(this.#wholePath(), paint && { ...paint, ...(fillRule && { 'fill-rule': fillRule }) }, 0);
  }
  stroke(): void {
    this.#paintPath(this.#wholePath(), this.#strokeOf(), this.#strokeReach());
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.#aside(() => {
      this.rect(x, y, width, height);
      this.fill();
    });
  }
  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#aside(() => {
      this.rect(x, y, width, height);
      this.stroke();
    });
  }
  /** Chart.js clears its canvas before it draws, when a page is clear anyway, and when it lets go of it, when the page is done. */
  clearRect(): void {}

  /** Draws a path of its own; the one under way goes on afterwards. */
  #aside(draw: () => void): void {
    const [path, box, pen] = [this.#path, this.#box, this.#pen];
    this.beginPath();
    draw();
    [this.#path, this.#box, this.#pen] = [path, box, pen];
  }
  #wholePath(): Path {
    const data = this.#path.join('').replace(/(?:M[^A-Z]*)+$/, ''); // a point to go on from, from which nothing went on
    return { data, box: this.#box, isRectangle: RECTANGLE.test(data) };
  }
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
    const cutting = this.#state.clips.filter(
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
    const { lineWidth, lineJoin, miterLimit } = this.#state;
    return (lineWidth / 2) * this.#size() * (lineJoin === 'miter' ? Math.min(miterLimit, 2) : 1);
  }

  /** undefined where nothing would be seen */
  #fillOf(): Readonly<Record<string, string>> | undefined {
    const paint = this.#paint(this.#state.fillStyle);
    return paint && { fill: paint.colour, ...(paint.opacity < 1 && { 'fill-opacity': decimal(paint.opacity) }) };
  }
  #strokeOf(): Readonly<Record<string, string>> | undefined {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash, lineDashOffset } = this.#state;
    const paint = this.#paint(strokeStyle);
    const size = this.#size();
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
    const seen = opacity * this.#state.globalAlpha;
    return seen > 0 ? { colour, opacity: seen } : undefined;
  }

  measureText(text: string): { width: number } {
    return { width: this.#measure.width(this.#state.font, text) };
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
    const { font, textAlign, textBaseline, matrix } = this.#state;
    const [, weight = '400', size] = FONT.exec(font) ?? [];
    if (size === undefined)
      throw new RangeError(
        `The font "${font}" is written in a way that an SVG figure does not know: give weight, size in px and family.`,
      );
    const factor = this.#size();
    const at = this.#at(x, y + this.#measure.drop(font, textBaseline));
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

const REFUSING: ProxyHandler<SvgInk> = {
  get(target, name) {
    const value: unknown = Reflect.get(target, name, target);
    if (value === undefined && typeof name === 'string' && !OPTIONAL.has(name))
      throw new RangeError(`An SVG figure has no "${name}" of a canvas: give it one in server/figures/svgInk.ts.`);
    return typeof value === 'function' ? value.bind(target) : value;
  },
  set(target, name, value) {
    if (!(name in target) && name !== 'canvas')
      throw new RangeError(
        `An SVG figure has no "${String(name)}" of a canvas: give it one in server/figures/svgInk.ts.`,
      );
    return Reflect.set(target, name, value, target);
  },
};
