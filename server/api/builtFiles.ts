/** The files of the built client, read and compressed once: what a reader fetches costs no more than sending it. */
import { readFile, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { BoundedCache } from '../boundedCache.ts';
import { type Answer, fileAnswer } from './answer.ts';

/** What the build makes. Other files are not served. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
/** The whole client has some 12 MB. */
const MAX_BYTES = 64 * 1024 ** 2;

export interface BuiltFile {
  readonly answer: Answer;
  /** its name changes with its content */
  readonly isFingerprinted: boolean;
}

export class BuiltFiles {
  readonly #folder: string;
  readonly #kept = new BoundedCache<Answer>(MAX_BYTES, ({ bytes }) => bytes.length + 1);

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param path of an address, percent-encoded; undefined where the build made no such file */
  async at(path: string): Promise<BuiltFile | undefined> {
    const parts = decoded(path)?.split('/').slice(1);
    if (!parts?.every((part) => /^[\w@-][\w.@-]*$/.test(part))) return undefined;
    const mediaType = MEDIA_TYPES[extname(parts.at(-1)!)];
    const file = join(this.#folder, parts.join(sep));
    const found = mediaType === undefined ? undefined : await stat(file).catch(() => undefined);
    if (mediaType === undefined || !found?.isFile()) return undefined;
    // A new build is served as soon as it is there.
    const answer = await this.#kept.get(`${file} ${found.mtimeMs} ${found.size}`, async () =>
      fileAnswer(await readFile(file), mediaType, {}),
    );
    return { answer, isFingerprinted: parts[0] === 'assets' };
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
