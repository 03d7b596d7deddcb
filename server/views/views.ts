/** Pinned views: what a picture shows, kept under its code for ever, with the models that it names. Append-only; one can be withdrawn. */
import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { canonicalView, type View, viewCode } from '../../client/charts/view.ts';
import { messageOf } from '../../models/errorMessage.ts';
import { type LoadedModel, modelSchema } from '../../models/model.ts';
import { appendAudit } from '../ledger/audit.ts';
import { type Database, DatabaseUnavailable, type Queryable } from '../store/database.ts';
import { GroupCommit } from './groupCommit.ts';
import { NoRoomForViews, OpenPins, type OpenPinLimits, STANDARD_OPEN_PINS } from './openPins.ts';
import { CodeTaken, codeTaken, pinIn, type Pinning, readRow, type ViewRow } from './viewRows.ts';

export { CodeTaken, NoRoomForViews };

export interface PinnedView {
  /** canonical: capitals, no hyphens */
  readonly code: string;
  readonly view: View;
  readonly createdAt: Date;
  /** who pinned it; '' for somebody who did not sign in, left out where nobody noted it */
  readonly pinnedBy?: string;
  /** it is shown no more */
  readonly withdrawn?: Withdrawal;
}

export interface Withdrawal {
  readonly reason: string;
  readonly at: Date;
  readonly by: string;
}

/** The view was withdrawn for another reason before, which stands. */
export class WithdrawnBefore extends Error {
  override name = 'WithdrawnBefore';
  readonly standing: Withdrawal;

  constructor(code: string, standing: Withdrawal) {
    const { at, by, reason } = standing;
    super(`${by} withdrew the view ${code} on ${at.toISOString().slice(0, 10)}, and that stands: ${reason}`);
    this.standing = standing;
  }
}

/** Who pins: by name, or from which address where nobody signed in. */
export type Pinner = { readonly name: string } | { readonly address: string };

export interface Views {
  /**
   * Keeps a view and the definitions that it names; what is kept already stays as it is. A draft stands in the view itself.
   *
   * @throws CodeTaken when another view has the same code, which happens to one pair among a million views with a chance of 0.4;
   *   NoRoomForViews when as many are kept as readers who did not sign in may have
   */
  pin(view: View, models: readonly LoadedModel[], by?: Pinner): Promise<PinnedView & { readonly isNew: boolean }>;
  /** The same without waiting for those who write: it can be read at once, and is written as soon as it has a turn. @throws CodeTaken, NoRoomForViews */
  pinSoon(view: View, models: readonly LoadedModel[], by?: Pinner): Promise<void>;
  /** @param code canonical, as `readViewCode` gives it */
  read(code: string): Promise<PinnedView | undefined>;
  /**
   * Shows a view no more, from now on. False where there is none of the code; asked again for the same reason nothing changes.
   *
   * @throws WithdrawnBefore
   */
  withdraw(code: string, reason: string, by: string): Promise<boolean>;
  /** Remembers that this file was drawn of a view; what is remembered already stays as it is. @param digest SHA-256 of it, hex */
  rememberPicture(code: string, digest: string): Promise<void>;
  /** When this file was first drawn of a view; undefined: never, here. */
  drawnAt(code: string, digest: string): Promise<Date | undefined>;
  /** A model that a roll-up published or a view names, even where its file has gone. */
  model(hash: string): LoadedModel | undefined;
  /** How many views are kept for readers who did not sign in, and how many may be. */
  openPins(): ReturnType<OpenPins['used']>;
  /** Resolves when all is written. */
  settled(): Promise<void>;
}

interface Drawn {
  readonly code: string;
  readonly digest: string;
  readonly at: Date;
}

/** Some hundred bytes each. */
const MAX_REMEMBERED = 10_000;
/** Views and pictures that wait to be written, some KB each. */
const MAX_WAITING = 1000;
/** Digests of pictures that are kept, 150 bytes each; the oldest go first. A view keeps its code for ever. */
const MAX_PICTURES = 1_000_000;
export const MAX_PICTURE_BYTES = MAX_PICTURES * 150;
const LOOKED_EVERY = 10_000;
/** A view that could not be kept is tried again, less and less often. */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;
/** What another server withdraws is shown here no longer than that. */
const READ_HOLDS_MS = 1000;
/** Views that were read within that time, some KB each. */
const MAX_READ = 1000;

