/** Every preset and theme, in both languages, of real data: nothing clipped, nothing on top of anything else, nothing too small or too pale to read. */
import { describe, expect, it } from 'vitest';
import { SMALLEST_TEXT } from '../../client/charts/card/cardShape.ts';
import { CARD_THEMES, PRESETS, type Presentation, type Preset } from '../../client/charts/card/presentation.ts';
import type { View } from '../../client/charts/view.ts';
import { baseline } from '../models/shipped.ts';
import { type Recorded, type RecordedText, recordCard } from './recordedCard.ts';
import { type Changes, compareView, dyadView, moveView, shippedCard } from './shippedCard.ts';

const SPRING = dyadView('KOR-RUS', '2024-03-01', '2024-04-05');
const VIEWS: Readonly<Record<string, View>> = {
  'KOR-RUS spring 2024': SPRING,
  'KOR-RUS a year': dyadView('KOR-RUS', '2023-09-01', '2024-08-31', { step: 'week' }),
  'CHN-LTU, sparse': dyadView('CHN-LTU', '2021-01-01', '2024-12-31'),
  'CHN-LTU to today, nothing coded at its end': dyadView('CHN-LTU', '2021-03-22', '2026-08-31'),
  'CHN-USA, dense': dyadView('CHN-USA', '2017-01-01', '2023-12-31', { step: 'month' }),
  'a move': moveView('CHN-USA', '2022-01-01', '2023-12-31'),
  'a comparison': compareView(['KOR-RUS', 'JPN-KOR', 'KOR-PRK'], '2022-01-01', '2024-12-31'),
};
const heavier = {
  ...baseline,
  name: 'heavier',
  types: { ...baseline.types, sanction: { ...baseline.types['sanction']!, weight: 9 } },
};

const named = ({ text, left, right, top, bottom }: RecordedText): string =>
  `"${text}" at ${left.toFixed(0)}–${right.toFixed(0)}, ${top.toFixed(0)}–${bottom.toFixed(0)}`;

const clipped = ({ card, texts }: Recorded): string[] =>
  texts
    .filter(
      ({ left, right, top, bottom }) =>
        left < 0 || top < 0 || right > card.pixelWidth / card.scale || bottom > card.pixelHeight / card.scale,
    )
    .map(named);

/** A pixel of overlap is the rounding of two boxes. */
const overlapping = ({ texts }: Recorded): string[] =>
  texts.flatMap((a, i) =>
    texts
      .slice(i + 1)
      .flatMap((b) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
          ? [`${named(a)} and ${named(b)}`]
          : [],
      ),
  );

const small = ({ texts }: Recorded, preset: Preset): string[] =>
  texts
    .filter(({ pixels }) => pixels < SMALLEST_TEXT[preset] - 1e-6)
    .map((text) => `${named(text)}: ${text.pixels} px`);

/** WCAG 2.2, 1.4.3: text is large from 24 px, or 18.66 px in bold. */
const pale = ({ texts }: Recorded): string[] =>
  texts
    .filter(({ contrast, pixels, weight }) => contrast < (pixels / 2 >= (weight >= 700 ? 18.66 : 24) ? 3 : 4.5))
    .map((text) => `${named(text)}: ${text.contrast.toFixed(2)}`);

function faultsOf(view: View, presentation: Partial<Presentation>, changes: Changes = {}): string[] {
  const recorded = recordCard(shippedCard(view, { ...changes, presentation }));
  expect(recorded.texts.length).toBeGreaterThan(8);
  return [
    ...clipped(recorded).map((text) => `clipped: ${text}`),
    ...overlapping(recorded).map((text) => `overlapping: ${text}`),
    ...small(recorded, presentation.preset ?? 'slide').map((text) => `too small: ${text}`),
    ...pale(recorded).map((text) => `too pale: ${text}`),
  ];
}

describe.each(PRESETS)('a card as %s', (preset) => {
  it.each(Object.keys(VIEWS))('has room for every word, in both languages: %s', (name) => {
    for (const lang of ['en', 'ko'] as const) expect(faultsOf(VIEWS[name]!, { preset, lang }), lang).toEqual([]);
  });

  it.each(CARD_THEMES)('is legible in its %s theme', (theme) => {
    for (const name of ['CHN-LTU, sparse', 'a move', 'a comparison'])
      expect(faultsOf(VIEWS[name]!, { preset, theme }), name).toEqual([]);
  });

  it('is legible beside a second model', () => {
    expect(faultsOf({ ...SPRING, overlay: 'heavier@a1b2c3d4' }, { preset }, { second: heavier })).toEqual([]);
  });

  it.each([80, 125, 150])('holds its words at %i% of the size of text', (text) => {
    for (const name of ['CHN-USA, dense', 'a move', 'a comparison'])
      expect(faultsOf(VIEWS[name]!, { preset, text }), name).toEqual([]);
  });

  it('has room for every warning, a marking and a long title', () => {
    const view = {
      ...SPRING,
      asOf: '2024-04-03T12:00:00.000Z',
      whatIf: 'indirect,type:veto',
      marking: 'OFFICIAL – SENSITIVE',
      title:
        'Relations between the Republic of Korea and the Russian Federation deteriorated again in the spring of 2024 after sanctions on ships and firms and the veto that ended the Panel of Experts',
    };
    const changes: Changes = {
      standing: 'draft',
      provisionalDays: 4,
      stale: ['The feed “gdelt” was last read on 2 April 2024: what came later is not there.'],
    };
    for (const lang of ['en', 'ko'] as const) expect(faultsOf(view, { preset, lang }, changes), lang).toEqual([]);
  });
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
    const titleSize = texts.find(({ text }) => card.texts.title.startsWith(text))!.pixels;
    expect(Math.max(...texts.map(({ pixels }) => pixels))).toBe(titleSize);
    const marks = texts.filter(({ text }) => text === 'OFFICIAL – SENSITIVE');
    expect(marks.map(({ pixels }) => pixels < 0.6 * titleSize)).toEqual([true, true]);
    expect(Math.min(...texts.map(({ top }) => top))).toBe(marks[0]!.top);
    expect(Math.max(...texts.map(({ bottom }) => bottom))).toBe(marks[1]!.bottom);
  });

  it('breaks a name that is wider than the card, and clips nothing of it', () => {
    const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);
    const recorded = recordCard(
      shippedCard(
        { ...SPRING, title: `${word} 대한민국러시아연방조선민주주의인민공화국 북대서양조약기구 유럽연합` },
        { presentation: { preset: 'square' } },
      ),
    );
    expect(clipped(recorded)).toEqual([]);
    expect(recorded.texts.map(({ text }) => text).join('')).toContain(word);
  });
});
