/** What "Share" of a phone sent: caught on the way out by the page's own service worker (client/shareWorker.ts), so that it never reaches the server. */
import type { Incoming } from './incoming.ts';
import { incomingFragment } from './incoming.ts';

/** The same in the service worker. */
const CACHE = 'desk-share';
const KEY = '/desk/shared-text';

export async function sharedText(): Promise<Incoming | undefined> {
  const cache = await caches.open(CACHE);
  const answer = await cache.match(KEY);
  if (!answer) return undefined;
  await cache.delete(KEY);
  return incomingFragment(await answer.text());
}

/** A browser that can share to a page needs it; others do without. */
export function followShares(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('/shareWorker.js', { scope: '/desk/share' }).catch(() => undefined);
}
