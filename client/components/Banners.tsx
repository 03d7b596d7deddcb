import { connection, newsText } from '../state/connection.ts';
import { words } from '../state/language.ts';
import { Phrase } from './Phrase.tsx';

/** What holds for every page: the server is gone. Goes away by itself. */
export function Banners() {
  const { state, since } = connection.value;
  return (
    <>
      {state === 'gone' ? (
        <div class="banner banner-gone" role="alert">
          <Phrase
            text={words.value.banners.goneSince(since === undefined ? words.value.banners.now : clockTime(since))}
            parts={{ gone: <strong>{words.value.banners.gone}</strong> }}
          />
        </div>
      ) : null}
      <div class="visually-hidden" aria-live="polite">
        {newsText.value === undefined ? '' : words.value.banners[newsText.value]}
      </div>
    </>
  );
}

/** @example '14:05:09 UTC' */
export function clockTime(moment: Date): string {
  return `${moment.toISOString().slice(11, 19)} UTC`;
}
