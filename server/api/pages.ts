/** The built client: its files, and index.html for every address that is one of its pages; the pages that links are pasted of say what they show. */
import type { Express, NextFunction, Request, Response, RequestHandler } from 'express';
import { readViewCode } from '../../client/charts/view.ts';
import { type Language, languageOf, LANGUAGES } from '../../client/words/languages.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { allows, identityOf } from '../people/identity.ts';
import type { People } from '../people/people.ts';
import type { Views } from '../views/views.ts';
import { answerOf, type AnswerSender } from './answer.ts';
import type { Asker } from '../turns.ts';
import type { Askers } from './askers.ts';
import { BuiltFiles } from './builtFiles.ts';
import { EMBED_PAGE } from './embeds.ts';
import { isBlind } from './blind.ts';
import { type LinkPreview, type LinkPreviews, type PreviewedAddress, previewTags } from './linkPreview.ts';
import { originOf } from './origin.ts';
import { briefPage, comparePage, dyadPage } from './pageView.ts';
import { Problem } from './problem.ts';

/** The pages of the client. What follows the first part is the client's own business. */
const PAGES = [
  '/',
  '/d/*rest',
  '/compare',
  '/desk',
  '/desk/*rest',
  '/lab',
  '/brief',
  '/alerts',
  '/unusual',
  '/v/*rest',
  '/m/*rest',
  '/ops',
  '/docs',
  '/method',
  '/admin',
  '/admin/*rest',
];

export interface PageSources {
  readonly clientDir: string;
  readonly previews: LinkPreviews;
  readonly views: Views;
  readonly publicUrl: string | undefined;
  readonly sender: AnswerSender;
  readonly askers: Askers;
  readonly people: People;
}

interface PageParts extends PageSources {
  readonly files: BuiltFiles;
}

/** The one file behind every page. */
const INDEX = '/index.html';
const VARY = 'Accept-Encoding';

export function servePages(app: Express, sources: PageSources): void {
  const { clientDir, sender, people } = sources;
  const files = new BuiltFiles(clientDir);
  app.use((request, response, next) => sendFile(request, response, next, files, sender));
  const page: PageParts = { ...sources, files };
  app.get(PAGES, signedIn(people));
  app.get('/', told(page, boardTold));
  app.get('/compare', told(page, compareTold));
  app.get('/brief', told(page, briefTold));
  app.get('/d/:dyad', told(page, dyadTold));
  app.get('/d/:dyad/e/:id', told(page, eventTold));
  app.get('/v/*code', (request, response) => sendView(request, response, page));
  app.get(PAGES, (request, response) => sendPage(request, response, page));
  app.use((request, response) => {
    const isPage = isReading(request) && !/^\/(?:api|health|metrics)(?:\/|$)/i.test(request.path);
    if (!isPage)
      throw new Problem(
        'unknown-address',
        `There is nothing at ${request.method} ${request.path.slice(0, 200)}: GET /api/v1/openapi.json lists what there is.`,
      );
    return sendPage(request, response, page, 404);
  });
}

const isReading = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

async function sendFile(
  request: Request,
  response: Response,
  next: NextFunction,
  files: BuiltFiles,
  sender: AnswerSender,
): Promise<void> {
  const file =
    isReading(request) && request.path !== INDEX && request.path !== EMBED_PAGE
      ? await files.at(request.path)
      : undefined;
  if (!file) return next();
  const lifetime = file.isFingerprinted ? 'pinned' : 'live';
  await sender.send(request, response, { answer: file.answer, lifetime }, VARY);
}

/** What a link to a page says, where it says anything; and which address is the page's own. */
interface Told {
  readonly preview: (previews: LinkPreviews, asker: Asker, language: Language) => Promise<LinkPreview | undefined>;
  readonly address: string;
  readonly canonical: string;
  readonly embed?: boolean;
}

/** A page that looks otherwise under every address: @returns undefined where there is nothing to tell */
const told =
  (page: PageParts, tell: (request: Request, asked: { search: string; query: URLSearchParams }) => Told | undefined) =>
  async (request: Request, response: Response): Promise<void> => {
    const found = maySee(request) ? tell(request, addressOf(request)) : undefined;
    if (!found) return sendPage(request, response, page);
    const { preview, embed = false, ...at } = found;
    const made = await preview(page.previews, page.askers.of(request, response), askedLanguage(request));
    return sendPreviewed(request, response, page, made, { ...at, embed });
  };

function dyadTold(request: Request, { search, query }: { search: string; query: URLSearchParams }): Told | undefined {
  const dyad = canonicalDyad(String(request.params['dyad']));
  if (dyad === undefined) return undefined;
  const canonical = `/d/${dyad}`;
  return {
    preview: (previews, asker, language) => previews.ofPage(asker, dyadPage(dyad, query), language),
    address: canonical + search,
    canonical,
    embed: true,
  };
}

/** Board, brief and events are told as they are today, and nothing is said of an address that asks for another day or model. */
const isToday = (query: URLSearchParams): boolean => !['asOf', 'model', 'date'].some((name) => query.has(name));

