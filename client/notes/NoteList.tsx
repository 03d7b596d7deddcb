/** The notes on a chart in words: by letter, with days, source and who wrote them; and the form for those who may write. */
import { useRef, useState } from 'preact/hooks';
import type { Note } from '../../models/contract/notes.ts';
import { addressOfSource, noteDays, sourceInShort } from '../charts/noteWords.ts';
import { useAct } from '../admin/Listed.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { epochDay } from '../../models/calendar.ts';
import { language, longDate, words } from '../state/language.ts';
import type { ShownNotes } from '../state/notes.ts';
import { NoteForm } from './NoteForm.tsx';

interface Props {
  readonly notes: ShownNotes;
  /** whose chart it is; undefined: of several, where notes are read only */
  readonly dyad: string | undefined;
  /** the name of a dyad */
  readonly nameOf: (dyad: string) => string;
  /** the page shows an earlier moment */
  readonly isEarlier: boolean;
  /** the first day of a new note */
  readonly day: number;
}

export function NoteList({ notes, dyad, nameOf, isEarlier, day }: Props) {
  const wording = words.value.notes;
  const [open, setOpen] = useState<Note | 'new' | undefined>(undefined);
  const [saved, setSaved] = useState('');
  const act = useAct();
  const opener = useRef<HTMLButtonElement>(null);
  const mayWrite = notes.mayWrite && dyad !== undefined && !isEarlier;
  const close = (): void => {
    setOpen(undefined);
    // The form goes, and with it the place of who works by keyboard.
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <section class="notes" aria-label={wording.heading}>
      <h2>{wording.heading}</h2>
      <p class="muted small">{wording.lede}</p>
      {notes.problem ? <ProblemNotice problem={notes.problem} what={wording.theNotes} /> : null}
      {notes.isKnown && notes.shown.length === 0 ? <p class="empty small">{wording.none}</p> : null}
      <ol class="note-list">
        {notes.shown.map(({ note, figure }) => (
          <li key={note.id}>
            <b class="note-letter">{figure.letter}</b>
            <div>
              <b>{noteDays(note, words.value)}</b>{' '}
              <span lang={language.value === 'ko' && note.textKo === null ? '' : undefined}>{textOf(note)}</span>{' '}
              <span class="muted small">
                {note.dyad === null ? wording.ofAll : note.dyads.map(nameOf).join(', ')} · <Source note={note} /> ·{' '}
                {note.by === null
                  ? wording.shipped
                  : wording.by(note.by, longDate(epochDay(note.recordedAt.slice(0, 10))))}
              </span>
              {mayWrite && !note.shipped ? (
                <span class="note-buttons">
                  {' '}
                  <button
                    type="button"
                    class="link small"
                    aria-label={wording.changeOf(note.text)}
                    onClick={() => {
                      setSaved('');
                      setOpen(note);
                    }}
                  >
                    {wording.change}
                  </button>{' '}
                  <button
                    type="button"
                    class="link small"
                    disabled={act.isSending}
                    aria-label={wording.withdrawOf(note.text)}
                    onClick={() => {
                      setSaved('');
                      const { id, revision } = note;
                      void act.send(`/api/v1/notes/${id}/withdrawal`, { revision }, () => wording.withdrawn(note.text));
                    }}
                  >
                    {wording.withdraw}
                  </button>
                </span>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
      {notes.more === 0 ? null : <p class="muted small">{wording.more(notes.more)}</p>}
      {act.told}
      {saved === '' ? null : (
        <p role="status" class="small">
          {saved}
        </p>
      )}
      {dyad === undefined || !notes.isKnown ? null : isEarlier ? (
        <p class="muted small">{wording.atMoment}</p>
      ) : !notes.mayWrite ? (
        <p class="muted small">{wording.byToken}</p>
      ) : open === undefined ? (
        <p>
          <button
            ref={opener}
            type="button"
            onClick={() => {
              setSaved('');
              setOpen('new');
            }}
          >
            {wording.write}
          </button>
        </p>
      ) : (
        <NoteForm
          key={open === 'new' ? '' : open.id}
          held={open === 'new' ? undefined : open}
          dyad={dyad}
          name={nameOf(dyad)}
          day={day}
          onSaved={(text) => {
            setSaved(wording.saved(text));
            close();
          }}
          onClose={close}
        />
      )}
    </section>
  );
}

const textOf = ({ text, textKo }: Note): string => (language.value === 'ko' ? textKo : null) ?? text;

function Source({ note: { source } }: { readonly note: Note }) {
  const address = addressOfSource(source);
  return address === undefined ? (
    <>{source}</>
  ) : (
    <a href={address} rel="noopener noreferrer" target="_blank">
      {sourceInShort(source)}
    </a>
  );
}
