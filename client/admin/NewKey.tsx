/** A key that was made just now: shown this once, to be copied. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { KeyMade } from '../../models/contract/people.ts';
import { copyText } from '../state/clipboard.ts';
import { words } from '../state/language.ts';

export function NewKey({ made: { key, secret }, onDone }: { readonly made: KeyMade; readonly onDone: () => void }) {
  const wording = words.value.adminKeys;
  const [said, setSaid] = useState('');
  const copy = useRef<HTMLButtonElement>(null);
  useEffect(() => copy.current?.focus(), []);
  return (
    <section class="desk-panel new-key" aria-labelledby="new-key-title">
      <h2 id="new-key-title" role="status">
        {wording.made(key.name)}
      </h2>
      <p>{wording.once}</p>
      <p>
        <code class="secret" aria-label={wording.secret}>
          {secret}
        </code>
      </p>
      <p class="desk-buttons">
        <button
          type="button"
          class="primary"
          ref={copy}
          onClick={() =>
            void copyText(secret).then((isCopied) => setSaid(isCopied ? wording.copied : wording.notCopied))
          }
        >
          {wording.copy}
        </button>
        <button type="button" onClick={onDone}>
          {wording.done}
        </button>
        <span role="status" class="small">
          {said}
        </span>
      </p>
    </section>
  );
}
