/** The desk at work: one sheet, its drafting, its autosave and its steps back, as signals. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Incoming } from './incoming.ts';
import {
  accepted,
  blankAct,
  corrected,
  emptySheet,
  isDone,
  join,
  rejected,
  reopened,
  type Sheet,
  type SheetAct,
  split,
  withAct,
  withDrafts,
  withText,
} from './sheet.ts';
import type { DictionaryAdditions } from '../../models/drafting/dictionary.ts';
import type { ActDraft } from './actDraft.ts';
import { changedFields } from './changedFields.ts';
import type { DraftedText, TextDrafter } from './textDrafter.ts';
import { REST_MS, type Saving, SheetKeeper } from './sheetKeeper.ts';
import { newId, type SheetStore } from './sheetStore.ts';

/** What the last step was, for the sentence that a reader hears and for the button that takes it back. */
export type StepName = 'accept' | 'correct' | 'split' | 'join' | 'reject' | 'reopen' | 'add' | 'bearing' | 'decide';

interface Step {
  readonly name: StepName;
  /** what was changed: letters typed into one field are one step */
  readonly of: string;
  readonly sheet: Sheet;
  readonly current: string | undefined;
}

export type Drafting =
  | { readonly state: 'none' | 'waiting' | 'working' | 'done' }
  | { readonly state: 'failed'; readonly message: string };

const MAX_STEPS = 200;

export class DeskSession {
  readonly #keeper: SheetKeeper;
  readonly #past = signal<readonly Step[]>([]);
  readonly #drafting = signal<Drafting>({ state: 'none' });
  readonly #drafter: TextDrafter;
  #draftTimer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  readonly sheet: ReadonlySignal<Sheet>;
  readonly current = signal<string | undefined>(undefined);
  readonly undoes = computed(() => this.#past.value.at(-1)?.name);
  readonly drafting: ReadonlySignal<Drafting> = this.#drafting;
  readonly saving: ReadonlySignal<Saving>;
  readonly other: ReadonlySignal<Sheet | undefined>;
  readonly tabs: ReadonlySignal<number>;
  /** the drafts were held against the ledger */
  readonly isMatched = signal(true);
  readonly #isByModel = signal(false);
  /** the reader chose the language model for the text as it stands; another text is read by rules again */
  readonly isByModel: ReadonlySignal<boolean> = this.#isByModel;
  /** what the server refused of each act, by its id and the place in its form */
  readonly faults = signal<ReadonlyMap<string, ReadonlyMap<string, string>>>(new Map());

  constructor(sheet: Sheet, store: SheetStore, drafter: TextDrafter, isKept: boolean) {
    this.#keeper = new SheetKeeper(sheet, store, isKept);
    this.#drafter = drafter;
    ({ sheet: this.sheet, saving: this.saving, other: this.other, tabs: this.tabs } = this.#keeper);
    this.current.value = sheet.acts.find(({ state }) => state === 'open')?.id ?? sheet.acts[0]?.id;
    // The page was left before drafting was through.
    if (!sheet.isRead) this.redraft(0);
  }

  /** The act that keys are about. */
  get act(): SheetAct | undefined {
    return this.sheet.value.acts.find(({ id }) => id === this.current.value);
  }

  // The text.

  /** @param rest whether the typist may still be at it */
  setText(text: string, rest: boolean): void {
    if (text === this.sheet.value.text) return;
    this.#isByModel.value = false;
    this.#past.value = [];
    this.#keeper.put(withText(this.sheet.value, text));
    this.redraft(rest ? REST_MS : 0);
  }

  take(incoming: Incoming): void {
    const { text, title = '', sourceName, sourceUrl, published } = incoming;
    this.#isByModel.value = false;
    const sheet = withText(this.sheet.value, text);
    this.#past.value = [];
    this.#keeper.put({
      ...sheet,
      title: title || sheet.title,
      source: { name: sourceName ?? sheet.source.name, url: sourceUrl ?? sheet.source.url },
      ...(published === undefined
        ? {}
        : { published: { date: published, guessed: false, reason: '' }, isDateConfirmed: true }),
    });
    this.redraft(0);
  }

