/** From an act that is recorded to the board that shows it: POST, the event of the stream, the changed board. */
import { median } from 'simple-statistics';
import { scoreThrough } from '../../server/rollup/run.ts';
import { activeModels } from '../../server/rollup/runInputs.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { epochDay } from '../../models/calendar.ts';
import { startTestServer, TODAY, type TestServer } from '../api/testServer.ts';

export const name = 'recording: from an act to the board, on the shipped events';

const ROUNDS = 12;
/** The first rounds warm the compiler up and are not counted. */
const WARM_UPS = 2;
/** No run takes as long: a stream that stays silent is a fault. */
const PATIENCE_MS = 60_000;
const BOARD = '/api/v1/dyads';

interface Row {
  readonly id: string;
  readonly events: number;
}

export async function bench(print: (line: string) => void): Promise<void> {
  const server = await startTestServer();
  try {
    const told = await stream(server);
    const rows = (await server.json<{ dyads: Row[] }>(BOARD)).dyads;
    const times: Record<'recorded' | 'told' | 'board' | 'whole' | 'baseline', number[]> = {
      recorded: [],
      told: [],
      board: [],
      whole: [],
      baseline: [],
    };
    for (let round = 0; round < ROUNDS + WARM_UPS; round++) {
      const { id } = rows[round % rows.length]!;
      const before = await eventsOf(server, id);
      const baseline = await millisecondsOf(() => leastWork(server, id));
      const start = performance.now();
      const run = await record(server, id, round);
      const recorded = performance.now();
      await told(run);
      const ended = performance.now();
      const after = await eventsOf(server, id);
      const shown = performance.now();
      if (after !== before + 1) throw new Error(`The board shows ${after} events of ${id}, not ${before + 1}.`);
      if (round < WARM_UPS) continue;
      times.recorded.push(recorded - start);
      times.told.push(ended - recorded);
      times.board.push(shown - ended);
      times.whole.push(shown - start);
      times.baseline.push(baseline);
    }
    const say = (text: string, all: readonly number[]): void =>
      print(
        `${text} median ${median([...all])
          .toFixed(0)
          .padStart(5)} ms, worst ${Math.max(...all)
          .toFixed(0)
          .padStart(5)} ms`,
      );
    print(`${rows.length} dyads, ${activeModels(server.reference).length} models, ${ROUNDS} rounds`);
    say('POST /api/v1/acts is answered  ', times.recorded);
    say('the stream tells of the run    ', times.told);
    say('GET /api/v1/dyads, changed     ', times.board);
    say('from the act to the board      ', times.whole);
    say('baseline                       ', times.baseline);
    print('baseline: the events of that dyad read and scored under each model, and one row written');
    print(
      `ratio ${(median(times.whole) / median(times.baseline)).toFixed(1)}; the aim is under 2,000 ms on an idle machine`,
    );
  } finally {
    await server.close();
  }
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/** What no way from an act to the board can do without. */
async function leastWork({ ledger, database, reference }: TestServer, dyad: string): Promise<void> {
  const asOf = (await ledger.watermark())!;
  const columns = eventColumns(
    dyad,
    await ledger.events(dyad, asOf),
    reference.codebook,
    await ledger.coverage(dyad, asOf),
  );
  for (const { definition } of activeModels(reference)) scoreThrough(columns, definition, epochDay(TODAY));
  await database.query('create table if not exists bench_row (written timestamp)');
  await database.query('insert into bench_row values ($1)', [new Date()]);
}

async function eventsOf(server: TestServer, dyad: string): Promise<number> {
  return (await server.json<{ dyads: Row[] }>(BOARD)).dyads.find(({ id }) => id === dyad)!.events;
}

/** @returns the number of the run that the act started */
async function record(server: TestServer, dyad: string, round: number): Promise<number> {
  const [actor, target] = dyad.split('-');
  const act = {
    date: TODAY,
    type: 'statement_hostile',
    summary: `An act of the benchmark, round ${round}`,
    sourceName: 'Bench',
    sourceUrl: 'https://example.org/bench',
    bearings: [{ dyad, actor, target, polarity: 1, severity: 1 + (round % 5) }],
  };
  const answer = await server.post('/api/v1/acts', JSON.stringify(act), { 'Content-Type': 'application/json' });
  if (answer.status !== 201) throw new Error(`The act was not recorded: ${answer.status} ${await answer.text()}`);
  const { run } = (await answer.json()) as { run: { id: number } };
  return run.id;
}

/** Reads the stream from now on. @returns what resolves when it has told of a run, or of a later one */
async function stream(server: TestServer): Promise<(run: number) => Promise<void>> {
  const response = await server.get('/api/v1/stream');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let last = -1;
  let wake = (): void => undefined;
  void (async () => {
    try {
      for (let text = ''; ;) {
        const { done, value } = await reader.read();
        if (done) return;
        text += value;
        for (const [, id] of text.matchAll(/^id: (\d+)\n/gm)) last = Math.max(last, Number(id));
        text = text.slice(text.lastIndexOf('\n\n') + 2);
        wake();
      }
    } catch {
      // the server closed the connection at the end
    }
  })();
  return async (run) => {
    const since = performance.now();
    for (;;) {
      if (last >= run) return;
      if (performance.now() - since > PATIENCE_MS) throw new Error(`The stream never told of run ${run}.`);
      await Promise.race([
        new Promise<void>((resolve) => (wake = resolve)),
        new Promise((resolve) => setTimeout(resolve, 1000).unref()),
      ]);
    }
  };
}
