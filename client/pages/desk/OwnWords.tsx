/** Names, people and verbs that drafting does not know, added by the reader. */
import { useState } from 'preact/hooks';
import type { DictionaryAdditions, PersonName } from '../../../models/drafting/dictionary.ts';
import { TextField } from '../../desk/ActForm.tsx';
import { entriesOf, withoutEntry } from '../../desk/dictionaryEntries.ts';
import { ownAdditions, setAdditions } from '../../desk/ownDictionary.ts';
import type { DeskSession } from '../../desk/session.ts';
import { StateField } from '../../desk/StateField.tsx';
import { TypeField } from '../../desk/TypeField.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { words } from '../../state/language.ts';
import { SharedWords } from './SharedWords.tsx';
import { WordChips } from './WordChips.tsx';

type Kind = 'body' | 'person' | 'pattern';

const OFFICES = ['leader', 'minister', 'ambassador', 'official'] as const;

export function OwnWords({ session }: { readonly session: DeskSession }) {
  const wording = words.value.desk;
  const [kind, setKind] = useState<Kind>('body');
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [office, setOffice] = useState<PersonName['office']>('minister');
  const [type, setType] = useState('');
  const [said, setSaid] = useState('');
  // What all have is asked for when somebody looks.
  const [isOpen, setOpen] = useState(false);
  const { language } = session.sheet.value;
  const added = ownAdditions.value;

  const put = (next: DictionaryAdditions): void => {
    setAdditions(next);
    session.addWords(next);
  };
  const add = (): void => {
    const written = name.trim();
    if (written === '' || (kind === 'pattern' ? type === '' : code === ''))
      return setSaid(kind === 'pattern' ? wording.entryVerbMissing : wording.entryMissing);
    if (kind === 'body') put({ ...added, actors: [...added.actors, { language, name: written, code, kind: 'body' }] });
    else if (kind === 'person') put({ ...added, people: [...added.people, { language, name: written, code, office }] });
    else
      put({
        ...added,
        patterns: [
          ...added.patterns,
          { id: `own-${type}-${written}`, language, type, verbs: [written], target: ['obj'], reason: 'own' },
        ],
      });
    setName('');
    setSaid(wording.entryAdded);
  };
  return (
    <details class="desk-more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{wording.dictionary}</summary>
      <p class="muted small">{wording.dictionaryNote}</p>
      <form
        class="desk-entry"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Segmented
          label={wording.entryKind}
          value={kind}
          options={(['body', 'person', 'pattern'] as const).map((value) => ({
            value,
            label: wording.entryKinds[value],
          }))}
          onChoose={setKind}
        />
        <TextField
          label={kind === 'pattern' ? wording.entryVerb : wording.entryName}
          value={name}
          max={100}
          fault={undefined}
          onChange={setName}
        />
        {kind === 'pattern' ? (
          <TypeField value={type} onChange={(chosen) => setType(chosen?.type ?? '')} />
        ) : (
          <StateField label={wording.entryState} value={code} onChange={setCode} />
        )}
        {kind === 'person' ? (
          <Segmented
            label={wording.entryOffice}
            value={office}
            options={OFFICES.map((value) => ({ value, label: wording.offices[value] }))}
            onChoose={setOffice}
          />
        ) : null}
        <button type="submit">{wording.entryAdd}</button>
        <span role="status" class="small">
          {said}
        </span>
      </form>
      <WordChips entries={entriesOf(added)} onTake={(entry) => put(withoutEntry(added, entry))} />
      {isOpen ? <SharedWords session={session} /> : null}
    </details>
  );
}
