/** Figures: the card of a dyad, of a comparison or of a pinned view as a file, and its texts. */
import type { Request } from 'express';
import type pino from 'pino';
import type { z } from 'zod';
import { cardTexts as textsOf } from '../../client/charts/card/cardTexts.ts';
import type { Presentation } from '../../client/charts/card/presentation.ts';
import { canonicalView, type View, viewCode } from '../../client/charts/view.ts';
import { epochDay } from '../../models/calendar.ts';
import { FigureFailure } from '../figures/drawingPool.ts';
import { FIGURE_FORMATS, type FigureFormat, MEDIA_TYPES } from '../figures/figureFormat.ts';
import type { Figures } from '../figures/figures.ts';
import { HTML_POLICY, SVG_POLICY } from '../figures/htmlPolicy.ts';
import { TemplateRefused } from '../figures/slides/templateRefused.ts';
import type { Asker } from '../turns.ts';
import type { Views } from '../views/views.ts';
import { digestOf, fileAnswer, jsonAnswer, type Lifetime, type Reply, withByteOrderMark } from './answer.ts';
import { cardTexts } from '../../models/contract/cardTexts.ts';
import { waitingProblem } from './askers.ts';
import { crossSite, isCrossSite } from './gate.ts';
import { cardInput } from './figureInput.ts';
import {
  cardTextsQuery,
  compareFigureQuery,
  compareFigureRequest,
  dyadFigureQuery,
  dyadFigureRequest,
  type fileParameters,
  optionsOf,
  presentationOf,
  viewFigureQuery,
} from './figureParameters.ts';
import type { AskedMoment } from './parameters.ts';
import { invalid, Problem, type ProblemKind } from './problem.ts';
import type { Snapshots } from './snapshots.ts';
import { route, type Route } from './route.ts';
import { kept, knownView, notWithdrawn, type OpenPinning, pinnerOf, refusePinning } from './views.ts';
import { type ViewRequest, viewOf } from './viewRequest.ts';

export interface FigureSources {
  readonly snapshots: Snapshots;
  readonly views: Views;
  readonly figures: Figures;
  readonly logger: pino.Logger;
  readonly publicUrl: string | undefined;
  readonly openPins: OpenPinning;
}

type FileQuery = z.output<z.ZodObject<typeof fileParameters>>;

/** Days of all lines together: two dyads since 1816, or six since 1955. Each is read and handed to a drawing thread. */
const MAX_DAYS = 160_000;

const PROBLEMS: readonly ProblemKind[] = ['no-events', 'unknown-model', 'too-many-requests', 'figure-failed'];
const PINNING: readonly ProblemKind[] = [
  'code-taken',
  'unauthorized',
  'cross-site',
  'withdrawn-view',
  'too-many-views',
  'not-ready',
];
const ABOUT =
  'The figure’s view is pinned, so that the code printed on it opens it for ever at `/v/CODE`; the same view and look have the same bytes. A PNG carries its view, description and link; a PDF has lines, embedded fonts, tags and its values on the pages behind it, a PPTX an editable chart, a CSV the points behind the picture, and an HTML file works without a network.';

/** One address for each format. */
const each = (
  path: (format: FigureFormat) => string,
  declare: (format: FigureFormat, path: string, answers: Route['answers']) => Route,
): Route[] =>
  FIGURE_FORMATS.map((format) =>
    declare(format, path(format), {
      200: { description: `The figure as ${format.toUpperCase()}`, body: MEDIA_TYPES[format].split(';')[0]! },
    }),
  );

