/** Tables of one's own as feeds: POST /api/v1/feeds/preview says what one would become, GET /api/v1/feeds/mappings has mappings of known data sets. */
import { z } from 'zod';
import { feedPreview, shippedMappings } from '../../models/contract/feedPreview.ts';
import { feedDraft } from '../../models/importing/feedMapping.ts';
import { AddressRefused } from '../feeds/fetch/address.ts';
import type { Fetching } from '../feeds/fetch/fetching.ts';
import { FetchFault, NotThere } from '../feeds/fetch/httpRequest.ts';
import { workedMappings } from '../feeds/workedMappings.ts';
import { ZipRefused } from '../feeds/zip.ts';
import { ImportRefused } from '../ledger/ledger.ts';
import { MAX_TABLE_BYTES, MAX_TABLE_ROWS } from '../ledger/tableLimits.ts';
import { jsonAnswer } from './answer.ts';
import { invalid, Problem } from './problem.ts';
import { told } from './pulls.ts';
import { noQuery, route } from './route.ts';
import { FORM_TYPE, jsonPart, uploadedForm } from './tableUpload.ts';
import { mediaTypeOf } from './upload.ts';

const MIB = 1024 ** 2;
const address = z.string().max(2000, 'is too long: 2,000 characters are the most');

export const previewFeedRoute = (fetching: Fetching) =>
  route({
    method: 'post',
    path: '/api/v1/feeds/preview',
    needs: 'admin',
    summary: 'What a feed would make of a table',
    description: `Reads a CSV, TSV or workbook (.xlsx) with any headings, of at most ${MAX_TABLE_BYTES / MIB} MiB and ${MAX_TABLE_ROWS.toLocaleString('en')} rows, guesses its columns and says what becomes of each row. Nothing is kept. What it asks is answered in the mapping, with which POST /feeds then adds the table.`,
    body: {
      [FORM_TYPE]:
        'The part `file`, or the part `address` (https, of a known host or one in FEED_HOSTS); and, where something was said of its columns, `mapping`: a FeedMappingDraft as JSON.',
    },
    query: noQuery,
    answers: { 200: { description: 'The table, the mapping and every row', body: feedPreview } },
    problems: ['malformed-request', 'too-large', 'unsupported-media-type', 'import-refused', 'invalid-feed'],
    async reply({ request }) {
      const type = mediaTypeOf(request);
      if (type !== FORM_TYPE)
        throw new Problem(
          'unsupported-media-type',
          `The Content-Type is "${type.slice(0, 80)}": send ${FORM_TYPE}, with the part "file" or "address".`,
          { headers: { 'Accept-Post': FORM_TYPE } },
        );
      const { file, text } = await uploadedForm(request, MAX_TABLE_BYTES, 'drop its first thousand rows.');
      const asked = text('address');
      if (!file && asked === undefined)
        throw invalid({ field: 'file', value: null, message: 'is missing: send the part "file", or "address"' });
      const at = asked === undefined ? '' : jsonPart('address', JSON.stringify(asked), address);
      const draft = jsonPart('mapping', text('mapping') ?? '{}', feedDraft);
      const table = file ? { bytes: file.bytes } : { address: at, by: 'request' as const };
      const source = file?.name ?? at;
      const preview = await told(() => tried(() => fetching.preview({ source, table, charset: file?.charset, draft })));
      return { answer: jsonAnswer(preview), lifetime: 'momentary' };
    },
  });

/** @throws Problem for what is no table, or not there */
async function tried<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (
      error instanceof ImportRefused ||
      error instanceof AddressRefused ||
      error instanceof NotThere ||
      error instanceof FetchFault ||
      error instanceof ZipRefused
    )
      throw new Problem('import-refused', error.message);
    throw error;
  }
}

export const shippedMappingsRoute = () =>
  route({
    method: 'get',
    path: '/api/v1/feeds/mappings',
    needs: 'reader',
    summary: 'Mappings of data sets that are known',
    description: 'Each says which columns of its data set are what. Send it as the mapping of POST /feeds/preview.',
    query: noQuery,
    answers: { 200: { description: 'The mappings', body: shippedMappings } },
    async reply() {
      return { answer: jsonAnswer({ mappings: await workedMappings() }), lifetime: 'live' };
    },
  });
