/** The texts that lie in this browser, and those that the server keeps for all. */
import { useEffect, useState } from 'preact/hooks';
import type { SavedDrafts } from '../../../models/contract/desk.ts';
import { momentText } from '../../charts/format.ts';
import { openKept } from '../../desk/keptAtDesk.ts';
import type { KeptSheet, SheetStore } from '../../desk/sheetStore.ts';
import { openSheet, SHEET } from '../../desk/useDesk.ts';
import { words } from '../../state/language.ts';
import { usePrivate } from '../../state/private.ts';

export function KeptTexts({ store }: { readonly store: SheetStore }) {
  const wording = words.value.desk;
  const [sheets, setSheets] = useState<readonly KeptSheet[]>([]);
  const kept =
    usePrivate<SavedDrafts>('/api/v1/desk/drafts', 'coder').data?.drafts.filter(({ state }) => state === 'open') ?? [];
  const list = (): void => void store.list().then(setSheets, () => undefined);
  useEffect(list, [store]);
  return (
    <>
      {sheets.length === 0 ? null : (
        <section aria-labelledby="desk-kept">
          <h2 id="desk-kept">{wording.kept}</h2>
          <ul class="desk-kept">
            {sheets.map(({ id, name, open, accepted }) => (
              <li key={id}>
                <a href={`/desk?${SHEET}=${encodeURIComponent(id)}`}>{name || wording.untitled}</a>
                <span class="muted small">{wording.keptLine(open, accepted)}</span>
                <button
                  type="button"
                  class="quiet"
                  aria-label={wording.remove(name || wording.untitled)}
                  onClick={() => void store.remove(id).then(list)}
                >
                  ×
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {kept.length === 0 ? null : (
        <section aria-labelledby="desk-kept-server">
          <h2 id="desk-kept-server">{wording.keptOnServer}</h2>
          <ul class="desk-kept">
            {kept.map(({ id, title, savedBy, savedAt }) => (
              <li key={id}>
                <button type="button" class="link" onClick={() => void openKept(id, store).then(openSheet)}>
                  {title || wording.untitled}
                </button>
                <span class="muted small">{wording.savedBy(savedBy, momentText(savedAt, words.value))}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
