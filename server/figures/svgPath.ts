/** The path under way, as SVG writes one, in places of the page. */
import { DrawingState } from './drawingState.ts';
import { decimal } from './svgText.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Path {
  readonly data: string;
  readonly box: Box;
  readonly isRectangle: boolean;
}

export interface Clip extends Path {
  readonly rule: string | undefined;
}

const FULL_TURN = 2 * Math.PI;
const NOWHERE: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
/** As `rect` writes one, upright on the page. */
const RECTANGLE = /^M(\S+) (\S+)L(\S+) \2L\3 (\S+)L\1 \4Z$/;

export class PathDrawing extends DrawingState<Clip> {
  #path: string[] = [];
  #box: Box = NOWHERE;
  /** where the pen stands, on the page; undefined before the first point */
  #pen: { x: number; y: number } | undefined;

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
    const length = decimal(radius * this.size());
    for (let part = 1; part <= parts; part++) {
      const point = this.at(...pointAt(from + (sign * turn * part) / parts));
      this.#pen = point;
      this.#path.push(`A${length} ${length} 0 0 ${counterclockwise ? 0 : 1} ${decimal(point.x)} ${decimal(point.y)}`);
    }
  }

  /** A point of the path, on the page. */
  #point(x: number, y: number): { x: number; y: number } {
    const point = this.at(x, y);
    const { left, top, right, bottom } = this.#box;
    this.#box = {
      left: Math.min(left, point.x),
      top: Math.min(top, point.y),
      right: Math.max(right, point.x),
      bottom: Math.max(bottom, point.y),
    };
    return point;
  }
  /** Draws a path of its own; the one under way goes on afterwards. */
  protected aside(draw: () => void): void {
    const [path, box, pen] = [this.#path, this.#box, this.#pen];
    this.beginPath();
    draw();
    [this.#path, this.#box, this.#pen] = [path, box, pen];
  }
  protected wholePath(): Path {
    const data = this.#path.join('').replace(/(?:M[^A-Z]*)+$/, ''); // a point to go on from, from which nothing went on
    return { data, box: this.#box, isRectangle: RECTANGLE.test(data) };
  }
}
