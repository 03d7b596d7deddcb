/** A sheet that is kept while it is worked on: saved when the hand rests, followed where another tab saves it, never overwritten unseen. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { isTouched, type Sheet } from './sheet.ts';
import { newId, openTabs, type SheetStore, type TabMessage } from './sheetStore.ts';

export type Saving = 'saved' | 'waiting' | 'not kept';

/** A typist rests this long between two words. */
export const REST_MS = 250;

export class SheetKeeper {
  readonly #sheet: Signal<Sheet>;
  readonly #saving: Signal<Saving>;
  readonly #other = signal<Sheet | undefined>(undefined);
  readonly #tabs = signal<ReadonlySet<string>>(new Set());
  readonly #store: SheetStore;
  readonly #me = newId();
  readonly #channel: ReturnType<typeof openTabs>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSaving = false;
  #isDirty = false;

  readonly sheet: ReadonlySignal<Sheet>;
  readonly saving: ReadonlySignal<Saving>;
  /** what another tab saved while this one changed the sheet too */
  readonly other: ReadonlySignal<Sheet | undefined> = this.#other;
  /** other tabs that have the sheet open */
  readonly tabs = computed(() => this.#tabs.value.size);

  constructor(sheet: Sheet, store: SheetStore, isKept: boolean) {
    this.sheet = this.#sheet = signal(sheet);
    this.saving = this.#saving = signal<Saving>(isKept ? 'saved' : 'not kept');
    this.#store = store;
    this.#channel = openTabs((message) => void this.#hear(message));
    this.#channel.tell({ kind: 'who', id: sheet.id, by: this.#me });
    this.#channel.tell({ kind: 'here', id: sheet.id, by: this.#me });
  }

  put(next: Sheet): void {
    if (next === this.#sheet.value) return;
    this.#sheet.value = next;
    this.#isDirty = true;
    if (this.#saving.value !== 'not kept') this.#saving.value = 'waiting';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), REST_MS);
  }

  async save(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isSaving || !this.#isDirty || this.#other.value) return;
    const sheet = this.#sheet.value;
    if (sheet.version === 0 && !sheet.acts.some(isTouched) && sheet.text.trim() === '') return;
    this.#isSaving = true;
    try {
      const saved = await this.#store.save(sheet);
      if ('other' in saved) {
        this.#other.value = saved.other;
        return;
      }
      this.#isDirty = this.#sheet.value !== sheet;
      this.#sheet.value = { ...this.#sheet.value, version: saved.version };
      if (this.#saving.value !== 'not kept') this.#saving.value = this.#isDirty ? 'waiting' : 'saved';
      this.#channel.tell({ kind: 'saved', id: sheet.id, version: saved.version, by: this.#me });
    } catch {
      // Full, or forbidden: the page says that nothing is kept.
      this.#saving.value = 'not kept';
    } finally {
      this.#isSaving = false;
    }
    if (this.#isDirty && this.#saving.value !== 'not kept') await this.save();
  }

  async #hear(message: TabMessage): Promise<void> {
    if (message.id !== this.#sheet.value.id || message.by === this.#me) return;
    const others = new Set(this.#tabs.value);
    if (message.kind === 'gone') others.delete(message.by);
    else others.add(message.by);
    this.#tabs.value = others;
    if (message.kind === 'who') this.#channel.tell({ kind: 'here', id: message.id, by: this.#me });
    if (message.kind !== 'saved' || this.#isDirty) return;
    // Nothing of one's own to lose: follow.
    const newer = await this.#store.read(message.id);
    if (newer && !this.#isDirty && newer.version > this.#sheet.value.version) this.#sheet.value = newer;
  }

  /** Ends a conflict: the other's sheet, one's own over it, or one's own as a sheet of its own. */
  decide(choice: 'theirs' | 'mine' | 'both'): void {
    const theirs = this.#other.value;
    if (!theirs) return;
    this.#other.value = undefined;
    if (choice === 'theirs') {
      this.#isDirty = false;
      this.#sheet.value = theirs;
      this.#saving.value = 'saved';
      return;
    }
    const mine = this.#sheet.value;
    this.put(choice === 'mine' ? { ...mine, version: theirs.version } : { ...mine, id: newId(), version: 0 });
  }

  close(): void {
    void this.save();
    this.#channel.tell({ kind: 'gone', id: this.#sheet.value.id, by: this.#me });
    this.#channel.close();
  }
}
