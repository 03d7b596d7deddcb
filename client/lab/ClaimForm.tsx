/** The conclusion in question: between which days the index rose or fell, and by how much. */
import { parseDay, toIsoDate } from '../../models/calendar.ts';
import { Phrase } from '../components/Phrase.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { words } from '../state/language.ts';
import { MAX_POINTS, orderedClaim } from './claim.ts';
import type { Claim } from './studies.ts';

export interface ClaimFormProps {
  readonly claim: Claim;
  /** of the dyad */
  readonly name: string;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly onClaim: (claim: Claim) => void;
}

export function ClaimForm({ claim, name, firstDay, lastDay, onClaim }: ClaimFormProps) {
  const wording = words.value.robustness;
  const choose = (end: 'a' | 'b', text: string): void => {
    const day = parseDay(text);
    if (day !== undefined && day >= firstDay && day <= lastDay) onClaim(orderedClaim({ ...claim, [end]: day }));
  };
  const ends = [
    { end: 'a', label: wording.claim.dayA, text: wording.claim.between },
    { end: 'b', label: wording.claim.dayB, text: wording.claim.and },
  ] as const;
  return (
    <div class="claim" role="group" aria-label={wording.conclusion}>
      <span>{name}</span>
      <Segmented
        label={wording.direction}
        value={claim.direction}
        options={[
          { value: 'rose', label: wording.rose, title: wording.roseTitle },
          { value: 'fell', label: wording.fell, title: wording.fellTitle },
        ]}
        onChoose={(direction) => onClaim({ ...claim, direction })}
      />
      {ends.map(({ end, label, text }) => (
        <label key={end}>
          <span class="visually-hidden">{label}</span>
          <Phrase
            text={text}
            parts={{
              day: (
                <input
                  type="date"
                  value={toIsoDate(claim[end])}
                  min={toIsoDate(firstDay)}
                  max={toIsoDate(lastDay)}
                  onChange={(event) => choose(end, event.currentTarget.value)}
                />
              ),
            }}
          />
        </label>
      ))}
      <label>
        <Phrase
          text={wording.claim.atLeast}
          parts={{
            points: (
              <input
                type="number"
                class="num"
                min="0"
                max={MAX_POINTS}
                step="0.5"
                value={claim.byPoints}
                onChange={(event) => {
                  const points = event.currentTarget.valueAsNumber;
                  if (points >= 0 && points <= MAX_POINTS) onClaim({ ...claim, byPoints: points });
                }}
              />
            ),
          }}
        />
      </label>
    </div>
  );
}
