/** The pack: its views in order, and the files of them. */
import type { CardTexts } from '../charts/card/cardTexts.ts';
import type { Presentation } from '../charts/card/presentation.ts';
import { presentationQuery } from '../charts/card/presentationQuery.ts';
import { words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { pictureAddress, viewAddress } from '../state/pictures.ts';
import { movedView, PACK_FORMATS, packAddress, withoutView } from './pack.ts';

interface Props {
  readonly pack: readonly string[];
  readonly presentation: Presentation;
  readonly onChange: (pack: readonly string[]) => void;
  readonly onSay: (text: string) => void;
}

export function PackPanel({ pack, presentation, onChange, onSay }: Props) {
  const wording = words.value.brief;
  return (
    <section class={pack.length === 0 ? 'pack is-empty' : 'pack'} id="pack" aria-labelledby="pack-title">
      <div class="pack-head">
        <h2 id="pack-title" tabIndex={-1}>
          {wording.pack} {pack.length > 0 ? <span class="muted num">{pack.length}</span> : null}
        </h2>
        {pack.length === 0 ? null : (
          <div class="share-card-row" role="group" aria-label={wording.downloads}>
            <span class="muted small">{wording.downloads}</span>
            {PACK_FORMATS.map((format) => (
              <a key={format} class="button" href={packAddress(pack, format, presentationQuery(presentation))} download>
                {format.toUpperCase()}
              </a>
            ))}
            <button type="button" class="link" onClick={() => onChange([])}>
              {wording.emptyPack}
            </button>
          </div>
        )}
      </div>
      <p class="muted small">{pack.length === 0 ? wording.packEmpty : wording.packIntro}</p>
      {pack.length === 0 ? null : (
        <ol class="pack-list">
          {pack.map((code, i) => (
            <Packed
              key={code}
              code={code}
              position={i}
              of={pack.length}
              pack={pack}
              presentation={presentation}
              onChange={onChange}
              onSay={onSay}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

interface PackedProps extends Props {
  readonly code: string;
  readonly position: number;
  readonly of: number;
}

function Packed({ code, position, of, pack, presentation, onChange, onSay }: PackedProps) {
  const wording = words.value.brief;
  const { data: texts, problem } = useResource<CardTexts>(
    `/api/v1/views/${encodeURIComponent(code)}/card?lang=${presentation.lang}`,
  );
  const title = texts?.title ?? code;
  const move = (by: -1 | 1): void => {
    onChange(movedView(pack, code, by));
    onSay(wording.movedTo(position + by + 1, of));
  };
  return (
    <li>
      <img
        src={pictureAddress(code, { ...presentation, preset: 'link', density: 1 })}
        alt=""
        width="120"
        height="63"
        loading="lazy"
      />
      <div class="pack-words">
        <b>{title}</b>
        {problem ? (
          <span class="is-error small">{problem.status === 404 ? wording.packUnknown : problem.message}</span>
        ) : (
          <span class="muted small">{texts?.subtitle ?? '…'}</span>
        )}
        <a href={viewAddress(code, presentation)}>
          <code>{code}</code>
        </a>
      </div>
      <div class="pack-buttons">
        <button type="button" disabled={position === 0} aria-label={wording.moveUp(title)} onClick={() => move(-1)}>
          {wording.up}
        </button>
        <button
          type="button"
          disabled={position === of - 1}
          aria-label={wording.moveDown(title)}
          onClick={() => move(1)}
        >
          {wording.down}
        </button>
        <button
          type="button"
          aria-label={wording.unpackOf(title)}
          onClick={() => {
            onChange(withoutView(pack, code));
            onSay(wording.unpacked(title));
            document.getElementById('pack-title')?.focus();
          }}
        >
          {wording.unpack}
        </button>
      </div>
    </li>
  );
}
