/**
 * Where everything stands on a card. The whole grid of presets, sizes of text, languages, dyads and kinds of view is laid out by the fonts' own measures;
 * that what is painted stands where it is laid out, and can be read, is seen in the pixels of a sample.
 */
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { cardFacts } from '../../client/charts/card/cardFacts.ts';
import { SMALLEST_TEXT } from '../../client/charts/card/cardShape.ts';
import { CARD_THEMES, PRESETS, type Presentation, STANDARD } from '../../client/charts/card/presentation.ts';
import type { Box } from '../../client/charts/places.ts';
import type { NoteInput } from '../../client/charts/notes.ts';
import { notesFile, readNotes } from '../../server/notes/shippedNotes.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { LANGUAGES } from '../../client/words/words.ts';
import { drawScaled, type DrawingContext } from '../../server/figures/drawing.ts';
import { contrast } from '../client/colours.ts';
import { faultsOf, named } from './faults.ts';
import { type Case, DYADS, KINDS } from './grid.ts';
import { type Recorded, recordCard } from './recordedCard.ts';
import { saidFaults } from './saidFaults.ts';
import { type Changes, compareView, dyadView, moveView, shippedCard } from './shippedCard.ts';

const SIZES = [80, 100, 120, 150] as const;
const SPRING = dyadView('KOR-RUS', '2024-03-01', '2024-04-05');

const cardOf = ({ view, changes }: Case, presentation: Partial<Presentation> = {}) =>
  shippedCard(view, { ...changes, presentation });

/** Faults of a case in every preset and size, in all languages; themes take turns. */
function faultsOfAll(one: Case, turn: number, sizes: readonly number[] = SIZES): string[] {
  const listed = new Map<string, string>();
  const numbers = new Map<string, number>();
  const symbols = new Map<string, string>();
  const faults: string[] = [];
  for (const lang of LANGUAGES) {
    const input = cardOf(one, { lang });
    const facts = cardFacts(input);
    PRESETS.forEach((preset, p) =>
      sizes.forEach((text, s) => {
        const presentation: Presentation = {
          ...STANDARD,
          preset,
          text,
          lang,
          theme: CARD_THEMES[(turn + p + s) % CARD_THEMES.length]!,
        };
        const recorded = recordCard({ ...input, presentation }, facts);
        const at = `${preset}, ${text}%`;
        const found = [...faultsOf(recorded, presentation), ...saidFaults(recorded, presentation)];
        faults.push(...found.map((fault) => `${at}, ${lang}: ${fault}`));
        for (const { id, number } of recorded.card.texts.events)
          if ((numbers.get(id) ?? number) !== number) faults.push(`${at}, ${lang}: ${id} has another number`);
          else numbers.set(id, number);
        const { shown } = recorded.card;
        for (const { line, paint } of shown.kind === 'compare' ? shown.figure.lines : [])
          if ((symbols.get(line.key) ?? paint.symbol) !== paint.symbol)
            faults.push(`${at}, ${lang}: ${line.key} has another symbol`);
          else symbols.set(line.key, paint.symbol);
        const events = recorded.card.texts.events.map(({ id }) => id).join(' ');
        if ((listed.get(at) ?? events) !== events) faults.push(`${at}: languages list different events`);
        listed.set(at, events);
      }),
    );
  }
  return faults;
}

