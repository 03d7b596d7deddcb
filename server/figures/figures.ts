/** Figures as files: drawn once, kept by what they are of, drawn by the pool. */
import { LRUCache } from 'lru-cache';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import type { Presentation } from '../../client/charts/card/presentation.ts';
import { canonicalJson } from '../../models/canonical.ts';
import { DrawingPool, type PoolLimits, STANDARD_POOL } from './drawingPool.ts';
import type { FigureFormat } from './figureFormat.ts';

const BYTES_PER_MIB = 1024 ** 2;
/** Some two hundred slides. */
const CACHE_BYTES = 64 * BYTES_PER_MIB;

/** What a figure shows and how: as a whole it decides the bytes, so that as a whole it is what they are kept by. */
export interface Figure {
  readonly format: FigureFormat;
  /** of its views, a page each: a code stands for one view, and a view for its moment and its models */
  readonly codes: readonly string[];
  readonly presentation: Presentation;
}

export interface Figures {
  /**
   * The bytes of a figure; who asks for one that is being drawn gets that one.
   *
   * @param inputs read when a thread is free; one, or several for a file that has room for them
   * @throws TooManyFigures, FigureFailure, and what `inputs` throws
   */
  draw(figure: Figure, inputs: () => Promise<readonly CardInput[]>): Promise<Buffer>;
  close(): Promise<void>;
}

/** @param root the project's folder */
export function openFigures(root: string, limits: Partial<PoolLimits> = {}, cacheBytes = CACHE_BYTES): Figures {
  const pool = new DrawingPool(root, { ...STANDARD_POOL, ...limits });
  const drawn = new LRUCache<string, Buffer, () => Promise<Buffer>>({
    maxSize: cacheBytes,
    sizeCalculation: (bytes) => bytes.length,
    fetchMethod: (_key, _stale, { context: draw }) => draw(),
    ignoreFetchAbort: true, // who asked for a figure has it, even where it cannot be kept
  });
  return {
    draw: (figure, inputs) =>
      drawn.forceFetch(canonicalJson(figure), {
        context: () => pool.draw(async () => ({ format: figure.format, inputs: await inputs() })),
      }),
    close: () => pool.close(),
  };
}