function eventTold(request: Request, { search, query }: { search: string; query: URLSearchParams }): Told | undefined {
  if (!isToday(query)) return undefined;
  const dyad = canonicalDyad(String(request.params['dyad']));
  const id = String(request.params['id']);
  const canonical = `/d/${dyad}/e/${encodeURIComponent(id)}`;
  return {
    preview: (previews, asker, language) => previews.ofEvent(asker, id, language),
    address: canonical + search,
    canonical,
  };
}

function compareTold(_: Request, { search, query }: { search: string; query: URLSearchParams }): Told | undefined {
  const asked = comparePage(query);
  return (
    asked && {
      preview: (previews, asker, language) => previews.ofPage(asker, asked, language),
      address: `/compare${search}`,
      canonical: `/compare?dyads=${asked.dyads.map(encodeURIComponent).join(',')}`,
    }
  );
}

function briefTold(_: Request, { search, query }: { search: string; query: URLSearchParams }): Told | undefined {
  const asked = briefPage(query);
  if (!asked && !isToday(query)) return undefined;
  return {
    preview: (previews, asker, language) =>
      asked ? previews.ofPage(asker, asked, language) : previews.ofBoard(asker, language, 'morning'),
    address: `/brief${search}`,
    canonical: '/brief',
  };
}

function boardTold(_: Request, { search, query }: { search: string; query: URLSearchParams }): Told | undefined {
  if (!isToday(query)) return undefined;
  return {
    preview: (previews, asker, language) => previews.ofBoard(asker, language, 'board'),
    address: `/${search}`,
    canonical: '/',
  };
}

async function sendView(request: Request, response: Response, page: PageParts): Promise<void> {
  // Whoever pastes a whole address behind /v/ means its view.
  const typed = [request.params['code']].flat().join('/');
  const { search } = addressOf(request);
  const read = readViewCode(typed);
  const canonical = `/v/${'code' in read ? encodeURIComponent(read.code) : ''}`;
  if ('code' in read && read.code !== typed) return response.redirect(308, canonical + search);
  const pinned = 'code' in read ? await page.views.read(read.code) : undefined;
  // The page says what is wrong with the code.
  if (!pinned) return sendPage(request, response, page, 404);
  if (!maySee(request)) return sendPage(request, response, page);
  if (pinned.withdrawn) return sendPage(request, response, page, 410);
  const asker = page.askers.of(request, response);
  const preview = await page.previews.ofView(asker, pinned.view, pinned.code, askedLanguage(request));
  return sendPreviewed(request, response, page, preview, { address: canonical + search, canonical, embed: true });
}

/** A page for somebody who may read nothing yet says nothing, and where people sign in here it sends them there. */
const signedIn =
  ({ provider }: People): RequestHandler =>
  (request, response, next) => {
    // The link of a second coder has its key behind the #, which a sign-in elsewhere would lose: the page itself sends her on.
    const identity = identityOf(request);
    const staysHere = allows(identity, 'reader') || identity.isUnknown || request.path.startsWith('/desk/code/');
    if (provider && !staysHere)
      response.set('Cache-Control', 'no-store').redirect(302, `/sign-in?to=${encodeURIComponent(request.originalUrl)}`);
    else next();
  };

const maySee = (request: Request): boolean => allows(identityOf(request), 'reader') && !isBlind(request);

function addressOf({ originalUrl }: Request): { search: string; query: URLSearchParams } {
  const at = originalUrl.indexOf('?');
  const search = at < 0 ? '' : originalUrl.slice(at);
  return { search, query: new URLSearchParams(search) };
}

/** The language that the address asks for, or else the reader's browser. */
function askedLanguage(request: Request): Language {
  const asked = addressOf(request).query.get('lang');
  const accepted = request.acceptsLanguages([...LANGUAGES]);
  return languageOf(asked) ?? (accepted === false ? undefined : languageOf(accepted)) ?? 'en';
}

async function sendPreviewed(
  request: Request,
  response: Response,
  page: PageParts,
  preview: LinkPreview | undefined,
  at: PreviewedAddress,
): Promise<void> {
  const file = preview && (await page.files.at(INDEX));
  if (!preview || !file) return sendPage(request, response, page);
  const origin = originOf(request, page.publicUrl);
  const tags = previewTags(preview, { origin, ...at, language: askedLanguage(request) });
  const html = file.answer.bytes
    .toString()
    .replace(/\s*<meta\s+name="description"[^>]*>/, '')
    .replace(/<title>[^<]*<\/title>/, () => tags);
  const answer = answerOf(html, file.answer.contentType);
  await page.sender.send(request, response, { answer, lifetime: 'live' }, `${VARY}, Accept-Language`);
}

async function sendPage(
  request: Request,
  response: Response,
  { files, sender }: PageParts,
  status: 200 | 404 | 410 = 200,
): Promise<void> {
  const file = await files.at(INDEX);
  if (!file)
    throw new Problem(
      'unknown-address',
      `There is no page at ${request.path.slice(0, 200)}, because the client is not built: run "npm run build". The API is described at /api/v1/openapi.json.`,
    );
  await sender.send(request, response, { answer: file.answer, lifetime: 'live', status }, VARY);
}
