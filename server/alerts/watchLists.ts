/** Watch lists: dyads under a name, shared or somebody's own. */
import type { WatchListBody } from '../../models/contract/watchLists.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { AuditFields } from '../ledger/change.ts';
import type { Database, Queryable, SqlRow } from '../store/database.ts';
import { hashOf, newSecret } from '../people/secret.ts';
import { AlertRefused } from './keptRules.ts';

/** Lists of one person, and shared ones. */
const MAX_LISTS = 200;
/** The owner of what is shared. */
const EVERYBODY = '';

export interface KeptList {
  readonly name: string;
  readonly title: string;
  /** who alone sees it; empty: it is shared */
  readonly owner: string;
  readonly isShared: boolean;
  /** of a shared one who shared it; null where that is not known */
  readonly keeper: string | null;
  readonly dyads: readonly string[];
  readonly changedAt: Date;
  readonly changedBy: string;
}

export interface WatchLists {
  /** What somebody sees: the shared lists and her own, by title. @param owner undefined for who is not known */
  read(owner: string | undefined, tx?: Queryable): Promise<KeptList[]>;
  /** The one of a name: her own before a shared one, where it is not said which. */
  find(name: string, owner: string | undefined, isShared?: boolean): Promise<KeptList | undefined>;
  /**
   * Keeps a list in place of the one of its name; one of her own that she shares is hers alone no more.
   *
   * @param allow throws where the one of its name is not hers to change
   * @throws AlertRefused
   */
  put(list: WatchListBody, owner: string, by: string, allow?: (held: KeptList) => void): Promise<KeptList>;
  /** Makes the secret by which the feed of a list is read, in place of the one before. Undefined where there is no list. */
  newSecret(list: Pick<KeptList, 'name' | 'isShared'>, owner: string, by: string): Promise<string | undefined>;
  /** The list whose feed a secret opens. */
  ofSecret(secret: string): Promise<KeptList | undefined>;
  /** False where there is none. @throws AlertRefused where a rule watches it */
  remove(list: Pick<KeptList, 'name' | 'isShared'>, owner: string, by: string): Promise<boolean>;
}

export interface WatchListParts {
  readonly database: Database;
  /** names of the rules that watch a shared list */
  readonly rulesOf: (list: string, tx: Queryable) => Promise<readonly string[]>;
  /** names of the channels whose digest keeps to a shared list */
  readonly digestsOf: (list: string, tx: Queryable) => Promise<readonly string[]>;
  readonly now: () => Date;
}

interface ListRow extends SqlRow {
  owner: string;
  name: string;
  title: string;
  dyads: string;
  keeper: string | null;
  changed_at: Date;
  changed_by: string;
}

const keptOf = ({ owner, name, title, dyads, keeper, changed_at, changed_by }: ListRow): KeptList => ({
  name,
  title,
  owner,
  isShared: owner === EVERYBODY,
  keeper,
  dyads: JSON.parse(dyads) as string[],
  changedAt: changed_at,
  changedBy: changed_by,
});

/** The shared lists, which rules watch, by name. */
export async function sharedLists(tx: Queryable): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.query<ListRow>('select * from watch_list where owner = $1', [EVERYBODY]);
  return new Map(rows.map((row) => [row.name, keptOf(row).dyads]));
}

