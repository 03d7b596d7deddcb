import { connection, newsText } from '../state/connection.ts';

/** What holds for every page: the server is gone. Goes away by itself. */
export function Banners() {
  const { state, since } = connection.value;
  return (
    <>
      {state === 'gone' ? (
        <div class="banner banner-gone" role="alert">
          <strong>The server does not answer</strong> since {since === undefined ? 'now' : clockTime(since)}. What you see is what it said last; the page connects again by itself.
        </div>
      ) : null}
      <div class="visually-hidden" aria-live="polite">
        {newsText.value}
      </div>
    </>
  );
}

/** @example '14:05:09 UTC' */
export function clockTime(moment: Date): string {
  return `${moment.toISOString().slice(11, 19)} UTC`;
}
