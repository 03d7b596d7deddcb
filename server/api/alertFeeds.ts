/** /api/v1/alerts/feed: the alerts of a dyad or of a watch list for a reader of news. */
import type { Request } from 'express';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { WORDS } from '../../client/words/words.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { feedAddresses } from '../../models/contract/watchLists.ts';
import { alertFeed, FEED_FORMATS, type FeedEntry, type FeedFormat } from '../alerts/alertFeed.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { AlertMessage } from '../alerts/message.ts';
import type { Alert } from '../alerts/outbox.ts';
import type { Teller } from '../alerts/sender.ts';
import type { People } from '../people/people.ts';
import { dyadName } from '../referenceData.ts';
import { answerOf, jsonAnswer } from './answer.ts';
import { originOf } from './origin.ts';
import { lang } from './parameters.ts';
import { requireRole } from './permission.ts';
import { invalid, Problem } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { type Route, route } from './route.ts';
import type { Snapshots } from './snapshots.ts';
import { askedList, keeperReads, list, listToChange, unknownList, whichList } from './watchLists.ts';

/** As many as a reader of news shows at once. */
const ENTRIES = 30;
/** Alerts in words that are kept, some 4 kB each. */
const KEPT = 500;
export const MAX_FEED_BYTES = KEPT * 4000;
/** Days that the page of an entry shows. */
const SHOWN_DAYS = 90;

export interface AlertFeedParts {
  readonly alerts: Alerts;
  readonly snapshots: Snapshots;
  readonly teller: Teller;
  readonly people: People;
  readonly publicUrl: string | undefined;
  readonly madeBy?: string | undefined;
}

const query = z.strictObject({
  dyad: z
    .string()
    .transform((text, context) => {
      const dyad = canonicalDyad(text.toUpperCase());
      if (dyad !== undefined) return dyad;
      context.addIssue({ code: 'custom', message: 'is no dyad: write KOR-RUS' });
      return z.NEVER;
    })
    .optional()
    .meta({ description: 'The alerts of this dyad only.', example: 'KOR-RUS' }),
  list,
  secret: z
    .string()
    .max(64, 'is no secret of a feed: ask for another address')
    .optional()
    .meta({ description: 'Opens the feed of a list to whoever has it: `POST /api/v1/lists/{list}/feed` makes one.' }),
  lang,
});

export const alertFeedRoutes = (parts: AlertFeedParts): readonly Route[] => {
  const told = new LRUCache<string, AlertMessage>({ max: KEPT });
  return [feedRoute(parts, 'atom', told), feedRoute(parts, 'json', told), addressRoute(parts)];
};

const PATH = '/api/v1/alerts/feed';

const feedRoute = (parts: AlertFeedParts, format: FeedFormat, kept: LRUCache<string, AlertMessage>) =>
  route({
    method: 'get',
    path: `${PATH}.${format}`,
    needs: 'anyone',
    summary: `The newest alerts as ${format === 'atom' ? 'Atom' : 'JSON Feed'}`,
    description: `Of a dyad, of a watch list, or of all. Each of the ${ENTRIES} newest has the same id and the same words at each reading: as it was known when it was found. Where reading needs a sign-in, and for lists of one’s own, the secret of a list opens its feed.`,
    query,
    answers: { 200: { description: 'The feed', body: FEED_FORMATS[format] } },
    problems: ['unauthorized', 'unknown-list'],
    async reply({ query: asked, request }) {
      const { snapshots, alerts, teller, publicUrl, madeBy } = parts;
      const of = await subjectsOf(parts, request, asked);
      const found = await alerts.newest(of.dyads, ENTRIES);
      const origin = originOf(request, publicUrl);
      const entries: FeedEntry[] = [];
      for (const { alert, asOf } of found) {
        const message = kept.get(alert.id) ?? (await teller.message(alert, { repeats: 0, asOf }));
        if (!message.isUntold) kept.set(alert.id, message);
        entries.push({ message, link: message.link ?? `${origin}${pageOf(alert, asOf)}` });
      }
      const { feed } = WORDS[asked.lang].alerts;
      const search = new URLSearchParams(
        Object.entries({ dyad: asked.dyad, list: asked.list, lang: asked.lang }).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value]],
        ),
      );
      const text = alertFeed(
        format,
        {
          title: feed.title(of.title ?? (asked.dyad ? dyadName(snapshots.reference, asked.dyad, asked.lang) : null)),
          description: feed.description,
          page: `${origin}/${asked.dyad ? `d/${asked.dyad}` : asked.list ? `?list=${asked.list}` : ''}`,
          self: `${origin}${PATH}.${format}?${search.toString()}`,
          language: asked.lang,
          author: madeBy ?? 'Tension',
        },
        entries,
      );
      return {
        answer: answerOf(text, `${FEED_FORMATS[format]}; charset=utf-8`),
        lifetime: of.isPrivate ? 'momentary' : 'live',
      };
    },
  });

