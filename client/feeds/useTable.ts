/** A table on its way to become a feed: what it would become is asked for again with every answer, and the feed added with the same mapping. */
import { useSignal } from '@preact/signals';
import type { FeedPreview } from '../../models/contract/feedPreview.ts';
import type { FeedDraft } from '../../models/importing/feedMapping.ts';
import { news } from '../state/connection.ts';
import { type Asking, useAsking } from '../tables/useAsking.ts';

type Doing = 'reading' | 'adding';

/** A table that is looked at: a file that was dropped, or one at an address. */
export type LookedAt = File | string;

export interface TableState extends Pick<Asking<Doing>, 'busy' | 'failure'> {
  readonly table: LookedAt | undefined;
  readonly preview: FeedPreview | undefined;
  /** what the reader has said of it */
  readonly said: FeedDraft;
  readonly take: (table: LookedAt) => void;
  /** some members of the mapping anew; no argument: all is guessed again */
  readonly change: (changed?: Partial<FeedDraft>) => void;
  /** another mapping in the place of all that was said */
  readonly begin: (draft: FeedDraft) => void;
  /** the name of the feed that was added; undefined where it was refused */
  readonly add: (name: string, title: string) => Promise<string | undefined>;
}

export function useTable(): TableState {
  const table = useSignal<LookedAt | undefined>(undefined);
  const preview = useSignal<FeedPreview | undefined>(undefined);
  const said = useSignal<FeedDraft>({});
  const asking = useAsking<Doing>();

  const ask = async (): Promise<void> => {
    const looked = table.value;
    if (looked === undefined) return;
    const form = new FormData();
    if (looked instanceof File) form.append('file', looked, looked.name);
    else form.append('address', looked);
    form.append('mapping', JSON.stringify(said.value));
    const answer = await asking.send<FeedPreview>('/api/v1/feeds/preview', form, 'reading');
    if (answer) preview.value = answer;
  };

  return {
    table: table.value,
    preview: preview.value,
    said: said.value,
    busy: asking.busy,
    failure: asking.failure,
    take(taken) {
      table.value = taken;
      preview.value = undefined;
      said.value = {};
      void ask();
    },
    change(changed) {
      said.value = changed ? { ...said.value, ...changed } : {};
      void ask();
    },
    begin(draft) {
      said.value = draft;
      void ask();
    },
    async add(name, title) {
      const looked = table.value;
      if (looked === undefined || !preview.value) return undefined;
      const form = new FormData();
      const feed = { name, kind: 'csv', mapping: wholeMapping(preview.value, name, title) };
      if (looked instanceof File) form.append('file', looked, looked.name);
      form.append('feed', JSON.stringify(looked instanceof File ? feed : { ...feed, files: [looked] }));
      const added = await asking.send<{ readonly name: string }>('/api/v1/feeds', form, 'adding');
      if (added) news.value++;
      return added?.name;
    },
  };
}

/** The mapping that the preview was made with; codes that were left open say nothing about tension. */
function wholeMapping({ mapping, codes }: FeedPreview, name: string, title: string): object {
  const open = codes.flatMap(({ value, answer }) => (answer === null ? [[value, null] as const] : []));
  return {
    ...mapping,
    name,
    title,
    columns: Object.fromEntries(Object.entries(mapping.columns ?? {}).filter(([, heading]) => heading !== null)),
    codes: { ...mapping.codes, ...Object.fromEntries(open) },
  };
}
