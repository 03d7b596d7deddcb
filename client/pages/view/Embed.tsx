import type { ViewDetail } from '../../../models/contract/views.ts';
import { FORMATS, type Presentation } from '../../charts/card/presentation.ts';
import { presentationQuery } from '../../charts/card/presentationQuery.ts';
import { words } from '../../state/language.ts';

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
  const { width, height } = FORMATS[presentation.preset];
  const source = `${window.location.origin}/embed/v/${encodeURIComponent(detail.code)}?${presentationQuery(presentation)}`;
  const snippet = `<iframe src="${escaped(source)}" title="${escaped(title)}" width="${Math.round(width / 2)}" height="${Math.round(height / 2) + 40}" loading="lazy"></iframe>`;
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

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
