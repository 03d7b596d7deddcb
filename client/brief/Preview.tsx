/** The card as it will be handed on: the server's own file, not a likeness of it. */
import { useRef } from 'preact/hooks';
import { FORMATS, type Presentation } from '../charts/card/presentation.ts';
import type { CardTexts } from '../charts/card/cardTexts.ts';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { words } from '../state/language.ts';
import { viewAddress } from '../state/pictures.ts';
import type { CardLoad, Picture } from './cardData.ts';

interface Props {
  readonly card: CardLoad;
  readonly presentation: Presentation;
  /** where there is nothing to draw: why */
  readonly missing: string | undefined;
}

interface Shown {
  readonly picture: Picture;
  readonly texts: CardTexts | undefined;
  readonly code: string;
  readonly presentation: Presentation;
}

const BYTES_PER_KB = 1000;
const BYTES_PER_MB = 1_000_000;

export function Preview({ card, presentation, missing }: Props) {
  const wording = words.value.brief;
  const { pinned, picture, texts, isLoading, problem } = card;
  // While the next one is being drawn the last one stays, or the page would flicker with every choice: with its own code and texts.
  const last = useRef<Shown | undefined>(undefined);
  if (picture && pinned) last.current = { picture, texts, code: pinned.code, presentation };
  const shown = missing === undefined && !problem ? last.current : undefined;
  const { width, height } = FORMATS[presentation.preset];
  return (
    <section class="brief-preview" aria-labelledby="preview-title" aria-busy={isLoading}>
      <h2 id="preview-title">{wording.preview}</h2>
      {problem && missing === undefined ? <ProblemNotice problem={problem} what={wording.preview} /> : null}
      <figure class={isLoading ? 'brief-picture is-loading' : 'brief-picture'}>
        {shown ? (
          <img
            src={shown.picture.address}
            width={shown.picture.width}
            height={shown.picture.height}
            alt={shown.texts?.alt ?? ''}
          />
        ) : (
          <svg class="brief-blank" viewBox={`0 0 ${width} ${height}`} role="presentation">
            <rect width={width} height={height} />
          </svg>
        )}
        {missing === undefined ? null : <p class="brief-missing">{missing}</p>}
        <p class="brief-drawing" role="status">
          {missing === undefined && isLoading ? wording.drawing : ''}
        </p>
      </figure>
      {shown ? (
        <p class="brief-file small">
          <span class="num">
            {wording.file(shown.picture.width, shown.picture.height, sizeWords(shown.picture.file.size))}
          </span>{' '}
          · {wording.viewCode}{' '}
          <a href={viewAddress(shown.code, shown.presentation)}>
            <code>{shown.code}</code>
          </a>{' '}
          · <span class="muted">{wording.previewNote}</span>
        </p>
      ) : null}
    </section>
  );
}

function sizeWords(bytes: number): string {
  const wording = words.value.brief;
  return bytes < BYTES_PER_MB
    ? wording.kilobytes((bytes / BYTES_PER_KB).toFixed(0))
    : wording.megabytes((bytes / BYTES_PER_MB).toFixed(1));
}
