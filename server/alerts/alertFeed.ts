/** Alerts as a feed for readers of news: Atom 1.0 and JSON Feed 1. */
import { Feed } from 'feed';
import { escaped } from '../../client/charts/escaped.ts';
import { htmlOfMessage } from './mail.ts';
import type { AlertMessage } from './message.ts';

export const FEED_FORMATS = { atom: 'application/atom+xml', json: 'application/feed+json' } as const;
export type FeedFormat = keyof typeof FEED_FORMATS;

export interface FeedHead {
  readonly title: string;
  readonly description: string;
  /** the page of which it tells */
  readonly page: string;
  /** its own address, without the secret of a private one: a copy of the feed lets nobody in */
  readonly self: string;
  readonly language: 'en' | 'ko';
  readonly author: string;
}

export interface FeedEntry {
  readonly message: AlertMessage;
  readonly link: string;
}

/** @param entries the newest first; the same alert has the same id and content at each reading */
export function alertFeed(format: FeedFormat, head: FeedHead, entries: readonly FeedEntry[]): string {
  const { title, description, page, self, language, author } = head;
  const feed = new Feed({
    id: self,
    title,
    description,
    link: page,
    language,
    // A feed without an entry has not changed since the first day.
    updated: entries[0]?.message.alert.madeAt ?? new Date(0),
    copyright: 'CC BY 4.0',
    generator: 'Tension',
    author: { name: author },
    feedLinks: { [format]: self },
  });
  for (const { message, link } of entries)
    feed.addItem({
      id: `urn:tension:alert:${message.alert.id}`,
      title: format === 'atom' ? escaped(message.title) : message.title, // Atom's is HTML
      link,
      date: message.alert.madeAt,
      published: message.alert.madeAt,
      content: htmlOfMessage(message),
    });
  return format === 'atom' ? feed.atom1() : feed.json1();
}
