/** Cards of the shipped data, read as the server reads them, and threads to draw them. */
import { cardInput } from '../../server/api/figureInput.ts';
import { Snapshots } from '../../server/api/snapshots.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { type Presentation, STANDARD } from '../../client/charts/card/presentation.ts';
import type { CompareView, DyadView, MoveView, View } from '../../client/charts/view.ts';
import { DrawingPool, STANDARD_POOL, type PoolLimits } from '../../server/figures/drawingPool.ts';
import type { FigureFormat } from '../../server/figures/figureFormat.ts';
import { type FileOptions, PLAIN } from '../../server/figures/fileOptions.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';
import { builtServer } from '../cli/built.ts';

type Unpinned<V extends View> = Omit<V, 'asOf' | 'model'>;

/** Korea and Russia in the spring of 2024: sanctions, a veto. */
export const SPRING: Unpinned<DyadView> = {
  kind: 'dyad',
  dyad: 'KOR-RUS',
  from: '2024-03-01',
  to: '2024-06-05',
  step: 'day',
  direction: 'both',
};
export const MOVE: Unpinned<MoveView> = {
  kind: 'move',
  dyad: 'KOR-RUS',
  from: '2024-03-01',
  to: '2024-04-05',
  direction: 'both',
};
export const COMPARE: Unpinned<CompareView> = {
  kind: 'compare',
  dyads: ['KOR-RUS', 'KOR-PRK', 'CHN-USA'],
  from: '2023-01-01',
  to: '2024-06-05',
};

export interface FigureWorld {
  readonly server: TestServer;
  input(
    view: Unpinned<DyadView> | Unpinned<MoveView> | Unpinned<CompareView>,
    look?: Partial<Presentation>,
  ): Promise<CardInput>;
  draw(format: FigureFormat, ...inputs: CardInput[]): Promise<Buffer>;
  drawWith(options: Partial<FileOptions>, format: FigureFormat, input: CardInput): Promise<Buffer>;
  close(): Promise<void>;
}

export async function figureWorld(): Promise<FigureWorld> {
  await builtServer();
  const server = await startTestServer();
  const snapshots = new Snapshots({ ...server, now: () => new Date('2026-11-23T12:00:00Z') });
  const { asOf } = await snapshots.vintage();
  const { definition, hash } = await snapshots.model();
  const pinned = { asOf: asOf!.toISOString(), model: `${definition.name}@${hash}` };
  const pool = newPool();
  return {
    server,
    input: (view, look = {}) =>
      cardInput(
        { snapshots, publicUrl: 'https://tension.example.org' },
        { ...view, ...pinned },
        { ...STANDARD, ...look },
      ),
    draw: (format, ...inputs) => pool.draw(async () => ({ format, inputs })),
    drawWith: (options, format, input) =>
      pool.draw(async () => ({ format, inputs: [input], options: { ...PLAIN, ...options } })),
    async close() {
      await pool.close();
      await server.close();
    },
  };
}

export const newPool = (limits: Partial<PoolLimits> = {}): DrawingPool =>
  new DrawingPool(projectRoot(), { ...STANDARD_POOL, ...limits });
