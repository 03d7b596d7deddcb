/** GET /api/v1/packs/pack.(pdf|pptx|zip): several pinned views in one file. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { citationOf, CITATION_STYLES } from '../../client/charts/card/citation.ts';
import { cardTexts as textsOf } from '../../client/charts/card/cardTexts.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { readViewCode, type View } from '../../client/charts/view.ts';
import { WORDS } from '../../client/words/words.ts';
import { type FigureFormat, MEDIA_TYPES } from '../figures/figureFormat.ts';
import { type PackedFile, type PackedView, packOf, packReadme } from '../figures/pack.ts';
import { fileAnswer, markedUtf8 } from './answer.ts';
import { type Asker, AskerLeft } from '../turns.ts';
import { cardInput } from './figureInput.ts';
import { daysOf, drawingProblem, type FigureSources, fileNameOf, lifetimeOfFile, rememberPicture } from './figures.ts';
import { presentationOf, presentationParameters } from './figureParameters.ts';
import { originOf } from './origin.ts';
import { bom } from './parameters.ts';
import { invalid, Problem } from './problem.ts';
import { type Call, route, type Route } from './route.ts';
import { waysOf } from './templateUpload.ts';
import { knownView } from './views.ts';

/** As many as somebody leafs through; each is drawn in a fraction of a second. */
const MAX_VIEWS = 24;
/** Days of all lines of a pack together: 24 views of twelve years, or one of two dyads since 1816. */
const MAX_DAYS = 110_000;
/** For the whole file; a figure takes well under a second. */
const MAX_DRAWING_MS = 60_000;
const RETRY_AFTER_SECONDS = 10;

const query = z.strictObject({
  views: z.string('is missing: give the codes of the views with commas between them').meta({
    description: `Codes of pinned views with commas between them, in the order of the pages; at most ${MAX_VIEWS}.`,
  }),
  ...presentationParameters,
  bom: bom.describe('1: each CSV of a ZIP begins with a byte order mark, by which spreadsheets know UTF-8.'),
});
type PackQuery = z.output<typeof query>;

/** A pinned view of the pack. */
interface Packed {
  readonly code: string;
  readonly view: View;
}

const FORMATS = {
  pdf: 'contents, a page each in lines with embedded fonts, method and sources, with bookmarks',
  pptx: 'a slide each, with an editable chart',
  zip: 'a PNG and a CSV each, and a README with the citations',
} as const;
type PackFormat = keyof typeof FORMATS;
const ZIP_MEDIA_TYPE = 'application/zip';
const mediaType = (format: PackFormat): string => (format === 'zip' ? ZIP_MEDIA_TYPE : MEDIA_TYPES[format]);

export function packRoutes(sources: FigureSources): Route[] {
  /** those for whom a pack is being drawn */
  const drawing = new Set<string>();
  const asked = Object.entries(FORMATS).flatMap(([name, what]) =>
    waysOf(name).map((way) => ({ format: name as PackFormat, what, way })),
  );
  return asked.map(({ format, what, way: { templateOf, summary, problems, ...way } }) =>
    route({
      ...way,
      path: `/api/v1/packs/pack.${format}`,
      summary: `Several pinned views in one ${format.toUpperCase()}${summary}`,
      description: `In the order of the codes: ${what}. The same views in the same order and look have the same bytes.`,
      query,
      answers: { 200: { description: 'The pack', body: mediaType(format) } },
      problems: [
        ...([
          'no-events',
          'unknown-model',
          'unknown-view',
          'withdrawn-view',
          'too-many-requests',
          'figure-failed',
        ] as const),
        ...problems,
      ],
      ownTurns: true,
      async reply({ request, query, asker, inTurn }) {
        const template = await templateOf({ request });
        const packed = await inTurn(() => viewsOf(sources, query.views));
        if (drawing.has(asker.who))
          throw new Problem(
            'too-many-requests',
            'A pack is being drawn for you or your address: wait until it is there, and ask for one after the other.',
            { headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } },
          );
        drawing.add(asker.who);
        const late = AbortSignal.timeout(MAX_DRAWING_MS);
        const waiter: Asker = { ...asker, signal: AbortSignal.any([asker.signal, late]) };
        const draw = format === 'zip' ? zipOf : pagesOf;
        const bytes = await draw(sources, packed, {
          query,
          format,
          template,
          asker: waiter,
          inTurn,
          origin: originOf(request, sources.publicUrl),
        })
          .catch((error: unknown) => {
            if (late.aborted && !asker.signal.aborted)
              throw new Problem(
                'figure-failed',
                `The pack was not drawn within ${MAX_DRAWING_MS / 1000} s and was given up: ask for fewer views or shorter ranges.`,
              );
            throw drawingProblem(sources, `${format} of ${packed.map(({ code }) => code).join(', ')}`, error);
          })
          .finally(() => drawing.delete(asker.who));
        return {
          answer: fileAnswer(bytes, mediaType(format), {
            'Content-Disposition': `attachment; filename="${nameOf(packed)}.${format}"`,
          }),
          lifetime: lifetimeOfFile(
            format,
            packed.map(({ view }) => view),
          ),
        };
      },
    }),
  );
}