export function figureRoutes(sources: FigureSources): Route[] {
  const { views } = sources;
  return [
    ...each(
      (format) => `/api/v1/dyads/:dyad/figure.${format}`,
      (format, path, answers) =>
        route({
          method: 'get',
          path,
          needs: 'reader',
          summary: `A dyad’s index as a figure, ${format.toUpperCase()}`,
          description: ABOUT,
          query: dyadFigureQuery,
          answers,
          problems: [...PROBLEMS, ...PINNING],
          ownTurns: true,
          async reply({ request, query, path, asker, inTurn }) {
            const view = await inTurn(() => pinned(sources, request, dyadFigureRequest(path('dyad'), query)));
            return figureReply(sources, { view, format, query, isPinned: await isPinned(sources, query), asker });
          },
        }),
    ),
    ...each(
      (format) => `/api/v1/compare/figure.${format}`,
      (format, path, answers) =>
        route({
          method: 'get',
          path,
          needs: 'reader',
          summary: `Two to six dyads as a figure, ${format.toUpperCase()}`,
          description: ABOUT,
          query: compareFigureQuery,
          answers,
          problems: [...PROBLEMS, ...PINNING],
          ownTurns: true,
          async reply({ request, query, asker, inTurn }) {
            const view = await inTurn(() => pinned(sources, request, compareFigureRequest(query)));
            return figureReply(sources, { view, format, query, isPinned: await isPinned(sources, query), asker });
          },
        }),
    ),
    ...each(
      (format) => `/v/:code.${format}`,
      (format, path, answers) =>
        route({
          method: 'get',
          path,
          needs: 'reader',
          summary: `The figure of a pinned view, ${format.toUpperCase()}`,
          description: ABOUT,
          query: viewFigureQuery,
          answers,
          problems: [...PROBLEMS, 'unknown-view', 'withdrawn-view'],
          ownTurns: true,
          async reply({ query, path, asker, inTurn }) {
            const { view } = await inTurn(() => knownView(views, path('code')));
            return figureReply(sources, { view, format, query, isPinned: true, asker });
          },
        }),
    ),
    route({
      method: 'get',
      path: '/api/v1/views/:code/card',
      needs: 'reader',
      summary: 'What the card of a view says',
      description:
        'Its title, subtitle, explanation, alt text, footer, sources and numbered events, and where a typed title says what the data do not.',
      query: cardTextsQuery,
      answers: { 200: { description: 'The texts', body: cardTexts } },
      problems: ['no-events', 'unknown-model', 'unknown-view', 'withdrawn-view'],
      async reply({ query, path }) {
        const { view } = await knownView(views, path('code'));
        const titled = query.title === undefined ? view : { ...view, title: query.title };
        const texts = textsOf(await cardInput(sources, titled, presentationOf(query)));
        const footer = texts.footer.map(({ text }) => text);
        return { answer: jsonAnswer({ ...texts, footer }), lifetime: isTyped(titled) ? 'live' : 'pinned' };
      },
    }),
  ];
}

/** The view of a figure, which is kept unless it is already; whoever looks waits for nobody who writes. @throws Problem */
async function pinned(
  { snapshots, views, openPins, publicUrl }: FigureSources,
  request: Request,
  asked: ViewRequest,
): Promise<View> {
  const named = await notWithdrawn(views, await viewOf(snapshots, asked));
  const known = await views.read(viewCode(named.view));
  if (known && canonicalView(known.view) === canonicalView(named.view)) return named.view;
  if (isCrossSite(request, publicUrl)) throw crossSite('pins a view');
  const by = pinnerOf(request);
  refusePinning(named, by, openPins);
  await kept(views.pinSoon(named.view, named.models, by));
  return named.view;
}

/** Whether nothing in a question is left to a default that moves. */
async function isPinned(
  { snapshots }: FigureSources,
  query: {
    readonly from?: unknown;
    readonly to?: unknown;
    readonly asOf?: unknown;
    readonly model?: string | undefined;
    readonly notes?: AskedMoment | 'shown' | undefined;
  },
): Promise<boolean> {
  return (
    query.from !== undefined &&
    query.to !== undefined &&
    query.asOf !== undefined &&
    (query.notes === undefined || (query.notes !== 'shown' && query.notes.moment < snapshots.now())) &&
    (await snapshots.model(query.model)).pinned
  );
}

interface AskedFigure {
  readonly view: View;
  readonly format: FigureFormat;
  readonly query: FileQuery;
  readonly isPinned: boolean;
  readonly asker: Asker;
}

/** What may stand in files that bring their own style and fonts. */
const POLICIES: Partial<Record<FigureFormat, string>> = { html: HTML_POLICY, svg: SVG_POLICY };

