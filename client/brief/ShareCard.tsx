/** Everything by which a card leaves the page: copying, files, citation, alt text. A typed title that the data contradict goes nowhere unseen. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PinnedView } from '../../models/contract/views.ts';
import { CITATION_STYLES, type CitationStyle, citationOf } from '../charts/card/citation.ts';
import type { CardTexts } from '../charts/card/cardTexts.ts';
import type { Presentation } from '../charts/card/presentation.ts';
import { Segmented } from '../components/Segmented.tsx';
import { copyText } from '../state/clipboard.ts';
import { useKeys } from '../state/keys.ts';
import { words } from '../state/language.ts';
import { type CardNote, copyCard } from './cardClipboard.ts';
import { pictureAddress } from '../state/pictures.ts';
import type { Picture } from './cardData.ts';
import { type CitedModel, citationData } from './citationData.ts';
import { useCardWords } from './useCardWords.ts';

const FILES = ['png', 'pptx', 'pdf', 'svg', 'csv', 'html'] as const;

interface Props {
  readonly pinned: PinnedView;
  readonly picture: Picture;
  readonly texts: CardTexts;
  readonly model: CitedModel | undefined;
  readonly presentation: Presentation;
  /** what is shown is not what was asked for: nothing is handed on */
  readonly isLoading: boolean;
  readonly isPacked: boolean;
  readonly isPackFull: boolean;
  readonly onPack: () => void;
  readonly onSay: (text: string) => void;
}

export function ShareCard({
  pinned,
  picture,
  texts,
  model,
  presentation,
  isLoading,
  isPacked,
  isPackFull,
  onPack,
  onSay,
}: Props) {
  const wording = words.value.brief;
  const citationWords = useCardWords(presentation.lang)?.citation;
  const [style, setStyle] = useState<CitationStyle>('plain');
  const [isTaken, setTaken] = useState(false);
  const warning = useRef<HTMLInputElement>(null);
  const faults = texts.titleFaults;
  const faultText = faults.join(' ');
  // Another title is another warning.
  useEffect(() => setTaken(false), [faultText]);
  const isRefused = faults.length > 0 && !isTaken;
  const cited = model && citationData(pinned, texts, model);
  const cite = (as: CitationStyle): string => (cited && citationWords ? citationOf(cited, as, citationWords) : '');
  const citation = cite(style);
  const link = new URL(pinned.url, window.location.origin).href;

  /** Acts, unless the title contradicts the data and nobody has said that it may. */
  const unlessRefused = (act: () => void) => (): void => {
    if (isLoading) return;
    if (!isRefused) return act();
    onSay(wording.refusedTitle);
    warning.current?.focus();
  };
  const copyImage = unlessRefused(() => {
    const note: CardNote = {
      title: texts.title,
      citation: cite('plain'),
      alt: texts.alt,
      link,
      titleFaults: faults,
    };
    void copyCard(Promise.resolve({ picture: picture.file, note }), wording).then((copied) =>
      onSay(wording.copied[copied]),
    );
  });
  const copy = (text: string, what: 'link' | 'alt' | 'citation') =>
    unlessRefused(
      () => void copyText(text).then((isCopied) => onSay(isCopied ? wording.copied[what] : wording.copied.nothing)),
    );
  useKeys({ c: copyImage, y: copy(link, 'link') });

  return (
    <section class="share-card" aria-labelledby="share-card-title">
      <h2 id="share-card-title">{wording.actions}</h2>
      {faults.length > 0 ? (
        <div class="notice notice-warning" role="alert">
          <strong>{wording.titleWarning} </strong>
          {faultText}
          <label class="share-card-taken">
            <input
              ref={warning}
              type="checkbox"
              checked={isTaken}
              onChange={(event) => setTaken(event.currentTarget.checked)}
            />{' '}
            {wording.shareAnyway}
          </label>
        </div>
      ) : null}
      <div class="share-card-row">
        <button
          type="button"
          class="primary"
          aria-disabled={isLoading || isRefused}
          aria-keyshortcuts="c"
          title={wording.copyImageTitle}
          onClick={copyImage}
        >
          {wording.copyImage}
        </button>
        <button
          type="button"
          aria-disabled={isLoading || isRefused}
          aria-keyshortcuts="y"
          title={wording.copyLinkTitle}
          onClick={copy(link, 'link')}
        >
          {wording.copyLink}
        </button>
        <button
          type="button"
          disabled={isPacked || isPackFull}
          aria-disabled={isLoading || isRefused}
          onClick={unlessRefused(onPack)}
        >
          {isPacked ? wording.inPack : wording.addToPack}
        </button>
      </div>
      <Downloads
        code={pinned.code}
        presentation={presentation}
        onRefuse={isLoading || isRefused ? unlessRefused(() => undefined) : undefined}
      />
      <div class="share-card-text">
        <h3>{wording.alt}</h3>
        <p class="small" tabIndex={-1}>
          {texts.alt}
        </p>
        <button type="button" aria-disabled={isLoading || isRefused} onClick={copy(texts.alt, 'alt')}>
          {wording.copyAlt}
        </button>
      </div>
      <div class="share-card-text">
        <h3>{wording.citation}</h3>
        <Segmented
          label={wording.citationStyle}
          value={style}
          onChoose={setStyle}
          options={CITATION_STYLES.map((value) => ({ value, label: wording.citationStyles[value] }))}
        />
        <pre class="citation small">{citation || '…'}</pre>
        <button
          type="button"
          aria-disabled={isLoading || isRefused || citation === ''}
          onClick={copy(citation, 'citation')}
        >
          {wording.copyCitation}
        </button>
      </div>
    </section>
  );
}

/** @param onRefuse says why nothing is downloaded now */
function Downloads({
  code,
  presentation,
  onRefuse,
}: {
  readonly code: string;
  readonly presentation: Presentation;
  readonly onRefuse: (() => void) | undefined;
}) {
  const wording = words.value.brief;
  return (
    <div class="share-card-row" role="group" aria-label={wording.downloads}>
      <span class="muted small">{wording.downloads}</span>
      {FILES.map((format) => {
        const title = wording.downloadTitles[format];
        return onRefuse ? (
          <button key={format} type="button" aria-disabled="true" title={title} onClick={onRefuse}>
            {format.toUpperCase()}
          </button>
        ) : (
          <a
            key={format}
            class="button"
            href={pictureAddress(code, presentation, format)}
            download={`${code.slice(0, 8)}.${format}`}
            title={title}
          >
            {format.toUpperCase()}
          </a>
        );
      })}
    </div>
  );
}
