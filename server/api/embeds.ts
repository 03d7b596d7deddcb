/** Figures for the pages of others: a chart that is drawn where it stands, with its text and a link back, in the frames that EMBED_ORIGINS allows. */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { escaped } from '../../client/charts/escaped.ts';
import { eventListOf } from '../../client/charts/card/cardEvents.ts';
import { cardFacts } from '../../client/charts/card/cardFacts.ts';
import { type CardTexts, textsOf } from '../../client/charts/card/cardTexts.ts';
import { FORMATS, type Presentation, type Preset } from '../../client/charts/card/presentation.ts';
import { presentationQuery } from '../../client/charts/card/presentationQuery.ts';
import { comparedDays } from '../../client/charts/card/compared.ts';
import { ALL_DRAWN } from '../../client/charts/card/footer.ts';
import { type EmbedData, MOST_LISTED } from '../../client/charts/embed/embedData.ts';
import { embedNotes, embedShown } from '../../client/charts/embed/embedShown.ts';
import { piecesOf } from '../../client/charts/card/lines.ts';
import { momentText } from '../../client/charts/format.ts';
import { readViewCode, type View } from '../../client/charts/view.ts';
import { WORDS } from '../../client/words/words.ts';
import { epochDay } from '../../models/calendar.ts';
import { boundedTable } from '../figures/table.ts';
import { htmlTable } from '../figures/tableWords.ts';
import type { Views } from '../views/views.ts';
import { type Answer, answerOf, type Lifetime, type Reply } from './answer.ts';
import { BuiltFiles } from './builtFiles.ts';
import { cardInput } from './figureInput.ts';
import { dyadEmbedQuery, dyadFigureRequest, presentationOf, viewEmbedQuery } from './figureParameters.ts';
import { originOf } from './origin.ts';
import { Problem, PROBLEMS } from './problem.ts';
import type { Snapshots } from './snapshots.ts';
import { route, type Route } from './route.ts';
import { knownView } from './views.ts';
import { viewOf } from './viewRequest.ts';

export interface EmbedSources {
  readonly snapshots: Snapshots;
  readonly views: Views;
  readonly publicUrl: string | undefined;
  readonly madeBy?: string | undefined;
  /** who may show an embed in a frame, as `frame-ancestors` writes it */
  readonly embedOrigins: readonly string[];
  /** the built client, which has the page that is filled */
  readonly clientDir: string;
}

/** The page of a frame as it is built, without what it shows. */
export const EMBED_PAGE = '/embed.html';

interface EmbedParts extends EmbedSources {
  readonly files: BuiltFiles;
}

/** They are addresses for frames, and no part of the described API. */
export function embedRoutes(sources: EmbedSources): Route[] {
  const { snapshots, views } = sources;
  const parts = { ...sources, files: new BuiltFiles(sources.clientDir) };
  return [
    route({
      method: 'get',
      path: '/embed/v/:code',
      needs: 'reader',
      summary: 'A pinned view in a frame',
      query: viewEmbedQuery,
      answers: { 200: { description: 'The figure', body: 'text/html' } },
      reply: ({ path, query, request, response }) =>
        inFrame(parts, request, response, async () => {
          const { code, view } = await knownView(views, path('code'));
          const address = `/v/${encodeURIComponent(code)}`;
          const look = lookOf(query);
          return {
            page: await pageOf(parts, request, view, look, {
              code,
              isHeld: true,
              image: (one) => `${address}.png?${presentationQuery(one)}`,
              link: `${address}?${presentationQuery(look)}`,
            }),
            lifetime: 'live',
          };
        }),
    }),
    route({
      method: 'get',
      path: '/embed/d/:dyad',
      needs: 'reader',
      summary: 'A dyad in a frame, as it is known now',
      query: dyadEmbedQuery,
      answers: { 200: { description: 'The figure', body: 'text/html' } },
      reply: ({ path, query, request, response }) =>
        inFrame(parts, request, response, async () => {
          const dyad = path('dyad');
          const look = lookOf(query);
          const { view } = await viewOf(snapshots, dyadFigureRequest(dyad, query));
          const given = new URLSearchParams(new URL(request.originalUrl, 'http://host').search);
          for (const name of ['preset', 'theme', 'text', 'density', 'lang']) given.delete(name);
          const start = given.size > 0 ? `${given.toString()}&` : '';
          return {
            page: await pageOf(parts, request, view, look, {
              code: undefined,
              isHeld: await isSettled(snapshots, query),
              image: (one) => `/api/v1/dyads/${dyad}/figure.png?${start}${presentationQuery(one)}`,
              link: livePage(dyad, given, view),
            }),
            lifetime: 'live',
          };
        }),
    }),
  ];
}

/** A moment up to which nothing can be recorded any more; today's end is none. */
const isSettled = async (snapshots: Snapshots, { asOf, model }: z.output<typeof dyadEmbedQuery>): Promise<boolean> =>
  asOf !== undefined && (await snapshots.vintage(asOf, await snapshots.model(model))).settled;