async function figureReply(
  sources: FigureSources,
  { view, format, query, isPinned, asker }: AskedFigure,
): Promise<Reply> {
  refuseTooMuch(view);
  if (format === 'csv' && query.table === 'composition' && view.kind === 'compare')
    throw invalid({
      field: 'table',
      value: query.table,
      message: 'is of one dyad, and the view compares several: ask for points or events, or for the figure of one dyad',
    });
  if (format === 'csv' && query.table === 'notes' && (view.kind === 'move' || view.notes === undefined))
    throw invalid({
      field: 'table',
      value: query.table,
      message: 'is of a view that shows notes, and this one shows none: add notes=shown, or ask for another table',
    });
  const options = optionsOf(format, query);
  const presentation = presentationOf(query);
  const code = viewCode(view);
  try {
    const figure = { format, codes: [code], presentation, ...(options && { options }) };
    const bytes = await sources.figures.draw(figure, async () => [await cardInput(sources, view, presentation)], asker);
    if (format === 'png') rememberPicture(sources, code, bytes);
    const headers = { Link: `<${sources.publicUrl ?? ''}/v/${code}>; rel="canonical"` };
    const disposition = `${query.download ? 'attachment' : 'inline'}; filename="${fileNameOf(view, query)}.${format}"`;
    const reply: Reply = {
      answer: fileAnswer(bytes, MEDIA_TYPES[format], {
        ...headers,
        'Content-Disposition': disposition,
        ...(POLICIES[format] && { 'Content-Security-Policy': POLICIES[format] }),
      }),
      lifetime: isPinned ? lifetimeOfFile(format, [view]) : 'live',
    };
    return query.bom && format === 'csv' ? withByteOrderMark(reply) : reply;
  } catch (error) {
    throw drawingProblem(sources, `${format} of ${code}`, error);
  }
}

/** For ever the same, but for what may be withdrawn, as what somebody typed may, and for slides, whose template may change: a cache asks before it shows those again. */
export const lifetimeOfFile = (format: FigureFormat | 'zip', views: readonly View[]): Lifetime =>
  format === 'pptx' || views.some(isTyped) ? 'live' : 'pinned';

const isTyped = ({ title, marking }: View): boolean => title !== undefined || marking !== undefined;

/** A picture that leaves the server is known again, even when a later version of the program draws its view otherwise. It does not wait for that. */
export function rememberPicture(
  { views, logger }: Pick<FigureSources, 'views' | 'logger'>,
  code: string,
  png: Buffer,
): void {
  views
    .rememberPicture(code, digestOf(png).toString('hex'))
    .catch((error: unknown) => logger.warn({ err: error }, `The server will not know a picture of ${code} again`));
}

/** What is thrown where a figure could not be drawn. @param figure for the log */
export function drawingProblem({ logger }: Pick<FigureSources, 'logger'>, figure: string, error: unknown): unknown {
  if (error instanceof TemplateRefused) return new Problem('template-refused', error.message);
  if (!(error instanceof FigureFailure)) return waitingProblem(error);
  logger.error({ err: error, figure }, 'a figure could not be drawn');
  return new Problem('figure-failed', error.message);
}

/** Days of all lines of a view together. */
export const daysOf = (view: View): number =>
  (epochDay(view.to) - epochDay(view.from) + 1) * (view.kind === 'compare' ? view.dyads.length : 1);

function refuseTooMuch(view: View): void {
  const days = daysOf(view);
  if (days > MAX_DAYS)
    throw invalid({
      field: 'from',
      value: view.from,
      message: `asks for ${days} days of lines in one figure, and ${MAX_DAYS} are the most: give a later day or fewer dyads`,
    });
}

/** @example 'kor-rus-2024-03-01-2024-04-05-slide' */
export function fileNameOf(view: View, { preset, theme, lang }: Presentation): string {
  const subject = view.kind === 'compare' ? view.dyads.join('-') : view.dyad;
  const parts = [
    subject,
    view.kind === 'move' ? 'move' : '',
    view.from,
    view.to,
    preset,
    theme === 'light' ? '' : theme,
    lang === 'en' ? '' : lang,
  ];
  return parts
    .filter((part) => part !== '')
    .join('-')
    .toLowerCase();
}
