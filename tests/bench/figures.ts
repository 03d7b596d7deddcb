/** What figures cost: each format beside a bare Chart.js chart of the same points and pixels, and what readers of series notice of them. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { Chart } from 'chart.js';
import pino from 'pino';
import { median, quantile } from 'simple-statistics';
import { z } from 'zod';
import type { CardInput, DyadCardInput } from '../../client/charts/card/cardInput.ts';
import { STANDARD } from '../../client/charts/card/presentation.ts';
import { CHART_PARTS } from '../../client/charts/parts.ts';
import { backupFrom } from '../../server/composition.ts';
import { openAlerts } from '../../server/alerts/alerts.ts';
import { createApi } from '../../server/api/app.ts';
import { cardInput } from '../../server/api/figureInput.ts';
import { Snapshots } from '../../server/api/snapshots.ts';
import { FIGURE_FORMATS, type FigureFormat } from '../../server/figures/figureFormat.ts';
import { openFigures } from '../../server/figures/figures.ts';
import { openLedger } from '../../server/ledger/openLedger.ts';
import { openDrafting } from '../../server/drafting/drafting.ts';
import { openPeople } from '../../server/people/openPeople.ts';
import { TOKEN_ONLY } from '../../server/people/settings.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { openRollup } from '../../server/rollup/openRollup.ts';
import { openSavedModels } from '../../server/savedModels.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { migrate } from '../../server/store/migrate.ts';
import { openViews } from '../../server/views/views.ts';
import { whole } from './measure.ts';
import { noFeeds } from './noFeeds.ts';

export const name = 'figures: a slide of KOR-RUS in every format, and series served meanwhile';

const NOW = new Date('2026-11-23T12:00:00Z');
const RUNS = 7;
const FIGURES = 50;
const AT_A_TIME = 8;
const IDLE_MS = 4000;
/** Set for the process that draws one format, and for the one that makes the load. */
const DRAW = '--draw';
const LOAD = '--load';

