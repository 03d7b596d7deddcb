/** The line of a draft is the server's for the same model: through every way in which the lab spares work. */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labEngine } from '../../client/lab/engine.ts';
import type { FromWorker, LabInput, ToWorker } from '../../client/lab/messages.ts';
import { indexSeries, Rescoring } from '../../client/lab/rescoring.ts';
import { basisOf } from '../../models/basis.ts';
import { epochDay } from '../../models/calendar.ts';
import { indexOf, type Score, scoreOf } from '../../models/score.ts';
import { packColumns, unpackColumns } from '../../models/packedColumns.ts';
import type { Basis } from '../../models/contract/basis.ts';
import type { Series } from '../../models/contract/series.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';
import { baseline, codebook, columnsOf, dyads, judgements } from '../models/shipped.ts';
import { parameterChanges, withChanges } from './labModels.ts';

const LAST_DAY = epochDay('2026-11-23');

/** One text for all of a score: comparing its arrays element by element would take longer than scoring. */
function bitsOf({ dyad, firstDay, lastDay, tension, conflict, cooperation, sd }: Score): string {
  const hash = createHash('sha256');
  for (const column of [tension, conflict, cooperation, sd])
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return `${dyad} ${firstDay} ${lastDay} ${hash.digest('hex')}`;
}

