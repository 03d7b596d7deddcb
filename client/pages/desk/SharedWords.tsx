/** Names and words that hold for all at the desk: what is there, sending one's own there, and taking it out again. */
import { useState } from 'preact/hooks';
import type { DictionaryAdditions } from '../../../models/drafting/dictionary.ts';
import { Notice } from '../../components/Notice.tsx';
import { type DictionaryEntry, entriesOf, hasEntry } from '../../desk/dictionaryEntries.ts';
import { NO_ADDITIONS, ownAdditions, setAdditions } from '../../desk/ownDictionary.ts';
import type { DeskSession } from '../../desk/session.ts';
import { DICTIONARY, type Dictionaries } from '../../desk/textDrafter.ts';
import { useWriting } from '../../desk/writing.ts';
import { postJson } from '../../state/api.ts';
import { news } from '../../state/connection.ts';
import { words } from '../../state/language.ts';
import { useResource } from '../../state/resource.ts';
import { may } from '../../state/person.ts';
import { token } from '../../state/token.ts';
import { WordChips } from './WordChips.tsx';

export function SharedWords({ session }: { readonly session: DeskSession }) {
  const wording = words.value.desk;
  const writing = useWriting();
  const [said, setSaid] = useState('');
  const { data } = useResource<Dictionaries>(DICTIONARY);
  const own = ownAdditions.value;
  const canChange = may('editor');
  const change = async (body: object): Promise<DictionaryAdditions | undefined> => {
    const all = await writing.send(() => postJson<DictionaryAdditions>(DICTIONARY, token.value ?? '', body));
    if (all) news.value++;
    return all;
  };
  const send = async (): Promise<void> => {
    if (!(await change(own))) return;
    // All have them now, and so has the sender.
    setAdditions(NO_ADDITIONS);
    session.addWords(NO_ADDITIONS);
    setSaid(wording.wordsSent);
  };
  const takeOut = async (entry: DictionaryEntry): Promise<void> => {
    const all = await change({ remove: { [entry.kind]: [entry.name] } });
    if (!all) return;
    session.addWords(own);
    setSaid(hasEntry(all, entry) ? wording.wordInFile(entry.label) : wording.wordTaken(entry.label));
  };
  const entries = data ? entriesOf(data.added) : [];
  return (
    <>
      {!canChange || entriesOf(own).length === 0 ? null : (
        <p>
          <button type="button" disabled={writing.isSending} onClick={() => void send()}>
            {wording.sendWords}
          </button>
        </p>
      )}
      <h3 class="desk-group">{wording.sharedWords}</h3>
      {data && entries.length === 0 ? <p class="muted small">{wording.noSharedWords}</p> : null}
      <WordChips entries={entries} onTake={!canChange ? undefined : (entry) => void takeOut(entry)} />
      {writing.failure === '' ? null : <Notice kind="error">{writing.failure}</Notice>}
      <p role="status" class="small">
        {said}
      </p>
    </>
  );
}
