/** Who has a draft open now. Kept in memory: a page says so again and again, and is forgotten when it stops. */

/** Three times what a page waits between two signs of life. */
const GONE_AFTER_MS = 45_000;
const MAX_DRAFTS = 1000;
const MAX_READERS = 50;

export interface Reader {
  /** names the page: one person may have several */
  readonly page: string;
  readonly name: string;
}

export interface Readers {
  /** Notes that a page has the draft open, or has it open no longer. */
  note(draft: string, reader: Reader, isLeaving: boolean): void;
  of(draft: string): readonly Reader[];
}

export function draftReaders(now: () => Date): Readers {
  const open = new Map<string, Map<string, { readonly name: string; readonly seenMs: number }>>();
  const present = (draft: string): readonly Reader[] => {
    const pages = open.get(draft);
    if (!pages) return [];
    const nowMs = now().getTime();
    for (const [page, { seenMs }] of pages) if (nowMs - seenMs > GONE_AFTER_MS) pages.delete(page);
    if (pages.size === 0) open.delete(draft);
    return [...pages].map(([page, { name }]) => ({ page, name }));
  };
  return {
    note(draft, { page, name }, isLeaving) {
      const pages = open.get(draft) ?? new Map<string, { name: string; seenMs: number }>();
      pages.delete(page);
      if (!isLeaving && pages.size < MAX_READERS) pages.set(page, { name, seenMs: now().getTime() });
      open.set(draft, pages);
      if (open.size > MAX_DRAFTS) for (const known of open.keys()) present(known);
      if (open.size > MAX_DRAFTS) open.delete(open.keys().next().value!);
    },
    of: present,
  };
}
