/**
 * How fast the lab follows a slider, in a real browser on the shipped events: from the change to the drawn line, and to every dyad
 * scored; beside the plain way, in the same page: every event on every day, and a chart that is updated.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { median, quantile } from 'simple-statistics';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer } from '../api/testServer.ts';
import { openBrowser } from '../browser/browser.ts';

export const name = 'lab: from a change of a slider to the drawn line';

const STEPS = 60;
const WARM_UPS = 12;
const DYAD = 'KOR-RUS';
/** One frame at 60 Hz. */
const FRAME_MS = 1000 / 60;

interface Step {
  /** from the change to the drawn line, as the page measures it */
  readonly line: number;
  readonly lineComputed: number;
  readonly lineDrawn: number;
  /** from the change to every dyad scored */
  readonly all: number;
  readonly allComputed: number;
}

interface PlainStep {
  readonly scored: number;
  readonly updated: number;
}

export async function bench(print: (line: string) => void): Promise<void> {
  const clientDir = join(projectRoot(), 'dist/pages');
  if (!existsSync(join(clientDir, 'index.html'))) spawnSync('npm', ['run', '-s', 'build'], { cwd: projectRoot() });
  const browser = await openBrowser();
  if (!browser) return print('skipped: no browser runs here');
  const server = await startTestServer({ clientDir });
  try {
    const page = await (
      await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: server.url })
    ).newPage();
    await page.route('**/bench/chart.js', async (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: await readFile(join(projectRoot(), 'node_modules/chart.js/dist/chart.umd.js')),
      }),
    );
    await page.goto(`/lab?dyad=${DYAD}`);
    await page.locator('.score-table').waitFor({ timeout: 60_000 });
    const weight = await moveSlider(page, 'types.sanction.weight');
    report(print, 'one weight (recombines the exposures)', weight);
    await page.locator('[data-path="types.sanction.weight"]').locator('xpath=..').locator('.lab-fading').click();
    report(
      print,
      'one half-life (rebuilds one column of each dyad)',
      await moveSlider(page, 'types.sanction.halfLifeDays'),
    );
    report(print, 'the indirect factor (rebuilds everything)', await moveSlider(page, 'indirect'));
    await page.addScriptTag({ url: '/bench/chart.js' });
    const plain: PlainStep[] = await page.evaluate(PLAIN);
    const [scored, updated] = [median(plain.map((step) => step.scored)), median(plain.map((step) => step.updated))];
    print(
      `the plain way, ${DYAD} alone: every event on every day ${scored.toFixed(1)} ms, chart.update() with a point a day ${updated.toFixed(1)} ms`,
    );
    const own = median(weight.map(({ lineComputed }) => lineComputed));
    const ownDraw = median(weight.map(({ lineDrawn }) => lineDrawn));
    print(
      `  to score: ${(scored / own).toFixed(0)} times as long as the lab; to draw: ${(updated / ownDraw).toFixed(0)} times`,
    );
  } finally {
    await server.close();
    await browser.close();
  }
}

function report(print: (line: string) => void, what: string, steps: readonly Step[]): void {
  const of = (pick: (step: Step) => number): string =>
    `${median(steps.map(pick)).toFixed(1)} ms (95% below ${quantile(steps.map(pick), 0.95).toFixed(1)})`;
  const inFrame = steps.filter(({ line }) => line <= FRAME_MS).length / steps.length;
  print(`${what}, median of ${steps.length} steps:`);
  print(
    `  ${DYAD}: change to drawn line ${of(({ line }) => line)}, ${(100 * inFrame).toFixed(0)}% inside one frame; of it scoring ${of(({ lineComputed }) => lineComputed)}, drawing ${of(({ lineDrawn }) => lineDrawn)}`,
  );
  print(
    `  all dyads: change to every one scored ${of(({ all }) => all)} (aim 50 ms); of it scoring ${of(({ allComputed }) => allComputed)}`,
  );
}

/** Moves a slider step by step, each when the last one's dyads are all scored. */
async function moveSlider(page: Page, path: string): Promise<Step[]> {
  const steps: Step[] = await page.evaluate(`(${MOVE})(${JSON.stringify(path)}, ${WARM_UPS + STEPS})`);
  await page.getByRole('button', { name: 'Reset all' }).click();
  await page.waitForTimeout(2500); // what follows at rest must not be measured
  return steps.slice(WARM_UPS);
}

// As texts: this file is compiled for Node, where a page's names mean nothing.
const MOVE = `async (path, count) => {
  const slider = document.querySelector('[data-path="' + path + '"] input[type=range]');
  const steps = [];
  let line;
  let heard;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name === 'lab: line drawn') line = entry;
      if (entry.name === 'lab: all dyads scored' && line) heard({ line: line.duration, lineComputed: line.detail.computedMs, lineDrawn: line.detail.drawMs, all: entry.duration, allComputed: entry.detail.computedMs });
    }
  });
  observer.observe({ type: 'measure' });
  const start = slider.valueAsNumber;
  for (let step = 1; step <= count; step++) {
    await new Promise(requestAnimationFrame);
    line = undefined;
    const done = new Promise((resolve) => (heard = resolve));
    slider.value = String(start + (step % 2 === 0 ? 1 : -1) * Math.ceil(step / 2) * Number(slider.step));
    slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
    steps.push(await done);
  }
  observer.disconnect();
  return steps;
}`;

const PLAIN = `(async () => {
  const { through, columns } = await (await fetch('/api/v1/dyads/${DYAD}/basis')).json();
  const { definition: model } = await (await fetch('/api/v1/models/baseline')).json();
  const first = columns.day[0];
  const last = Date.parse(through) / 86400000;
  const score = (weight) => {
    const points = [];
    for (let day = first; day <= last; day++) {
      let tension = model.base;
      for (let e = 0; e < columns.day.length; e++) {
        const age = day - columns.day[e];
        if (age < 0) break;
        const type = columns.types[columns.type[e]];
        const { weight: own, holdDays, halfLifeDays } = model.types[type];
        let repetitions = 0;
        for (let f = e - 1; f >= 0 && columns.day[e] - columns.day[f] < model.repetition.windowDays; f--) if (columns.type[f] === columns.type[e] && columns.actor[f] === columns.actor[e]) repetitions++;
        const impact = columns.polarity[e] * (type === 'sanction' ? weight : own) * model.severity[columns.severity[e] - 1] * (columns.indirect[e] ? model.indirect : 1) * (columns.unverified[e] ? model.unverified : 1) * model.repetition.factor ** repetitions;
        tension += impact * (age <= holdDays ? 1 : 2 ** (-(age - holdDays) / halfLifeDays));
      }
      points.push({ x: day, y: 100 / (1 + Math.exp(-tension / model.scale)) });
    }
    return points;
  };
  const canvas = document.createElement('canvas');
  canvas.width = 900;
  canvas.height = 400;
  document.body.append(canvas);
  const chart = new Chart(canvas, { type: 'line', data: { datasets: [{ data: score(6), pointRadius: 0 }, { data: score(6), pointRadius: 0 }] }, options: { animation: false, responsive: false, parsing: false, normalized: true, scales: { x: { type: 'linear' } } } });
  const steps = [];
  for (let i = 0; i < 20; i++) {
    const before = performance.now();
    const points = score(6 + i / 10);
    const between = performance.now();
    chart.data.datasets[1].data = points;
    chart.update('none');
    steps.push({ scored: between - before, updated: performance.now() - between });
    await new Promise(requestAnimationFrame);
  }
  return steps.slice(4);
})()`;
