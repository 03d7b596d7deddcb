/** Silences a rule, or one dyad under it, until a day or until it is over; or lets it tell again. */
import { useId, useState } from 'preact/hooks';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { AlertRuleEntry, Silence } from '../../models/contract/alerts.ts';
import { words } from '../state/language.ts';

const WEEK_DAYS = 7;

interface Props {
  readonly entry: AlertRuleEntry;
  readonly nameOf: (subject: string) => string;
  readonly onSend: (silence: Silence) => Promise<void>;
  readonly onCancel: () => void;
}

export function SilenceForm({ entry: { standing, silentUntil }, nameOf, onSend, onCancel }: Props) {
  const wording = words.value.alertPage;
  const id = useId();
  const [subject, setSubject] = useState<string | undefined>(undefined);
  const [until, setUntil] = useState(toIsoDate(dayOfMs(Date.now()) + WEEK_DAYS));
  const [isUntilOver, setUntilOver] = useState(false);
  const of = subject === undefined ? {} : { subject };
  const isUntilClear = isUntilOver && subject !== undefined;
  const isSilent =
    subject === undefined ? silentUntil !== null : standing.some((one) => one.subject === subject && one.silent);
  return (
    <form
      class="silence-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isUntilClear || until !== '') void onSend({ until: isUntilClear ? 'all-clear' : until, ...of });
      }}
    >
      {standing.length === 0 ? null : (
        <div class="form-field">
          <label for={`${id}-what`}>{wording.silenceWhat}</label>
          <select
            id={`${id}-what`}
            value={subject === undefined ? '' : `of ${subject}`}
            onChange={({ currentTarget: { value } }) =>
              setSubject(value === '' ? undefined : value.slice('of '.length))
            }
          >
            <option value="">{wording.silenceAll}</option>
            {standing.map((one) => (
              <option key={one.subject} value={`of ${one.subject}`}>
                {nameOf(one.subject)}
              </option>
            ))}
          </select>
        </div>
      )}
      {isUntilClear ? null : (
        <div class="form-field">
          <label for={`${id}-until`}>{wording.silenceUntil}</label>
          <input
            id={`${id}-until`}
            type="date"
            required
            value={until}
            min={toIsoDate(dayOfMs(Date.now()) + 1)}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </div>
      )}
      {subject === undefined ? null : (
        <label class="form-check">
          <input
            type="checkbox"
            checked={isUntilOver}
            onChange={(event) => setUntilOver(event.currentTarget.checked)}
          />{' '}
          {wording.silenceOver}
        </label>
      )}
      <p class="desk-buttons">
        <button type="submit" class="primary">
          {wording.silenceNow}
        </button>
        {isSilent ? (
          <button type="button" onClick={() => void onSend({ until: null, ...of })}>
            {wording.tellAgain}
          </button>
        ) : null}
        <button type="button" onClick={onCancel}>
          {wording.cancel}
        </button>
      </p>
    </form>
  );
}
