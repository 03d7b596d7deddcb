/** What the judgements of experts say of a draft: how many it orders, which, and weights fitted to them. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { JudgementsResponse } from '../../models/contract/judgements.ts';
import { words } from '../state/language.ts';
import { JudgementFit } from './JudgementFit.tsx';
import { JudgementList } from './JudgementList.tsx';
import { DRAWS, ScoreTable } from './ScoreTable.tsx';
import type { LabSession } from './session.ts';
import { useStudy } from './useStudy.ts';

interface Props {
  readonly session: LabSession;
  readonly judgements: JudgementsResponse['judgements'];
}

/** The random draws wait until nobody changes anything for this long. */
const IDLE_MS = 1500;

export function Judged({ session, judgements }: Props) {
  const wording = words.value.judged;
  const base = session.base.value.definition;
  const model = session.settled.value;
  const isDraft = session.isDraft.value;
  const draws = useSignal(0);
  useEffect(() => {
    draws.value = 0;
    const timer = setTimeout(() => (draws.value = DRAWS), IDLE_MS);
    return () => clearTimeout(timer);
  }, [model]);
  const published = useStudy(session, { name: 'judgements', model: base, draws: DRAWS }, [base], true);
  // The count at once; the random draws, which take seconds, when the draft rests.
  const quick = useStudy(
    session,
    isDraft ? { name: 'judgements', model, draws: 0 } : undefined,
    [model, isDraft],
    true,
  );
  const full = useStudy(
    session,
    isDraft && draws.value > 0 ? { name: 'judgements', model, draws: draws.value } : undefined,
    [model, isDraft, draws.value],
    true,
  );
  const before = published.result;
  const after = isDraft
    ? draws.value > 0 && full.progress === undefined
      ? (full.result ?? quick.result)
      : quick.result
    : before;
  return (
    <section class="lab-section" aria-labelledby="judged-title">
      <h2 id="judged-title">{wording.title}</h2>
      <p class="muted small">{wording.lede}</p>
      {before ? (
        <div class="judged">
          <ScoreTable before={before} after={isDraft ? after : undefined} />
          <JudgementList before={before} after={after} judgements={judgements} isDraft={isDraft} />
        </div>
      ) : (
        <p class="muted">
          {published.problem ??
            (published.progress === undefined
              ? words.value.lab.computing
              : words.value.lab.computingShare(Math.round(published.progress * 100)))}
        </p>
      )}
      <JudgementFit session={session} />
    </section>
  );
}
