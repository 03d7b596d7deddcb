/** POST /api/v1/imports: coded events from a file into the ledger. */
import type { Request } from 'express';
import { z } from 'zod';
import { type ImportReport, ImportRefused, type Ledger } from '../ledger/ledger.ts';
import { jsonAnswer } from './answer.ts';
import { tableImportReport, type TableImportReport } from '../../models/contract/importPreview.ts';
import { importReport, type ImportResponse } from '../../models/contract/imports.ts';
import { identityOf } from '../people/identity.ts';
import type { ApiLimits } from './limits.ts';
import { flag } from './parameters.ts';
import { invalid, Problem } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { route } from './route.ts';
import type { StartRun } from './startedRun.ts';
import { askedMapping, fileName, TABLE_BODY, tableUploadOf, WORKBOOK_TYPE } from './tableUpload.ts';
import { mediaTypeOf, Upload } from './upload.ts';

const FORMATS: Readonly<Record<string, 'csv' | 'json'>> = {
  'text/csv': 'csv',
  'application/json': 'json',
  'application/x-ndjson': 'json',
};
const BYTES_PER_MIB = 1024 ** 2;

const queryOf = z.strictObject({
  dryRun: flag('true: report what would happen, and change nothing.'),
  source: fileName,
  mapping: askedMapping,
});

export function importsRoute(
  ledger: Ledger,
  { uploadBytes, tokenUploadBytes }: Pick<ApiLimits, 'uploadBytes' | 'tokenUploadBytes'>,
  startRun: StartRun,
) {
  const recorded = async (
    request: Request,
    query: z.output<typeof queryOf>,
    by: string,
  ): Promise<TableImportReport> => {
    if (query.dryRun)
      throw invalid({
        field: 'dryRun',
        value: 'true',
        message: 'is not for files with a mapping: ask POST /api/v1/imports/preview',
      });
    const upload = await tableUploadOf(request, query, uploadBytes);
    try {
      const report = await ledger.importTable({ ...upload, recordedBy: by });
      return { ...report, run: report.created + report.revised > 0 ? await startRun.recorded(by) : null };
    } catch (error) {
      if (error instanceof ImportRefused) throw new Problem('import-refused', error.message);
      throw error;
    }
  };
  return route({
    method: 'post',
    path: '/api/v1/imports',
    needs: 'editor',
    summary: 'Import events',
    description: `The body is the file itself, at most ${uploadBytes / BYTES_PER_MIB} MiB; with the server’s token and without a mapping, as the command import sends it, ${tokenUploadBytes / BYTES_PER_MIB} MiB. Good rows are taken, and every other row is reported with line, field, value and remedy; the answer is 200 in both cases. The next roll-up scores what was taken. An upload that breaks off leaves nothing behind. With a mapping, as a form, and as TSV or workbook the file is read as POST /imports/preview reads it, and a run is started.`,
    body: {
      ...TABLE_BODY,
      'text/csv': 'A header row, then one row an event: the columns of data/events. With a mapping: any columns.',
      'application/json': 'A list of events.',
      'application/x-ndjson': 'One event a line.',
    },
    query: queryOf,
    answers: {
      200: {
        description: 'What became of each row; with a mapping also the events and the run',
        body: z.union([tableImportReport, importReport]),
      },
    },
    problems: ['too-large', 'unsupported-media-type', 'import-refused'],
    async reply({ query, request }) {
      const by = recordedBy(request);
      if (query.mapping !== undefined || (mediaTypeOf(request) in TABLE_BODY && mediaTypeOf(request) !== 'text/csv'))
        return { answer: jsonAnswer(await recorded(request, query, by)), lifetime: 'momentary' };
      const format = formatOf(request);
      const upload =
        identityOf(request).via === 'token'
          ? new Upload(request, tokenUploadBytes, 'split the file.')
          : new Upload(
              request,
              uploadBytes,
              'split the file, or import it on the server with `npm run -s tension -- import FILE`.',
            );
      try {
        const report = await ledger.import({
          source: query.source ?? 'HTTP upload',
          format,
          bytes: upload,
          recordedBy: by,
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
}

function formatOf(request: Request): 'csv' | 'json' {
  const given = mediaTypeOf(request);
  const coding = request.headers['content-encoding'] ?? 'identity';
  const format = FORMATS[given];
  const headers = { 'Accept-Post': [...new Set([...Object.keys(FORMATS), ...Object.keys(TABLE_BODY)])].join(', ') };
  if (format === undefined)
    throw new Problem(
      'unsupported-media-type',
      `The Content-Type is "${given.slice(0, 80)}": send text/csv, application/json or application/x-ndjson, with the file as the body; a workbook as ${WORKBOOK_TYPE}.`,
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

const responseOf = ({ remarks, faults, revisions, dyads, ...report }: ImportReport): ImportResponse => ({
  ...report,
  remarks: [...remarks],
  faults: [...faults],
  revisions: revisions.map(({ id, line, fields }) => ({ id, line, fields: [...fields] })),
  dyads: [...dyads],
});
