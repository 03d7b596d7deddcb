/** Says before everything else that a line is coded by machine, and that nothing of the pair is coded by hand where that is so. */
import type { FeedFreshness } from '../../models/contract/feedFreshness.ts';
import { words } from '../state/language.ts';
import { Notice } from './Notice.tsx';

export function MachineNotice({
  name,
  feeds,
  isAlone,
}: {
  readonly name: string;
  readonly feeds: readonly FeedFreshness[];
  readonly isAlone: boolean;
}) {
  const wording = words.value.machine;
  if (isAlone) return <Notice title={wording.onlyMachine(name)}>{wording.onlyMachineNote}</Notice>;
  return <Notice title={wording.notActs}>{wording.notActsNote(feeds.map((feed) => feed.name))}</Notice>;
}
