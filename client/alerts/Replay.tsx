/** On which days the rule of the form would have told. */
import type { AlertReplay } from '../../models/contract/alertReplay.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { plain, signed } from '../charts/format.ts';
import { DataTable } from '../components/DataTable.tsx';
import { Notice } from '../components/Notice.tsx';
import { longDate, words } from '../state/language.ts';
import { subjectName } from './alertData.ts';
import type { RuleNames } from './ruleSentence.ts';
import { useReplay } from './useReplay.ts';

/** Days shown before the one that a link leads to. */
const DAYS_BEFORE = 60;
/** Days that are listed. */
const LISTED = 100;
const SHOWN_AT_FIRST = 6;

interface Props {
  readonly rule: Readonly<Record<string, unknown>>;
  readonly kind: string;
  readonly names: RuleNames;
}

export function Replay({ rule, kind, names }: Props) {
  const wording = words.value.alertReplay;
  const { data, problem, isAsking } = useReplay(rule);
  if (problem)
    return (
      <Notice kind="warning">
        {problem.problem?.errors?.map(({ field, message }) => `${field}: ${message}`).join(' ') ?? problem.message}
      </Notice>
    );
  if (!data) return <p class="muted">{wording.working}</p>;
  const [summary] = data.rules;
  const newest = data.told.slice(-LISTED).toReversed();
  const caption = wording.newest(newest.length, data.told.length);
  const isMeasured = kind !== 'flag';
  const isChange = ['change', 'step', 'act', 'sides'].includes(kind);
  return (
    <div class="alert-replay" aria-busy={isAsking}>
      {summary === undefined || summary.told === 0 ? (
        <p>{wording.none}</p>
      ) : (
        <p>
          {wording.told(
            summary.told,
            data.from === null ? null : longDate(epochDay(data.from)),
            longDate(epochDay(data.to)),
            data.dyads.length,
          )}{' '}
          {wording.rate(plain(summary.perYearAndDyad, 1))}{' '}
          {summary.judged === 0 ? '' : wording.judged(summary.judgedPeriods, summary.judged)}
        </p>
      )}
      {data.watched > data.dyads.length ? <p>{wording.some(data.dyads.length, data.watched)}</p> : null}
      {newest.length === 0 ? null : (
        <DataTable
          caption={caption}
          scroll={{ 'aria-label': caption }}
          rows={newest}
          fold={{ rows: SHOWN_AT_FIRST, label: wording.showAll }}
          rowKey={({ dyad, date }) => `${dyad} ${date}`}
          columns={[
            {
              key: 'day',
              heading: wording.day,
              isRowHeading: true,
              cell: ({ date, dyad }) =>
                dyad.includes('-') ? (
                  <a href={`/d/${dyad}?from=${toIsoDate(epochDay(date) - DAYS_BEFORE)}&to=${date}`}>
                    {longDate(epochDay(date))}
                  </a>
                ) : (
                  longDate(epochDay(date))
                ),
            },
            {
              key: 'dyad',
              heading: wording.dyad,
              cell: ({ dyad }) => subjectName(dyad, names, words.value.alertPage.theRuns),
            },
            {
              key: 'by',
              heading: wording.by,
              class: 'num',
              cell: ({ value, side }) =>
                isMeasured
                  ? isChange
                    ? signed(value)
                    : plain(value, kind === 'not-looked' || kind === 'siblings' ? 0 : 1)
                  : side === 0
                    ? ''
                    : side > 0
                      ? words.value.flags.deteriorated
                      : words.value.flags.improved,
            },
            ...(kind === 'step' || kind === 'act'
              ? []
              : [
                  {
                    key: 'over',
                    heading: wording.over,
                    cell: ({ clearedOn }: AlertReplay['told'][number]) =>
                      clearedOn === null ? wording.notOver : longDate(epochDay(clearedOn)),
                  },
                ]),
          ]}
        />
      )}
      <p class="muted small">{wording.note}</p>
    </div>
  );
}
