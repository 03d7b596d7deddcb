/** Sign-ins, sign-outs and refused attempts: the newest of each kind are kept, and attempts alike within a minute are one row, of the first's time. */
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
  /** how long a refused attempt waits for more of its kind */
  readonly waitMs?: number;
}

interface Noted {
  readonly attempt: Attempt;
  readonly at: Date;
  times: number;
}

export function openAccessLog({ database, now, onFault, waitMs = MINUTE_MS }: AccessLogParts) {
  const waiting = new Map<string, Noted>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let writing = Promise.resolve();

  const write = async (kind: Kind, notes: readonly Noted[]): Promise<void> => {
    await database.insert(
      'access_note',
      ['noted_at', 'kind', 'who', 'address', 'detail', 'times'],
      notes.map(({ attempt: { who, address, detail }, at, times }) => [
        at,
        kind,
        who,
        address,
        detail.slice(0, MAX_DETAIL),
        times,
      ]),
    );
    await tidy(kind).catch(onFault); // what is written is written; the next note tidies again
  };
  const tidy = async (kind: Kind): Promise<void> => {
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
    clearTimeout(timer);
    timer = undefined;
    const notes = [...waiting.entries()];
    waiting.clear();
    if (notes.length > 0)
      writing = writing
        .then(() =>
          write(
            'refused',
            notes.map(([, note]) => note),
          ),
        )
        .catch((error: unknown) => {
          onFault(error);
          for (const [key, note] of notes) wait(key, note); // written when the database can be had again
        });
    return writing;
  };
  const wait = (own: string, note: Noted): void => {
    const key = waiting.has(own) || waiting.size < MAX_APART ? own : '';
    const held = waiting.get(key);
    const at = held && held.at < note.at ? held.at : note.at;
    const attempt = key === '' ? { who: '', address: '', detail: 'and others' } : note.attempt;
    waiting.set(key, { attempt, at, times: (held?.times ?? 0) + note.times });
    if (!isClosed) timer ??= setTimeout(() => void flush(), waitMs).unref();
  };
  return {
    /** Nobody waits for it; it is written within a minute. */
    refused(attempt: Attempt): void {
      wait(JSON.stringify(attempt), { attempt, at: now(), times: 1 });
    },
    noted: (kind: 'sign-in' | 'sign-out', attempt: Attempt): Promise<void> =>
      write(kind, [{ attempt, at: now(), times: 1 }]),
    flush,
    /** Writes what waits, once; nothing is written by a clock from then on. */
    close(): Promise<void> {
      isClosed = true;
      return flush();
    },
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