describe('re-scoring change by change', () => {
  it('gives what scoring from the start gives, bit by bit', () => {
    const shown = ['KOR-RUS', 'CHN-LTU'];
    fc.assert(
      fc.property(parameterChanges, (list) => {
        const rescoring = new Rescoring(shown.map((dyad) => ({ dyad, columns: columnsOf(dyad), lastDay: LAST_DAY })));
        for (let i = 0; i <= list.length; i++) {
          const model = withChanges(baseline, list.slice(0, i));
          for (const dyad of shown) {
            const columns = columnsOf(dyad);
            expect(bitsOf(rescoring.score(dyad, model))).toBe(
              bitsOf(scoreOf(basisOf(columns, model, columns.day[0]!, LAST_DAY), model)),
            );
          }
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe('the line of a draft', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  it('is the server’s series for the same model, to 1e-9, for any draft and dyad', async () => {
    const rescorings = new Map<string, Rescoring>();
    for (const dyad of dyads) {
      const { columns, through } = await server.json<Basis>(`/api/v1/dyads/${dyad}/basis`);
      rescorings.set(
        dyad,
        new Rescoring([{ dyad, columns: unpackColumns(dyad, columns), lastDay: epochDay(through) }]),
      );
    }
    await fc.assert(
      fc.asyncProperty(parameterChanges, fc.constantFrom(...dyads), async (list, dyad) => {
        const model = withChanges(baseline, list);
        const response = await server.post('/api/v1/score', JSON.stringify({ dyad, model }), {
          'Content-Type': 'application/json',
        });
        expect(response.status).toBe(200);
        const { points }: Series = await response.json();
        const score = rescorings.get(dyad)!.score(dyad, model);
        const index = indexSeries(score, model);
        expect(index).toHaveLength(points.length);
        points.forEach((point, i) => {
          if (Math.abs(point.index! - index[i]!) > 1e-9 || Math.abs(point.tension! - score.tension[i]!) > 1e-9)
            throw new Error(`${dyad} on ${point.date}: the server says ${point.index}, the lab ${index[i]}.`);
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('the worker', () => {
  const input: LabInput = {
    dyads: dyads.map((dyad) => ({ dyad, packed: packColumns(columnsOf(dyad)), lastDay: LAST_DAY })),
    types: [...codebook.values()],
    judgements,
  };
  const open = () => {
    const sent: FromWorker[] = [];
    const handedOver: ArrayBuffer[] = [];
    const take = labEngine(
      (message, buffers = []) => {
        sent.push(message);
        handedOver.push(...buffers);
      },
      () => new Promise((resolve) => setTimeout(resolve)),
      () => performance.now(),
    );
    const until = async (found: (message: FromWorker) => boolean): Promise<FromWorker> => {
      for (;;) {
        const message = sent.find(found);
        if (message) return message;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    };
    return { sent, handedOver, take: (message: ToWorker) => take(message), until };
  };

  it('sends the line before it scores the rest, hands its arrays over, and then says how every dyad stands', async () => {
    const { sent, handedOver, take, until } = open();
    take({ kind: 'load', input });
    take({ kind: 'score', id: 1, role: 'draft', model: baseline, shown: 'KOR-RUS' });
    expect(sent.map(({ kind }) => kind)).toEqual(['line']);
    expect(handedOver).toHaveLength(3);
    const standing = await until(({ kind }) => kind === 'standing');
    if (standing.kind !== 'standing') return;
    expect(standing.standing.dyads.map(({ dyad }) => dyad).sort()).toEqual([...dyads].sort());
    const columns = columnsOf('KOR-RUS');
    const { tension } = scoreOf(basisOf(columns, baseline, columns.day[0]!, LAST_DAY), baseline);
    const total = Object.values(standing.standing.effects).reduce((a, b) => a + b, 0);
    expect(50 + total).toBeCloseTo(indexOf(tension.at(-1)!, baseline.scale), 9);
  });

  it('drops what a newer question overtakes', async () => {
    const { sent, take, until } = open();
    take({ kind: 'load', input });
    take({ kind: 'score', id: 1, role: 'draft', model: baseline, shown: 'KOR-RUS' });
    take({
      kind: 'score',
      id: 2,
      role: 'draft',
      model: withChanges(baseline, [{ path: 'scale', value: 50 }]),
      shown: 'KOR-RUS',
    });
    await until((message) => message.kind === 'standing' && message.id === 2);
    expect(sent.filter(({ kind }) => kind === 'standing')).toHaveLength(1);
  });

  it('runs a study with progress, and stops it when asked', async () => {
    const { sent, take, until } = open();
    take({ kind: 'load', input });
    take({ kind: 'study', id: 7, study: { name: 'judgements', model: baseline, draws: 1_000_000 } });
    await until((message) => message.kind === 'progress' && message.id === 7);
    take({ kind: 'cancel', id: 7 });
    take({ kind: 'study', id: 8, study: { name: 'remarks', model: baseline } });
    await until((message) => message.kind === 'result' && message.id === 8);
    const count = sent.length;
    take({ kind: 'study', id: 9, study: { name: 'remarks', model: baseline } });
    await until((message) => message.kind === 'result' && message.id === 9);
    expect(sent.slice(count).filter((message) => 'id' in message && message.id === 7)).toEqual([]);
    expect(sent.some((message) => message.kind === 'result' && message.id === 7)).toBe(false);
  });

  it('says how robust a conclusion is: at the weight that it names, the conclusion reverses', async () => {
    const { take, until } = open();
    take({ kind: 'load', input });
    const claim = {
      dyad: 'KOR-RUS',
      a: epochDay('2024-03-01'),
      b: epochDay('2024-04-05'),
      direction: 'rose',
      byPoints: 5,
    } as const;
    take({ kind: 'study', id: 1, study: { name: 'robustness', model: baseline, claim, locked: new Set() } });
    const message = await until(({ kind }) => kind === 'result');
    if (message.kind !== 'result' || !('flips' in message.result)) throw new Error('No result came.');
    const { flips, change, target, without } = message.result;
    expect(change).toBeGreaterThan(5);
    const rescoring = new Rescoring([{ dyad: 'KOR-RUS', columns: columnsOf('KOR-RUS'), lastDay: LAST_DAY }]);
    const changeUnder = (model: typeof baseline): number => {
      const score = rescoring.score('KOR-RUS', model);
      const on = (day: number): number => indexOf(score.tension[day - score.firstDay]!, model.scale);
      return on(claim.b) - on(claim.a);
    };
    const nearest = flips[0]!;
    expect(nearest.type).toBe('trade_restriction');
    expect(
      changeUnder(withChanges(baseline, [{ path: `types.${nearest.type}.weight`, value: nearest.flipsAt! }])),
    ).toBeCloseTo(5, 6);
    expect(changeUnder(target!.model)).toBeLessThan(5);
    expect(without['sanction']).toBeCloseTo(
      changeUnder(withChanges(baseline, [{ path: 'types.sanction.weight', value: 0 }])),
      9,
    );
  });

  it('refuses a study of a dyad that is not there with a sentence', async () => {
    const { take, until } = open();
    take({ kind: 'load', input });
    take({ kind: 'study', id: 1, study: { name: 'levels', model: baseline, dyad: 'AAA-BBB' } });
    expect(await until(({ kind }) => kind === 'failed')).toMatchObject({
      id: 1,
      message: 'AAA-BBB is no dyad of the board.',
    });
  });
});
