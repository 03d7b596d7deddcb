import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRESETS } from '../../client/charts/card/presentation.ts';
import { COMPARE, type FigureWorld, figureWorld, MOVE, SPRING } from './world.ts';

let world: FigureWorld;
beforeAll(async () => {
  world = await figureWorld();
});
afterAll(() => world.close());

const partsOf = (bytes: Uint8Array): Record<string, Uint8Array> => unzipSync(bytes);
const xml = (parts: Record<string, Uint8Array>, name: string): string => strFromU8(parts[name]!);
/** Series of a chart part: name and numbers. */
const seriesOf = (chart: string) =>
  [...chart.matchAll(/<c:ser>(.*?)<\/c:ser>/gs)].map(([, series]) => ({
    name: /<c:tx>.*?<c:v>(.*?)<\/c:v>/s.exec(series!)![1]!,
    values: [.../<c:val>(.*?)<\/c:val>/s.exec(series!)![1]!.matchAll(/<c:v>(.*?)<\/c:v>/g)]
      .map(([, value]) => value!)
      .filter((value) => value !== '')
      .map(Number),
  }));

describe('a presentation', () => {
  it('holds the series as numbers that can be edited, in its chart and in the sheet behind it', async () => {
    const input = await world.input(SPRING);
    if (!('contributions' in input)) throw new Error('The card is of another kind.');
    const parts = partsOf(await world.draw('pptx', input));
    const shown = input.data.series.points.filter(({ date }) => date >= SPRING.from && date <= SPRING.to);
    const [index, low, high] = seriesOf(xml(parts, 'ppt/charts/chart1.xml'));
    expect(index!.name).toBe('Tension index');
    expect(index!.values.length).toBe(97);
    for (const [series, name] of [
      [index, 'index'],
      [low, 'low'],
      [high, 'high'],
    ] as const)
      for (const [i, point] of shown.entries()) expect(series!.values[i]).toBeCloseTo(point[name]!, 3);
    // Neutral and the stacked parts of the last day make up the index.
    const stacked = seriesOf(xml(parts, 'ppt/charts/chart2.xml'));
    expect(stacked.length).toBeGreaterThan(3);
    const sum = stacked.reduce((total, { values }) => total + values.at(-1)!, input.data.series.neutral);
    expect(Math.abs(sum - shown.at(-1)!.index!)).toBeLessThan(0.05 * 7); // series that are nowhere worth a twentieth of a point are left out
    const sheet = unzipSync(parts['ppt/embeddings/Microsoft_Excel_Worksheet1.xlsx']!);
    expect(strFromU8(sheet['xl/worksheets/sheet1.xml']!)).toContain(`<v>${index!.values[5]}</v>`);
    expect(parts).toHaveProperty(['ppt/charts/_rels/chart1.xml.rels']);
  });

  it('of a move has a waterfall of columns that stand on columns without paint', async () => {
    const input = await world.input(MOVE, { lang: 'ko' });
    if (!('move' in input)) throw new Error('The card is of another kind.');
    const chart = xml(partsOf(await world.draw('pptx', input)), 'ppt/charts/chart1.xml');
    const [below, value, raises, lowers] = seriesOf(chart);
    expect([value!.values.length, below!.name]).toEqual([2, '표시하지 않음']);
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    expect(sum(raises!.values) - sum(lowers!.values)).toBeCloseTo(input.move.change, 2);
    expect(/<c:ser>.*?<c:spPr>(.*?)<\/c:spPr>/s.exec(chart)![1]).toContain('<a:noFill/>');
  });

  it('of a comparison has a line for each dyad, by the names of its language', async () => {
    const input = await world.input(COMPARE, { lang: 'ko' });
    if (input.view.kind !== 'compare' || !Array.isArray(input.data)) throw new Error('The card is of another kind.');
    const series = seriesOf(xml(partsOf(await world.draw('pptx', input)), 'ppt/charts/chart1.xml'));
    expect(series.map(({ name }) => name)).toEqual(['한국 – 러시아', '한국 – 북한', '중국 – 미국']);
    for (const { values } of series) expect(values).toHaveLength(522);
  });

  it('has its title as the slide’s title, alt text, notes with the sources, and its marking at head and foot', async () => {
    const input = await world.input(
      { ...SPRING, title: '북한 & 北朝鮮', marking: 'NATO UNCLASSIFIED' },
      { lang: 'ko', theme: 'dark', preset: 'four-three' },
    );
    const parts = partsOf(await world.draw('pptx', input));
    const slide = xml(parts, 'ppt/slides/slide1.xml');
    expect(slide).toMatch(/type="title"[\s\S]*?<a:t>북한 &amp; 北朝鮮<\/a:t>/);
    expect(slide.match(/<a:t>NATO UNCLASSIFIED<\/a:t>/g)).toHaveLength(2);
    expect(slide).toContain('lang="ko-KR"');
    expect(slide.match(/<c:chart /g)).toHaveLength(2);
    for (const [, description] of slide.matchAll(/<p:graphicFrame>.*?descr="([^"]*)"/gs))
      expect(description!.length).toBeGreaterThan(10);
    const notes = xml(parts, 'ppt/notesSlides/notesSlide1.xml');
    expect(notes).toContain('북한 &amp; 北朝鮮');
    expect(notes).toContain(input.code.replaceAll('&', '&amp;'));
    expect(xml(parts, 'ppt/presentation.xml')).toContain('<p:sldSz cx="9144000" cy="6858000"/>');
  });

  it.each(PRESETS)('%s has its parts side by side: none leaves the slide or lies over another', async (preset) => {
    const input = await world.input(
      {
        ...SPRING,
        title: 'A title that is long enough to take two lines of the slide at every one of its presets',
        marking: 'EXERCISE',
      },
      { preset, text: 120 },
    );
    const parts = partsOf(await world.draw('pptx', input));
    const [, width, height] = /<p:sldSz cx="(\d+)" cy="(\d+)"/.exec(xml(parts, 'ppt/presentation.xml'))!.map(Number);
    const boxes = [
      ...xml(parts, 'ppt/slides/slide1.xml').matchAll(
        /<a:off x="(-?\d+)" y="(-?\d+)"\/>\s*<a:ext cx="(\d+)" cy="(\d+)"/g,
      ),
    ]
      .map(([, x, y, w, h]) => ({
        left: Number(x),
        top: Number(y),
        right: Number(x) + Number(w),
        bottom: Number(y) + Number(h),
      }))
      .filter(({ right }) => right > 0);
    expect(boxes.length).toBeGreaterThanOrEqual(7);
    for (const box of boxes)
      expect([
        box.left >= 0,
        box.top >= 0,
        box.right <= width! + 1,
        box.bottom <= height! + 1,
        box.bottom - box.top > 50_000,
      ]).toEqual([true, true, true, true, true]);
    const over = boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter(
          (b) =>
            a.left < b.right - 1000 && b.left < a.right - 1000 && a.top < b.bottom - 1000 && b.top < a.bottom - 1000,
        ),
    );
    expect(over).toEqual([]);
  });

  it('keeps no time but that of the view, and counts its charts from one', async () => {
    await world.draw('pptx', await world.input(COMPARE));
    const parts = partsOf(await world.draw('pptx', await world.input(SPRING), await world.input(MOVE)));
    expect(xml(parts, 'docProps/core.xml')).toContain('2026-11-23T12:00:00Z</dcterms:created>');
    expect(Object.keys(parts).filter((name) => name.startsWith('ppt/charts/chart'))).toEqual([
      'ppt/charts/chart1.xml',
      'ppt/charts/chart2.xml',
      'ppt/charts/chart3.xml',
    ]);
    for (const name of Object.keys(parts).filter((one) => one.endsWith('.rels')))
      for (const [, target] of xml(parts, name).matchAll(/Target="(?:\.\.\/|\/ppt\/)?((?:charts|embeddings)\/[^"]+)"/g))
        expect(parts, `${name} leads to ${target}`).toHaveProperty([`ppt/${target}`]);
    expect(xml(parts, '[Content_Types].xml')).toContain('/ppt/charts/chart3.xml');
    expect(Object.keys(parts).filter((name) => name.startsWith('ppt/slides/slide'))).toHaveLength(2);
  });

  it.skipIf(spawnSync('soffice', ['--version']).status !== 0)('opens in LibreOffice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tension-pptx-'));
    try {
      await writeFile(join(folder, 'slide.pptx'), await world.draw('pptx', await world.input(SPRING)));
      const converted = spawnSync(
        'soffice',
        ['--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'slide.pptx')],
        { encoding: 'utf8' },
      );
      expect(converted.status, converted.stderr).toBe(0);
      expect(await readdir(folder)).toContain('slide.pdf');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
