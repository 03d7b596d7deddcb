/** Which rule's days stand on the line, and those of the window as text. */
import { useId } from 'preact/hooks';
import { language, longDate, words } from '../../state/language.ts';
import type { DyadPage } from './dyadPage.ts';

/** Days that are named. */
const NAMED = 12;

export function ToldNote({ page: { told, window, change } }: { readonly page: DyadPage }) {
  const wording = words.value.alertReplay;
  const id = useId();
  const { rule, rules, days, problem, isKnown } = told;
  const within = days.filter(({ day }) => day >= window.from && day <= window.to).map(({ day }) => longDate(day));
  return (
    <div class="coverage-note told-note">
      <label for={id}>{wording.onLineRule}</label>{' '}
      <select id={id} value={rule?.name} onChange={(event) => change({ told: event.currentTarget.value })}>
        {rules.map(({ name, title, language: spoken }) => (
          <option key={name} value={name} lang={spoken === language.value ? undefined : spoken}>
            {title}
          </option>
        ))}
      </select>{' '}
      {problem?.message ??
        (isKnown
          ? within.length <= NAMED
            ? wording.onLineDays(within)
            : wording.onLineMany(within.length, within.slice(-NAMED))
          : wording.working)}
    </div>
  );
}
