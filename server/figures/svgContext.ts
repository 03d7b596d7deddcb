/** A drawing as SVG, with real text. (The drawing library's own SVG sets every glyph by itself and takes Han characters for others.) */
import { escaped } from '../../client/charts/escaped.ts';
import type { Lettering } from './fontFaces.ts';
import { outlineOf } from './fontRuns.ts';
import type { Paint } from './paint.ts';
import type { Clip } from './svgPath.ts';
import { attributes, decimal } from './svgText.ts';
import { type Measure, refusing, type SetText, SHIFTS, type Stroke, VectorContext } from './vectorContext.ts';

const ANCHORS = { left: undefined, center: 'middle', right: 'end' } as const;

export class SvgContext extends VectorContext {
  readonly #families: string | undefined;
  /** the definition of each clip and its id */
  readonly #clips = new Map<string, string>();
  readonly #body: string[] = [];
  readonly #letterings = new Map<string, Lettering>();

  /** @param families fonts of its texts; none: their outlines are drawn */
  constructor(measure: Measure, families: string | undefined) {
    super(measure);
    this.#families = families;
    return refusing(this);
  }

  /** What was drawn: definitions first, then the drawing. */
  content(): string {
    this.endClips();
    const clips = [...this.#clips].map(([definition, id]) => `<clipPath id="${id}">${definition}</clipPath>`);
    return [...(clips.length > 0 ? [`<defs>${clips.join('')}</defs>`] : []), ...this.#body].join('\n');
  }

  /** The texts that need fonts. */
  letterings(): Lettering[] {
    return [...this.#letterings.values()];
  }

  protected beginClip({ data, rule }: Clip): void {
    const definition = `<path d="${data}"${rule === undefined ? '' : ` clip-rule="${rule}"`}/>`;
    const id = this.#clips.get(definition) ?? `c${this.#clips.size + 1}`;
    this.#clips.set(definition, id);
    this.#body.push(`<g clip-path="url(#${id})">`);
  }
  protected endClip(): void {
    this.#body.push('</g>');
  }
  protected fillPath(data: string, fill: Paint, rule: CanvasFillRule | undefined): void {
    this.#body.push(`<path d="${data}"${attributes({ ...fillOf(fill), ...(rule && { 'fill-rule': rule }) })}/>`);
  }
  protected strokePath(data: string, stroke: Stroke): void {
    this.#body.push(`<path d="${data}"${attributes(strokeOf(stroke))}/>`);
  }
  protected write(text: SetText, fill: Paint): void {
    this.#write(text, fillOf(fill));
  }
  /** The same words again, which nobody is to hear twice. */
  protected outline(text: SetText, stroke: Stroke): void {
    this.#write(text, { 'aria-hidden': 'true', ...strokeOf(stroke) });
  }
  #write({ text, x, y, align, weight, size, length, angle }: SetText, paint: Readonly<Record<string, string>>): void {
    if (this.#families === undefined) {
      const turn = angle === 0 ? '' : ` rotate(${decimal(angle)})`;
      const shift = align === 'left' ? '' : ` translate(${decimal(-length * SHIFTS[align])} 0)`;
      const transform = `translate(${decimal(x)} ${decimal(y)})${turn}${shift}`;
      this.#body.push(`<path d="${outlineOf(text, weight, size)}"${attributes({ transform, ...paint })}/>`);
      return;
    }
    this.#letterings.set(`${weight} ${text}`, { text, weight });
    const anchor = ANCHORS[align];
    this.#body.push(
      `<text${attributes({
        x: decimal(x),
        y: decimal(y),
        'font-family': this.#families,
        'font-size': decimal(size),
        ...(weight !== 400 && { 'font-weight': String(weight) }),
        ...(anchor && { 'text-anchor': anchor }),
        // Where a program takes another font, the words keep their room, so that they do not run into each other.
        textLength: decimal(length),
        lengthAdjust: 'spacingAndGlyphs',
        ...(angle !== 0 && { transform: `rotate(${decimal(angle)} ${decimal(x)} ${decimal(y)})` }),
        ...paint,
      })}>${escaped(text)}</text>`,
    );
  }
}

const fillOf = ({ colour, opacity }: Paint): Record<string, string> => ({
  fill: colour,
  ...(opacity < 1 && { 'fill-opacity': decimal(opacity) }),
});

const strokeOf = ({ colour, opacity, width, cap, join, dash, dashOffset }: Stroke): Record<string, string> => ({
  fill: 'none',
  stroke: colour,
  ...(opacity < 1 && { 'stroke-opacity': decimal(opacity) }),
  'stroke-width': decimal(width),
  ...(cap !== 'butt' && { 'stroke-linecap': cap }),
  ...(join !== 'miter' && { 'stroke-linejoin': join }),
  ...(dash.length > 0 && { 'stroke-dasharray': dash.map(decimal).join(' ') }),
  ...(dash.length > 0 && dashOffset !== 0 && { 'stroke-dashoffset': decimal(dashOffset) }),
});
