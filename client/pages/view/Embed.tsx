import type { ViewDetail } from '../../../models/contract/views.ts';
import { type Presentation, STANDARD } from '../../charts/card/presentation.ts';
import { embedHeight, embedSnippet } from '../../charts/embedSnippet.ts';
import { words } from '../../state/language.ts';

/** Pixels, where there is room. */
const WIDTH = 960;

/** A figure for a page of one's own, which stays as it is; the dyad's own follows the newest state. */
export function Embed({
  detail,
  presentation,
  title,
  onCopy,
}: {
  readonly detail: ViewDetail;
  readonly presentation: Presentation;
  readonly title: string;
  readonly onCopy: (text: string) => void;
}) {
  const wording = words.value.view;
  const source = `${window.location.origin}/embed/v/${encodeURIComponent(detail.code)}?${lookOf(presentation)}`;
  const snippet = embedSnippet(source, title, { width: WIDTH, height: embedHeight(WIDTH) });
  return (
    <details class="view-embed">
      <summary>{wording.embed}</summary>
      <p class="muted small">{wording.embedNote}</p>
      <textarea
        readOnly
        rows={8}
        aria-label={wording.embed}
        value={snippet}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" onClick={() => onCopy(snippet)}>
        {wording.copySnippet}
      </button>
    </details>
  );
}

/** What a frame takes of a look: the reader's own theme, where no other than the usual one was chosen. */
const lookOf = ({ theme, text, lang }: Presentation): string =>
  new URLSearchParams({
    lang,
    ...(theme !== STANDARD.theme && { theme }),
    ...(text !== STANDARD.text && { text: String(text) }),
  }).toString();
