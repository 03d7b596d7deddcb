/** Feeds that are given file by file, as paths on this machine or as addresses: ICEWS, POLECAT, UCDP, any CSV. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeedRow, FeedTally } from '../feedRow.ts';
import type { FeedFile, FileRecord } from '../fileLedger.ts';
import type { Downloads } from './download.ts';
import { NotThere } from './httpRequest.ts';
import type { FeedHosts } from './address.ts';
import { isDropped, md5OfDropped } from './droppedFiles.ts';
import { fileName, isAddress } from './feedConfig.ts';
import { ownFile } from './ownFile.ts';
import type { Discovery, FeedSource, ListedFeedFile, Obtained } from './source.ts';
import { bytesOfTable } from './unpacked.ts';

export type TableReader = (bytes: AsyncIterable<Uint8Array>, tally: FeedTally) => AsyncIterable<readonly FeedRow[]>;

/** ICEWS and UCDP GED have some hundred MB a release. */
const MAX_FILE_BYTES = 5e9;

export interface FileSourceOptions {
  readonly feed: string;
  readonly files: readonly string[];
  readonly hosts: FeedHosts;
  readonly dataDir: string;
  readonly downloads: Downloads;
  readonly read: TableReader;
  /** the bytes of a file that was dropped on a page */
  readonly dropped: (file: string) => Promise<Uint8Array | undefined>;
  /** where such a file lies while it is read */
  readonly folder: string;
}

export class FileSource implements FeedSource {
  readonly isAskedAgain = true;
  readonly #options: FileSourceOptions;

  constructor(options: FileSourceOptions) {
    this.#options = options;
  }

  async *discover(_discovery: Discovery): AsyncGenerator<readonly ListedFeedFile[]> {
    const { feed, files } = this.#options;
    yield files.map((file) => ({
      feed,
      name: fileName(file),
      address: isAddress(file) ? file : '',
      firstDay: null,
      lastDay: null,
      expectedBytes: null,
      expectedMd5: md5OfDropped(file),
    }));
  }

  async obtain(file: FeedFile, signal: AbortSignal): Promise<Obtained> {
    const { downloads, hosts } = this.#options;
    if (file.address !== '') {
      const found = await downloads.fetch(
        { address: file.address, hosts, expectedBytes: null, expectedMd5: null, maxBytes: MAX_FILE_BYTES },
        signal,
      );
      return { ...found, temporary: true, fetchedBytes: found.bytes - found.resumedAt };
    }
    const own = this.#named(file);
    if (own !== undefined && isDropped(own)) return this.#dropped(own);
    const path = await this.#pathOf(file);
    if (path === undefined) throw new NotThere(`The feed does not name ${file.name} any more.`);
    const found = await stat(path);
    const hash = createHash('md5');
    for await (const piece of createReadStream(path, { signal })) hash.update(piece);
    return { path, bytes: found.size, md5: hash.digest('hex'), temporary: false, fetchedBytes: 0 };
  }

  read(path: string, file: FeedFile, tally: FeedTally): AsyncIterable<readonly FeedRow[]> {
    return this.#options.read(bytesOfTable(path, file.name), tally);
  }

  /** A file of this machine that was written since it was read, or dropped anew; what an address once gave is not asked for again. */
  readonly changes = async (file: FileRecord): Promise<boolean> => {
    const own = file.address === '' ? this.#named(file) : undefined;
    if (own !== undefined && isDropped(own)) return file.take !== null && file.take.md5 !== md5OfDropped(own);
    // It may be gone: what it brought stays.
    const path = file.address === '' ? await this.#pathOf(file).catch(() => undefined) : undefined;
    const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
    return (
      found !== undefined &&
      file.take !== null &&
      (found.size !== file.take.bytes || found.mtimeMs > file.take.takenAt.getTime())
    );
  };

  /** @throws NotThere */
  async #dropped(file: string): Promise<Obtained> {
    const { dropped, folder } = this.#options;
    const bytes = await dropped(file);
    if (!bytes) throw new NotThere(`The file ${fileName(file)} is kept no more: drop it anew.`);
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${randomUUID()}.dropped`);
    await writeFile(path, bytes);
    return { path, bytes: bytes.length, md5: md5OfDropped(file)!, temporary: true, fetchedBytes: 0 };
  }

  #named({ name }: FeedFile): string | undefined {
    return this.#options.files.find((file) => !isAddress(file) && fileName(file) === name);
  }

  /** @throws NotThere */
  async #pathOf(file: FeedFile): Promise<string | undefined> {
    const own = this.#named(file);
    return own === undefined ? undefined : ownFile(this.#options.dataDir, own);
  }
}
