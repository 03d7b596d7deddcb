/** How a figure is asked for: what it shows, as a view, and how it looks. */
import { z } from 'zod';
import {
  CARD_THEMES,
  PRESETS,
  type Presentation,
  STANDARD,
  TEXT_PERCENT,
} from '../../client/charts/card/presentation.ts';
import { LANGUAGES } from '../../client/words/words.ts';
import type { FigureFormat } from '../figures/figureFormat.ts';
import { CSV_TABLES, type FileOptions, LETTERS, PLAIN } from '../figures/fileOptions.ts';
import { bom } from './parameters.ts';
import { invalid } from './problem.ts';
import { seriesParameters } from './series.ts';
import { comparedDyads, type ViewRequest, viewRequest } from './viewRequest.ts';

const oneOf = <Value extends string>(values: readonly [Value, ...Value[]], standard: Value) =>
  z.enum(values, `must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`).default(standard);

const TEXT_FAULT = `must be a whole number from ${TEXT_PERCENT.least} to ${TEXT_PERCENT.most}`;

/** How the card looks. */
export const presentationParameters = {
  preset: oneOf(PRESETS, STANDARD.preset).describe(
    'slide 1920x1080, four-three 1600x1200, square 1080x1080, memo 1500x1000 at 200 dpi, link 1200x628.',
  ),
  theme: oneOf(CARD_THEMES, STANDARD.theme).describe('Colours: light, dark, or grey for print.'),
  text: z
    .string()
    .regex(/^\d{2,3}$/, TEXT_FAULT)
    .transform(Number)
    .refine((percent) => percent >= TEXT_PERCENT.least && percent <= TEXT_PERCENT.most, TEXT_FAULT)
    .default(STANDARD.text)
    .meta({
      description: `Size of the text in percent, ${TEXT_PERCENT.least} to ${TEXT_PERCENT.most}; ${STANDARD.text} when left out. A card that has more to say than room for it sets it smaller.`,
    }),
  density: z
    .enum(['1', '2'], 'must be 1 or 2')
    .default('1')
    .transform((text): 1 | 2 => (text === '2' ? 2 : 1))
    .meta({ description: 'Pixels of the picture to one of the preset, 1 or 2; 1 when left out.' }),
  lang: oneOf(LANGUAGES as [Presentation['lang'], ...Presentation['lang'][]], STANDARD.lang).describe(
    'Language of the card.',
  ),
};

/** In a frame: the reader's own theme, where none is asked for. */
export const embedLook = {
  ...presentationParameters,
  theme: z.enum(CARD_THEMES, 'must be light, dark or grey').optional(),
};

/** The look alone, out of a query that asks for more. */
export const presentationOf = ({ preset, theme, text, density, lang }: Presentation): Presentation => ({
  preset,
  theme,
  text,
  density,
  lang,
});

/** How the file is sent. */
export const fileParameters = {
  ...presentationParameters,
  download: z
    .enum(['', 'true', 'false'], 'must be true or false')
    .default('false')
    .transform((text) => text !== 'false')
    .meta({ description: 'The browser saves the file in place of showing it.' }),
  bom,
  letters: oneOf(LETTERS, PLAIN.letters).describe(
    'SVG: its words as text with the fonts in the file, which browsers read, or as paths, which look the same in every program, also where it reads no fonts out of a file (resvg, rsvg-convert, Inkscape).',
  ),
  table: oneOf(CSV_TABLES, PLAIN.table).describe(
    'CSV: the points of the line, what each is made of by category (of one dyad), the numbered events, or the notes of its days (with notes=shown).',
  ),
  meta: z
    .enum(['0', '1'], 'must be 0 or 1')
    .default('0')
    .transform((text) => text === '1')
    .meta({
      description:
        '1: the CSV begins with lines after a # that say what it is of: title, dyads, days, unit, model, moment, view, address, licence and who made it.',
    }),
};

/** What a file is asked for besides its look; undefined where nothing is. @throws Problem for what its format has not */
export function optionsOf(format: FigureFormat, { letters, table, meta }: FileOptions): FileOptions | undefined {
  const asked = [
    { field: 'letters', of: 'svg', value: letters, standard: PLAIN.letters },
    { field: 'table', of: 'csv', value: table, standard: PLAIN.table },
    { field: 'meta', of: 'csv', value: meta ? '1' : '0', standard: '0' },
  ].filter(({ value, standard }) => value !== standard);
  const faults = asked.flatMap(({ field, of, value }) =>
    of === format
      ? []
      : [
          {
            field,
            value,
            message: `is of ${of.toUpperCase()} alone, and ${format.toUpperCase()} is asked for: leave it out, or ask for ${of.toUpperCase()}`,
          },
        ],
  );
  if (faults.length > 0) throw invalid(...faults);
  return asked.length > 0 ? { letters, table, meta } : undefined;
}

const [dyadView, , compareView] = viewRequest.options;
const { title, marking, overlay, notes } = dyadView.shape;

/** A dyad’s figure: the parameters of its series, and how it looks. */
export const dyadFigureQuery = z.strictObject({
  ...seriesParameters.shape,
  overlay,
  kind: oneOf(['trend', 'move'], 'trend').describe(
    'The line with what it is made of, or the change from `from` to `to` as the sum of its causes.',
  ),
  title,
  marking,
  notes,
  ...fileParameters,
});

/** What a frame shows and how: a file's name and form are none of it, and what is typed is shown once it is pinned. */
export const dyadEmbedQuery = z.strictObject({
  ...seriesParameters.shape,
  overlay,
  kind: dyadFigureQuery.shape.kind,
  notes,
  ...embedLook,
});
export const viewEmbedQuery = z.strictObject(embedLook);

/** @param dyad as it stands in the address */
export function dyadFigureRequest(
  dyad: string,
  query: z.output<typeof dyadEmbedQuery> & Pick<ViewRequest, 'title' | 'marking'>,
): ViewRequest {
  const { kind, step, overlay, whatIf, notes: asked, ...shared } = query;
  return kind === 'trend'
    ? { kind: 'dyad', dyad, step, overlay, whatIf, notes: asked, ...shared }
    : { kind: 'move', dyad, ...shared };
}

const { from, to, model, asOf } = compareView.shape;

export const compareFigureQuery = z.strictObject({
  dyads: z
    .string('is missing: give two to six dyads with commas between them, such as KOR-RUS,KOR-PRK')
    .transform((text) => text.split(',').map((dyad) => dyad.trim()))
    .pipe(comparedDyads)
    .meta({
      description: 'Two to six dyads with commas between them, in the order of their lines.',
      example: 'KOR-RUS,KOR-PRK',
    }),
  from,
  to,
  model,
  asOf,
  title,
  marking,
  notes,
  ...fileParameters,
});

export function compareFigureRequest(query: z.output<typeof compareFigureQuery>): ViewRequest {
  return { ...query, kind: 'compare' };
}

export const viewFigureQuery = z.strictObject(fileParameters);
/** A title that is being typed can be held against the data before anything is pinned. */
export const cardTextsQuery = z.strictObject({
  ...presentationParameters,
  title: title.describe(
    'In place of the view’s own title: what it says and the data do not is told, and nothing is pinned.',
  ),
});
