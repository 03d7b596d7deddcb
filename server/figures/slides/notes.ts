/** What the speaker can say, and where each thing comes from: each a paragraph of its own. */
import { WORDS } from '../../../client/words/words.ts';
import type { Page } from '../page.ts';

export function notesOf({ input, card: { texts } }: Page): string[] {
  const { files, charts } = WORDS[input.presentation.lang];
  const events = texts.events.flatMap(
    ({ number, date, type, points, headline, summary, verified, sourceName, sourceUrl }) => [
      `${number}. ${charts.caption(type, date)} (${points}): ${verified ? headline : charts.unverified(headline)}.`,
      summary,
      [sourceName, sourceUrl].filter((part) => part !== '').join(', '),
    ],
  );
  return [
    texts.title,
    texts.sentence,
    texts.subtitle,
    ...texts.badges.map(({ text }) => text),
    texts.alt,
    ...(events.length > 0 ? [`${files.sources}:`, ...events] : []),
    ...texts.footer.map(({ text }) => text),
    `${files.view} ${input.code}: ${input.link}`,
  ].filter((line) => line.trim() !== '');
}
