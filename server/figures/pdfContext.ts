/** A drawing on a page of a PDF, with real text in embedded fonts. */
import type PDFDocument from 'pdfkit';
import type { Paint } from './paint.ts';
import { AS_A_WHOLE, fontRuns } from './fontRuns.ts';
import type { Clip } from './svgPath.ts';
import { type Measure, refusing, type SetText, SHIFTS, type Stroke, VectorContext } from './vectorContext.ts';

/** Enough to read letters over a line, and little enough to see that it goes on. */
const HALO_OPACITY = 0.7;
/** Of a letter, in its size. */
const ASCENT = 0.78;
const DESCENT = 0.22;

export class PdfContext extends VectorContext {
  readonly #pdf: InstanceType<typeof PDFDocument>;

  constructor(pdf: InstanceType<typeof PDFDocument>, measure: Measure) {
    super(measure);
    this.#pdf = pdf;
    return refusing(this);
  }

  /** What was begun is ended, so that something else may follow. */
  settle(): void {
    this.endClips();
  }

  protected beginClip({ data, rule }: Clip): void {
    this.#pdf.save().path(data).clip(ruleOf(rule));
  }
  protected endClip(): void {
    this.#pdf.restore();
  }
  protected fillPath(data: string, { colour, opacity }: Paint, rule: CanvasFillRule | undefined): void {
    this.#pdf.save().fillColor(colour, opacity).path(data).fill(ruleOf(rule)).restore();
  }
  protected strokePath(data: string, { colour, opacity, width, cap, join, dash, dashOffset }: Stroke): void {
    const pdf = this.#pdf.save().strokeColor(colour, opacity).lineWidth(width).lineCap(cap).lineJoin(join);
    if (dash.length > 0) pdf.dash([...dash] as unknown as number, { phase: dashOffset }); // a list too, which its types do not say
    pdf.path(data).stroke().restore();
  }
  protected write({ text, x, y, align, weight, size, length, angle }: SetText, { colour, opacity }: Paint): void {
    const pdf = this.#pdf.save().fillColor(colour, opacity).fontSize(size);
    if (angle !== 0) pdf.rotate(angle, { origin: [x, y] });
    let left = x - length * SHIFTS[align];
    const runs = fontRuns(text, weight);
    for (const [i, run] of runs.entries()) {
      pdf.font(run.font as unknown as string, run.name); // a font that is open already, which its types do not say
      pdf.text(run.text, left, y, { lineBreak: false, baseline: 'alphabetic', features: AS_A_WHOLE });
      if (i < runs.length - 1) left += pdf.widthOfString(run.text, { features: AS_A_WHOLE });
    }
    pdf.restore();
  }
  /** Stroked letters would be the same words twice to whoever copies or listens: a box of the halo's colour does. */
  protected outline({ x, y, align, size, length }: SetText, { colour, opacity }: Stroke): void {
    const left = x - length * SHIFTS[align] - 1;
    this.#pdf
      .save()
      .fillColor(colour, opacity * HALO_OPACITY)
      .rect(left, y - size * ASCENT - 1, length + 2, size * (ASCENT + DESCENT) + 2)
      .fill()
      .restore();
  }
}

const ruleOf = (rule: string | undefined): 'even-odd' | 'non-zero' => (rule === 'evenodd' ? 'even-odd' : 'non-zero');
