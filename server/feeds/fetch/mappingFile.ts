/** The mapping file of a CSV. */
import { readFile } from 'node:fs/promises';
import type { Codebook } from '../../../models/codebook.ts';
import { messageOf } from '../../../models/errorMessage.ts';
import type { Codings } from '../codings.ts';
import { checkMapping, type Mapping } from '../genericCsv.ts';
import { FeedConfigFault } from './feedConfig.ts';

/** @throws FeedConfigFault with all faults of the mapping */
export async function readMapping(
  path: string,
  codebook: Codebook,
): Promise<{ readonly mapping: Mapping; readonly codings: Codings }> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new FeedConfigFault(`The mapping ${path} cannot be read: ${messageOf(error)}.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new FeedConfigFault(`The mapping ${path} is no JSON: ${messageOf(error)}.`, { cause: error });
  }
  const checked = checkMapping(json, codebook);
  if ('faults' in checked)
    throw new FeedConfigFault(checked.faults.map((fault) => `The mapping ${path}, ${fault}`).join('\n'));
  return checked;
}
