/** What waits at the desk for whom: suggestions, drafts, disputes, second codings, and the dyads not looked at for longest. */
import '../../styles/deskForms.css';
import type { Queue as QueueAnswer } from '../../../models/contract/desk.ts';
import { epochDay } from '../../../models/calendar.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { LookedSaid, useLookedThrough } from '../../components/LookedThrough.tsx';
import { NeedsRole } from '../../components/NeedsRole.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { DeskNav } from '../../desk/DeskNav.tsx';
import { SuggestionCard } from '../../desk/SuggestionCard.tsx';
import { useDyadNames } from '../../desk/StateField.tsx';
import { useKeys } from '../../state/keys.ts';
import { longDate, words } from '../../state/language.ts';
import { usePrivate } from '../../state/private.ts';
import { useTitle } from '../../state/title.ts';
import { minute, writer } from '../../state/writer.ts';
import { may } from '../../state/person.ts';

/** Dyads not looked at for longest, before the rest is folded away. */
const LISTED = 12;

export function Queue() {
  const wording = words.value.queue;
  useTitle(wording.title);
  const { data, problem } = usePrivate<QueueAnswer>('/api/v1/desk/queue', 'coder');
  return (
    <article class="plain-page desk-page">
      <DeskNav />
      <h1 tabIndex={-1}>{wording.title}</h1>
      <p class="lede">{wording.lede}</p>
      {!may('coder') ? (
        <NeedsRole role="coder" byToken={wording.withoutToken} />
      ) : data ? (
        <>
          <section aria-labelledby="suggestions-title">
            <h2 id="suggestions-title">{wording.suggestions(data.suggestions.length)}</h2>
            {data.suggestions.length === 0 ? <p class="muted">{wording.noSuggestions}</p> : null}
            {data.suggestions.map((suggestion) => (
              <SuggestionCard key={suggestion.id} suggestion={suggestion} />
            ))}
          </section>
          <Waiting title={wording.drafts(data.drafts.length)} none={wording.noDrafts}>
            {data.drafts.map(({ id, title, savedAt, savedBy }) => ({
              href: `/desk?draft=${encodeURIComponent(id)}`,
              title: title === '' ? wording.untitled : title,
              note: wording.saved(writer(savedBy), minute(savedAt)),
            }))}
          </Waiting>
          <Waiting title={wording.disputes(data.disputes.length)} none={wording.noDisputes}>
            {data.disputes.map(({ roundId, title, open }) => ({
              href: `/desk/rounds/${encodeURIComponent(roundId)}`,
              title,
              note: wording.open(open),
            }))}
          </Waiting>
          <Waiting title={wording.secondCodings(data.secondCodings.length)} none={wording.noSecondCodings}>
            {data.secondCodings.map(({ roundId, title, open }) => ({
              href: `/desk/rounds/${encodeURIComponent(roundId)}`,
              title,
              note: wording.open(open),
            }))}
          </Waiting>
          <NotLookedAt lookedAt={data.lookedAt} />
        </>
      ) : problem ? (
        <ProblemNotice problem={problem} what={wording.title} />
      ) : (
        <Skeleton kind="text" what={wording.title} />
      )}
    </article>
  );
}

interface Item {
  readonly href: string;
  readonly title: string;
  readonly note: string;
}

function Waiting({
  title,
  none,
  children,
}: {
  readonly title: string;
  readonly none: string;
  readonly children: readonly Item[];
}) {
  return (
    <section>
      <h2>{title}</h2>
      {children.length === 0 ? <p class="muted">{none}</p> : null}
      <ul class="waiting">
        {children.map((item) => (
          <li key={item.href}>
            <a href={item.href}>{item.title}</a> <span class="muted small">{item.note}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NotLookedAt({ lookedAt }: Pick<QueueAnswer, 'lookedAt'>) {
  const wording = words.value.queue;
  const nameOf = useDyadNames();
  const looked = useLookedThrough(nameOf);
  const first = lookedAt[0]?.dyad;
  useKeys({
    l: () => {
      const chosen = document.activeElement?.closest<HTMLElement>('tr')?.querySelector('code')?.textContent ?? first;
      if (chosen !== undefined) void looked?.declare([chosen]);
    },
  });
  return (
    <section aria-labelledby="looked-title">
      <h2 id="looked-title">{wording.lookedAt}</h2>
      <p class="muted small">{wording.lookedAtNote}</p>
      {looked ? (
        <p class="looked-through">
          <LookedSaid looked={looked} />
        </p>
      ) : null}
      <DataTable
        rows={lookedAt}
        rowKey={({ dyad }) => dyad}
        scroll={{ 'aria-labelledby': 'looked-title' }}
        fold={{ rows: LISTED, label: wording.allDyads }}
        columns={[
          {
            key: 'dyad',
            heading: wording.pair,
            isRowHeading: true,
            cell: ({ dyad }) => (
              <>
                <a href={`/d/${dyad}`}>{nameOf(dyad)}</a> <code>{dyad}</code>
              </>
            ),
          },
          {
            key: 'through',
            heading: wording.lastLooked,
            cell: ({ through }) => (through === null ? wording.never : longDate(epochDay(through))),
          },
          {
            key: 'look',
            heading: '',
            cell: ({ dyad }) =>
              looked ? (
                <button
                  type="button"
                  aria-keyshortcuts="l"
                  aria-label={wording.lookedLabel(nameOf(dyad))}
                  onClick={() => void looked.declare([dyad])}
                >
                  {words.value.looked.today}
                </button>
              ) : null,
          },
        ]}
      />
    </section>
  );
}
