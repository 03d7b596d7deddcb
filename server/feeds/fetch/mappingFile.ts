/** The mapping file of a CSV. */
import type { Codebook } from '../../../models/codebook.ts';
import { messageOf } from '../../../models/errorMessage.ts';
import type { Codings } from '../codings.ts';
import { checkMapping, type Mapping } from '../genericCsv.ts';
import { FeedConfigFault, placeIn } from './feedConfig.ts';
import { ownText } from './ownFile.ts';

/** @param path as feeds.json has it @throws FeedConfigFault with all faults of the mapping */
export async function readMapping(
  dataDir: string,
  path: string,
  codebook: Codebook,
): Promise<{ readonly mapping: Mapping; readonly codings: Codings }> {
  const text = await ownText(dataDir, path).catch((error: unknown) => {
    throw new FeedConfigFault(`The mapping ${path} cannot be read: ${messageOf(error)}.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new FeedConfigFault(`The mapping ${path} is no JSON${placeIn(error)}.`, { cause: error });
  }
  const checked = checkMapping(json, codebook);
  if ('faults' in checked)
    throw new FeedConfigFault(checked.faults.map((fault) => `The mapping ${path}, ${fault}`).join('\n'));
  return checked;
}
