/** The plain form: one act, for people who code without a text. */
import '../../styles/deskForms.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { EMPTY_ACT, type ActDraft } from '../../desk/actDraft.ts';
import { DeskNav } from '../../desk/DeskNav.tsx';
import { NewActForm } from '../../desk/NewActForm.tsx';
import { Recorded } from '../../desk/Recorded.tsx';
import type { ActsRecorded } from '../../../models/contract/acts.ts';
import { words } from '../../state/language.ts';
import { useTitle } from '../../state/title.ts';

/** The next act is often told by the same source. */
const next = ({ sourceName, sourceUrl, sourceDate, verified }: ActDraft): ActDraft => ({
  ...EMPTY_ACT,
  sourceName,
  sourceUrl,
  sourceDate,
  verified,
});

export function Act() {
  const wording = words.value.writing;
  useTitle(wording.newAct);
  const [start, setStart] = useState(EMPTY_ACT);
  const [recorded, setRecorded] = useState<ActsRecorded | 'suggested' | undefined>(undefined);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A new act begins where the reader begins to type.
    if (recorded === undefined) form.current?.querySelector('input')?.focus();
  }, [recorded]);
  return (
    <article class="plain-page desk-page">
      <DeskNav />
      <h1 tabIndex={-1}>{wording.newAct}</h1>
      <p class="lede">{wording.newActLede}</p>
      {recorded === undefined ? (
        <div ref={form}>
          <NewActForm
            start={start}
            onDone={(answer, act) => {
              setStart(next(act));
              setRecorded(answer);
            }}
          />
        </div>
      ) : (
        <Recorded recorded={recorded} onNext={() => setRecorded(undefined)} next={wording.another} />
      )}
    </article>
  );
}
