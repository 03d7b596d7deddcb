import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FigureFailure } from '../../server/figures/drawingPool.ts';
import { openFigures } from '../../server/figures/figures.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { LineFull } from '../../server/turns.ts';
import { COMPARE, type FigureWorld, figureWorld, newPool, SPRING } from './world.ts';

let world: FigureWorld;
beforeAll(async () => {
  world = await figureWorld();
});
afterAll(() => world.close());

describe('the pool', () => {
  it('refuses what it cannot hold, and goes on', async () => {
    const pool = newPool({ threads: 1, waiting: 1 });
    const input = await world.input(SPRING);
    const draw = () => pool.draw(async () => ({ format: 'csv', inputs: [input] }));
    try {
      const answers = await Promise.allSettled([draw(), draw(), draw()]);
      expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
      expect(answers[2]).toMatchObject({ reason: expect.any(LineFull) });
      expect((await draw()).length).toBeGreaterThan(100);
    } finally {
      await pool.close();
    }
  });

  it('fails the figure of a thread that dies, and draws the next one with another', async () => {
    const pool = newPool({ threads: 1, heapMib: 24 });
    const large = await world.input({ ...COMPARE, from: '1990-01-01', to: '2026-11-23' });
    try {
      await expect(pool.draw(async () => ({ format: 'html', inputs: [large] }))).rejects.toThrow(FigureFailure);
      await expect(pool.prove()).resolves.toBeUndefined();
    } finally {
      await pool.close();
    }
  });

  it('ends a thread that has no work, and starts another when there is some', async () => {
    const pool = newPool({ threads: 1, idleMs: 1 });
    const input = await world.input(SPRING);
    try {
      const first = await pool.draw(async () => ({ format: 'csv', inputs: [input] }));
      await expect.poll(() => pool.threads).toBe(0);
      expect((await pool.draw(async () => ({ format: 'csv', inputs: [input] }))).equals(first)).toBe(true);
    } finally {
      await pool.close();
    }
  });

  it('gives up what takes too long', async () => {
    const pool = newPool({ threads: 1, timeoutMs: 1 });
    const input = await world.input(SPRING);
    try {
      const draw = () => pool.draw(async () => ({ format: 'png', inputs: [input] }));
      const answers = await Promise.allSettled([draw(), draw()]);
      for (const answer of answers)
        expect(answer).toMatchObject({
          status: 'rejected',
          reason: {
            name: 'FigureFailure',
            message: 'The figure was not drawn within 0.001 s and was given up: ask for a shorter range.',
          },
        });
    } finally {
      await pool.close();
    }
  });

  it('tells what a card cannot be drawn from, and keeps its thread', async () => {
    const pool = newPool({ threads: 1 });
    const input = await world.input(SPRING);
    try {
      await expect(pool.draw(async () => ({ format: 'png', inputs: [] }))).rejects.toThrow(
        'A figure without a card was asked for.',
      );
      await expect(pool.draw(async () => ({ format: 'png', inputs: [input, input] }))).rejects.toThrow(
        'A file png holds one card, and 2 were asked for: ask for pdf or pptx.',
      );
      await expect(pool.draw(() => Promise.reject(new Error('nothing to read')))).rejects.toThrow('nothing to read');
      expect((await pool.draw(async () => ({ format: 'csv', inputs: [input] }))).length).toBeGreaterThan(100);
    } finally {
      await pool.close();
    }
    await expect(pool.draw(async () => ({ format: 'csv', inputs: [input] }))).rejects.toThrow('The server is stopping');
  });
});

describe('figures', () => {
  it('are read and drawn once for all who ask at once, and kept', async () => {
    const figures = openFigures(projectRoot(), { threads: 1, waiting: 0 });
    const input = await world.input(SPRING);
    const one = { format: 'csv', codes: [input.code], presentation: input.presentation } as const;
    let reads = 0;
    const read = async () => {
      reads++;
      return [input];
    };
    try {
      const all = await Promise.all(Array.from({ length: 5 }, () => figures.draw(one, read)));
      expect(new Set(all).size).toBe(1);
      expect(await figures.draw(one, read)).toBe(all[0]);
      expect(reads).toBe(1);
    } finally {
      await figures.close();
    }
  });
});
