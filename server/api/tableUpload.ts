/** A file as people keep it, with its mapping: as the body, or as the parts `file` and `mapping` of a form. */
import { IN_WORDS } from '../../models/schemaFault.ts';
import type { Request } from 'express';
import { z } from 'zod';
import { mapping as mappingSchema, type Mapping } from '../../models/importing/mapping.ts';
import { reasonOf } from '../../models/errorMessage.ts';
import type { TableRequest } from '../ledger/ledger.ts';
import { MAX_TABLE_BYTES } from '../ledger/tableLimits.ts';
import { invalid, Problem } from './problem.ts';
import { charsetOf, mediaTypeOf, Upload } from './upload.ts';

export const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const FORM_TYPE = 'multipart/form-data';
export const TABLE_BODY: Readonly<Record<string, string>> = {
  'text/csv': 'The file, whatever its columns; `charset` is believed.',
  'text/tab-separated-values': 'The file.',
  [WORKBOOK_TYPE]: 'The workbook.',
  [FORM_TYPE]: 'The parts `file` and, for a long mapping, `mapping` (JSON).',
};

/** Query parameters of both addresses that take a file with a mapping. */
export const fileName = z
  .string()
  .min(1, 'must not be empty: leave it out or name the file')
  .max(200, 'is too long: 200 characters are the most')
  .optional()
  .meta({ description: 'Where the rows come from, for the record: a file name, for one.', example: 'march-2024.csv' });

export const askedMapping = z
  .string()
  .max(8000, 'is too long for an address: send it as the part "mapping" of a form')
  .transform(mappingIn)
  .optional()
  .meta({
    description:
      'How the columns of the file are read: an ImportMapping as JSON. Left out: as it was kept for this header, or guessed.',
    example: '{"dates":"day-first"}',
  });

export type TableUpload = Pick<TableRequest, 'source' | 'bytes' | 'charset' | 'mapping'>;

/** @param given what the address says, where it does */
export async function tableUploadOf(
  request: Request,
  given: { readonly source?: string | undefined; readonly mapping?: Mapping | undefined },
  maxBytes: number,
): Promise<TableUpload> {
  const type = mediaTypeOf(request);
  if (!(type in TABLE_BODY))
    throw new Problem(
      'unsupported-media-type',
      `The Content-Type is "${type.slice(0, 80)}": send one of ${Object.keys(TABLE_BODY).join(', ')}.`,
      { headers: { 'Accept-Post': Object.keys(TABLE_BODY).join(', ') } },
    );
  const remedy = 'split it, or write it in the columns of data/README.md, which may be larger.';
  if (type !== FORM_TYPE) {
    const bytes = await new Upload(request, Math.min(maxBytes, MAX_TABLE_BYTES), remedy).whole();
    const charset = charsetOf(request.headers['content-type'] ?? '');
    return { source: given.source ?? NO_NAME, bytes, charset, mapping: given.mapping };
  }
  const { file, text } = await uploadedForm(request, maxBytes, remedy);
  if (!file) throw invalid({ field: 'file', value: null, message: 'is missing: send the file as the part "file"' });
  const { name, ...rest } = file;
  const mapping = text('mapping');
  return { source: given.source ?? name, ...rest, mapping: mapping === undefined ? given.mapping : mappingIn(mapping) };
}

export interface UploadedForm {
  /** the part `file`, where there is one */
  readonly file: { readonly name: string; readonly bytes: Buffer; readonly charset: string | undefined } | undefined;
  /** a part that is text; undefined where it is missing or empty */
  text(part: string): string | undefined;
}

const NO_NAME = 'HTTP upload';

/** A form with a file. @param remedy what to do with a file that is larger than a table may be */
export async function uploadedForm(request: Request, maxBytes: number, remedy: string): Promise<UploadedForm> {
  const bytes = await new Upload(request, Math.min(maxBytes, MAX_TABLE_BYTES), remedy).whole();
  const form = await formOf(bytes, request.headers['content-type'] ?? '');
  const file = form.get('file');
  return {
    file:
      file instanceof File
        ? {
            name: file.name.slice(0, 200) || NO_NAME,
            bytes: Buffer.from(await file.arrayBuffer()),
            charset: charsetOf(file.type),
          }
        : undefined,
    text(part) {
      const value = form.get(part);
      return typeof value === 'string' && value !== '' ? value : undefined;
    },
  };
}

async function formOf(bytes: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'Content-Type': contentType } }).formData();
  } catch (error) {
    throw new Problem('malformed-request', `The form cannot be read: ${reasonOf(error)}.`);
  }
}

function mappingIn(text: string): Mapping {
  return jsonPart('mapping', text, mappingSchema);
}

/** A part that is JSON. @throws Problem that names what is wrong in it */
export function jsonPart<Value>(part: string, text: string, schema: z.ZodType<Value>): Value {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid({ field: part, value: text.slice(0, 80), message: 'is no JSON' });
  }
  const parsed = schema.safeParse(value, IN_WORDS);
  if (parsed.success) return parsed.data;
  throw invalid(
    ...parsed.error.issues.slice(0, 10).map(({ path, message }) => ({
      field: [part, ...path].join('.'),
      value: null,
      message,
    })),
  );
}
