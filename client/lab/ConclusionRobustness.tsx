/** How robust a conclusion is: which weight would have to move how far to reverse it, and what each parameter does to it. */
import { plain, signed } from '../charts/format.ts';
import { Phrase } from '../components/Phrase.tsx';
import { longDate, words } from '../state/language.ts';
import { ClaimForm, type ClaimFormProps } from './ClaimForm.tsx';
import { lockedTypes } from './draft.ts';
import { numberText } from './parameters.ts';
import type { LabSession } from './session.ts';
import { SobolIndices } from './SobolIndices.tsx';
import type { Claim, Robustness } from './studies.ts';
import { Tornado } from './Tornado.tsx';
import { useStudy } from './useStudy.ts';
import { WeightFlips } from './WeightFlips.tsx';

interface Props extends ClaimFormProps {
  readonly session: LabSession;
}

/** A weight that must more than treble, or vanish, is beyond what a modeller would argue for. */
const FAR = 2;
/** Less than this no reader sees. */
const SEEN = 0.05;

export function ConclusionRobustness({ session, ...form }: Props) {
  const wording = words.value.robustness;
  const { claim, name } = form;
  const model = session.settled.value;
  const locks = session.locks.value;
  const { problem, result: found } = useStudy(
    session,
    { name: 'robustness', model, claim, locked: lockedTypes({ locks, model }) },
    [model, locks, claim.dyad, claim.a, claim.b, claim.direction, claim.byPoints],
    true,
  );
  return (
    <section class="lab-section" aria-labelledby="robustness-title" id="robustness">
      <h2 id="robustness-title">{wording.title}</h2>
      <ClaimForm {...form} />
      {problem === undefined ? null : <p class="is-error">{problem}</p>}
      {found ? (
        <>
          <p class="robustness-verdict">{verdictOf(found, claim, name, session)}</p>
          <div class="robustness-columns">
            <WeightFlips session={session} found={found} claim={claim} />
            <Tornado session={session} found={found} />
          </div>
          <Target session={session} found={found} />
          <SobolIndices session={session} claim={claim} />
        </>
      ) : null}
    </section>
  );
}

function verdictOf(found: Robustness, claim: Claim, name: string, session: LabSession): string {
  const { margin, change } = found;
  const wording = words.value.robustness;
  const moved = wording.moved(Math.abs(change) < SEEN ? 0 : change, plain(Math.abs(change)));
  return [
    wording.verdict(name, moved, longDate(claim.a), longDate(claim.b), margin > 0, plain(Math.abs(margin))),
    nearestFlip(found, session),
    heaviestType(found, session),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function nearestFlip({ flips, margin }: Robustness, { labelOf }: LabSession): string {
  const wording = words.value.robustness;
  const holds = margin > 0;
  const nearest = flips.find(({ flipsAt }) => flipsAt !== undefined);
  if (!nearest) return wording.noSingle(holds);
  const { type, weight, flipsAt, relativeChange } = nearest;
  const move = wording.weightMove(labelOf(type), numberText(weight), numberText(flipsAt!));
  return relativeChange === undefined || Math.abs(relativeChange) > FAR
    ? wording.nearest(holds, move)
    : wording.dependsOn(holds, labelOf(type), move, signed(relativeChange * 100, 0));
}

function heaviestType({ without, change }: Robustness, { labelOf }: LabSession): string {
  const [heaviest] = Object.entries(without).sort(([, x], [, y]) => Math.abs(y - change) - Math.abs(x - change));
  return heaviest && Math.abs(heaviest[1] - change) >= SEEN
    ? words.value.robustness.carriesMost(labelOf(heaviest[0]), signed(heaviest[1]))
    : '';
}

/** Changes that the sentence names. */
const NAMED = 3;

function Target({ session, found }: { readonly session: LabSession; readonly found: Robustness }) {
  const wording = words.value.robustness;
  const { target, margin } = found;
  const holds = margin > 0;
  if (!target) return <p class="robustness-target muted">{wording.noTarget(holds)}</p>;
  const named = target.changes
    .slice(0, NAMED)
    .map(({ type, from, to }) => `${session.labelOf(type)} ${numberText(from)} → ${numberText(to)}`)
    .join(', ');
  return (
    <p class="robustness-target">
      <Phrase
        text={wording.target(holds, target.changes.length, `${named}${target.changes.length > NAMED ? ' …' : ''}`)}
      />{' '}
      <button type="button" onClick={() => session.adopt(target.model, wording.targetWord)}>
        {wording.take}
      </button>
    </p>
  );
}
