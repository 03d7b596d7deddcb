/** Which sheet the page shows: the address names it; what another page hands over becomes a new one. */
import { useEffect, useState } from 'preact/hooks';
import { navigate, place, replaceQuery } from '../state/location.ts';
import { ownAdditions } from './ownDictionary.ts';
import { type Incoming, incomingFragment } from './incoming.ts';
import { DeskSession, newSheet } from './session.ts';
import { memoryStore, openSheetStore, type SheetStore } from './sheetStore.ts';
import { sharedText } from './shared.ts';
import { openTextDrafter } from './textDrafter.ts';

export interface Desk {
  readonly session: DeskSession;
  readonly store: SheetStore;
}

/** Of the page's life: sheets come and go, the thread and the store stay. */
let opened: Promise<{ readonly store: SheetStore; readonly isKept: boolean }> | undefined;

const openStore = () =>
  (opened ??= openSheetStore().then(
    (store) => ({ store, isKept: true }),
    () => ({ store: memoryStore(), isKept: false }),
  ));

export const SHEET = 'sheet';

export function useDesk(): Desk | undefined {
  const [desk, setDesk] = useState<Desk | undefined>(undefined);
  const asked = place.value.query.get(SHEET);
  const { fragment } = place.value;
  useEffect(() => {
    // The address follows the session; only another sheet opens one.
    if (desk && fragment === '' && (asked === desk.session.sheet.value.id || asked === null)) {
      if (asked !== null || desk.session.sheet.value.version === 0) return;
    }
    let isShown = true;
    const drafter = openTextDrafter(ownAdditions.value);
    const open = async (): Promise<void> => {
      const { store, isKept } = await openStore();
      const incoming: Incoming | undefined = fragment === 'shared' ? await sharedText() : incomingFragment(fragment);
      if (fragment !== '') forgetFragment();
      const kept = incoming || asked === null ? undefined : await store.read(asked);
      if (!isShown) return drafter.stop();
      const session = new DeskSession(kept ?? newSheet(), store, drafter, isKept);
      if (incoming) session.take(incoming);
      desk?.session.close();
      setDesk({ session, store });
    };
    void open();
    return () => {
      isShown = false;
    };
  }, [asked, fragment]);
  useEffect(() => {
    if (!desk) return;
    const { session } = desk;
    const stop = session.sheet.subscribe(({ id, version }) => {
      // Written once it is kept, so that a reload finds it again.
      if (version > 0 && place.value.path === '/desk' && place.value.query.get(SHEET) !== id)
        replaceQuery({ [SHEET]: id });
    });
    const leave = (): void => void session.save();
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', leave);
    return () => {
      stop();
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', leave);
      session.close();
    };
  }, [desk]);
  return desk;
}

/** The text that stood in the address goes neither into the history nor into a copied link. */
function forgetFragment(): void {
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  place.value = { ...place.value, fragment: '' };
}

export const openSheet = (id: string): void => navigate(`/desk?${SHEET}=${encodeURIComponent(id)}`);
