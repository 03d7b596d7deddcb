/** A morning brief as a letter: the lines of the page's own copy, as text and as HTML. */
import { escaped } from '../../client/charts/escaped.ts';
import { knownDate, zonedMoment } from '../../client/charts/format.ts';
import { type MorningLine, morningLines, morningText, morningTitle } from '../../client/charts/morningText.ts';
import type { MorningSpeech } from '../../client/charts/morningWords.ts';
import { WORDS } from '../../client/words/words.ts';
import { epochDay } from '../../models/calendar.ts';
import { slotBefore } from '../alerts/digests.ts';
import type { Alert } from '../alerts/outbox.ts';
import type { Teller } from '../alerts/sender.ts';
import type { WatchLists } from '../alerts/watchLists.ts';
import { startsOf, spanOf } from './morning.ts';
import { morningOf } from './morningOf.ts';
import type { Snapshots } from './snapshots.ts';

export interface DigestSources {
  readonly snapshots: Snapshots;
  readonly lists: WatchLists;
  readonly publicUrl: string | undefined;
}

/** What is known when it is sent. */
export async function digestLetter(
  { snapshots, lists, publicUrl }: DigestSources,
  { id, day: slotDay, digest }: Alert,
): ReturnType<Teller['digest']> {
  if (!digest) throw new Error(`The digest ${id} does not say what it tells of: look after the database, run doctor.`);
  const { language, timeZone, list: listName } = digest;
  const list = listName === undefined ? undefined : await lists.find(listName, undefined);
  if (listName !== undefined && !list)
    throw new Error(
      `The digest ${id} keeps to the watch list ${listName}, which is not there: save its channel again.`,
    );
  const model = await snapshots.model();
  const vintage = await snapshots.vintage(undefined, model);
  const before = slotBefore(digest, slotDay);
  const asked = {
    date: undefined,
    asOf: undefined,
    since: { text: before.toISOString(), moment: before },
    tz: timeZone,
  };
  const span = spanOf(asked, vintage, snapshots.now());
  const { day, since } = span;
  const only = list && { title: list.title, dyads: new Set(list.dyads) };
  const brief = await morningOf({
    snapshots,
    vintage,
    model,
    day,
    starts: startsOf(span),
    since,
    timeZone,
    language,
    only,
  });
  const words = WORDS[language];
  const speech: MorningSpeech = {
    words,
    date: (date, precision = 'day') => knownDate(epochDay(date), precision, words),
    moment: (moment) => zonedMoment(moment, timeZone, words),
  };
  const { head, limits } = morningLines(brief, speech);
  const link =
    publicUrl === undefined
      ? undefined
      : `${publicUrl}/brief?show=morning${listName === undefined ? '' : `&list=${listName}`}`;
  const said = words.alerts.view;
  return {
    title: morningTitle(brief, speech),
    digest: {
      language,
      text: `${morningText(brief, speech)}${link === undefined ? '' : `\n\n${said}: ${link}`}`,
      html: [
        ...head.map(htmlOf),
        `<div style="margin-top:16px;color:#555555">${limits.map(htmlOf).join('')}</div>`,
        link === undefined ? '' : `<p style="margin:0"><a href="${escaped(link)}">${escaped(said)}</a></p>`,
      ].join(''),
    },
  };
}

const OPENED: Readonly<Record<MorningLine['kind'], string>> = {
  title: 'h1 style="font-size:20px;margin:0 0 8px"',
  heading: 'h2 style="font-size:16px;margin:18px 0 6px"',
  sentence: 'p style="margin:0 0 8px"',
  item: 'p style="margin:10px 0 2px"',
  under: 'p style="margin:0 0 2px 16px"',
};

/** The address of a source can be followed. */
function htmlOf({ kind, text, url = '' }: MorningLine): string {
  const address = escaped(url);
  const body = escaped(text);
  const at = url === '' ? -1 : body.lastIndexOf(address);
  const linked =
    at < 0 ? body : `${body.slice(0, at)}<a href="${address}">${address}</a>${body.slice(at + address.length)}`;
  return `<${OPENED[kind]}>${linked}</${OPENED[kind].split(' ')[0]}>`;
}
