/** The link of a new round for its second coder. It is shown this once. */
import type { RoundCreated } from '../../models/contract/coding.ts';
import { Notice } from '../components/Notice.tsx';
import { words } from '../state/language.ts';

export function RoundLink({
  title,
  created: { round, key },
}: {
  readonly title: string;
  readonly created: RoundCreated;
}) {
  return (
    <Notice title={title}>
      {words.value.coding.linkNote(round.secondCoder)}{' '}
      <code class="coding-link">{`${window.location.origin}/desk/code/${round.id}#key=${key}`}</code>
    </Notice>
  );
}
