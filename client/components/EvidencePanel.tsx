/** What stands behind a machine-coded line of a pair, in numbers: reports, gaps, late rows, confusion with another pair, single sources. */
import type { Evidence } from '../charts/evidence.ts';
import { grouped, plain, signed } from '../charts/format.ts';
import { countryNames, dyadName } from '../state/countryNames.ts';
import { longDate, words } from '../state/language.ts';
import { Fact } from './Fact.tsx';

/** What a line would be with stories of two sources and more, on its last known day. */
export interface TwoSources {
  readonly day: number;
  readonly index: number;
  readonly without: number;
}

interface Props {
  readonly evidence: Evidence;
  /** undefined while nothing is left out, or the effect is not known */
  readonly effect: TwoSources | undefined;
  readonly isTwoSources: boolean;
  readonly onTwoSources: (isOn: boolean) => void;
}

export function EvidencePanel({ evidence, effect, isTwoSources, onTwoSources }: Props) {
  const wording = words.value.machine;
  const { summary, siblings, firstDay, days } = evidence;
  const names = siblings.map(({ dyad, name }) => (countryNames.value.size > 0 ? dyadName(dyad, name) : name));
  const share = (value: number | null): string => (value === null ? '–' : wording.percent(value));
  return (
    <section class="evidence" aria-labelledby="evidence-title">
      <h2 id="evidence-title">{wording.evidence(evidence.name)}</h2>
      <p>
        <b>{wording.notActs}</b>{' '}
        {wording.behind({
          rows: grouped(summary.rows),
          stories: grouped(summary.stories),
          from: longDate(firstDay),
          to: longDate(firstDay + days.length - 1),
        })}
      </p>
      <dl class="evidence-facts">
        <Fact name={wording.reports} value={grouped(summary.rows)} />
        <Fact name={wording.stories} value={grouped(summary.stories)}>
          {wording.countedStories(summary.countedStories)}
        </Fact>
        <Fact name={wording.unknown} value={grouped(summary.unknownDays)} isWarning={summary.unknownDays > 0}>
          {wording.unknownNote}
          {summary.partialDays > 0 ? `; ${wording.partial(summary.partialDays)}` : ''}
        </Fact>
        <Fact name={wording.late} value={share(summary.lateShare)}>
          {wording.lateNote}
        </Fact>
        <Fact
          name={wording.siblings}
          value={names.length === 0 ? '–' : names.join(', ')}
          isWarning={summary.contaminatedDays > 0}
        >
          {names.length === 0
            ? wording.noSiblings
            : `${wording.contaminated(summary.contaminatedDays)}; ${wording.contaminatedNote(names)}`}
        </Fact>
      </dl>
      <p class="two-sources">
        <label>
          <input
            type="checkbox"
            checked={isTwoSources}
            onChange={(event) => onTwoSources(event.currentTarget.checked)}
          />{' '}
          <b>{wording.twoSources}</b>
        </label>{' '}
        {wording.twoSourcesNote(summary.singleSourceStories, share(summary.singleSourceShare))}.{' '}
        {effect
          ? wording.twoSourcesEffect({
              date: longDate(effect.day),
              without: plain(effect.without),
              index: plain(effect.index),
              change: signed(effect.without - effect.index),
            })
          : null}
      </p>
    </section>
  );
}
