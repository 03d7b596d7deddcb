/** The template of the office whose server this is: a file in the data folder, read anew when it has changed. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { TemplateRefused } from './slides/templateRefused.ts';

export const TEMPLATE_FILE = 'template.potx';
const BYTES_PER_MIB = 1024 ** 2;
/** Of a template as it comes: an office's own has some five. */
export const MAX_TEMPLATE_BYTES = 16 * BYTES_PER_MIB;
export const TOO_LARGE = `is larger than ${MAX_TEMPLATE_BYTES / BYTES_PER_MIB} MiB: take out its large pictures and its slides, and save it again`;

/** Its bytes; undefined where there is none. @throws TemplateRefused for one that cannot be read */
export type OwnTemplate = () => Promise<Uint8Array | undefined>;

export function ownTemplate(dataDir: string): OwnTemplate {
  const path = join(dataDir, TEMPLATE_FILE);
  let read: { readonly state: string; readonly bytes: Uint8Array } | undefined;
  return async () => {
    try {
      const handle = await open(path, 'r');
      try {
        const { mtimeMs, size, ino } = await handle.stat();
        const state = `${mtimeMs} ${size} ${ino}`;
        if (read?.state === state) return read.bytes;
        if (size > MAX_TEMPLATE_BYTES) throw new TemplateRefused(`It ${TOO_LARGE}.`);
        read = { state, bytes: await handle.readFile() };
        return read.bytes;
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error) {
        if (error.code === 'ENOENT') return undefined;
        throw new TemplateRefused(`It cannot be read (${error.code}): let the server read it, or take it away.`, {
          cause: error,
        });
      }
      throw error;
    }
  };
}

/** What is wrong with it, as who runs the server reads it. */
export const ownFault = (sentence: string): string =>
  `The server's own template, ${TEMPLATE_FILE} in its data folder, cannot be used. ${sentence}`;
