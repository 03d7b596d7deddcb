/** Mappings of data sets that are known: files of data/feeds/mappings, offered where somebody adds a table. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ShippedMappings } from '../../models/contract/feedPreview.ts';
import { feedDraft } from '../../models/importing/feedMapping.ts';
import { projectRoot } from '../projectRoot.ts';
import { ReferenceDataError } from '../referenceData.ts';

const FOLDER = 'data/feeds/mappings';

const mappingFile = z.strictObject({
  title: z.string().min(1),
  /** what is read of it, and what is not */
  note: z.string().min(1),
  noteKo: z.string().min(1),
  /** where the data set is to be had */
  source: z.string().min(1),
  mapping: feedDraft,
});

type Worked = ShippedMappings['mappings'][number];

let read: Promise<Worked[]> | undefined;

/** By title. @throws ReferenceDataError that names the file and what is wrong in it */
export const workedMappings = (): Promise<Worked[]> => (read ??= readAll());

async function readAll(): Promise<Worked[]> {
  const folder = join(projectRoot(), FOLDER);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  const mappings = await Promise.all(
    files.map(async (file) => {
      const parsed = mappingFile.safeParse(JSON.parse(await readFile(join(folder, file), 'utf8')));
      if (!parsed.success)
        throw new ReferenceDataError(
          parsed.error.issues
            .map(({ path, message }) => `${FOLDER}/${file}, ${path.join('.')}: ${message}.`)
            .join('\n'),
        );
      return { key: file.replace(/\.json$/, ''), ...parsed.data };
    }),
  );
  return mappings.sort((a, b) => (a.title < b.title ? -1 : 1));
}
