/** POST /api/v1/imports/preview: what a file would become, before anything is recorded; and the mappings that were kept. */
import { IN_WORDS } from '../../models/schemaFault.ts';
import { z } from 'zod';
import { importPreview, keptMappings, mappingToKeep } from '../../models/contract/importPreview.ts';
import { ImportRefused, type Ledger } from '../ledger/ledger.ts';
import { MAX_TABLE_BYTES, MAX_TABLE_ROWS } from '../ledger/tableLimits.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import { jsonBody } from './jsonBody.ts';
import { invalid, Problem } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { noQuery, route } from './route.ts';
import { askedMapping, fileName, TABLE_BODY, tableUploadOf } from './tableUpload.ts';

const BYTES_PER_MIB = 1024 ** 2;

export const previewImportRoute = (ledger: Ledger, maxBytes: number) =>
  route({
    method: 'post',
    path: '/api/v1/imports/preview',
    needs: 'editor',
    summary: 'What a file would become',
    description: `Reads a CSV, TSV or workbook (.xlsx) with any headings, of at most ${MAX_TABLE_BYTES / BYTES_PER_MIB} MiB and ${MAX_TABLE_ROWS.toLocaleString('en')} rows, guesses its columns and says what becomes of each row. Nothing is changed. What it asks (the order of day and month, names that no table knows, columns that are missing) is answered in the mapping, with which POST /imports then records the file.`,
    body: TABLE_BODY,
    query: z.strictObject({ source: fileName, mapping: askedMapping }),
    answers: { 200: { description: 'The file, the mapping and every row', body: importPreview } },
    problems: ['too-large', 'unsupported-media-type', 'import-refused'],
    async reply({ query, request }) {
      const upload = await tableUploadOf(request, query, maxBytes);
      try {
        const preview = await ledger.previewTable({ ...upload, recordedBy: recordedBy(request) });
        return { answer: jsonAnswer(preview), lifetime: 'momentary' };
      } catch (error) {
        if (error instanceof ImportRefused) throw new Problem('import-refused', error.message);
        throw error;
      }
    },
  });

export const keptMappingsRoute = (ledger: Ledger) =>
  route({
    method: 'get',
    path: '/api/v1/imports/mappings',
    needs: 'reader',
    summary: 'Mappings of files that were kept',
    query: noQuery,
    answers: { 200: { description: 'The mappings, by name', body: keptMappings } },
    async reply() {
      return { answer: await kept(ledger), lifetime: 'live' };
    },
  });

export const keepMappingRoute = (ledger: Ledger) =>
  route({
    method: 'post',
    path: '/api/v1/imports/mappings',
    needs: 'editor',
    summary: 'Keep a mapping',
    description:
      'A file with the same header takes the newest one that was kept for it. What the mapping says of single lines is not kept.',
    body: { 'application/json': mappingToKeep },
    query: noQuery,
    answers: { 200: { description: 'The mappings, by name', body: keptMappings } },
    problems: ['too-large', 'unsupported-media-type'],
    async reply({ request, response }) {
      const parsed = mappingToKeep.safeParse(await jsonBody(request, response), IN_WORDS);
      if (!parsed.success)
        throw invalid(
          ...parsed.error.issues.map(({ path, message }) => ({
            field: path.join('.') || 'body',
            value: null,
            message,
          })),
        );
      await ledger.keepMapping(parsed.data, recordedBy(request));
      return { answer: await kept(ledger), lifetime: 'momentary' };
    },
  });

async function kept(ledger: Ledger): Promise<Answer> {
  const mappings = await ledger.keptMappings();
  return jsonAnswer({
    mappings: mappings.map(({ savedAt, ...rest }) => ({ ...rest, savedAt: savedAt.toISOString() })),
  });
}