/** As it was asked for; `asked` is the theme, where one was. */
type Look = Presentation & { readonly asked: Presentation['theme'] | null };

const lookOf = (query: Omit<Presentation, 'theme'> & { readonly theme?: Presentation['theme'] | undefined }): Look => ({
  ...presentationOf({ ...query, theme: query.theme ?? 'light' }),
  asked: query.theme ?? null,
});

/** The page of the dyad with what was asked for; what was left out moves on there as it does here. */
function livePage(dyad: string, given: URLSearchParams, { from, to }: View): string {
  const query = new URLSearchParams(given.has('from') || given.has('to') ? { from, to } : { range: 'all' });
  for (const name of ['step', 'direction', 'model', 'asOf']) if (given.has(name)) query.set(name, given.get(name)!);
  if (given.has('whatIf')) query.set('whatif', given.get('whatIf')!);
  return `/d/${dyad}?${query.toString()}`;
}

/** A frame that stays empty tells nobody why: what is wrong is a page too. */
async function inFrame(
  { embedOrigins, files }: EmbedParts,
  request: Request,
  response: Response,
  make: () => Promise<{ page: FramePage; lifetime: Lifetime }>,
): Promise<Reply> {
  // The one header says it for old browsers, which know no list; the other for all else.
  response.removeHeader('X-Frame-Options');
  try {
    const { page, lifetime } = await make();
    return { answer: framed(await documentOf(files, page), embedOrigins), lifetime };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return {
      answer: framed(await documentOf(files, wrong(request, error)), embedOrigins),
      lifetime: 'momentary',
      status: PROBLEMS[error.kind].status,
    };
  }
}

/** What is wrong, in the language that was asked for where the pages have words for it. */
function wrong(request: Request, error: Problem): FramePage {
  const { searchParams, pathname } = new URL(request.originalUrl, 'http://host');
  const read = readViewCode(pathname);
  const lang = searchParams.get('lang') === 'ko' ? 'ko' : 'en';
  const { title } = PROBLEMS[error.kind];
  const said =
    'code' in read && error.kind === 'withdrawn-view'
      ? WORDS[lang].view.withdrawn(read.code)
      : 'code' in read && error.kind === 'unknown-view'
        ? WORDS[lang].view.noView(read.code)
        : title;
  return {
    lang,
    theme: null,
    title: said,
    body: `<h1>${escaped(said)}</h1>\n<p lang="en">${escaped(error.message)}</p>`,
  };
}

function framed(page: string, embedOrigins: readonly string[]): Answer {
  return answerOf(page, 'text/html; charset=utf-8', {
    'Content-Security-Policy': `default-src 'none';script-src 'self';img-src 'self';style-src 'self';font-src 'self';base-uri 'none';form-action 'none';frame-ancestors ${embedOrigins.join(' ')}`,
    'Cross-Origin-Resource-Policy': 'cross-origin', // a page that isolates itself may show it all the same
  });
}

interface Addresses {
  /** of a pinned view */
  readonly code: string | undefined;
  /** whether the same will be shown tomorrow */
  readonly isHeld: boolean;
  readonly image: (presentation: Presentation) => string;
  /** where the title leads */
  readonly link: string;
}

async function pageOf(
  sources: EmbedSources,
  request: Request,
  view: View,
  { asked, ...presentation }: Look,
  addresses: Addresses,
): Promise<FramePage> {
  const { publicUrl, madeBy } = sources;
  const input = await cardInput(sources, view, presentation);
  const facts = cardFacts(input);
  const texts = textsOf(facts, ALL_DRAWN);
  const words = WORDS[presentation.lang];
  const wording = words.embeds;
  const set = setterOf(facts);
  const href = escaped(originOf(request, publicUrl) + addresses.link);
  const leaving = `href="${href}" target="_blank" rel="noopener"`;
  const shown = embedShown(input, facts);
  const data: EmbedData = {
    theme: asked,
    text: presentation.text,
    ...(shown.kind === 'compare' ? comparedDays(facts.lines) : { from: epochDay(view.from), to: epochDay(view.to) }),
    shown,
    ...embedNotes(facts),
  };
  const marking = view.marking === undefined ? [] : [`<p class="marking">${escaped(view.marking)}</p>`];
  const moment = momentText(view.asOf, words);
  const { code, isHeld } = addresses;
  const body = [
    ...marking,
    `<h1><a ${leaving}>${set(texts.title)}</a></h1>`,
    `<p class="subtitle">${set(texts.subtitle)}</p>`,
    ...texts.badges.map(({ text }) => `<p class="badge">${set(text)}</p>`),
    '<figure>',
    `<div id="chart" tabindex="0" role="application" aria-roledescription="${escaped(words.dyadChart.chart)}" aria-label="${escaped(`${texts.title}. ${wording.keys}`)}" aria-describedby="alt" hidden></div>`,
    `<noscript>${picture(texts, presentation, asked, addresses)}</noscript>`,
    '<output id="reading" aria-live="polite"></output>',
    '<ul id="legend" hidden></ul>',
    `<figcaption id="alt">${escaped(texts.alt)}</figcaption>`,
    '</figure>',
    ...eventsOf(facts, set),
    `<details><summary>${escaped(wording.table)}</summary>`,
    ...tableIn(input, words),
    '</details>',
    '<footer>',
    ...texts.footer.map(({ text }) => `<p>${set(text)}</p>`),
    `<p>${set(isHeld ? wording.held(moment) : wording.live(moment))}</p>`,
    `<p>${escaped(madeBy ?? words.card.footer.product)} · <a ${leaving}>${escaped(code === undefined ? wording.full : words.card.footer.view(code))}</a></p>`,
    '</footer>',
    ...marking,
    `<script type="application/json" id="figure-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`,
  ];
  return { lang: presentation.lang, theme: asked, title: texts.title, body: body.join('\n') };
}

