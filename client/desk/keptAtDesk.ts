/** Sheets that the server keeps, so that colleagues see them. It stores a sheet and does not read it. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DraftReaders, SavedDraft } from '../../models/contract/desk.ts';
import { ApiProblem, getPrivate, postJson } from '../state/api.ts';
import { may } from '../state/person.ts';
import { token } from '../state/token.ts';
import { nameOfSheet, type Sheet } from './sheet.ts';
import { newId, type SheetStore } from './sheetStore.ts';

export type Kept = { readonly saved: SavedDraft } | { readonly other: SavedDraft };

/** Saves the sheet as the next version. `other`: somebody has saved one since, and nothing was written. @throws ApiProblem, NoAnswer */
export async function keepAtDesk(sheet: Sheet, state: SavedDraft['state'] = 'open'): Promise<Kept> {
  // What was recorded last is taken back where it was recorded.
  const { kept, last: _last, ...content } = sheet;
  const url = kept ? `/api/v1/desk/drafts/${encodeURIComponent(kept.id)}` : '/api/v1/desk/drafts';
  const body = { version: kept?.version ?? 0, title: nameOfSheet(sheet), content, state };
  try {
    return { saved: await postJson<SavedDraft>(url, token.value ?? '', body) };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 409 || !kept) throw error;
    return { other: await getPrivate<SavedDraft>(url, token.value ?? '') };
  }
}

/** The sheet of a saved draft, as it stands on the server. */
export function sheetOf({ id, version, content }: SavedDraft, local: Pick<Sheet, 'id' | 'version'>): Sheet {
  // Written by `keepAtDesk` alone.
  return { ...(content as Sheet), ...local, kept: { id, version } };
}

/** Takes a saved draft into this browser, where the same draft may lie already. @returns the id of its sheet @throws ApiProblem, NoAnswer */
export async function openKept(id: string, store: SheetStore): Promise<string> {
  const saved = await getPrivate<SavedDraft>(`/api/v1/desk/drafts/${encodeURIComponent(id)}`, token.value ?? '');
  for (const { id: known } of await store.list()) {
    const sheet = await store.read(known);
    if (sheet?.kept?.id === id) {
      if (sheet.kept.version < saved.version) await store.save(sheetOf(saved, sheet));
      return known;
    }
  }
  const local = { id: newId(), version: 0 };
  await store.save(sheetOf(saved, local));
  return local.id;
}

/** How often a page says that it has a draft open; the server forgets it after three times that. */
const SAY_MS = 15_000;
const ME = newId();

/** Names of the others who have a kept sheet open, its own page aside. */
export function useOthers(id: string | undefined): readonly string[] {
  const others = useSignal<readonly string[]>([]);
  const held = token.value;
  useEffect(() => {
    if (id === undefined || held === undefined || !may('coder')) return;
    const url = `/api/v1/desk/drafts/${encodeURIComponent(id)}/readers`;
    const say = (leaving: boolean): void =>
      void postJson<DraftReaders>(url, held, { page: ME, leaving }).then(
        ({ openBy }) => (others.value = openBy.filter(({ page }) => page !== ME).map(({ name }) => name)),
        // Who else reads is worth no sentence of its own; the banner tells that the server is gone.
        () => undefined,
      );
    say(false);
    const timer = setInterval(() => say(false), SAY_MS);
    return () => {
      clearInterval(timer);
      say(true);
    };
  }, [id, held]);
  return others.value;
}
