/** Roll-up runs, and starting one. */
import { useSignal } from '@preact/signals';
import type { ListedRun } from '../../models/contract/runs.ts';
import { grouped } from '../charts/format.ts';
import { ApiProblem, postJson } from '../state/api.ts';
import { news } from '../state/connection.ts';
import { words } from '../state/language.ts';
import { may } from '../state/person.ts';
import { token } from '../state/token.ts';
import { DataTable } from './DataTable.tsx';
import { NeedsRole } from './NeedsRole.tsx';
import { Notice } from './Notice.tsx';
import { FirstRun } from './ProblemNotice.tsx';

export function StartRun() {
  const wording = words.value.ops;
  const message = useSignal('');
  const isFailed = useSignal(false);
  const held = token.value;
  if (held === undefined || !may('editor')) return <NeedsRole role="editor" byToken={wording.token} />;
  const start = (): void => {
    message.value = wording.starting;
    isFailed.value = false;
    postJson<{ readonly id: number }>('/api/v1/runs', held).then(
      ({ id }) => {
        message.value = wording.asked(id);
        news.value++;
      },
      (reason: unknown) => {
        isFailed.value = true;
        message.value = reason instanceof ApiProblem ? reason.message : words.value.problems.noAnswer;
      },
    );
  };
  return (
    <p>
      <button type="button" onClick={start}>
        {wording.start}
      </button>{' '}
      <span role="status" class={isFailed.value ? 'is-error' : 'muted'}>
        {message}
      </span>
    </p>
  );
}

export function Runs({ runs }: { readonly runs: readonly ListedRun[] }) {
  const wording = words.value.ops;
  if (runs.length === 0) return <FirstRun />;
  const latest = runs[0]!;
  return (
    <section aria-labelledby="runs-title">
      <h2 id="runs-title">{wording.runs}</h2>
      {latest.status === 'failed' ? (
        <Notice kind="error" title={wording.lastFailed}>
          {latest.error} {wording.lastFailedNote}
        </Notice>
      ) : null}
      <DataTable
        class="runs"
        scroll={{ 'aria-labelledby': 'runs-title' }}
        rows={runs}
        rowKey={({ id }) => id}
        columns={[
          { key: 'run', heading: wording.run, class: 'num', isRowHeading: true, cell: ({ id }) => id },
          {
            key: 'state',
            heading: wording.state,
            cell: ({ status, error }) => (
              <>
                <span class={`run-status run-${status}`}>{wording.status[status]}</span>
                {error === null ? null : <span class="muted small"> {error}</span>}
              </>
            ),
          },
          {
            key: 'started',
            heading: wording.started,
            cell: ({ startedAt }) => <time dateTime={startedAt}>{startedAt.slice(0, 19).replace('T', ' ')}</time>,
          },
          {
            key: 'took',
            heading: wording.took,
            class: 'num',
            cell: ({ startedAt, finishedAt }) =>
              finishedAt === null ? '' : duration(Date.parse(finishedAt) - Date.parse(startedAt)),
          },
          {
            key: 'because',
            heading: wording.because,
            cell: ({ trigger, askedBy, compared }) => (
              <>
                {askedBy === null ? wording.triggers[trigger] : `${wording.triggers[trigger]}: ${askedBy}`}
                {compared === null ? null : <span class="muted small"> {wording.compared[compared]}</span>}
              </>
            ),
          },
          { key: 'through', heading: wording.through, cell: ({ through }) => through },
          { key: 'dyads', heading: wording.dyads, class: 'num', cell: ({ dyads }) => dyads },
          { key: 'points', heading: wording.points, class: 'num', cell: ({ points }) => grouped(points) },
        ]}
      />
    </section>
  );
}

function duration(ms: number): string {
  const wording = words.value.ops;
  return ms < 1000 ? wording.milliseconds(ms) : wording.seconds((ms / 1000).toFixed(1));
}