describe('every card, in all presets, sizes of text and languages, has a place for everything', () => {
  it.each(Object.keys(KINDS))('%s', (kind) => {
    DYADS.forEach((dyad, i) => expect(faultsOfAll(KINDS[kind]!(dyad, i), i), dyad).toEqual([]));
  });

  it('also with every warning, a marking and a long title', () => {
    const typed = {
      asOf: '2024-04-03T12:00:00.000Z',
      marking: 'OFFICIAL – SENSITIVE',
      title:
        'Relations between the Republic of Korea and the Russian Federation deteriorated again in the spring of 2024 after sanctions on ships and firms and the veto that ended the Panel of Experts',
    };
    const changes: Changes = {
      standing: 'draft',
      provisionalDays: 4,
      stale: [{ feed: 'gdelt', newestDay: '2024-04-02' }],
    };
    const views = [
      { ...SPRING, whatIf: 'indirect,type:veto' },
      moveView('KOR-RUS', '2024-03-01', '2024-04-05'),
      compareView(DYADS.slice(0, 6), '2018-03-01', '2024-04-05'),
    ];
    views.forEach((view, i) => expect(faultsOfAll({ view: { ...view, ...typed }, changes }, i), view.kind).toEqual([]));
  });

  it('with the notes of its days, as many as have room, and the others counted', async () => {
    const file = (await notesFile(projectRoot(), join(projectRoot(), 'no-such-folder')))!;
    const shipped = readNotes(file).map((note): NoteInput => ({ ...note, by: null }));
    const notesOf = (dyads: readonly string[]): NoteInput[] => [
      ...shipped.filter(({ dyad }) => dyad === null || dyads.includes(dyad)),
      {
        from: '2024-03-18',
        to: '2024-03-18',
        dyad: dyads[0]!,
        text: 'An envoy of the Republic of Korea presents his credentials in Moscow, the first in more than two years, and says that relations should not fall below what they are, for which both sides bear a duty',
        textKo: null,
        source:
          'Ministry of Foreign Affairs of the Republic of Korea, press release of 18 March 2024, second paragraph',
        by: '김민서',
      },
    ];
    let shown = 0;
    DYADS.forEach((dyad, i) => {
      for (const kind of ['a trend', 'two lines', 'six lines']) {
        const one = KINDS[kind]!(dyad, i);
        const dyads = one.view.kind === 'compare' ? one.view.dyads : [dyad];
        const noted = { ...one, changes: { ...one.changes, notes: notesOf(dyads) } };
        expect(faultsOfAll(noted, i, [100, 150]), `${kind} of ${dyad}`).toEqual([]);
        const { card } = recordCard(cardOf(noted));
        const said = card.texts.footer.find(({ kind: of }) => of === 'notes')!.text;
        expect(said).toMatch(card.around.drawn.notes === 0 ? /no room here/ : /^Notes, which change no number: a: /);
        shown += card.around.drawn.notes;
      }
    });
    expect(shown).toBeGreaterThan(DYADS.length);
  });

  it('in the same places in every theme: a colour moves nothing', () => {
    const places = ({ texts }: Recorded): string[] => texts.map(named);
    Object.values(KINDS).forEach((caseOf, i) => {
      const input = cardOf(caseOf(DYADS[i]!, i));
      const [light, ...others] = CARD_THEMES.map((theme) =>
        places(recordCard({ ...input, presentation: { ...input.presentation, theme } })),
      );
      for (const other of others) expect(other).toEqual(light);
    });
  });
});

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** The picture of a card as its PNG has it, with its words or without. */
function painted({ card }: Recorded, hasWords: boolean): Pixels {
  const canvas = createCanvas(card.pixelWidth, card.pixelHeight);
  const ctx = canvas.getContext('2d');
  if (!hasWords) {
    ctx.fillText = () => undefined;
    ctx.strokeText = () => undefined;
  }
  drawScaled(ctx as unknown as DrawingContext, card, card.scale);
  const { width, height } = canvas;
  return { width, height, rgba: ctx.getImageData(0, 0, width, height).data };
}

const colourAt = ({ width, rgba }: Pixels, x: number, y: number): number => {
  const at = 4 * (y * width + x);
  return (rgba[at]! << 16) | (rgba[at + 1]! << 8) | rgba[at + 2]!;
};
const hex = (colour: number): string => `#${colour.toString(16).padStart(6, '0')}`;

/** Pixels of a box, no farther than the picture goes. */
function* within({ width, height }: Pixels, { left, top, right, bottom }: Box): Generator<readonly [number, number]> {
  for (let y = Math.max(Math.floor(top), 0); y < Math.min(Math.ceil(bottom), height); y++)
    for (let x = Math.max(Math.floor(left), 0); x < Math.min(Math.ceil(right), width); x++) yield [x, y];
}

/** WCAG 2.2, 1.4.3: text is large from 24 px, or 18.66 px in bold; two pixels of a card are one of a page. */
const leastContrast = (pixels: number, weight: number): number =>
  pixels / 2 >= (weight >= 700 ? 18.66 : 24) ? 3 : 4.5;

