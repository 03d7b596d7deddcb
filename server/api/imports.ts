/** POST /api/v1/imports: coded events from a file into the ledger. */
import type { Request } from 'express';
import { z } from 'zod';
import { type ImportReport, ImportRefused, type Ledger } from '../ledger/ledger.ts';
import { jsonAnswer } from './answer.ts';
import { importReport, type ImportResponse } from '../../models/contract/imports.ts';
import { flag } from './parameters.ts';
import { Problem } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { route } from './route.ts';

const FORMATS: Readonly<Record<string, 'csv' | 'json'>> = {
  'text/csv': 'csv',
  'application/json': 'json',
  'application/x-ndjson': 'json',
};
const BYTES_PER_MIB = 1024 ** 2;

const query = z.strictObject({
  dryRun: flag('true: report what would happen, and change nothing.'),
  source: z
    .string()
    .min(1, 'must not be empty: leave it out or name the file')
    .max(200, 'is too long: 200 characters are the most')
    .default('HTTP upload')
    .meta({
      description: 'Where the rows come from, for the record: a file name, for one.',
      example: 'march-2024.csv',
    }),
});

export const importsRoute = (ledger: Ledger, maxBytes: number) =>
  route({
    method: 'post',
    path: '/api/v1/imports',
    summary: 'Import events',
    description: `The body is the file itself, at most ${maxBytes / BYTES_PER_MIB} MiB. Good rows are taken, and every other row is reported with line, field, value and remedy; the answer is 200 in both cases. The next roll-up scores what was taken. An upload that breaks off leaves nothing behind.`,
    body: {
      'text/csv': 'A header row, then one row an event: the columns of data/events.',
      'application/json': 'A list of events.',
      'application/x-ndjson': 'One event a line.',
    },
    query,
    answers: { 200: { description: 'What became of each row', body: importReport } },
    problems: ['too-large', 'unsupported-media-type', 'import-refused'],
    async reply({ query, request }) {
      const format = formatOf(request);
      const upload = new Upload(request, maxBytes);
      try {
        const report = await ledger.import({
          source: query.source,
          format,
          bytes: upload,
          recordedBy: recordedBy(request),
          dryRun: query.dryRun,
        });
        return { answer: jsonAnswer(responseOf(report)), lifetime: 'momentary' };
      } catch (error) {
        // The ledger gave up because the upload did: say that, not how the ledger saw it.
        if (upload.fault) throw upload.fault;
        if (error instanceof ImportRefused) throw new Problem('import-refused', error.message);
        throw error;
      }
    },
  });

function formatOf(request: Request): 'csv' | 'json' {
  const given = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const coding = request.headers['content-encoding'] ?? 'identity';
  const format = FORMATS[given];
  const headers = { 'Accept-Post': Object.keys(FORMATS).join(', ') };
  if (format === undefined)
    throw new Problem(
      'unsupported-media-type',
      `The Content-Type is "${given.slice(0, 80)}": send text/csv, application/json or application/x-ndjson, with the file as the body.`,
      { headers },
    );
  if (coding !== 'identity')
    throw new Problem(
      'unsupported-media-type',
      `The Content-Encoding is "${coding.slice(0, 80)}": send the file uncompressed.`,
      { headers },
    );
  return format;
}

/** The bytes of a request, up to a limit. It leaves the connection open when reading stops early, so that the answer still arrives. */
class Upload implements AsyncIterable<Uint8Array> {
  readonly #request: Request;
  readonly #maxBytes: number;
  /** why the upload ended before its end, if it did */
  fault: Problem | undefined;

  constructor(request: Request, maxBytes: number) {
    this.#request = request;
    this.#maxBytes = maxBytes;
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw this.#tooLarge();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    let sizeBytes = 0;
    try {
      for await (const chunk of this.#request.iterator({ destroyOnReturn: false })) {
        const bytes: Uint8Array = chunk;
        sizeBytes += bytes.length;
        if (sizeBytes > this.#maxBytes) throw (this.fault = this.#tooLarge());
        yield bytes;
      }
    } catch (error) {
      this.fault ??= new Problem(
        'malformed-request',
        'The upload broke off before its end, and nothing of it was taken: send it again.',
      );
      throw error;
    }
    if (!this.#request.complete)
      throw (this.fault = new Problem(
        'malformed-request',
        'The upload broke off before its end, and nothing of it was taken: send it again.',
      ));
  }

  #tooLarge(): Problem {
    return new Problem(
      'too-large',
      `The upload has more than ${this.#maxBytes / BYTES_PER_MIB} MiB, and nothing of it was taken: split the file, or import it on the server with \`npm run -s tension -- import FILE\`.`,
    );
  }
}

const responseOf = ({ remarks, faults, revisions, dyads, ...report }: ImportReport): ImportResponse => ({
  ...report,
  remarks: [...remarks],
  faults: [...faults],
  revisions: revisions.map(({ id, line, fields }) => ({ id, line, fields: [...fields] })),
  dyads: [...dyads],
});
