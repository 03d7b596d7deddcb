/** A table at an address, fetched to be looked at: nothing of it is kept. */
import { rm } from 'node:fs/promises';
import { ImportRefused } from '../../ledger/ledger.ts';
import { MAX_TABLE_BYTES } from '../../ledger/tableLimits.ts';
import { type AddedBy, unknownHosts } from './addFeed.ts';
import { readAddress } from './address.ts';
import { Downloads } from './download.ts';
import { FeedConfigFault, fileName } from './feedConfig.ts';
import type { SourceParts } from './feedSource.ts';
import { bytesOfTable } from './unpacked.ts';

const MIB = 1024 ** 2;

/** @throws FeedConfigFault for a host that a request may not name; AddressRefused, NotThere and FetchFault as fetching does; ZipRefused */
export async function tableAt(
  address: string,
  by: AddedBy,
  { network, partsFolder, runtime, retryPolicy }: SourceParts,
  signal: AbortSignal,
): Promise<Buffer> {
  const { host } = readAddress(address);
  const faults = by === 'request' ? unknownHosts([host], network) : [];
  if (faults.length > 0) throw new FeedConfigFault(faults.join('\n'));
  const hosts = { allowed: [host], near: network.near };
  const { path } = await new Downloads(partsFolder, runtime, retryPolicy).fetch(
    { address, hosts, expectedBytes: null, expectedMd5: null, maxBytes: MAX_TABLE_BYTES },
    signal,
  );
  try {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of bytesOfTable(path, fileName(address))) {
      pieces.push(piece);
      length += piece.length;
      if (length > MAX_TABLE_BYTES)
        throw new ImportRefused(
          `${fileName(address)} has more than ${MAX_TABLE_BYTES / MIB} MiB, the most that is looked through here: drop its first thousand rows, and add the feed with the mapping that they give.`,
        );
    }
    return Buffer.concat(pieces);
  } finally {
    await rm(path, { force: true });
  }
}