/** @throws Problem for codes that are mistyped, unknown, given twice, none or too many */
async function viewsOf({ views }: FigureSources, text: string): Promise<Packed[]> {
  const codes = text
    .split(',')
    .map((typed) => typed.trim())
    .filter((typed) => typed !== '');
  if (codes.length === 0)
    throw invalid({
      field: 'views',
      value: text,
      message: 'names no view: give the codes that stand on the cards, with commas between them',
    });
  if (codes.length > MAX_VIEWS)
    throw invalid({
      field: 'views',
      value: text,
      message: `names ${codes.length} views, and ${MAX_VIEWS} are the most in one pack: make two`,
    });
  const packed: Packed[] = [];
  for (const typed of codes) {
    const read = readViewCode(typed);
    if ('fault' in read) throw invalid({ field: 'views', value: typed, message: read.fault });
    if (packed.some(({ code }) => code === read.code))
      throw invalid({ field: 'views', value: typed, message: 'stands there twice: name each view once' });
    packed.push({ code: read.code, view: (await knownView(views, read.code)).view });
  }
  const days = packed.reduce((sum, { view }) => sum + daysOf(view), 0);
  if (days > MAX_DAYS)
    throw invalid({
      field: 'views',
      value: text,
      message: `names views of ${days} days of lines together, and ${MAX_DAYS} are the most in one pack: make two, or take shorter ranges`,
    });
  return packed;
}

interface PackAsked {
  readonly query: PackQuery;
  readonly format: PackFormat;
  readonly template: Uint8Array | undefined;
  readonly asker: Asker;
  readonly inTurn: Call<PackQuery>['inTurn'];
  /** where the server is reached, for addresses that are read elsewhere */
  readonly origin: string;
}

/** A page for each view, drawn in one go; what they are made of is read one after the other. */
function pagesOf(
  sources: FigureSources,
  packed: readonly Packed[],
  { query, format, template, asker }: PackAsked,
): Promise<Buffer> {
  const presentation = presentationOf(query);
  const codes = packed.map(({ code }) => code);
  const figure = { format: format as FigureFormat, codes, presentation, ...(template && { template }) };
  return sources.figures.draw(
    figure,
    async () => {
      const inputs: CardInput[] = [];
      for (const { view } of packed) {
        if (asker.signal.aborted) throw new AskerLeft();
        inputs.push(await cardInput(sources, view, presentation));
      }
      return inputs;
    },
    asker,
  );
}

/** One figure after the other, so that a pack takes no more than a thread from those who ask for one. */
async function zipOf(
  sources: FigureSources,
  packed: readonly Packed[],
  { query, asker, inTurn, origin }: PackAsked,
): Promise<Buffer> {
  const files: PackedFile[] = [];
  const told: PackedView[] = [];
  const words = WORDS[query.lang];
  const presentation = presentationOf(query);
  for (const [i, { code, view }] of packed.entries()) {
    const input = await inTurn(() => cardInput(sources, view, presentation));
    const name = `${String(i + 1).padStart(2, '0')}-${fileNameOf(view, query)}`;
    for (const format of ['png', 'csv'] as const) {
      const bytes = await sources.figures.draw({ format, codes: [code], presentation }, async () => [input], asker);
      if (format === 'png') rememberPicture(sources, code, bytes);
      files.push({ name: `${name}.${format}`, bytes: format === 'csv' && query.bom ? markedUtf8(bytes) : bytes });
    }
    const texts = textsOf(input);
    // Without the day of the download: the same pack has the same bytes.
    const cited = {
      title: texts.title,
      model: input.model,
      asOf: view.asOf,
      code,
      link: input.link.startsWith('/') ? `${origin}${input.link}` : input.link,
      madeBy: input.madeBy,
      accessed: undefined,
    };
    told.push({
      title: texts.title,
      alt: texts.alt,
      fileName: name,
      citations: CITATION_STYLES.map((style) => citationOf(cited, style, words.citation)),
    });
  }
  return packOf([{ name: 'README.txt', bytes: Buffer.from(packReadme(words.citation.readme, told)) }, ...files]);
}

/** @example 'pack-3-1f0c2a9b': files of different packs in one folder keep apart */
function nameOf(packed: readonly Packed[]): string {
  const digest = createHash('sha256')
    .update(packed.map(({ code }) => code).join(' '))
    .digest('hex');
  return `pack-${packed.length}-${digest.slice(0, 8)}`;
}