/** For who runs no script: the card, square where there is little room, dark for who reads so and nothing else was asked for. */
function picture(
  { alt }: CardTexts,
  presentation: Presentation,
  asked: Presentation['theme'] | null,
  { image }: Addresses,
): string {
  const of = (preset: Preset, theme = presentation.theme): string =>
    escaped(image({ ...presentation, preset, theme, density: 1 }));
  const { width, height } = FORMATS[presentation.preset];
  const narrow = '(max-width: 640px)';
  const dark = '(prefers-color-scheme: dark)';
  const sources = [
    ...(asked === null
      ? [
          `<source media="${narrow} and ${dark}" srcset="${of('square', 'dark')}">`,
          `<source media="${dark}" srcset="${of(presentation.preset, 'dark')}">`,
        ]
      : []),
    `<source media="${narrow}" srcset="${of('square')}">`,
  ];
  return `<picture>${sources.join('')}<img src="${of(presentation.preset)}" width="${width}" height="${height}" alt="${escaped(alt)}"></picture>`;
}

/** Writes a text in which neither a name nor a date is broken. */
function setterOf({ lines }: ReturnType<typeof cardFacts>): (text: string) => string {
  const names = lines.flatMap((line) => line.names);
  return (text) =>
    piecesOf(text, names)
      .map((piece) => (piece.isWhole ? `<span class="whole">${escaped(piece.text)}</span>` : escaped(piece.text)))
      .join('');
}

function eventsOf(facts: ReturnType<typeof cardFacts>, set: (text: string) => string): string[] {
  const list = eventListOf(facts, MOST_LISTED);
  if (!list) return [];
  const items = list.events.map(({ number, verified, date, points, headline }) => {
    const disc = number === undefined ? '' : `<span class="number${verified ? '' : ' hollow'}">${number}</span>`;
    return `<li>${disc}<strong>${set(`${date}  ${points}`)}</strong><br>${set(headline)}</li>`;
  });
  return [
    `<h2>${escaped(list.title)} <span class="muted">${escaped(list.unit)}</span></h2>`,
    ...(list.remark === '' ? [] : [`<p class="muted">${set(list.remark)}</p>`]),
    '<ol class="events">',
    ...items,
    '</ol>',
    ...(list.more === '' ? [] : [`<p class="muted">${escaped(list.more)}</p>`]),
  ];
}

/** Some four years of days. */
const MOST_ROWS = 1500;
/** Of a line: what a reader sees in the chart. The CSV of the view has all. */
const LEFT_OUT: readonly string[] = ['tension', 'conflict', 'cooperation', 'sd'];

function tableIn(input: Parameters<typeof boundedTable>[0], words: (typeof WORDS)['en']): string[] {
  const { columns, rows, thinned } = boundedTable(input, MOST_ROWS);
  const kept = columns.flatMap((column, i) => (LEFT_OUT.includes(column) ? [] : [i]));
  const table = {
    columns: kept.map((i) => columns[i]!),
    rows: rows.map((row) => kept.map((i) => row[i]!)),
  };
  return [
    ...(thinned ? [`<p>${escaped(words.files.thinned(thinned, 1))}</p>`] : []),
    `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(words.files.points)}">`,
    ...htmlTable(table, words),
    '</div>',
  ];
}

interface FramePage {
  readonly lang: string;
  readonly theme: Presentation['theme'] | null;
  readonly title: string;
  readonly body: string;
}

/** Where the client is not built there is no chart, and all the words. */
const BARE =
  '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title></title>\n</head>\n<body>\n<main></main>\n</body>\n</html>\n';

async function documentOf(files: BuiltFiles, { lang, theme, title, body }: FramePage): Promise<string> {
  const template = (await files.at(EMBED_PAGE))?.answer.bytes.toString() ?? BARE;
  return template
    .replace(/<html lang="en">/, `<html lang="${lang}"${theme === null ? '' : ` data-theme="${theme}"`}>`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(title)}</title>`)
    .replace('<main></main>', () => `<main>\n${body}\n</main>`);
}