interface Subjects {
  readonly dyads: readonly string[] | undefined;
  readonly title: string | undefined;
  /** nothing on the way keeps it */
  readonly isPrivate: boolean;
}

/** @throws Problem where who asks may not */
async function subjectsOf(
  { alerts, people }: AlertFeedParts,
  request: Request,
  { dyad, list: name, secret }: z.output<typeof query>,
): Promise<Subjects> {
  if (dyad !== undefined && (name !== undefined || secret !== undefined))
    throw invalid({
      field: 'dyad',
      value: dyad,
      message: `stands beside ${name === undefined ? 'secret, which is of a list' : 'list'}: give one of the two`,
    });
  if (secret !== undefined) {
    const opened = await alerts.lists.ofSecret(secret);
    if (!opened || (name !== undefined && opened.name !== name) || !(await keeperReads(opened, people)))
      throw new Problem('unknown-list', 'The secret opens no feed: ask whoever keeps the list for another address.');
    return { dyads: opened.dyads, title: opened.title, isPrivate: true };
  }
  requireRole(request, 'reader', people);
  const found = await askedList(alerts.lists, request, name);
  return {
    dyads: dyad === undefined ? found && [...found.dyads] : [dyad],
    title: found?.title,
    isPrivate: found !== undefined && !found.isShared,
  };
}

/** The page of a dyad as it was known; that of alerts for what is no dyad. */
function pageOf({ subject, day }: Alert, known: Date): string {
  if (canonicalDyad(subject) !== subject) return '/alerts';
  const days = { from: toIsoDate(day - SHOWN_DAYS), to: toIsoDate(day), asOf: known.toISOString() };
  return `/d/${subject}?${new URLSearchParams(days).toString()}`;
}

const addressRoute = ({ alerts, people, publicUrl }: AlertFeedParts) =>
  route({
    method: 'post',
    path: '/api/v1/lists/:list/feed',
    needs: 'reader',
    summary: 'Make an address by which the feed of a list is read without a sign-in',
    description: 'The secret in it is told only now. The address that was made before no longer works.',
    query: whichList,
    answers: { 201: { description: 'The addresses', body: feedAddresses } },
    problems: ['unauthorized', 'forbidden', 'unknown-list'],
    async reply({ request, path, query: which }) {
      const name = path('list');
      const { found, owner } = await listToChange({ lists: alerts.lists, people }, request, name, which);
      const secret = await alerts.lists.newSecret(found, owner, recordedBy(request));
      if (secret === undefined) throw unknownList(name);
      const address = (format: FeedFormat): string =>
        `${originOf(request, publicUrl)}${PATH}.${format}?${new URLSearchParams({ list: name, secret }).toString()}`;
      return {
        answer: jsonAnswer({ atom: address('atom'), json: address('json') }),
        lifetime: 'momentary',
        status: 201,
      };
    },
  });
