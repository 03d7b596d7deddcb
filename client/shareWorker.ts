/** The service worker of "Share": takes the shared text out of the request before it leaves the machine, and opens the desk with it. */

interface FetchLike extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** The same in client/desk/shared.ts. */
const CACHE = 'desk-share';
const KEY = '/desk/shared-text';

addEventListener('fetch', (event) => {
  // A worker's own end of the line; the page's types know only the page.
  const asked = event as FetchLike;
  if (asked.request.method !== 'POST' || new URL(asked.request.url).pathname !== '/desk/share') return;
  asked.respondWith(kept(asked.request));
});

async function kept(request: Request): Promise<Response> {
  const sent = await request.formData();
  const parts = new URLSearchParams();
  for (const name of ['text', 'title', 'url']) {
    const value = sent.get(name);
    if (typeof value === 'string' && value !== '') parts.set(name, value);
  }
  const cache = await caches.open(CACHE);
  await cache.put(KEY, new Response(parts.toString()));
  return Response.redirect('/desk#shared', 303);
}
