/** The mapping of a CSV: itself, or the file of it. */
import type { Codebook } from '../../../models/codebook.ts';
import { messageOf } from '../../../models/errorMessage.ts';
import type { Codings } from '../codings.ts';
import type { FeedMapping } from '../../../models/importing/feedMapping.ts';
import { checkMapping } from '../genericCsv.ts';
import { type FeedConfig, FeedConfigFault, placeIn } from './feedConfig.ts';
import { ownText } from './ownFile.ts';

type GivenMapping = Extract<FeedConfig, { kind: 'csv' }>['mapping'];

/** @param given the mapping, or the path of its file @throws FeedConfigFault with all faults of the mapping */
export async function readMapping(
  dataDir: string,
  given: GivenMapping,
  codebook: Codebook,
): Promise<{ readonly mapping: FeedMapping; readonly codings: Codings }> {
  const name = typeof given === 'string' ? `The mapping ${given}` : 'The mapping';
  const checked = checkMapping(typeof given === 'string' ? await jsonOf(dataDir, given) : given, codebook);
  if ('faults' in checked) throw new FeedConfigFault(checked.faults.map((fault) => `${name}, ${fault}`).join('\n'));
  return checked;
}

async function jsonOf(dataDir: string, path: string): Promise<unknown> {
  const text = await ownText(dataDir, path).catch((error: unknown) => {
    throw new FeedConfigFault(`The mapping ${path} cannot be read: ${messageOf(error)}.`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FeedConfigFault(`The mapping ${path} is no JSON${placeIn(error)}.`, { cause: error });
  }
}
