/** Figures as files: drawn once, kept by what they are of, drawn by the pool. */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import type { Presentation } from '../../client/charts/card/presentation.ts';
import { canonicalJson } from '../../models/canonical.ts';
import { type Asker, OWN } from '../turns.ts';
import { SharedWork } from './sharedWork.ts';
import { DrawingPool, FigureFailure, type PoolLimits, STANDARD_POOL } from './drawingPool.ts';
import type { FigureFormat } from './figureFormat.ts';
import { ownFault, type OwnTemplate } from './ownTemplate.ts';
import { TemplateRefused } from './slides/templateRefused.ts';
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
  /** of a presentation: an office's own; the server's where none is given */
  readonly template?: Uint8Array;
}

export interface Figures {
  /**
   * The bytes of a figure; who asks for one that is being drawn gets that one.
   *
   * @param inputs read when a thread is free; one, or several for a file that has room for them
   * @throws LineFull, AskerLeft, FigureFailure, TemplateRefused for the template that is given, and what `inputs` throws
   */
  draw(figure: Figure, inputs: () => Promise<readonly CardInput[]>, asker?: Asker): Promise<Buffer>;
  close(): Promise<void>;
}

/** @param root the project's folder */
export function openFigures(
  root: string,
  limits: Partial<PoolLimits> = {},
  cacheBytes = FIGURE_CACHE_BYTES,
  own: OwnTemplate = async () => undefined,
): Figures {
  const pool = new DrawingPool(root, { ...STANDARD_POOL, ...limits });
  const drawn = new LRUCache<string, Buffer>({ maxSize: cacheBytes, sizeCalculation: (bytes) => bytes.length });
  const sharing = new SharedWork();
  return {
    async draw({ format, codes, presentation, options, template: given }, inputs, asker = OWN) {
      const template = given ?? (format === 'pptx' ? await own().catch(toldAsOwn) : undefined);
      const key = canonicalJson({
        format,
        codes,
        presentation,
        ...(options && { options }),
        ...(template && { template: digestOf(template) }),
      });
      return (
        drawn.get(key) ??
        sharing.join(key, asker, async (all) => {
          const drawing = pool.draw(async () => ({ format, inputs: await inputs(), options, template }), all);
          const bytes = await (given ? drawing : drawing.catch(toldAsOwn));
          drawn.set(key, bytes);
          return bytes;
        })
      );
    },
    close: () => pool.close(),
  };
}

const digests = new WeakMap<Uint8Array, string>();

function digestOf(bytes: Uint8Array): string {
  const digest = digests.get(bytes) ?? createHash('sha256').update(bytes).digest('hex');
  digests.set(bytes, digest);
  return digest;
}

/** Whoever asks for a figure has not chosen the server's template. */
function toldAsOwn(error: unknown): never {
  throw error instanceof TemplateRefused ? new FigureFailure(ownFault(error.message), { cause: error }) : error;
}
