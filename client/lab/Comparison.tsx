/** Two published models side by side: the numbers in which they differ, and what that does to every dyad. */
// oxlint-disable-next-line import/no-unassigned-import -- it acts, and must before any schema is made
import './zodWithoutEval.ts';
import '../styles/lab.css';
import { useEffect, useMemo } from 'preact/hooks';
import type { ModelDetail } from '../../models/contract/models.ts';
import { codebookOf } from '../../models/codebook.ts';
import { signed } from '../charts/format.ts';
import { type Column, DataTable } from '../components/DataTable.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { asOf } from '../state/asOf.ts';
import { dyadName } from '../state/countryNames.ts';
import { words } from '../state/language.ts';
import { navigate, place, replaceQuery } from '../state/location.ts';
import { modelName, versionName } from '../state/modelName.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';
import { DraftChanges } from './Changes.tsx';
import { startDraft } from './draft.ts';
import { LabChart } from './LabChart.tsx';
import { type LabData, useLabData } from './labData.ts';
import { ModelChoice } from './ModelChoice.tsx';
import { nameOf } from './parameterNames.ts';
import { type Difference, differences, numberText } from './parameters.ts';
import { LabSession } from './session.ts';

export function Comparison() {
  const wording = words.value.twoModels;
  const [, first = '', , second = ''] = place.value.path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  useTitle(wording.title(first, second));
  const { data, problem } = useLabData(first, asOf.value);
  const other = useResource<ModelDetail>(`/api/v1/models/${encodeURIComponent(second)}`);
  const fault = problem ?? other.problem;
  if (!data || !other.data)
    return fault ? (
      <ProblemNotice problem={fault} what={wording.theComparison(first, second)} />
    ) : (
      <Skeleton kind="dyad" what={wording.what} />
    );
  return <Compared key={`${data.base.hash} ${other.data.hash}`} data={data} other={other.data} />;
}

const NONE: readonly never[] = [];

function Compared({ data, other }: { readonly data: LabData; readonly other: ModelDetail }) {
  const wording = words.value.twoModels;
  const { base } = data;
  const codebook = useMemo(() => codebookOf(data.codebook), [data.codebook]);
  const asked = place.value.query.get('dyad');
  const widest = useMemo(
    () => [...data.input.dyads].sort((a, b) => b.packed.ids.length - a.packed.ids.length)[0],
    [data.input],
  );
  const shown = data.input.dyads.find(({ dyad }) => dyad === asked) ?? widest;
  const session = useMemo(
    () =>
      new LabSession(
        data.input,
        startDraft({ definition: base.definition, hash: base.hash }, other.definition),
        shown?.dyad ?? '',
        codebook,
      ),
    [data.input],
  );
  useEffect(() => () => session.stop(), [session]);
  useEffect(() => {
    if (shown) session.shown.value = shown.dyad;
  }, [shown, session]);
  const names = useMemo(() => ({ published: modelName(base), draft: modelName(other) }), [base, other]);
  const firstDay = shown?.packed.day[0] ?? 0;
  const name = shown ? dyadName(shown.dyad, data.names.find(({ dyad }) => dyad === shown.dyad)?.name ?? '') : '';
  return (
    <article class="comparison">
      <p class="eyebrow">{wording.eyebrow}</p>
      <h1 tabIndex={-1}>
        <Phrase
          text={wording.heading}
          parts={{ first: modelName(base), second: <span class="is-draft">{modelName(other)}</span> }}
        />
      </h1>
      <div class="lab-tools comparison-tools">
        <ModelChoice
          label={wording.from}
          models={data.models}
          value={base.hash}
          onChoose={(model) => navigate(`/m/${model}/vs/${other.name}@${other.hash}`)}
        />
        <ModelChoice
          label={wording.to}
          models={data.models}
          value={other.hash}
          onChoose={(model) => navigate(`/m/${base.name}@${base.hash}/vs/${model}`)}
        />
        <a class="button" href={`/m/${other.name}@${other.hash}/vs/${base.name}@${base.hash}`}>
          {wording.exchange}
        </a>
        <a href={`/m/${other.name}@${other.hash}`}>{wording.cardOf(modelName(other))}</a>
      </div>
      <ChangelogSince base={base} other={other} />
      <Differences base={base} other={other} labelOf={session.labelOf} />
      {shown ? (
        <section class="lab-section" aria-labelledby="lines-title">
          <h2 id="lines-title">{wording.doesTo(name)}</h2>
          <div class="lab-chart-head">
            <select
              class="lab-dyad"
              aria-label={words.value.lab.dyad}
              value={shown.dyad}
              onChange={(event) => replaceQuery({ dyad: event.currentTarget.value })}
            >
              {data.names.map((one) => (
                <option key={one.dyad} value={one.dyad}>
                  {dyadName(one.dyad, one.name)}
                </option>
              ))}
            </select>
          </div>
          <LabChart
            session={session}
            name={name}
            from={firstDay}
            to={shown.lastDay}
            names={names}
            warning=""
            uncovered={NONE}
            marks={NONE}
            levels={NONE}
          />
        </section>
      ) : null}
      <DraftChanges
        session={session}
        names={data.names}
        shown={shown?.dyad ?? ''}
        onShow={(dyad) => replaceQuery({ dyad })}
      />
    </article>
  );
}

function Differences({
  base,
  other,
  labelOf,
}: {
  readonly base: ModelDetail;
  readonly other: ModelDetail;
  readonly labelOf: LabSession['labelOf'];
}) {
  const wording = words.value.twoModels;
  const found = differences(base.definition, other.definition);
  const columns: readonly Column<Difference>[] = [
    { key: 'parameter', heading: wording.parameter, isRowHeading: true, cell: ({ path }) => nameOf(path, labelOf) },
    { key: 'before', heading: modelName(base), class: 'num', cell: ({ before }) => numberText(before) },
    {
      key: 'after',
      heading: modelName(other),
      class: 'num is-draft',
      cellClass: () => 'num',
      cell: ({ after }) => numberText(after),
    },
    {
      key: 'change',
      heading: wording.change,
      class: 'num',
      cell: ({ before, after }) =>
        before === 0 ? signed(after - before, 2) : `${signed((after / before - 1) * 100, 0)}%`,
    },
  ];
  return (
    <section class="lab-section" aria-labelledby="parameters-title">
      <h2 id="parameters-title">{found.length === 0 ? wording.same : wording.differ(found.length)}</h2>
      {found.length === 0 ? null : (
        <DataTable
          class="difference-table"
          columns={columns}
          rows={found}
          rowKey={({ path }) => path}
          scroll={{ 'aria-label': wording.differing }}
        />
      )}
    </section>
  );
}

/** Why scores moved from the one to the other, where one grew out of the other. */
function ChangelogSince({ base, other }: { readonly base: ModelDetail; readonly other: ModelDetail }) {
  const lines =
    base.name === other.name
      ? other.definition.changelog.filter(({ version }) => version > base.version && version <= other.version)
      : other.definition.changelog.filter(({ version }) => version === other.version);
  if (lines.length === 0) return null;
  return (
    <ul class="changelog">
      {lines.map((line) => (
        <li key={line.version}>
          <b>{versionName(line.version)}</b> <time dateTime={line.date}>{line.date}</time> {line.text}
        </li>
      ))}
    </ul>
  );
}
