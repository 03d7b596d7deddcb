/** What a backup says of itself: its last file. */
import { z } from 'zod';
import { COLUMN_TYPES } from './tables.ts';

/** Raised when an older program could not read what a newer one writes. */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';

const name = z.string().regex(/^[a-z_][a-z0-9_]*$/);

export const manifestSchema = z.object({
  what: z.literal('Tension backup'),
  format: z.int(),
  /** of the program that wrote it */
  version: z.string(),
  made: z.iso.datetime(),
  engine: z.enum(['DuckDB', 'PostgreSQL']),
  /** that the tables have, in order */
  migrations: z.array(z.string()),
  /** how far the audit reached; a backup of an earlier version does not say */
  audit: z.object({ entries: z.int().nonnegative(), hash: z.string() }).optional(),
  tables: z.array(
    z.object({
      name,
      columns: z.array(z.object({ name, type: z.enum(COLUMN_TYPES) })),
      rows: z.int().nonnegative(),
    }),
  ),
  /** every file before this one, in order */
  parts: z.array(z.object({ name: z.string(), bytes: z.int().nonnegative(), sha256: z.string() })),
});

export type Manifest = z.infer<typeof manifestSchema>;
