/**
 * The sheets of this browser. They are kept in IndexedDB, because a text may be larger than localStorage takes, and because a save
 * and the look at what is there are one transaction: of two tabs that save, the second learns of the first.
 */
import { nameOfSheet, type Sheet } from './sheet.ts';

const DATABASE = 'desk';
const SHEETS = 'sheets';

/** What a list of sheets shows. */
export interface KeptSheet {
  readonly id: string;
  readonly name: string;
  readonly savedAt: number;
  readonly open: number;
  readonly accepted: number;
}

interface Row {
  readonly id: string;
  readonly sheet: Sheet;
  readonly savedAt: number;
}

export type Saved =
  | { readonly version: number }
  /** somebody else saved since: nothing was written */
  | { readonly other: Sheet };

export interface SheetStore {
  list(): Promise<KeptSheet[]>;
  read(id: string): Promise<Sheet | undefined>;
  /** Writes the sheet as its next version, unless another than the one it was made from stands there. */
  save(sheet: Sheet): Promise<Saved>;
  remove(id: string): Promise<void>;
}

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser refused to store.')));
  });

/** @throws Error where the browser keeps nothing, as private windows may */
export async function openSheetStore(): Promise<SheetStore> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(SHEETS, { keyPath: 'id' }));
  const database = await asked(opening);
  const rows = (mode: IDBTransactionMode): IDBObjectStore =>
    database.transaction(SHEETS, mode, { durability: 'strict' }).objectStore(SHEETS);
  return {
    async list() {
      const kept = (await asked(rows('readonly').getAll())) as Row[];
      return kept.sort((a, b) => b.savedAt - a.savedAt).map(listed);
    },
    async read(id) {
      return ((await asked(rows('readonly').get(id))) as Row | undefined)?.sheet;
    },
    async save(sheet) {
      const store = rows('readwrite');
      const before = ((await asked(store.get(sheet.id))) as Row | undefined)?.sheet;
      if (before && before.version !== sheet.version) return { other: before };
      const version = sheet.version + 1;
      await asked(store.put({ id: sheet.id, sheet: { ...sheet, version }, savedAt: Date.now() } satisfies Row));
      return { version };
    },
    async remove(id) {
      await asked(rows('readwrite').delete(id));
    },
  };
}

function listed({ id, sheet, savedAt }: Row): KeptSheet {
  const inState = (state: string): number => sheet.acts.filter((act) => act.state === state).length;
  return { id, name: nameOfSheet(sheet), savedAt, open: inState('open'), accepted: inState('accepted') };
}

/** For the life of the page, where the browser keeps nothing. */
export function memoryStore(): SheetStore {
  const kept = new Map<string, Row>();
  return {
    list: () => Promise.resolve([...kept.values()].map(listed)),
    read: (id) => Promise.resolve(kept.get(id)?.sheet),
    save(sheet) {
      const version = sheet.version + 1;
      kept.set(sheet.id, { id: sheet.id, sheet: { ...sheet, version }, savedAt: Date.now() });
      return Promise.resolve({ version });
    },
    remove: (id) => Promise.resolve(void kept.delete(id)),
  };
}

/** What tabs tell each other of a sheet. */
export type TabMessage =
  | { readonly kind: 'saved'; readonly id: string; readonly version: number; readonly by: string }
  | { readonly kind: 'here' | 'gone' | 'who'; readonly id: string; readonly by: string };

/** Other tabs of this browser. */
export function openTabs(listener: (message: TabMessage) => void): {
  readonly tell: (message: TabMessage) => void;
  readonly close: () => void;
} {
  const channel = new BroadcastChannel(DATABASE);
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => listener(data));
  return { tell: (message) => channel.postMessage(message), close: () => channel.close() };
}

/** A name that no other tab or sheet has. `crypto.randomUUID` is missing where a page comes over plain HTTP. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36).padStart(2, '0')).join('');
}
