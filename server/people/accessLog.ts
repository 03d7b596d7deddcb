/** Sign-ins, sign-outs and refused attempts: the newest of each kind are kept, and attempts within a minute are one row. */
import type { AccessNote } from '../../models/contract/people.ts';
import type { Database, SqlRow } from '../store/database.ts';

type Kind = AccessNote['kind'];

/** Rows kept of each kind: nobody can push out the sign-ins by failing to sign in. */
export const MAX_NOTES = 20_000;
/** Different attempts told apart within a minute; the rest are counted together. */
export const MAX_APART = 200;
const MINUTE_MS = 60_000;
const MAX_DETAIL = 200;
/** Of the rows of refused attempts, each with its name and its address. */
export const MAX_ATTEMPT_BYTES = MAX_NOTES * 2 * MAX_DETAIL;

interface NoteRow extends SqlRow {
  noted_at: Date;
  kind: string;
  who: string;
  address: string;
  detail: string;
  times: number;
}

export interface Attempt {
  readonly who: string;
  readonly address: string;
  readonly detail: string;
}

export interface AccessLogParts {
  readonly database: Database;
  readonly now: () => Date;
  readonly onFault: (error: unknown) => void;
}

export function openAccessLog({ database, now, onFault }: AccessLogParts) {
  let waiting = new Map<string, { attempt: Attempt; times: number }>();
  let begun = now().getTime();
  let writing = Promise.resolve();

  const write = async (kind: Kind, at: Date, notes: readonly { attempt: Attempt; times: number }[]): Promise<void> => {
    await database.insert(
      'access_note',
      ['noted_at', 'kind', 'who', 'address', 'detail', 'times'],
      notes.map(({ attempt: { who, address, detail }, times }) => [
        at,
        kind,
        who,
        address,
        detail.slice(0, MAX_DETAIL),
        times,
      ]),
    );
    const [oldest] = await database.query<{ noted_at: Date }>(
      `select noted_at from access_note where kind = $1 order by noted_at desc offset ${MAX_NOTES} limit 1`,
      [kind],
    );
    if (oldest)
      await database.query('delete from access_note where kind = $1 and noted_at <= cast($2 as timestamptz)', [
        kind,
        oldest.noted_at,
      ]);
  };
  /** Writes what waits. */
  const flush = (): Promise<void> => {
    const notes = [...waiting.values()];
    waiting = new Map();
    begun = now().getTime();
    if (notes.length > 0) writing = writing.then(() => write('refused', now(), notes)).catch(onFault);
    return writing;
  };
  return {
    /** Nobody waits for it, and it costs a row at most once a minute. */
    refused(attempt: Attempt): void {
      const own = JSON.stringify(attempt);
      const key = waiting.has(own) || waiting.size < MAX_APART ? own : '';
      const held = waiting.get(key);
      if (held) held.times += 1;
      else
        waiting.set(key, { attempt: key === '' ? { who: '', address: '', detail: 'and others' } : attempt, times: 1 });
      if (now().getTime() - begun >= MINUTE_MS) void flush();
    },
    noted: (kind: 'sign-in' | 'sign-out', attempt: Attempt): Promise<void> =>
      write(kind, now(), [{ attempt, times: 1 }]),
    flush,
    /** The newest first. */
    async list(limit: number): Promise<AccessNote[]> {
      await flush();
      const rows = await database.query<NoteRow>(
        'select * from access_note order by noted_at desc, kind, who, address, detail limit cast($1 as bigint)',
        [limit],
      );
      return rows.map(({ noted_at, kind, who, address, detail, times }) => ({
        at: noted_at.toISOString(),
        kind: kind as Kind,
        who,
        address,
        detail,
        times,
      }));
    },
  };
}

export type AccessLog = ReturnType<typeof openAccessLog>;
