/** The left side: the text, read with its marks or changed, and what was passed over with the reasons. */
import type { Signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_TEXT_CHARACTERS } from '../../../models/drafting/drafter.ts';
import { Notice } from '../../components/Notice.tsx';
import type { DeskSession } from '../../desk/session.ts';
import { DATA_LANGUAGE, words } from '../../state/language.ts';
import { MarkedText } from './MarkedText.tsx';
import { useTaking } from './taking.ts';

/** A quotation long enough to find its place. */
const QUOTED = 90;

export function DeskText({
  session,
  lit,
}: {
  readonly session: DeskSession;
  readonly lit: Signal<string | undefined>;
}) {
  const wording = words.value.desk;
  const { said } = words.value.drafting;
  const { text, passedOver, language } = session.sheet.value;
  const [isEdited, setEdited] = useState(text.trim() === '');
  const field = useRef<HTMLTextAreaElement>(null);
  const taking = useTaking(session);
  const drafting = session.drafting.value;
  useEffect(() => {
    if (isEdited) field.current?.focus();
  }, [isEdited]);
  return (
    <section
      class={taking.isOver ? 'desk-text is-over' : 'desk-text'}
      aria-labelledby="desk-text"
      {...taking.dropTarget}
    >
      <div class="desk-column-head">
        <h2 id="desk-text">{wording.text}</h2>
        <button type="button" class="link small" onClick={() => setEdited(!isEdited)}>
          {isEdited ? wording.read : wording.edit}
        </button>
      </div>
      {taking.fault === undefined ? null : <Notice kind="error">{taking.fault}</Notice>}
      {isEdited ? (
        <textarea
          ref={field}
          aria-labelledby="desk-text"
          lang={language}
          dir="auto"
          spellcheck={false}
          rows={24}
          maxLength={MAX_TEXT_CHARACTERS}
          value={text}
          onPaste={taking.paste}
          onInput={(event) => session.setText(event.currentTarget.value, true)}
          onBlur={(event) => session.setText(event.currentTarget.value, false)}
        />
      ) : (
        <MarkedText session={session} lit={lit} />
      )}
      {drafting.state === 'failed' ? (
        <Notice kind="error" title={wording.failed}>
          {drafting.message}{' '}
          <button type="button" class="link" onClick={() => session.redraft(0)}>
            {wording.again}
          </button>
        </Notice>
      ) : null}
      {passedOver.length === 0 || isEdited ? null : (
        <details class="desk-passed">
          <summary>{wording.passedOver(passedOver.length)}</summary>
          <ul>
            {passedOver.map(({ start, end, why }) => (
              <li key={`${start} ${end}`}>
                <q lang={language} dir="auto">
                  {text.slice(start, end).trim().slice(0, QUOTED)}
                  {end - start > QUOTED ? '…' : ''}
                </q>{' '}
                <span lang={said(why) === why ? DATA_LANGUAGE : undefined}>{said(why)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