export interface ViewsParts {
  readonly database: Database;
  /** the clock: when a view was pinned */
  readonly now: () => Date;
  readonly openPins?: Partial<OpenPinLimits>;
  /** bytes free where the database lies */
  readonly freeBytes?: () => Promise<number>;
  /** told of a view that could not be kept */
  readonly onFault?: (sentence: string) => void;
}

export async function openViews({
  database,
  now,
  openPins = {},
  freeBytes = async () => Infinity,
  onFault = () => undefined,
}: ViewsParts): Promise<Views> {
  const models = new Map<string, LoadedModel>();
  /** pictures that need not be looked up again, with when they were drawn */
  const remembered = new LRUCache<string, Date>({ max: MAX_REMEMBERED });
  for (const model of await readModels(database)) models.set(model.hash, model);
  const open = new OpenPins(database, { ...STANDARD_OPEN_PINS, ...openPins }, now, freeBytes);
  const justRead = new LRUCache<string, PinnedView>({ max: MAX_READ, ttl: READ_HOLDS_MS });
  /** views that are not written yet, by code */
  const soon = new Map<string, Pinning>();
  const views = new GroupCommit(database, pinIn);
  let written = 0;
  const pictures = new GroupCommit(database, async (tx, drawn: Drawn) => {
    await writePicture(tx, drawn);
    if (++written % LOOKED_EVERY === 0) await forgetOldest(tx);
  });

  /** What is to be kept, or undefined where it is kept already. @throws CodeTaken, NoRoomForViews */
  async function pinningOf(view: View, named: readonly LoadedModel[], by?: Pinner): Promise<Pinning | undefined> {
    const code = viewCode(view);
    const text = canonicalView(view);
    const kept = soon.get(code) ?? (await readRow(database, code));
    if (kept && ('text' in kept ? kept.text : kept.view) !== text)
      throw codeTaken(code, 'at' in kept ? kept.at : kept.created_at);
    if (kept) return undefined;
    if (by && 'address' in by) await open.take(by.address);
    const pinnedBy = by === undefined ? null : 'name' in by ? by.name : '';
    return { code, text, named, at: now(), pinnedBy };
  }
  async function keptOf(pinning: Pinning): Promise<{ createdAt: Date; isNew: boolean }> {
    const result = await views.keep(pinning);
    if (result instanceof CodeTaken) throw result;
    for (const model of pinning.named) if (!models.has(model.hash)) models.set(model.hash, model);
    return result;
  }

  /** Its picture is on its way to somebody already: it is tried again until it is written. */
  async function keepSoon(pinning: Pinning): Promise<void> {
    for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(2 * waitMs, LAST_RETRY_MS))
      try {
        await keptOf(pinning);
        break;
      } catch (error) {
        const isAway = error instanceof DatabaseUnavailable;
        onFault(
          `The view ${pinning.code}, whose picture was drawn, is not kept: ${messageOf(error)} ${isAway ? 'It is tried again.' : 'The next picture of it tries again.'}`,
        );
        if (!isAway) break;
        await sleep(waitMs, undefined, { ref: false });
      }
    soon.delete(pinning.code);
  }

  const opened: Views = {
    async pin(view, named, by) {
      const code = viewCode(view);
      const pinning = await pinningOf(view, named, by);
      if (pinning) return { code, view, ...(await keptOf(pinning)) };
      await views.settled();
      const row = await readRow(database, code);
      return row ? { code, view, createdAt: row.created_at, isNew: false } : opened.pin(view, named, by);
    },
    async pinSoon(view, named, by) {
      const pinning = await pinningOf(view, named, by);
      if (!pinning) return;
      if (soon.size >= MAX_WAITING)
        throw new NoRoomForViews(`${MAX_WAITING} views wait to be kept: ask again in a minute.`);
      soon.set(pinning.code, pinning);
      for (const model of named) if (!models.has(model.hash)) models.set(model.hash, model);
      void keepSoon(pinning); // never rejects
    },
    async read(code) {
      const kept = justRead.get(code);
      if (kept) return kept;
      const row = await readRow(database, code);
      const waiting = soon.get(code);
      if (!row) return waiting && { code, view: JSON.parse(waiting.text) as View, createdAt: waiting.at };
      // Written by `pin`, which takes a View alone.
      const view = JSON.parse(row.view) as View;
      // Another server of the same database may have pinned it since this one started.
      if (modelsNamedBy(view).some((hash) => !models.has(hash)))
        for (const model of await readModels(database)) models.set(model.hash, model);
      const standing = withdrawalOf(row);
      const pinned = {
        code,
        view,
        createdAt: row.created_at,
        ...(row.pinned_by !== null && { pinnedBy: row.pinned_by }),
        ...(standing && { withdrawn: standing }),
      };
      justRead.set(code, pinned);
      return pinned;
    },
    async withdraw(code, reason, by) {
      await views.settled();
      const isKnown = await database.transaction(async (tx) => {
        const row = await readRow(tx, code);
        if (!row) return false;
        const standing = withdrawalOf(row);
        if (standing && standing.reason !== reason) throw new WithdrawnBefore(code, standing);
        if (standing) return true;
        const at = now();
        await tx.query(
          'insert into withdrawn_view (code, reason, withdrawn_by, withdrawn_at) values ($1, $2, $3, $4)',
          [code, reason, by, at],
        );
        await appendAudit(tx, { moment: at, recordedBy: by }, [
          {
            action: 'withdraw-view',
            subject: code,
            before: { pinnedAt: row.created_at.toISOString(), pinnedBy: row.pinned_by },
            after: null,
            why: reason,
          },
        ]);
        return true;
      });
      justRead.delete(code);
      return isKnown;
    },
    async rememberPicture(code, digest) {
      const key = `${code} ${digest}`;
      if (remembered.has(key) || pictures.waiting >= MAX_WAITING) return;
      const at = (await drawnAt(database, code, digest)) ?? now();
      remembered.set(key, at);
      await pictures.keep({ code, digest, at });
    },
    drawnAt: async (code, digest) => (await drawnAt(database, code, digest)) ?? remembered.get(`${code} ${digest}`),
    model: (hash) => models.get(hash),
    openPins: () => open.used(),
    async settled() {
      await Promise.all([views.settled(), pictures.settled()]);
    },
  };
  return opened;
}