export async function bench(print: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tension-bench-'));
  const { snapshots, url, close } = await serve(folder);
  try {
    for (const [what, from] of [
      ['97 days, spring 2024', '2024-03-01'],
      ['36 years, every day', '1990-03-06'],
    ] as const) {
      const input = await inputOf(snapshots, from, from === '2024-03-01' ? '2024-06-05' : '2026-11-23');
      await writeFile(join(folder, 'input'), serialize(input));
      const bare = await drawn('bare', folder);
      print(
        `${what}, 1920x1080; bare Chart.js to PNG, without a card: ${bare.ms.toFixed(0)} ms (${bare.processorMs.toFixed(0)} of a processor), ${whole(bare.memoryMib)} MiB at most, ${whole(bare.bytes / 1024)} KiB`,
      );
      for (const format of FIGURE_FORMATS) {
        const { ms, processorMs, firstMs, memoryMib, bytes } = await drawn(format, folder);
        print(
          `  ${format.padEnd(4)} ${ms.toFixed(0).padStart(5)} ms (${processorMs.toFixed(0)} of a processor), ratio ${(ms / bare.ms).toFixed(2).padStart(5)}; first ${firstMs.toFixed(0).padStart(4)} ms; ${whole(memoryMib).padStart(4)} MiB at most, ratio ${(memoryMib / bare.memoryMib).toFixed(2)}; ${whole(bytes / 1024)} KiB`,
        );
      }
    }
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const { idle, busy, figures, seconds } = load.parse(JSON.parse((await inOwnProcess(LOAD, url)).stdout));
    print(
      `${FIGURES} different figures (PNG), ${AT_A_TIME} at a time: ${seconds.toFixed(1)} s, median ${whole(median(figures))} ms, slowest ${whole(Math.max(...figures))} ms with its wait`,
    );
    for (const [label, share] of [
      ['median', 0.5],
      ['95th percentile', 0.95],
      ['99th percentile', 0.99],
    ] as const)
      print(
        `  series meanwhile, ${label}: ${quantile(busy, share).toFixed(1)} ms; idle ${quantile(idle, share).toFixed(1)} ms; ratio ${(quantile(busy, share) / quantile(idle, share)).toFixed(2)}`,
      );
    delay.disable();
    print(
      `  the server’s own thread was busy for ${(delay.percentile(99) / 1e6 - 5).toFixed(0)} ms at the 99th percentile, ${(delay.max / 1e6 - 5).toFixed(0)} ms at most`,
    );
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The product itself, quiet, and without a limit that the load would meet. */
async function serve(folder: string): Promise<{ snapshots: Snapshots; url: string; close: () => Promise<void> }> {
  const logger = pino({ level: 'warn' });
  const now = (): Date => NOW;
  const reference = await loadReferenceData(projectRoot());
  const database = await openDuckDb({ file: join(folder, 'tension.duckdb') });
  await migrate(database);
  const savedModels = await openSavedModels({ database, reference, now });
  const ledger = openLedger({ database, reference, now });
  const events = join(projectRoot(), 'data/events');
  for (const file of (await readdir(events)).filter((one) => one.endsWith('.csv')).sort()) {
    const bytes = await readFile(join(events, file));
    await ledger.import({ source: file, format: 'csv', bytes: chunksOf(bytes), recordedBy: 'bench', dryRun: false });
  }
  const rollup = await openRollup({ database, ledger, reference, clock: now, logger });
  await (
    await rollup.start('start')
  ).done;
  const views = await openViews({ database, now });
  const figures = openFigures(projectRoot());
  const feeds = await noFeeds({ folder, database, reference, now, logger });
  const api = createApi({
    database,
    ledger,
    rollup,
    reference,
    views,
    figures,
    ...feeds,
    now,
    logger,
    drafting: openDrafting({ root: projectRoot() }, reference),
    savedModels,
    alerts: openAlerts({
      database,
      root: projectRoot(),
      dataDir: folder,
      types: reference.codebook,
      states: reference.countries,
      near: [],
      mail: undefined,
      now,
      logger,
    }),
    backup: () => backupFrom(database, folder),
    people: openPeople({ database, settings: TOKEN_ONLY, token: 'bench', publicUrl: undefined, now, logger }),
    clientDir: folder,
    limits: { readsPerMinute: Number.MAX_SAFE_INTEGER },
  });
  const server = createServer(api.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return {
    snapshots: new Snapshots({
      database,
      ledger,
      rollup,
      reference,
      now,
      views,
      savedModels,
      storedFeeds: feeds.storedFeeds,
    }),
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      api.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await figures.close();
      await rollup.stop();
      await database.close();
    },
  };
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function inputOf(snapshots: Snapshots, from: string, to: string): Promise<CardInput> {
  const { asOf } = await snapshots.vintage();
  const { definition, hash } = await snapshots.model();
  return cardInput(
    { snapshots, publicUrl: undefined },
    {
      kind: 'dyad',
      dyad: 'KOR-RUS',
      from,
      to,
      step: 'day',
      direction: 'both',
      model: `${definition.name}@${hash}`,
      asOf: asOf!.toISOString(),
    },
    STANDARD,
  );
}

const execFileAsync = promisify(execFile);
const inOwnProcess = (...args: string[]) =>
  execFileAsync(process.execPath, [fileURLToPath(import.meta.url), ...args], {
    env: { DISABLE_SYSTEM_FONTS_LOAD: '1' },
  });

const drawing = z.object({
  ms: z.number(),
  processorMs: z.number(),
  firstMs: z.number(),
  memoryMib: z.number(),
  bytes: z.number(),
});
const load = z.object({
  idle: z.array(z.number()),
  busy: z.array(z.number()),
  figures: z.array(z.number()),
  seconds: z.number(),
});

/** In a process of its own, so that its peak memory is its own. */
async function drawn(format: FigureFormat | 'bare', folder: string): Promise<z.infer<typeof drawing>> {
  return drawing.parse(JSON.parse((await inOwnProcess(DRAW, format, join(folder, 'input'))).stdout));
}

async function drawOne(format: string, file: string): Promise<z.infer<typeof drawing>> {
  const { registerFonts, createCanvas } = await import('../../server/figures/canvas.ts');
  const { fileOf } = await import('../../server/figures/file.ts');
  registerFonts(projectRoot());
  const input: DyadCardInput = deserialize(await readFile(file));
  const known = FIGURE_FORMATS.find((one) => one === format);
  const draw = async (): Promise<Buffer> =>
    known === undefined ? bareChart(input, createCanvas) : fileOf({ format: known, inputs: [input] });
  const times: number[] = [];
  const processor: number[] = [];
  let bytes = 0;
  for (let run = 0; run <= RUNS; run++) {
    const before = performance.now();
    const used = process.cpuUsage();
    bytes = (await draw()).length;
    times.push(performance.now() - before);
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1000);
  }
  return {
    ms: median(times.slice(1)),
    processorMs: median(processor.slice(1)),
    firstMs: times[0]!,
    memoryMib: process.resourceUsage().maxRSS / 1024,
    bytes,
  };
}

type CreateCanvas = typeof import('../../server/figures/canvas.ts').createCanvas;

/** The same points as one line, by Chart.js as it comes. */
function bareChart({ view, data }: DyadCardInput, createCanvas: CreateCanvas): Buffer {
  Chart.register(...CHART_PARTS);
  const points = data.series.points.filter(({ date }) => date >= view.from && date <= view.to);
  const canvas = createCanvas(1920, 1080);
  const ink = canvas.getContext('2d') as unknown as Chart['ctx'];
  const chart = new Chart(ink, {
    type: 'line',
    data: {
      labels: points.map(({ date }) => date),
      datasets: [{ data: points.map(({ index }) => index), pointRadius: 0 }],
    },
    options: { animation: false, responsive: false, events: [] },
  });
  const png = canvas.encodeSync('png');
  chart.destroy();
  return png;
}

const SERIES = '/api/v1/dyads/KOR-RUS/series?from=2024-01-01&to=2024-12-31';

async function timedGet(url: string): Promise<number> {
  const before = performance.now();
  const answer = await fetch(url);
  await answer.arrayBuffer();
  if (answer.status === 429) {
    // One address has its share of each minute.
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get('Retry-After'))));
    return timedGet(url);
  }
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  return performance.now() - before;
}

