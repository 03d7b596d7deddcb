/** The end of a chart's toolbar: its table, its values as CSV, its link, and the way to the Brief page. */
import type { ComponentChildren } from 'preact';
import { words } from '../state/language.ts';

interface Props {
  readonly isTable: boolean;
  readonly onTable: () => void;
  /** the button or the link that gives the values as CSV */
  readonly csv: ComponentChildren;
  readonly copyTitle: string;
  readonly onCopy: () => void;
  readonly brief: string;
}

export function TakeawayButtons({ isTable, onTable, csv, copyTitle, onCopy, brief }: Props) {
  const wording = words.value.dyad;
  return (
    <>
      <button type="button" aria-pressed={isTable} aria-keyshortcuts="t" title={wording.tableTitle} onClick={onTable}>
        {wording.table}
      </button>
      {csv}
      <button type="button" aria-keyshortcuts="y" title={copyTitle} onClick={onCopy}>
        {wording.copyLink}
      </button>
      <a class="button" href={brief} aria-keyshortcuts="e" title={words.value.brief.toBriefTitle}>
        {words.value.brief.toBrief}
      </a>
    </>
  );
}