const withdrawalOf = ({ reason, withdrawn_at: at, withdrawn_by: by }: ViewRow): Withdrawal | undefined =>
  at ? { reason: reason ?? '', at, by: by ?? '' } : undefined;

async function writePicture(tx: Queryable, { code, digest, at }: Drawn): Promise<void> {
  if (!(await drawnAt(tx, code, digest)))
    await tx.query('insert into drawn_picture (code, digest, drawn_at) values ($1, $2, $3)', [code, digest, at]);
}

async function forgetOldest(tx: Queryable): Promise<void> {
  await tx.query(
    `delete from drawn_picture where drawn_at < (
       select min(drawn_at) from (select drawn_at from drawn_picture order by drawn_at desc limit ${MAX_PICTURES}) as newest)`,
  );
}

async function drawnAt(database: Queryable, code: string, digest: string): Promise<Date | undefined> {
  const [row] = await database.query<{ drawn_at: Date }>(
    'select drawn_at from drawn_picture where code = $1 and digest = $2',
    [code, digest],
  );
  return row?.drawn_at;
}

/** The hashes of the models that a view names. */
export function modelsNamedBy(view: View): string[] {
  const named = [view.model, ...(view.kind === 'dyad' && view.overlay !== undefined ? [view.overlay] : [])];
  return named.map((model) => model.slice(model.indexOf('@') + 1));
}

/** Every definition that was ever published or named, one for each saved version: few, and small. */
async function readModels(database: Queryable): Promise<LoadedModel[]> {
  const rows = await database.query<{ hash: string; definition: string }>(
    `select model_hash as hash, definition from rollup_model
     union all
     select model_hash as hash, definition from view_model where model_hash not in (select model_hash from rollup_model)`,
  );
  // Its form alone: the codebook may have changed since it was published.
  return rows.flatMap(({ hash, definition }) => {
    const parsed = modelSchema.safeParse(JSON.parse(definition));
    return parsed.success ? [{ definition: parsed.data, hash }] : [];
  });
}