async function seriesWhile(url: string, goesOn: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (goesOn()) {
    times.push(await timedGet(url + SERIES));
    await new Promise((resolve) => setTimeout(resolve, 5)); // a reader, not a flood
  }
  return times;
}

async function makeLoad(url: string): Promise<z.infer<typeof load>> {
  await seriesWhile(url, untilMs(1000));
  const idle = await seriesWhile(url, untilMs(IDLE_MS));
  const figures: number[] = [];
  const before = performance.now();
  let next = 0;
  const drawers = Array.from({ length: AT_A_TIME }, async () => {
    while (next < FIGURES)
      figures.push(
        await timedGet(`${url}/api/v1/dyads/KOR-RUS/figure.png?from=2024-03-01&to=2024-06-05&text=${80 + next++}`),
      );
  });
  const over = Promise.all(drawers);
  let isOver = false;
  void over.then(() => (isOver = true));
  const busy = await seriesWhile(url, () => !isOver);
  await over;
  return { idle, busy, figures, seconds: (performance.now() - before) / 1000 };
}

function untilMs(duration: number): () => boolean {
  const end = performance.now() + duration;
  return () => performance.now() < end;
}

const [mode, first, second] = process.argv.slice(2);
if (mode === DRAW && first !== undefined && second !== undefined)
  console.log(JSON.stringify(await drawOne(first, second)));
if (mode === LOAD && first !== undefined) console.log(JSON.stringify(await makeLoad(first)));
