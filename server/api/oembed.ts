/** GET /oembed: what chats and editors show in place of a link to a view or a dyad (oembed.com). */
import { z } from 'zod';
import { escaped } from '../../client/charts/escaped.ts';
import { FORMATS } from '../../client/charts/card/presentation.ts';
import { embedHeight, embedSnippet } from '../../client/charts/embedSnippet.ts';
import { readViewCode } from '../../client/charts/view.ts';
import { languageOf } from '../../client/words/languages.ts';
import { type Language, WORDS } from '../../client/words/words.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { type OEmbed, oEmbed } from '../../models/contract/oembed.ts';
import type { Views } from '../views/views.ts';
import { answerOf, jsonAnswer } from './answer.ts';
import { type LinkPreview, type LinkPreviews, OEMBED, OEMBED_FORMATS } from './linkPreview.ts';
import { embedLook } from './figureParameters.ts';
import { originOf } from './origin.ts';
import { dyadPage, viewOfPage } from './pageView.ts';
import { invalid } from './problem.ts';
import { route } from './route.ts';
import type { Snapshots } from './snapshots.ts';
import { knownView } from './views.ts';

export interface OEmbedSources {
  readonly snapshots: Snapshots;
  readonly views: Views;
  readonly previews: LinkPreviews;
  readonly publicUrl: string | undefined;
  readonly madeBy?: string | undefined;
  readonly embedOrigins: readonly string[];
}

const SECONDS_KEPT = 3600;
const STANDARD_WIDTH = 800;
/** A smaller frame shows nothing that can be read. */
const SMALLEST = { width: 280, height: 320 };

const pixels = (least: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number of pixels')
    .transform((text) => Math.max(least, Number(text)));

const query = z.strictObject({
  url: z.string('is missing: give the address of a view or of a dyad on this server').meta({
    description: 'The address of a view (`/v/CODE`) or of a dyad (`/d/KOR-RUS`) on this server.',
    example: 'https://tension.example.org/v/7K3M9QX2T',
  }),
  maxwidth: pixels(SMALLEST.width).optional().meta({ description: 'The most that the frame may be wide.' }),
  maxheight: pixels(SMALLEST.height).optional().meta({ description: 'The most that the frame may be high.' }),
  format: z.enum(OEMBED_FORMATS, 'must be json or xml').default('json'),
});

export const oEmbedRoute = (sources: OEmbedSources) =>
  route({
    method: 'get',
    path: OEMBED,
    needs: 'reader',
    summary: 'What a page may show in place of a link (oEmbed 1.0)',
    description:
      'A frame with the figure where `EMBED_ORIGINS` lets another site show it, else title and picture alone. The pages of views and dyads name this address in their heads.',
    query,
    answers: { 200: { description: 'oEmbed', body: oEmbed } },
    problems: ['unknown-view', 'withdrawn-view', 'no-events', 'unknown-model', 'not-ready'],
    async reply({ query: asked, request }) {
      const origin = originOf(request, sources.publicUrl);
      const { preview, frame, language } = await linked(sources, asked.url, origin);
      const body = oEmbedOf(sources, { preview, frame, origin, language }, asked);
      const answer = asked.format === 'xml' ? answerOf(xmlOf(body), 'text/xml; charset=utf-8') : jsonAnswer(body);
      return { answer, lifetime: 'live' };
    },
  });

interface Linked {
  readonly preview: LinkPreview;
  /** path of the frame */
  readonly frame: string;
  readonly language: Language;
}

/** @throws Problem for an address that is none of a view or dyad of this server */
async function linked({ snapshots, views, previews }: OEmbedSources, text: string, origin: string): Promise<Linked> {
  const refused = (message: string) => invalid({ field: 'url', value: text.slice(0, 300), message });
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (!address || (origin !== '' && address.origin !== new URL(origin).origin))
    throw refused(`is no address of this server: begin it with ${origin === '' ? 'its own' : origin}`);
  const [, kind, name = '', more] = address.pathname.replace(/\/$/, '').split('/');
  const language = languageOf(address.searchParams.get('lang')) ?? 'en';
  const read = kind === 'v' && more === undefined ? readViewCode(address.pathname) : undefined;
  if (read && 'code' in read) {
    const { code, view } = await knownView(views, read.code);
    return {
      preview: await previews.toldByCode(view, code, language),
      frame: addressOf(`/embed/v/${code}`, lookIn(address.searchParams)),
      language,
    };
  }
  const dyad = kind === 'd' && more === undefined ? canonicalDyad(name) : undefined;
  if (dyad === undefined)
    throw refused('has nothing to embed: give the address of a view (/v/CODE) or of a dyad (/d/KOR-RUS)');
  const view = await viewOfPage(snapshots, dyadPage(dyad, address.searchParams));
  const given = address.searchParams;
  const kept = lookIn(given);
  // Without days the frame follows the newest ones, as the page does.
  const isRange = given.has('from') && given.has('to');
  for (const part of [...(isRange ? ['from', 'to'] : []), 'step', 'direction', 'model', 'asOf'])
    if (given.has(part)) kept.set(part, given.get(part)!);
  if (!isRange) kept.set('from', view.from);
  if (given.has('whatif')) kept.set('whatIf', given.get('whatif')!);
  return { preview: await previews.told(view, language), frame: addressOf(`/embed/d/${dyad}`, kept), language };
}

/** What a frame takes of how a page looks; what a frame does not know would be refused in it. */
function lookIn(given: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const [name, field] of Object.entries(embedLook)) {
    const value = given.get(name);
    if (value !== null && field.safeParse(value).success) kept.set(name, value);
  }
  return kept;
}

const addressOf = (path: string, query: URLSearchParams): string =>
  query.size === 0 ? path : `${path}?${query.toString()}`;

function oEmbedOf(
  { madeBy, embedOrigins }: OEmbedSources,
  { preview, frame, origin, language }: Linked & { readonly origin: string },
  { maxwidth, maxheight }: z.output<typeof query>,
): OEmbed {
  const { product } = WORDS[language].card.footer;
  const isFramed = embedOrigins.some((one) => one !== "'self'" && one !== "'none'");
  const width = Math.min(STANDARD_WIDTH, maxwidth ?? Infinity);
  const height = Math.min(embedHeight(width), maxheight ?? Infinity);
  const hasRoom = FORMATS.link.width <= (maxwidth ?? Infinity) && FORMATS.link.height <= (maxheight ?? Infinity);
  return {
    version: '1.0',
    type: isFramed ? 'rich' : 'link',
    title: preview.title,
    author_name: madeBy ?? product,
    provider_name: product,
    provider_url: origin,
    cache_age: SECONDS_KEPT,
    ...(hasRoom && {
      thumbnail_url: origin + preview.image,
      thumbnail_width: FORMATS.link.width,
      thumbnail_height: FORMATS.link.height,
    }),
    ...(isFramed && { html: embedSnippet(origin + frame, preview.title, { width, height }), width, height }),
  };
}

const xmlOf = (body: OEmbed): string =>
  `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n${Object.entries(body)
    .map(([name, value]) => `  <${name}>${escaped(String(value))}</${name}>\n`)
    .join('')}</oembed>\n`;
