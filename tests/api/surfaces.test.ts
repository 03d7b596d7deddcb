/**
 * One window, one finding: the title and the sentence of a card, what a pasted link says, alt text, the notes of a slide, the sentence of the
 * API and `tension explain` name the same verdict, the same numbers and the same cause.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { plain, printedChange } from '../../client/charts/format.ts';
import { driverWords } from '../../client/charts/moveWords.ts';
import { en } from '../../client/words/en/index.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Move } from '../../models/contract/move.ts';
import { moveFinding, type MoveFinding, partsOfAnswer } from '../../models/moveFinding.ts';
import { moveInWords } from '../../server/cli/explain.ts';
import { WINDOWS } from '../client/windows.ts';
import { startTestServer, type TestServer } from './testServer.ts';

const INDEX = '<!doctype html><html lang="en"><head><title>Tension</title></head><body></body></html>';

let clientDir: string;
let server: TestServer;
beforeAll(async () => {
  clientDir = await mkdtemp(join(tmpdir(), 'tension-surfaces-'));
  await writeFile(join(clientDir, 'index.html'), INDEX);
  server = await startTestServer({ clientDir });
});
afterAll(async () => {
  await server.close();
  await rm(clientDir, { recursive: true });
});

/** What a text says of a change; each verdict has words that no other has. */
const VERDICTS: Readonly<Record<MoveFinding['kind'], RegExp>> = {
  rise: / rose \d/,
  fall: / fell \d/,
  little: /little changed/,
  unclear: /within its uncertainty/,
  faded:
    / stood at (?!.*(begins on|nobody looked before)).*the last day that anybody looked|mostly by fading: nobody looked after/,
  begins: / stood at .*(begins on|nobody looked before)/,
  uncovered: /is not known/,
};
const verdictsOf = (text: string): string[] =>
  Object.entries(VERDICTS).flatMap(([kind, words]) => (words.test(text) ? [kind] : []));

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
const content = (html: string, name: string): string | undefined => {
  const found = new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1];
  return found === undefined ? undefined : unescaped(found);
};

async function notesOf(dyad: string, from: string, to: string): Promise<string> {
  const response = await server.get(`/api/v1/dyads/${dyad}/figure.pptx?from=${from}&to=${to}`);
  expect(response.status).toBe(200);
  const parts = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return unescaped(strFromU8(parts['ppt/notesSlides/notesSlide1.xml']!).replaceAll(/<[^>]*>/g, ' '));
}

describe('a window', () => {
  // A window that ends before anybody looked has no picture, and a pair without any event has no page.
  const drawn = WINDOWS.filter(([dyad, , to]) => dyad !== 'DEU-FRA' && !(dyad === 'CHN-LTU' && to < '2021-03-22'));
  test.each(drawn.map(([dyad, from, to]) => [dyad, from, to] as const))(
    'of %s from %s to %s says one thing everywhere',
    async (dyad, from, to) => {
      const eve = toIsoDate(epochDay(from) - 1);
      const move = await server.json<Move>(`/api/v1/dyads/${dyad}/move?from=${eve}&to=${to}`);
      const parts = partsOfAnswer(move);
      const finding = moveFinding(parts);
      const byId = new Map(move.events.map((event) => [event.eventId, { ...event, day: epochDay(event.date) }]));
      const cause = driverWords(parts, finding.driver, (id) => byId.get(id), en);

      const address = `/d/${dyad}?from=${from}&to=${to}`;
      // The first page that asks may be too early for its preview.
      const html = await vi.waitFor(
        async () => {
          const page = await (await server.get(address)).text();
          expect(page).toContain('og:title');
          return page;
        },
        { timeout: 30_000, interval: 50 },
      );
      const texts = {
        title: content(html, 'og:title')!,
        description: content(html, 'og:description')!,
        alt: content(html, 'og:image:alt')!,
        notes: await notesOf(dyad, from, to),
        answer: move.sentence,
        explain: moveInWords(move, 10),
      };
      for (const [surface, text] of Object.entries(texts)) {
        expect(verdictsOf(text), `${surface}: ${text}`).toEqual([finding.kind]);
        if (finding.kind === 'uncovered') continue;
        // A title of a change has its size: where it ended stands at the end of the line below it.
        // A record that begins is told by the last day that anybody looked, where nobody has since.
        const isEarlier = finding.kind === 'begins' && text.includes('the last day that anybody looked');
        if (surface !== 'title' && !isEarlier) expect(text, surface).toContain(plain(move.to.index));
        if (finding.kind === 'rise' || finding.kind === 'fall')
          expect(text, surface).toContain(` ${plain(Math.abs(printedChange(move.from.index, move.to.index)))} points`);
        // A title that is too long for a chat leaves its cause to the line below it as well.
        if (cause !== undefined && surface !== 'title') expect(text, surface).toContain(cause);
      }
      // The list that takes the change apart begins with the act that is named.
      if (finding.driver?.by === 'act') {
        const [largest] = move.events
          .filter(({ indexPoints, kind }) => kind === 'new' && indexPoints * move.change > 0)
          .toSorted((p, q) => Math.abs(q.indexPoints) - Math.abs(p.indexPoints));
        expect(largest!.eventId).toBe(finding.driver.eventId);
      }
    },
  );
});
