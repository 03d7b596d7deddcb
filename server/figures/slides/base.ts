/** What slides are laid on: masters, layouts and a theme. */
import type { Box } from '../svgPath.ts';
import type { OfficePackage } from './officePackage.ts';
import type { Template } from './template.ts';

export interface Base {
  readonly office: OfficePackage;
  /** the part of the presentation itself */
  readonly main: string;
  /** of a slide, EMU */
  readonly width: number;
  readonly height: number;
  /** parts: of a slide with a card, and of one with text */
  readonly layouts: { readonly card: string; readonly text: string };
  readonly notesMaster: string;
  /** a family, or the theme's own */
  readonly font: string;
  /** where a slide has its card, EMU */
  readonly card: Box;
  /** where a slide of text has it: the placeholder, or none, and its box in EMU */
  readonly text: { readonly holder: string | undefined; readonly box: Box };
  /** an office's own, where it is one: title, footer and number stand and look as it says */
  readonly template?: Template;
  /** writes the presentation with these slides @param slides as PresentationML */
  readonly writeMain: (slides: string) => void;
}
