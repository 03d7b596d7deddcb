/** What a canvas keeps while it is drawn on: paints, lines, fonts and where things stand on the page; saved and restored as a whole. */

/** a b c d e f, as in `matrix(a b c d e f)` */
type Matrix = readonly [number, number, number, number, number, number];

interface State<Clip> {
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

const START: State<never> = {
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

/** @typeParam Clip what drawings are cut off at */
export class DrawingState<Clip> {
  protected state: State<Clip> = START;
  readonly #saved: State<Clip>[] = [];

  get fillStyle(): string {
    return this.state.fillStyle;
  }
  set fillStyle(value: string) {
    this.#set('fillStyle', value);
  }
  get strokeStyle(): string {
    return this.state.strokeStyle;
  }
  set strokeStyle(value: string) {
    this.#set('strokeStyle', value);
  }
  get lineWidth(): number {
    return this.state.lineWidth;
  }
  set lineWidth(value: number) {
    if (value > 0) this.#set('lineWidth', value);
  }
  get lineCap(): CanvasLineCap {
    return this.state.lineCap;
  }
  set lineCap(value: CanvasLineCap) {
    this.#set('lineCap', value);
  }
  get lineJoin(): CanvasLineJoin {
    return this.state.lineJoin;
  }
  set lineJoin(value: CanvasLineJoin) {
    this.#set('lineJoin', value);
  }
  get miterLimit(): number {
    return this.state.miterLimit;
  }
  set miterLimit(value: number) {
    this.#set('miterLimit', value);
  }
  get lineDashOffset(): number {
    return this.state.lineDashOffset;
  }
  set lineDashOffset(value: number) {
    this.#set('lineDashOffset', value);
  }
  get globalAlpha(): number {
    return this.state.globalAlpha;
  }
  set globalAlpha(value: number) {
    this.#set('globalAlpha', value);
  }
  get font(): string {
    return this.state.font;
  }
  set font(value: string) {
    this.#set('font', value);
  }
  get textAlign(): CanvasTextAlign {
    return this.state.textAlign;
  }
  set textAlign(value: CanvasTextAlign) {
    this.#set('textAlign', value);
  }
  get textBaseline(): CanvasTextBaseline {
    return this.state.textBaseline;
  }
  set textBaseline(value: CanvasTextBaseline) {
    this.#set('textBaseline', value);
  }

  /** As on a canvas, what cannot be used is passed over: Chart.js sets an undefined font or colour and counts on it. */
  #set<Name extends keyof State<Clip>>(name: Name, value: State<Clip>[Name] | undefined): void {
    if (value !== undefined && value !== null) this.state = { ...this.state, [name]: value };
  }

  save(): void {
    this.#saved.push(this.state);
  }
  restore(): void {
    this.state = this.#saved.pop() ?? this.state;
  }
  setLineDash(dash: readonly number[]): void {
    this.state = { ...this.state, dash: [...dash] };
  }
  getLineDash(): number[] {
    return [...this.state.dash];
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.state = { ...this.state, matrix: [a, b, c, d, e, f] };
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
    const [A, B, C, D, E, F] = this.state.matrix;
    this.setTransform(A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F);
  }

  /** On the page. */
  protected at(x: number, y: number): { x: number; y: number } {
    const [a, b, c, d, e, f] = this.state.matrix;
    return { x: a * x + c * y + e, y: b * x + d * y + f };
  }
  /** How much longer a length is on the page. Only sizes and turns are taken, so that a circle stays one. */
  protected size(): number {
    const [a, b, c, d] = this.state.matrix;
    const size = Math.hypot(a, b);
    if (Math.abs(Math.hypot(c, d) - size) > 0.01 * size)
      throw new RangeError('A drawing in lines is stretched in one direction only: draw it in its own proportions.');
    return size;
  }
}
