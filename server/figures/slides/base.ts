/** What slides are laid on: masters, layouts and a theme. */
import type { Box } from '../svgPath.ts';
import type { OfficePackage } from './officePackage.ts';

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
  /** where a slide of text has it: the placeholder, and its box in EMU */
  readonly text: { readonly holder: string; readonly box: Box };
  /** writes the presentation with these slides @param slides as PresentationML */
  readonly writeMain: (slides: string) => void;
}
