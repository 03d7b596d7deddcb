/** The built client: its files, and index.html for every address that is one of its pages; the pages that links are pasted of say what they show. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pino from 'pino';
import express, { type Express, type Request, type Response } from 'express';
import { readViewCode } from '../../client/charts/view.ts';
import { type Language, LANGUAGES } from '../../client/words/words.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import type { Views } from '../views/views.ts';
import { answerOf, type AnswerSender } from './answer.ts';
import { type LinkPreview, LinkPreviews, previewTags } from './linkPreview.ts';
import { originOf } from './origin.ts';
import { Problem } from './problem.ts';
import type { Snapshots } from './snapshots.ts';

/** The pages of the client. What follows the first part is the client's own business. */
const PAGES = [
  '/',
  '/d/*rest',
  '/compare',
  '/desk',
  '/desk/*rest',
  '/lab',
  '/brief',
  '/v/*rest',
  '/m/*rest',
  '/ops',
  '/docs',
  '/method',
];

export interface PageSources {
  readonly clientDir: string;
  readonly snapshots: Snapshots;
  readonly views: Views;
  readonly publicUrl: string | undefined;
  readonly logger: pino.Logger;
  readonly sender: AnswerSender;
}

export function servePages(app: Express, sources: PageSources): void {
  const { clientDir, snapshots, logger } = sources;
  const previews = new LinkPreviews(snapshots, logger);
  app.use(
    express.static(clientDir, {
      index: false,
      redirect: false,
      setHeaders(response, path) {
        // The build puts a digest of the content into the name of every file in assets/.
        response.setHeader(
          'Cache-Control',
          path.startsWith(join(clientDir, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    }),
  );
  app.get('/d/:dyad', (request, response, next) => sendDyad(request, response, next, sources, previews));
  app.get('/v/:code', (request, response, next) => sendView(request, response, next, sources, previews));
  app.get(PAGES, (request, response, next) => sendPage(request, response, next, clientDir));
  app.use((request, response, next) => {
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !/^\/(?:api|health|metrics)(?:\/|$)/i.test(request.path);
    if (!isPage)
      throw new Problem(
        'unknown-address',
        `There is nothing at ${request.method} ${request.path.slice(0, 200)}: GET /api/v1/openapi.json lists what there is.`,
      );
    response.status(404);
    sendPage(request, response, next, clientDir);
  });
}

async function sendDyad(
  request: Request,
  response: Response,
  next: express.NextFunction,
  sources: PageSources,
  previews: LinkPreviews,
): Promise<void> {
  const dyad = canonicalDyad(String(request.params['dyad']));
  const { search, query } = addressOf(request);
  const preview = dyad === undefined ? undefined : await previews.ofDyad(dyad, query, languageOf(query));
  return sendPreviewed(request, response, next, sources, preview, {
    address: `/d/${dyad}${search}`,
    canonical: `/d/${dyad}`,
  });
}

async function sendView(
  request: Request,
  response: Response,
  next: express.NextFunction,
  sources: PageSources,
  previews: LinkPreviews,
): Promise<void> {
  const typed = String(request.params['code']);
  const { search, query } = addressOf(request);
  const read = readViewCode(typed);
  const canonical = `/v/${'code' in read ? encodeURIComponent(read.code) : ''}`;
  if ('code' in read && read.code !== typed) return response.redirect(308, canonical + search);
  const pinned = 'code' in read ? await sources.views.read(read.code) : undefined;
  // The page says what is wrong with the code.
  if (!pinned) response.status(404);
  const preview = pinned && (await previews.ofView(pinned.view, pinned.code, languageOf(query)));
  return sendPreviewed(request, response, next, sources, preview, { address: canonical + search, canonical });
}

function addressOf({ originalUrl }: Request): { search: string; query: URLSearchParams } {
  const at = originalUrl.indexOf('?');
  const search = at < 0 ? '' : originalUrl.slice(at);
  return { search, query: new URLSearchParams(search) };
}

/** The language that the address asks for. */
const languageOf = (query: URLSearchParams): Language =>
  LANGUAGES.find((language) => language === query.get('lang')) ?? 'en';

async function sendPreviewed(
  request: Request,
  response: Response,
  next: express.NextFunction,
  { clientDir, publicUrl, sender }: PageSources,
  preview: LinkPreview | undefined,
  at: { address: string; canonical: string },
): Promise<void> {
  const file = join(clientDir, 'index.html');
  if (!preview || !existsSync(file)) return sendPage(request, response, next, clientDir);
  const language = languageOf(addressOf(request).query);
  const tags = previewTags(preview, { origin: originOf(request, publicUrl), ...at, language });
  const html = (await readFile(file, 'utf8'))
    .replace(/\s*<meta\s+name="description"[^>]*>/, '')
    .replace(/<title>[^<]*<\/title>/, () => tags);
  await sender.send(
    request,
    response,
    { answer: answerOf(html, 'text/html; charset=utf-8'), lifetime: 'live' },
    'Accept-Encoding',
  );
}

function sendPage(request: Request, response: Response, next: express.NextFunction, clientDir: string): void {
  if (!existsSync(join(clientDir, 'index.html')))
    throw new Problem(
      'unknown-address',
      `There is no page at ${request.path.slice(0, 200)}, because the client is not built: run "npm run build". The API is described at /api/v1/openapi.json.`,
    );
  response.sendFile(
    'index.html',
    { root: clientDir, cacheControl: false, headers: { 'Cache-Control': 'no-cache' } },
    (error: unknown) => {
      if (error && !response.headersSent) next(error);
    },
  );
}
