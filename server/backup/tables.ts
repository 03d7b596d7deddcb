/** What a backup holds of the database: everything in the catalogue, but for what is named here with its reason. */
import { type Database, DatabaseError, type Queryable, type SqlRow } from '../store/database.ts';

/** What each table holds. Unknown ones are carried as well; a test names them. */
export const CARRIED: Readonly<Record<string, string>> = {
  event_revision: 'revisions of events',
  import_log: 'imports',
  import_retraction: 'imports taken back',
  import_mapping: 'mappings of tables',
  coverage_stretch: 'declarations of coverage',
  audit_entry: 'entries of the audit',
  recorded_request: 'requests with a key',
  saved_draft: 'saved drafts',
  suggestion: 'suggestions',
  coding_round: 'coding rounds',
  coding_unit: 'units of coding rounds',
  coding_act: 'acts of coding rounds',
  coding_code: 'codes of second coders',
  coding_closed: 'closed coding rounds',
  coding_decision: 'decisions on codes',
  coding_person: 'coders of rounds',
  rollup_run: 'runs',
  published_run: 'the run that is served',
  rollup_model: 'models that were published',
  published_point: 'published values',
  published_stretch: 'stretches of published values',
  published_dyad: 'rows of the board',
  pinned_view: 'pinned views',
  withdrawn_view: 'views that were withdrawn',
  view_model: 'models of pinned views',
  drawn_picture: 'pictures that were drawn',
  saved_model: 'saved models',
  feed_config: 'feeds',
  alert_rule: 'rules of alerts',
  alert_channel: 'channels of alerts, with their addresses and secrets',
  alert_outbox: 'alerts',
  alert_delivery: 'alerts on their way',
  alert_state: 'what rules of alerts told before',
  watch_list: 'watch lists',
  note_revision: 'notes on the line',
  drafting_words: 'words of drafting',
  shipped_file: 'files of events and notes that came with the program',
  feed_dropped_file: 'files that were dropped as feeds',
  feed_file: 'files of feeds',
  feed_take: 'takes of feeds',
  feed_cell: 'cells of feeds',
  feed_world: 'days of feeds',
  feed_report: 'reports of feeds',
  feed_row_ids: 'ids of rows of feeds',
  feed_look: 'how far corrections of feeds are known',
  person: 'people',
  borne_name: 'names that people have had',
  api_key: 'keys',
  access_note: 'notes of sign-ins',
};

/** A DuckDB file's own, which stays with the file whatever is restored into it. */
export const OF_THE_FILE = 'database_memory';

/** What stays behind, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  schema_migration: 'the manifest names the migrations, and restoring applies them',
  [OF_THE_FILE]: 'a file remembers how many commits it has seen; a copy counts its own',
  sign_in: 'a session ends with its server: people sign in again',
  shared_setting: 'the servers that start on the copy say theirs',
  lease: 'who leads is settled anew where the copy starts',
  replica: 'processes of the old place; those of the new one say themselves what they do',
  feed_pull: 'how far a pull is, or was: the first one of the copy goes on with the files that are not stored',
  pull_request: 'pulls that were asked for, of the servers of the old place',
  run_request: 'runs that were asked for: the first run of the copy does them',
};

export const COLUMN_TYPES = [
  'text',
  'integer',
  'bigint',
  'double precision',
  'boolean',
  'date',
  'timestamptz',
  'bytea',
] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

export interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
}

/** The names of types as the two catalogues write them. */
const TYPES: Readonly<Record<string, ColumnType>> = {
  varchar: 'text',
  text: 'text',
  integer: 'integer',
  bigint: 'bigint',
  double: 'double precision',
  'double precision': 'double precision',
  boolean: 'boolean',
  date: 'date',
  'timestamp with time zone': 'timestamptz',
  blob: 'bytea',
  bytea: 'bytea',
};

/** All tables of the database's own schema, by name, with their columns in order. @throws DatabaseError for a type that no backup holds */
export async function tablesOf(database: Queryable): Promise<Table[]> {
  const rows = await database.query<{ table_name: string; column_name: string; data_type: string }>(
    `select t.table_name, c.column_name, lower(c.data_type) as data_type
     from information_schema.tables t join information_schema.columns c
       on c.table_schema = t.table_schema and c.table_name = t.table_name and c.table_catalog = t.table_catalog
     where t.table_schema = current_schema() and t.table_catalog = current_database() and t.table_type = 'BASE TABLE'
     order by t.table_name, c.ordinal_position`,
  );
  const tables = new Map<string, { name: string; type: ColumnType }[]>();
  for (const { table_name, column_name, data_type } of rows) {
    const type = TYPES[data_type];
    if (!type)
      throw new DatabaseError(
        `The column ${column_name} of ${table_name} has the type ${data_type}, which no backup holds.`,
      );
    tables.set(table_name, [...(tables.get(table_name) ?? []), { name: column_name, type }]);
  }
  return [...tables].map(([name, columns]) => ({ name, columns })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A table, in order of its rows as they lie, some thousands at a time. Call it in a transaction of `snapshot`. */
export async function* rowsOf(
  tx: Queryable,
  engine: Database['engine'],
  { name, columns }: Table,
): AsyncGenerator<SqlRow[]> {
  const list = columns.map((column) => `"${column.name}"`).join(', ');
  if (engine === 'PostgreSQL') {
    await tx.query(`declare backup_rows no scroll cursor for select ${list} from ${name}`);
    for (;;) {
      const rows = await tx.query(`fetch ${ROWS_AT_ONCE} from backup_rows`);
      if (rows.length > 0) yield rows;
      if (rows.length < ROWS_AT_ONCE) break;
    }
    await tx.query('close backup_rows');
    return;
  }
  const [last] = await tx.query<{ last: number | null }>(`select max(rowid) as last from ${name}`);
  for (let begin = 0; begin <= (last?.last ?? -1); begin += ROWS_AT_ONCE) {
    const rows = await tx.query(
      `select ${list} from ${name} where rowid >= cast($1 as bigint) and rowid < cast($2 as bigint) order by rowid`,
      [begin, begin + ROWS_AT_ONCE],
    );
    if (rows.length > 0) yield rows;
  }
}

/** Some megabytes of text. */
const ROWS_AT_ONCE = 5000;
