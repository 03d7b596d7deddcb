/** Figures as files: drawn once, kept by what they are of, drawn by the pool. */
import { LRUCache } from 'lru-cache';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import type { Presentation } from '../../client/charts/card/presentation.ts';
import { canonicalJson } from '../../models/canonical.ts';
import { type Asker, OWN } from '../turns.ts';
import { SharedWork } from './sharedWork.ts';
import { DrawingPool, type PoolLimits, STANDARD_POOL } from './drawingPool.ts';
import type { FigureFormat } from './figureFormat.ts';
import type { FileOptions } from './fileOptions.ts';

const BYTES_PER_MIB = 1024 ** 2;
/** Some two hundred slides. */
export const FIGURE_CACHE_BYTES = 64 * BYTES_PER_MIB;

/** What a figure shows and how: as a whole it decides the bytes, so that as a whole it is what they are kept by. */
export interface Figure {
  readonly format: FigureFormat;
  /** of its views, a page each: a code stands for one view, and a view for its moment and its models */
  readonly codes: readonly string[];
  readonly presentation: Presentation;
  readonly options?: FileOptions;
}

export interface Figures {
  /**
   * The bytes of a figure; who asks for one that is being drawn gets that one.
   *
   * @param inputs read when a thread is free; one, or several for a file that has room for them
   * @throws LineFull, AskerLeft, FigureFailure, and what `inputs` throws
   */
  draw(figure: Figure, inputs: () => Promise<readonly CardInput[]>, asker?: Asker): Promise<Buffer>;
  close(): Promise<void>;
}

/** @param root the project's folder */
export function openFigures(root: string, limits: Partial<PoolLimits> = {}, cacheBytes = FIGURE_CACHE_BYTES): Figures {
  const pool = new DrawingPool(root, { ...STANDARD_POOL, ...limits });
  const drawn = new LRUCache<string, Buffer>({ maxSize: cacheBytes, sizeCalculation: (bytes) => bytes.length });
  const sharing = new SharedWork();
  return {
    async draw({ format, codes, presentation, options }, inputs, asker = OWN) {
      const key = canonicalJson({ format, codes, presentation, ...(options && { options }) });
      return (
        drawn.get(key) ??
        sharing.join(key, asker, async (all) => {
          const bytes = await pool.draw(async () => ({ format, inputs: await inputs(), options }), all);
          drawn.set(key, bytes);
          return bytes;
        })
      );
    },
    close: () => pool.close(),
  };
}
