/** Mappings of files that somebody kept: the newest of a name counts, and a file with the same header takes it again. */
import { hash } from 'node:crypto';
import { mapping as mappingSchema, keptPart, type Mapping } from '../../models/importing/mapping.ts';
import { canonicalJson } from '../../models/canonical.ts';
import type { Database, Queryable } from '../store/database.ts';
import { appendAudit } from './audit.ts';
import type { KeptMapping } from './ledger.ts';

const headerText = (headings: readonly string[]): string =>
  JSON.stringify(headings.map((heading) => heading.trim().toLowerCase()));

export async function keepMapping(
  database: Database,
  now: () => Date,
  {
    name,
    headings,
    mapping,
  }: { readonly name: string; readonly headings: readonly string[]; readonly mapping: Mapping },
  recordedBy: string,
): Promise<void> {
  const kept = keptPart(mapping);
  const moment = now();
  await database.transaction(async (tx) => {
    await tx.query(
      'insert into import_mapping (name, header, mapping, recorded_at, recorded_by) values ($1, $2, $3, $4, $5)',
      [name.trim(), headerText(headings), JSON.stringify(kept), moment, recordedBy],
    );
    await appendAudit(tx, { moment, recordedBy }, [
      {
        action: 'keep-mapping',
        subject: name.trim(),
        before: null,
        after: { headings, mappingHash: hash('sha256', canonicalJson(kept)) },
        why: '',
      },
    ]);
  });
}

/** The newest of each name, by name. */
export const keptMappings = (tx: Queryable): Promise<KeptMapping[]> => read(tx, '', []);

/** The newest that was kept for this header. */
export async function keptMappingFor(tx: Queryable, headings: readonly string[]): Promise<KeptMapping | undefined> {
  const found = await read(tx, 'and header = $1', [headerText(headings)]);
  return found.sort((a, b) => b.savedAt.getTime() - a.savedAt.getTime())[0];
}

async function read(tx: Queryable, condition: string, parameters: readonly string[]): Promise<KeptMapping[]> {
  const rows = await tx.query<{ name: string; mapping: string; recorded_at: Date; recorded_by: string }>(
    `select name, mapping, recorded_at, recorded_by from (
       select *, row_number() over (partition by name order by recorded_at desc) as newest from import_mapping
     ) as kept where newest = 1 ${condition} order by name`,
    parameters,
  );
  return rows.flatMap(({ name, mapping, recorded_at: savedAt, recorded_by: savedBy }) => {
    // A later version of the program may know other members.
    const parsed = mappingSchema.safeParse(JSON.parse(mapping));
    return parsed.success ? [{ name, mapping: parsed.data, savedAt, savedBy }] : [];
  });
}