describe('what is painted stands where it is laid out, and can be read', () => {
  const kinds = Object.values(KINDS);
  it.each(PRESETS.flatMap((preset, p) => CARD_THEMES.map((theme, t) => [preset, theme, 3 * p + t] as const)))(
    '%s, %s',
    (preset, theme, i) => {
      const text = SIZES[i % SIZES.length]!;
      const input = cardOf(kinds[i % kinds.length]!(DYADS[i % DYADS.length]!, i), {
        preset,
        theme,
        text,
        lang: i % 2 === 0 ? 'en' : 'ko',
      });
      const recorded = recordCard(input);
      const { scale } = recorded.card;
      const [worded, bare] = [painted(recorded, true), painted(recorded, false)];
      const boxOf = ({ left, top, right, bottom }: Box, around: number): Box => ({
        left: left * scale - around,
        top: top * scale - around,
        right: right * scale + around,
        bottom: bottom * scale + around,
      });
      const laid = new Uint8Array(worded.width * worded.height);
      const faults: string[] = [];
      for (const one of recorded.texts) {
        let inked = 0;
        const behind = new Map<number, number>();
        for (const [x, y] of within(worded, boxOf(one, 0))) {
          const ground = colourAt(bare, x, y);
          if (colourAt(worded, x, y) !== ground) inked++;
          behind.set(ground, (behind.get(ground) ?? 0) + 1);
        }
        if (inked === 0) faults.push(`nothing is painted of ${named(one)}`);
        const [ground] = [...behind].reduce((most, one) => (one[1] > most[1] ? one : most));
        const ratio = contrast(one.colour, one.halo ?? hex(ground));
        if (ratio < leastContrast(one.size * scale, one.weight))
          faults.push(`too pale: ${named(one)}, ${ratio.toFixed(2)}`);
        // The library measures in whole pixels of the layout.
        for (const [x, y] of within(worded, boxOf(one, scale * (one.halo === undefined ? 1 : 2) + 1)))
          laid[y * worded.width + x] = 1;
      }
      const colours = [worded, bare].map(({ rgba }) => new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4));
      const beyond = laid.reduce(
        (sum, isLaid, at) => sum + Number(isLaid === 0 && colours[0]![at] !== colours[1]![at]),
        0,
      );
      expect(faults).toEqual([]);
      expect(beyond, 'pixels of words where no word is laid out').toBe(0);
    },
  );
});

describe('a card', () => {
  it('prints its title, subtitle and code in full, whatever the preset', () => {
    for (const preset of PRESETS) {
      const input = shippedCard(SPRING, { presentation: { preset } });
      const { card, texts } = recordCard(input);
      const printed = texts.map(({ text }) => text).join(' ');
      expect(printed, preset).toContain(card.texts.title);
      // A link card may do without all of it but model and moment.
      const subtitle = card.texts.subtitle.split(' · ').slice(preset === 'link' ? -2 : 0);
      expect(printed.replaceAll(' · ', ' '), preset).toContain(subtitle.join(' '));
      expect(printed, preset).toContain(`View ${input.code}`);
    }
  });

  it('sets nothing larger than its title, and its marking as small print at head and foot', () => {
    const { card, texts } = recordCard(
      shippedCard({ ...SPRING, marking: 'OFFICIAL – SENSITIVE' }, { standing: 'draft' }),
    );
    const titleSize = texts.find(({ text }) => card.texts.title.startsWith(text))!.size;
    expect(Math.max(...texts.map(({ size }) => size))).toBe(titleSize);
    const marks = texts.filter(({ text }) => text === 'OFFICIAL – SENSITIVE');
    expect(marks.map(({ size }) => size < 0.6 * titleSize)).toEqual([true, true]);
    expect(Math.min(...texts.map(({ top }) => top))).toBe(marks[0]!.top);
    expect(Math.max(...texts.map(({ bottom }) => bottom))).toBe(marks[1]!.bottom);
  });

  it('breaks a name that is wider than the card, and clips nothing of it', () => {
    const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);
    const input = shippedCard(
      { ...SPRING, title: `${word} 대한민국러시아연방조선민주주의인민공화국 북대서양조약기구 유럽연합` },
      { presentation: { preset: 'square' } },
    );
    const recorded = recordCard(input);
    expect(faultsOf(recorded, input.presentation)).toEqual([]);
    expect(recorded.texts.map(({ text }) => text).join('')).toContain(word);
  });

  it('writes nothing smaller than its preset has it, whatever size is asked for', () => {
    for (const preset of PRESETS) {
      const { card, texts } = recordCard(shippedCard(SPRING, { presentation: { preset, text: 80 } }));
      expect(Math.min(...texts.map(({ size }) => size * card.scale)), preset).toBeGreaterThanOrEqual(
        SMALLEST_TEXT[preset] - 1e-6,
      );
    }
  });
});
