/** An office's own master and layouts as what slides are laid on. */
import { CARD_PAINTS } from '../../../client/charts/card/cardTheme.ts';
import { FORMATS, type Preset } from '../../../client/charts/card/presentation.ts';
import type { Box } from '../svgPath.ts';
import type { Base } from './base.ts';
import { TYPES } from './officePackage.ts';
import { addNotesMaster } from './ownBase.ts';
import { presentationOf, type Template } from './template.ts';

/** As programs have it where nothing else is said, EMU. */
const INSET = { x: 91_440, y: 45_720 };

export function templateBase(template: Template): Base {
  const { main, width, height, layout, body, paper } = template;
  const office = template.office.copy();
  const notesMaster = template.notesMaster ?? addNotesMaster(office, CARD_PAINTS[paper.isDark ? 'dark' : 'light']);
  const notes = office.relate(main, 'notesMaster', notesMaster);
  const { left, top, right, bottom } = body.box;
  return {
    office,
    main,
    width,
    height,
    layouts: { card: layout, text: layout },
    notesMaster,
    font: '+mn-lt',
    card: body.box,
    text: {
      holder: body.holder,
      box: { left: left + INSET.x, top: top + INSET.y, right: right - INSET.x, bottom: bottom - INSET.y },
    },
    template,
    writeMain: (slides) => office.add(main, TYPES.presentation, presentationOf(template, slides, notes)),
  };
}

/** The preset whose shape its slides have, and the px of that preset's layout that its body has. */
export function roomIn({ width, height, body: { box } }: Template): {
  readonly preset: Preset;
  readonly room: { readonly width: number; readonly height: number };
} {
  const ratio = width / height;
  const preset = ratio > 1.5 ? 'slide' : ratio > 1.15 ? 'four-three' : 'square';
  const format = FORMATS[preset];
  const px = height / (format.height / format.scale);
  const { left, top, right, bottom }: Box = box;
  return { preset, room: { width: (right - left) / px, height: (bottom - top) / px } };
}
