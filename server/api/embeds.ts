/** Figures for the pages of others: a picture with its text and a link back, without a script, in the frames that EMBED_ORIGINS allows. */
import type { Request, Response } from 'express';
import { escaped } from '../../client/charts/escaped.ts';
import { cardTexts } from '../../client/charts/card/cardTexts.ts';
import { FORMATS, type Presentation } from '../../client/charts/card/presentation.ts';
import { presentationQuery } from '../../client/charts/card/presentationQuery.ts';
import { dateParts } from '../../client/charts/format.ts';
import type { View } from '../../client/charts/view.ts';
import { WORDS } from '../../client/words/words.ts';
import { epochDay } from '../../models/calendar.ts';
import type { Views } from '../views/views.ts';
import { type Answer, answerOf, type Lifetime, type Reply } from './answer.ts';
import { cardInput } from './figureInput.ts';
import { cardTextsQuery, dyadFigureQuery, dyadFigureRequest, presentationOf } from './figureParameters.ts';
import { originOf } from './origin.ts';
import { Problem, PROBLEMS } from './problem.ts';
import type { Snapshots } from './snapshots.ts';
import { noQuery, route, type Route } from './route.ts';
import { knownView } from './views.ts';
import { viewOf } from './viewRequest.ts';

export interface EmbedSources {
  readonly snapshots: Snapshots;
  readonly views: Views;
  readonly publicUrl: string | undefined;
  /** who may show an embed in a frame, as `frame-ancestors` writes it */
  readonly embedOrigins: readonly string[];
}

const STYLE = `:root{color-scheme:light dark}body{margin:0;font:14px/1.4 system-ui,sans-serif;color:light-dark(#1a1f26,#ebe8e2);background:light-dark(#fcfbf8,#14171b)}
figure{margin:0}img{display:block;width:100%;height:auto}figcaption,p{padding:6px 10px;margin:0;font-size:12px;color:light-dark(#59616b,#a6adb6)}a{color:light-dark(#1d4f86,#9cc3f0)}
`;
const STYLE_ADDRESS = '/embed/style.css';

/** They are addresses for frames, and no part of the described API. */
export function embedRoutes(sources: EmbedSources): Route[] {
  const { snapshots, views } = sources;
  return [
    route({
      method: 'get',
      path: STYLE_ADDRESS,
      needs: 'reader',
      summary: 'The style of embeds',
      query: noQuery,
      answers: { 200: { description: 'CSS', body: 'text/css' } },
      reply: () => ({ answer: answerOf(STYLE, 'text/css; charset=utf-8'), lifetime: 'live' }),
    }),
    route({
      method: 'get',
      path: '/embed/v/:code',
      needs: 'reader',
      summary: 'A pinned view in a frame',
      query: cardTextsQuery,
      answers: { 200: { description: 'The figure', body: 'text/html' } },
      reply: ({ path, query, request, response }) =>
        inFrame(sources, response, async () => {
          const { code, view } = await knownView(views, path('code'));
          const address = `/v/${encodeURIComponent(code)}`;
          const look = presentationOf(query);
          return {
            page: await pageOf(sources, request, view, look, {
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
      query: dyadFigureQuery,
      answers: { 200: { description: 'The figure', body: 'text/html' } },
      reply: ({ path, query, request, response }) =>
        inFrame(sources, response, async () => {
          const dyad = path('dyad');
          const { view } = await viewOf(snapshots, dyadFigureRequest(dyad, query));
          const given = new URLSearchParams(new URL(request.originalUrl, 'http://host').search);
          for (const name of ['preset', 'theme', 'text', 'density', 'lang', 'download']) given.delete(name);
          const start = given.size > 0 ? `${given.toString()}&` : '';
          return {
            page: await pageOf(sources, request, view, presentationOf(query), {
              image: (one) => `/api/v1/dyads/${dyad}/figure.png?${start}${presentationQuery(one)}`,
              link: livePage(dyad, given, view),
            }),
            lifetime: 'live',
          };
        }),
    }),
  ];
}

/** The page of the dyad with what was asked for; what was left out moves on there as it does here. */
function livePage(dyad: string, given: URLSearchParams, { from, to }: View): string {
  const query = new URLSearchParams(given.has('from') || given.has('to') ? { from, to } : { range: 'all' });
  for (const name of ['step', 'direction', 'model', 'asOf']) if (given.has(name)) query.set(name, given.get(name)!);
  if (given.has('whatIf')) query.set('whatif', given.get('whatIf')!);
  return `/d/${dyad}?${query.toString()}`;
}

/** A frame that stays empty tells nobody why: what is wrong is a page too. */
async function inFrame(
  { embedOrigins }: EmbedSources,
  response: Response,
  make: () => Promise<{ page: string; lifetime: Lifetime }>,
): Promise<Reply> {
  // The one header says it for old browsers, which know no list; the other for all else.
  response.removeHeader('X-Frame-Options');
  try {
    const { page, lifetime } = await make();
    return { answer: framed(page, embedOrigins), lifetime };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { status, title } = PROBLEMS[error.kind];
    return {
      answer: framed(
        documentOf('en', title, `<p><strong>${escaped(title)}.</strong> ${escaped(error.message)}</p>`),
        embedOrigins,
      ),
      lifetime: 'momentary',
      status,
    };
  }
}

function framed(page: string, embedOrigins: readonly string[]): Answer {
  return answerOf(page, 'text/html; charset=utf-8', {
    'Content-Security-Policy': `default-src 'none';img-src 'self';style-src 'self';base-uri 'none';form-action 'none';frame-ancestors ${embedOrigins.join(' ')}`,
    'Cross-Origin-Resource-Policy': 'cross-origin', // a page that isolates itself may show it all the same
  });
}

interface Addresses {
  readonly image: (presentation: Presentation) => string;
  /** where the title leads */
  readonly link: string;
}

async function pageOf(
  { snapshots, publicUrl }: EmbedSources,
  request: Request,
  view: View,
  presentation: Presentation,
  { image, link }: Addresses,
): Promise<string> {
  const texts = cardTexts(await cardInput({ snapshots, publicUrl }, view, presentation));
  const { width, height } = FORMATS[presentation.preset];
  const words = WORDS[presentation.lang];
  const { year, month, dayOfMonth } = dateParts(epochDay(view.asOf.slice(0, 10)));
  const href = escaped(originOf(request, publicUrl) + link);
  const sharp = image({ ...presentation, density: 2 });
  const figure = [
    '<figure>',
    `<a href="${href}" target="_blank" rel="noopener"><img src="${escaped(image({ ...presentation, density: 1 }))}" srcset="${escaped(sharp)} 2x" width="${width}" height="${height}" alt="${escaped(texts.alt)}"></a>`,
    `<figcaption><a href="${href}" target="_blank" rel="noopener">${escaped(texts.title)}</a> · ${escaped(words.views.dataAsOf(words.dates.long(year, month, dayOfMonth)))}</figcaption>`,
    '</figure>',
  ].join('\n');
  return documentOf(presentation.lang, texts.title, figure);
}

const documentOf = (language: string, title: string, body: string): string =>
  `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${STYLE_ADDRESS}">
</head>
<body>
${body}
</body>
</html>
`;
