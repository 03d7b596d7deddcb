/**
 * Where everything stands on a card, for every dyad, in both languages and three sizes of text, by the fonts' own measures and without painting: nothing cut,
 * nothing on top of anything else, nothing struck through, no number without its words, the same events in every language.
 * (layout.test.ts looks at a sample of painted cards.)
 */
import { describe, expect, it } from 'vitest';
import { SMALLEST_TEXT } from '../../client/charts/card/cardShape.ts';
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import type { Presentation } from '../../client/charts/card/presentation.ts';
import type { View } from '../../client/charts/view.ts';
import { eventRows } from '../models/shipped.ts';
import { type Recorded, type RecordedText, recordCard, type Stroke } from './recordedCard.ts';
import { compareView, dyadView, shippedCard } from './shippedCard.ts';

const DYADS = [...eventRows.keys()].toSorted();
const SIZES = [100, 125, 150];

const KINDS: Readonly<Record<string, (dyad: string, i: number) => View>> = {
  'half a year': (dyad) => dyadView(dyad, '2024-01-01', '2024-06-30'),
  'six lines': (_, i) =>
    compareView(
      Array.from({ length: 6 }, (_, k) => DYADS[(i + k) % DYADS.length]!),
      '2022-01-01',
      '2024-12-31',
    ),
};

const named = ({ text, left, right, top, bottom }: RecordedText): string =>
  `"${text}" at ${left.toFixed(0)}–${right.toFixed(0)}, ${top.toFixed(0)}–${bottom.toFixed(0)}`;

/** A disc's number stands on the line, because it is the line's own mark. */
const isNumber = ({ text, weight }: RecordedText): boolean => /^[1-5]$/.test(text) && weight === 700;

function crosses({ from, to }: Stroke, { left, right, top, bottom }: RecordedText): boolean {
  // Within the letters: a stroke along their edge strikes nothing through.
  const box = { left: left + 1, right: right - 1, top: top + 1.5, bottom: bottom - 1.5 };
  let [enter, leave] = [0, 1];
  const run = [to[0] - from[0], to[1] - from[1]] as const;
  for (const [start, step, low, high] of [
    [from[0], run[0], box.left, box.right],
    [from[1], run[1], box.top, box.bottom],
  ] as const) {
    if (step === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const [p, q] = [(low - start) / step, (high - start) / step].toSorted((a, b) => a - b) as [number, number];
    enter = Math.max(enter, p);
    leave = Math.min(leave, q);
  }
  return enter < leave;
}

function faultsOf({ card, texts, strokes }: Recorded, { preset, theme }: Presentation): string[] {
  const [width, height] = [card.pixelWidth / card.scale, card.pixelHeight / card.scale];
  const paint = CARD_PAINTS[theme];
  const lines = strokes.filter(({ colour }) => [paint.line, paint.neutralLine].includes(colour));
  const words = texts.filter((text) => !isNumber(text));
  const numbers = texts.filter(isNumber).map(({ text }) => text);
  return [
    ...texts
      .filter(({ left, right, top, bottom }) => left < 0 || top < 0 || right > width || bottom > height)
      .map((text) => `cut: ${named(text)}`),
    ...words.filter(({ text }) => /(…|\.\.\.)$/.test(text)).map((text) => `shortened: ${named(text)}`),
    ...texts.flatMap((a, i) =>
      texts
        .slice(i + 1)
        .filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        .map((b) => `overlapping: ${named(a)} and ${named(b)}`),
    ),
    ...words
      .filter((text) => lines.some((line) => crosses(line, text)))
      .map((text) => `struck through: ${named(text)}`),
    ...texts
      .filter(({ pixels }) => pixels < SMALLEST_TEXT[preset] - 1e-6)
      .map((text) => `too small: ${named(text)}, ${text.pixels} px`),
    ...[...new Set(numbers)]
      .filter((number) => numbers.filter((one) => one === number).length !== 2)
      .map(
        (number) =>
          `number ${number} stands ${numbers.filter((one) => one === number).length} times, not at its dot and in the list`,
      ),
  ];
}

describe.each(['slide', 'square'] as const)('a card as %s', (preset) => {
  it.each(Object.keys(KINDS))('has a place for everything, of every dyad, in every language and size: %s', (kind) => {
    DYADS.forEach((dyad, i) => {
      // Sizes take turns from dyad to dyad; every dyad has both languages.
      const text = SIZES[i % SIZES.length]!;
      const listed = (['en', 'ko'] as const).map((lang) => {
        const input = shippedCard(KINDS[kind]!(dyad, i), { presentation: { preset, text, lang } });
        const recorded = recordCard(input, false);
        expect(faultsOf(recorded, input.presentation), `${dyad}, ${text}%, ${lang}`).toEqual([]);
        return recorded.card.texts.events.map(({ id }) => id);
      });
      expect(listed[0], `${dyad}, ${text}%: the events of both languages`).toEqual(listed[1]);
    });
  });
});
