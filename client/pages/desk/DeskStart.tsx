/** An empty desk: a place for a text, and the texts that lie here already. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Notice } from '../../components/Notice.tsx';
import { DeskNav } from '../../desk/DeskNav.tsx';
import type { Desk } from '../../desk/useDesk.ts';
import { words } from '../../state/language.ts';
import { BringText } from './BringText.tsx';
import { KeptTexts } from './KeptTexts.tsx';
import { useTaking } from './taking.ts';

export function DeskStart({ session, store }: Desk) {
  const wording = words.value.desk;
  const field = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState('');
  const taking = useTaking(session);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return (
    <article class="desk">
      <div class="desk-head">
        <h1 tabIndex={-1}>{wording.title}</h1>
        <DeskNav />
      </div>
      <p class="lede">{wording.lede}</p>
      <div class="desk-start">
        <div class={taking.isOver ? 'desk-drop is-over' : 'desk-drop'} {...taking.dropTarget}>
          <label for="desk-paste">{wording.paste}</label>
          <textarea
            id="desk-paste"
            ref={field}
            value={typed}
            spellcheck={false}
            aria-describedby="desk-paste-note"
            onPaste={taking.paste}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onChange={(event) => taking.text(event.currentTarget.value)}
          />
          <p class="muted small" id="desk-paste-note">
            {wording.pasteNote} {wording.stays}
          </p>
          {taking.fault === undefined ? null : <Notice kind="error">{taking.fault}</Notice>}
          <div class="desk-buttons-row">
            {typed.trim() === '' ? null : (
              <button type="button" class="primary" onClick={() => taking.text(typed)}>
                {wording.read}
              </button>
            )}
            <label class="button desk-file">
              {wording.file}
              <input
                type="file"
                accept=".txt,.md,.html,.htm,.docx,.eml,text/plain,text/html,message/rfc822"
                onChange={(event) => void taking.files(event.currentTarget.files)}
              />
            </label>
            <button type="button" onClick={() => session.add()}>
              {wording.add}
            </button>
            <a href="/desk/act">{wording.plainForm}</a>
          </div>
        </div>
        <div class="desk-side">
          <KeptTexts store={store} />
          <BringText />
        </div>
      </div>
    </article>
  );
}