export function openWatchLists({ database, rulesOf, digestsOf, now }: WatchListParts): WatchLists {
  const read = async (owner = EVERYBODY, tx: Queryable = database): Promise<KeptList[]> => {
    const rows = await tx.query<ListRow>(
      'select * from watch_list where owner = $1 or owner = $2 order by lower(title), name, owner',
      [EVERYBODY, owner],
    );
    return rows.map(keptOf);
  };
  const heldOf = async (tx: Queryable, owner: string, name: string): Promise<KeptList | undefined> => {
    const [row] = await tx.query<ListRow>('select * from watch_list where owner = $1 and name = $2', [owner, name]);
    return row && keptOf(row);
  };
  const refuseWatched = async (tx: Queryable, name: string): Promise<void> => {
    const rules = await rulesOf(name, tx);
    if (rules.length > 0)
      throw new AlertRefused([
        { field: 'name', message: `is watched by the rule ${rules[0]}, which needs it shared: change that rule first` },
      ]);
    const [digest] = await digestsOf(name, tx);
    if (digest !== undefined)
      throw new AlertRefused([
        {
          field: 'name',
          message: `is in the digest of the channel ${digest}, which needs it shared: change that channel first`,
        },
      ]);
  };
  const audit = (tx: Queryable, name: string, by: string, before?: KeptList, after?: KeptList) =>
    appendAudit(tx, { moment: now(), recordedBy: by }, [
      {
        action: after ? 'put-watch-list' : 'remove-watch-list',
        subject: name,
        before: before ? fieldsOf(before) : null,
        after: after ? fieldsOf(after) : null,
        why: '',
      },
    ]);
  return {
    read,
    async find(name, owner, isShared) {
      const own = owner === undefined || isShared === true ? undefined : await heldOf(database, owner, name);
      return own ?? (isShared === false ? undefined : heldOf(database, EVERYBODY, name));
    },
    put: ({ name, title, shared, dyads }, owner, by, allow) =>
      database.transaction(async (tx) => {
        const of = shared ? EVERYBODY : owner;
        const held = await heldOf(tx, of, name);
        if (held) allow?.(held);
        const [count] = await tx.query<{ n: number }>('select count(*) as n from watch_list where owner = $1', [of]);
        if (!held && count!.n >= MAX_LISTS)
          throw new AlertRefused([
            { field: 'name', message: `is one list too many: ${MAX_LISTS} are kept, remove one first` },
          ]);
        const keeper = held ? held.keeper : shared ? owner : null;
        const kept = { name, title, owner: of, isShared: shared, keeper, dyads, changedAt: now(), changedBy: by };
        await tx.query(
          "insert into watch_list (owner, name, title, dyads, keeper, feed_secret, changed_at, changed_by) values ($1, $2, $3, $4, $5, '', $6, $7) on conflict (owner, name) do update set title = excluded.title, dyads = excluded.dyads, changed_at = excluded.changed_at, changed_by = excluded.changed_by",
          [of, name, title, JSON.stringify(dyads), keeper, kept.changedAt, by],
        );
        if (of !== owner) await tx.query('delete from watch_list where owner = $1 and name = $2', [owner, name]);
        await audit(tx, name, by, held, kept);
        return kept;
      }),
    newSecret: ({ name, isShared }, owner, by) =>
      database.transaction(async (tx) => {
        const of = isShared ? EVERYBODY : owner;
        if (!(await heldOf(tx, of, name))) return undefined;
        const secret = newSecret();
        await tx.query('update watch_list set feed_secret = $3 where owner = $1 and name = $2', [
          of,
          name,
          hashOf(secret),
        ]);
        await appendAudit(tx, { moment: now(), recordedBy: by }, [
          { action: 'make-feed-address', subject: name, before: null, after: { shared: isShared }, why: '' },
        ]);
        return secret;
      }),
    async ofSecret(secret) {
      const [row] = await database.query<ListRow>('select * from watch_list where feed_secret = $1', [hashOf(secret)]);
      return row && keptOf(row);
    },
    remove: ({ name, isShared }, owner, by) =>
      database.transaction(async (tx) => {
        const of = isShared ? EVERYBODY : owner;
        const held = await heldOf(tx, of, name);
        if (!held) return false;
        if (isShared) await refuseWatched(tx, name);
        await tx.query('delete from watch_list where owner = $1 and name = $2', [of, name]);
        await audit(tx, name, by, held);
        return true;
      }),
  };
}

/** What the audit says of a list: what somebody keeps for herself it does not tell. */
const fieldsOf = ({ title, dyads, isShared }: KeptList): AuditFields =>
  isShared ? { shared: true, title, dyads: dyads.join(' ') } : { shared: false };