  setPublished(date: string | null): void {
    const sheet = this.sheet.value;
    if (date !== sheet.published.date || !sheet.isDateConfirmed) {
      const isOther = date !== sheet.published.date;
      this.#keeper.put({
        ...sheet,
        published: isOther ? { date, guessed: false, reason: '' } : sheet.published,
        isDateConfirmed: date !== null,
      });
      if (isOther) this.redraft(0);
    }
  }

  setLanguage(language: 'en' | 'ko'): void {
    this.#keeper.put({ ...this.sheet.value, language });
    this.redraft(0, language);
  }

  setSource(change: Partial<Sheet['source']>): void {
    this.#keeper.put({ ...this.sheet.value, source: { ...this.sheet.value.source, ...change } });
  }

  setTitle(title: string): void {
    this.#keeper.put({ ...this.sheet.value, title });
  }

  // Drafting.

  /** Only after this with `true` a text is sent to the language model. */
  draftByModel(isChosen: boolean): void {
    this.#isByModel.value = isChosen;
    this.redraft(0);
  }

  redraft(afterMs: number, language?: 'en' | 'ko'): void {
    clearTimeout(this.#draftTimer);
    const { text } = this.sheet.value;
    const asked = ++this.#asked;
    if (text.trim() === '') {
      this.#drafting.value = { state: 'none' };
      this.#keeper.put(withDrafts(this.sheet.value, { ...NOTHING, language: this.sheet.value.language }, newId));
      return;
    }
    if (this.sheet.value.isRead) this.#keeper.put({ ...this.sheet.value, isRead: false });
    this.#drafting.value = { state: 'waiting' };
    this.#draftTimer = setTimeout(() => void this.#draft(asked, language), afterMs);
  }

  async #draft(asked: number, language: 'en' | 'ko' | undefined): Promise<void> {
    const { text, published, isDateConfirmed } = this.sheet.value;
    this.#drafting.value = { state: 'working' };
    let found: DraftedText;
    try {
      const request = {
        text,
        ...(isDateConfirmed && published.date !== null && { published: published.date }),
        ...(language !== undefined && { language }),
      };
      found = await (this.#isByModel.value ? this.#drafter.draftByModel(request) : this.#drafter.draft(request));
    } catch (error) {
      if (asked === this.#asked)
        this.#drafting.value = { state: 'failed', message: error instanceof Error ? error.message : String(error) };
      return;
    }
    // A newer text is on its way: these drafts are of words that stand there no more.
    if (asked !== this.#asked) return;
    this.isMatched.value = found.isMatched;
    const sheet = withDrafts(this.sheet.value, found.drafted, newId);
    this.#keeper.put(sheet);
    this.#drafting.value = { state: 'done' };
    if (!sheet.acts.some(({ id }) => id === this.current.value)) this.current.value = sheet.acts[0]?.id;
  }

  /** The reader's own names and verbs: the text is read again with them. */
  addWords(additions: DictionaryAdditions): void {
    this.#drafter.add(additions);
    this.redraft(0);
  }

  // Steps. Each can be taken back.

  #step(name: StepName, next: Sheet, current = this.current.value, of = ''): void {
    if (next === this.sheet.value) return;
    const last = this.#past.value.at(-1);
    const goesOn = of !== '' && last?.name === name && last.of === of;
    const step = { name, of, sheet: this.sheet.value, current: this.current.value };
    if (!goesOn) this.#past.value = [...this.#past.value.slice(1 - MAX_STEPS), step];
    this.#keeper.put(next);
    this.current.value = current;
  }

  #change(name: StepName, id: string, change: (act: SheetAct) => SheetAct, current?: string, of?: string): void {
    const act = this.sheet.value.acts.find((one) => one.id === id);
    if (!act || isDone(act)) return;
    const next = change(act);
    if (next !== act)
      this.#step(
        name,
        withAct(this.sheet.value, id, () => next),
        current,
        of,
      );
  }

  accept(id: string): void {
    this.#change('accept', id, accepted, this.nextOpen(id) ?? id);
  }

  reject(id: string, reason: string): void {
    this.#change('reject', id, (act) => rejected(act, reason), this.nextOpen(id) ?? id);
  }

  reopen(id: string): void {
    this.#change('reopen', id, reopened);
  }

  correct(id: string, to: ActDraft): void {
    const act = this.sheet.value.acts.find((one) => one.id === id);
    const fields = act ? changedFields(act.act, to) : [];
    this.#change('correct', id, (one) => corrected(one, to), undefined, `${id} ${fields.join(' ')}`);
    if (this.faults.value.has(id))
      this.faults.value = new Map([...this.faults.value].filter(([faulty]) => faulty !== id));
  }

  change(name: 'bearing' | 'decide' | 'correct', id: string, change: (act: SheetAct) => SheetAct): void {
    this.#change(name, id, change);
  }

  split(id: string): string {
    const other = newId();
    this.#step('split', split(this.sheet.value, id, other));
    return other;
  }

  join(id: string): boolean {
    const { acts } = this.sheet.value;
    const at = acts.findIndex((act) => act.id === id);
    const other = acts[at + 1];
    if (!other || isDone(other) || isDone(acts[at]!)) return false;
    this.#step('join', join(this.sheet.value, id, other.id));
    return true;
  }

  add(): string {
    const id = newId();
    const sheet = this.sheet.value;
    this.#step('add', { ...sheet, acts: [...sheet.acts, blankAct(id, sheet.published.date)] }, id);
    return id;
  }

  undo(): StepName | undefined {
    const step = this.#past.value.at(-1);
    if (!step) return undefined;
    this.#past.value = this.#past.value.slice(0, -1);
    // What the sheet knows of its saves, of the ledger and of its drafting is no step.
    const { version, recordings, kept, isRead } = this.sheet.value;
    this.#keeper.put({ ...step.sheet, version, recordings, kept, isRead });
    this.current.value = step.current;
    return step.name;
  }

  /** What was recorded cannot be undone by a step: it is retracted. */
  settle(next: Sheet): void {
    this.#past.value = [];
    this.#keeper.put(next);
  }

  /** The server has a copy now. */
  keptAs(kept: NonNullable<Sheet['kept']>): void {
    this.#keeper.put({ ...this.sheet.value, kept });
  }

  // Walking.

  nextOpen(from: string): string | undefined {
    const { acts } = this.sheet.value;
    const at = acts.findIndex(({ id }) => id === from);
    return [...acts.slice(at + 1), ...acts.slice(0, at)].find(({ state, id }) => state === 'open' && id !== from)?.id;
  }

  walk(by: number): void {
    const { acts } = this.sheet.value;
    const at = acts.findIndex(({ id }) => id === this.current.value);
    const next = acts[Math.max(0, Math.min(acts.length - 1, at + by))];
    if (next) this.current.value = next.id;
  }

  // Keeping.

  save(): Promise<void> {
    return this.#keeper.save();
  }

  decide(choice: 'theirs' | 'mine' | 'both'): void {
    this.#past.value = [];
    this.#keeper.decide(choice);
  }

  close(): void {
    clearTimeout(this.#draftTimer);
    this.#keeper.close();
  }
}

const NOTHING = {
  published: { date: null, guessed: false, reason: '' },
  drafts: [],
  passedOver: [],
};

export const newSheet = (): Sheet => emptySheet(newId());
