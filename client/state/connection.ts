/** Whether the server is there, and news from it. */
import { signal } from '@preact/signals';

export interface Connection {
  readonly state: 'connecting' | 'live' | 'gone';
  /** when it was last known to be there */
  readonly since: Date | undefined;
}

export const connection = signal<Connection>({ state: 'connecting', since: undefined });

/** Grows whenever what the server says may have changed: a run completed, or the server came back. Whoever shows data asks again. */
export const news = signal(0);

/** The last news, of which the page tells in the reader's words; undefined until there is some. */
export const newsText = signal<'back' | 'rollUp' | undefined>(undefined);

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 10_000;

let lastSeen: Date | undefined;
let isProbing = false;
let lastRun: number | undefined;
let newestRun = 0;

/** The newest run of which an answer or the stream told. Behind a balancer the next answer may come from another server. */
export const runSeen = (): number => newestRun;
export const sawRun = (run: number): void => void (newestRun = Math.max(newestRun, run || 0));

function seen(): void {
  lastSeen = new Date();
  const before = connection.value.state;
  if (before === 'live') return;
  connection.value = { state: 'live', since: lastSeen };
  if (before === 'gone') {
    newsText.value = 'back';
    news.value++;
  }
}

/** Called when a request got no answer: asks until there is one. */
export function noAnswer(): void {
  if (isProbing) return;
  isProbing = true;
  if (connection.value.state !== 'gone') connection.value = { state: 'gone', since: lastSeen ?? new Date() };
  const probe = (waitMs: number): void => {
    setTimeout(() => {
      fetch('/health/live', { cache: 'no-store' }).then(
        (response) => {
          // A proxy in front of a stopped server answers 502 or 504.
          if (response.status >= 502) return probe(Math.min(waitMs * 1.5, LAST_RETRY_MS));
          isProbing = false;
          seen();
        },
        () => probe(Math.min(waitMs * 1.5, LAST_RETRY_MS)),
      );
    }, waitMs);
  };
  probe(FIRST_RETRY_MS);
}

/** Called when any answer came. */
export function answered(): void {
  if (isProbing) return;
  seen();
}

/** Listens to the server's events for as long as the page lives. */
export function listen(): void {
  let retryMs = FIRST_RETRY_MS;
  const open = (): void => {
    const source = new EventSource('/api/v1/stream');
    source.addEventListener('open', () => {
      retryMs = FIRST_RETRY_MS;
      answered();
    });
    source.addEventListener('run-completed', (event) => {
      answered();
      // On connecting, the server tells of the published run: news only where a later one than the last was told.
      const run = Number(event.lastEventId);
      if (lastRun !== undefined && run > lastRun) newsText.value = 'rollUp';
      lastRun = run;
      sawRun(run);
      news.value++;
    });
    source.addEventListener('run-failed', () => news.value++);
    source.addEventListener('error', () => {
      // A closed stream may be a stopped server or a refused stream: /health/live tells which.
      source.close();
      fetch('/health/live', { cache: 'no-store' }).then(
        (response) => (response.status >= 502 ? noAnswer() : answered()),
        () => noAnswer(),
      );
      setTimeout(open, retryMs);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    });
  };
  open();
}
