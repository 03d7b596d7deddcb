/** Dyads, models or methods held against each other: in one pane, in panes of their own, or as differences. */
import { batch, useComputed, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Board, ModelSummary } from '../../server/api/contract.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { METHOD_NAMES, METHODS } from '../../models/methods/method.ts';
import type { Arrangement } from '../charts/compareFigure.ts';
import { type CompareLine, eventsWithin } from '../charts/compareLines.ts';
import { compareSentences, listed } from '../charts/compareSentences.ts';
import { compareCsv, compareTable } from '../charts/compareTable.ts';
import { withLead } from '../charts/dailySeries.ts';
import { longDate } from '../charts/format.ts';
import { MOST_LINES } from '../charts/linePaints.ts';
import type { Scale } from '../charts/standing.ts';
import { Brush, type Window } from '../components/Brush.tsx';
import { CompareChart } from '../components/CompareChart.tsx';
import { CompareTable } from '../components/CompareTable.tsx';
import { LevelNote } from '../components/LevelNote.tsx';
import { LineChooser, LineName } from '../components/LineChooser.tsx';
import { LineMark } from '../components/LineMark.tsx';
import { Notice } from '../components/Notice.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { copyText } from '../state/clipboard.ts';
import { changedView, compareQuery, type CompareView, parseCompareView, type Subject } from '../state/compareView.ts';
import { type ComparedLines, useComparedLines } from '../state/compareData.ts';
import { downloadText } from '../state/download.ts';
import { RANGES, type RangeName, windowOf } from '../state/dyadView.ts';
import { handCoded } from '../state/handCoded.ts';
import { useKeys } from '../state/keys.ts';
import { hrefOf, place, replaceQuery } from '../state/location.ts';
import { useResource } from '../state/resource.ts';
import { theme } from '../state/theme.ts';
import { useTitle } from '../state/title.ts';

/** What is compared where the address names nothing: the pair that this project began with. */
const FIRST_PAIR = ['KOR-RUS', 'PRK-RUS'];

const RANGE_NAMES = Object.keys(RANGES) as RangeName[];
const RANGE_LABELS: Readonly<Record<RangeName, string>> = { '90d': '90 d', '1y': '1 y', '5y': '5 y', all: 'All' };
const SUBJECT_LABELS: Readonly<Record<Subject, string>> = { dyads: 'Dyads', models: 'Models', methods: 'Methods' };
const ARRANGEMENT_LABELS: Readonly<Record<Arrangement, string>> = { overlay: 'Overlay', multiples: 'Small multiples', difference: 'Difference' };
const SCALE_LABELS: Readonly<Record<Scale, string>> = { level: 'Level', percentile: 'Percentile', z: 'Standard score' };

export function Compare() {
  const { view, faults } = useMemo(() => parseCompareView(place.value.query), [place.value.query]);
  useTitle('Compare');
  const board = useResource<Board>('/api/v1/dyads');
  const all = useResource<{ readonly models: readonly ModelSummary[] }>('/api/v1/models').data?.models;
  const published = all && handCoded(all);
  const known = board.data?.dyads ?? [];
  const dyads = view.dyads.length > 0 ? view.dyads : known.length === 0 ? [] : FIRST_PAIR.every((id) => known.some((dyad) => dyad.id === id)) ? FIRST_PAIR : known.slice(0, 2).map(({ id }) => id);
  const models = view.by === 'models' && view.models.length === 0 ? (published ?? []).slice(0, MOST_LINES).map(({ name, version }) => `${name}@${version}`) : view.models;
  const compared = useComparedLines(view, dyads, models);
  const change = (changes: Partial<CompareView>): void => replaceQuery(compareQuery(changedView(view, changes)));
  // One of two lines would be drawn for a moment with axes that are not those of both.
  const hasSomething = compared.lines.length > 1 || (compared.lines.length === 1 && !compared.isLoading);
  return (
    <article class={view.asOf === undefined ? 'dyad compare' : 'dyad compare is-pinned'}>
      {view.asOf === undefined ? null : (
        <p class="pinned-banner" role="status">
          <strong>Pinned.</strong> Events as they were known {/T/.test(view.asOf) ? `at ${view.asOf.slice(0, 16).replace('T', ' ')} UTC` : `at the end of ${view.asOf}`}.{' '}
          <button type="button" class="link" onClick={() => change({ asOf: undefined, models: view.by === 'models' ? view.models : [] })}>
            Show what is known now
          </button>
        </p>
      )}
      {faults.length > 0 ? (
        <Notice kind="warning" title="The address has parts that cannot be read.">
          {faults.join(' ')}
        </Notice>
      ) : null}
      {compared.problems.map(({ what, problem }) => (
        <ProblemNotice key={what} problem={problem} what={what} />
      ))}
      <header class="compare-head">
        <h1 tabIndex={-1}>{headline(view, hasSomething ? compared.lines : [])}</h1>
        <Segmented label="What is compared" value={view.by} onChoose={(by) => change({ by })} options={(Object.keys(SUBJECT_LABELS) as Subject[]).map((value) => ({ value, label: SUBJECT_LABELS[value] }))} />
      </header>
      <Chooser view={view} dyads={dyads} models={models} positions={compared.positions} board={known} published={all ?? []} onChange={change} />
      {view.by === 'models' && published && models.length < 2 ? (
        <Notice>
          {published.length > 1 ? (
            'One model makes no comparison: add another.'
          ) : (
            <>
              Only one model is published ({published[0]?.name} version {published[0]?.version}). Change a weight and save it as a new version in the <a href="/lab">lab</a>; then both can be held against each other here.
            </>
          )}
        </Notice>
      ) : null}
      {view.by === 'dyads' && dyads.length === 1 ? <Notice>One dyad makes no comparison: add another.</Notice> : null}
      {hasSomething ? <Shown view={view} dyads={dyads} models={models} compared={compared} onChange={change} /> : compared.isLoading || board.isLoading ? <Skeleton kind="dyad" what="the lines" /> : null}
    </article>
  );
}

function headline({ by, arrangement }: CompareView, lines: readonly CompareLine[]): string {
  const labels = lines.map(({ label }) => label);
  if (labels.length === 0) return 'Compare';
  if (by === 'methods') return `${labels.length} methods on the events of ${lines[0]!.dyad}`;
  if (by === 'models') return `${listed(labels)} on ${lines[0]!.dyad}`;
  if (arrangement === 'difference' && labels.length > 1) return `${listed(labels.slice(1))}, against ${labels[0]}`;
  return labels.length > 3 ? `${labels.length} dyads compared` : listed(labels);
}

interface ChooserProps {
  readonly view: CompareView;
  readonly dyads: readonly string[];
  readonly models: readonly string[];
  readonly positions: readonly (number | undefined)[];
  readonly board: Board['dyads'];
  readonly published: readonly ModelSummary[];
  readonly onChange: (changes: Partial<CompareView>) => void;
}

function Chooser({ view, dyads, models, positions, board, published, onChange }: ChooserProps) {
  const hasFirst = view.arrangement === 'difference';
  const dyadChoices = board.map(({ id, name }) => ({ value: id, label: name }));
  const nameOf = (id: string): string => board.find((dyad) => dyad.id === id)?.name ?? id;
  const [dyad] = dyads;
  const dyadSelect =
    dyad === undefined ? null : (
      <select aria-label="Dyad" value={dyad} onChange={(event) => onChange({ dyads: [event.currentTarget.value, ...dyads.slice(1).filter((other) => other !== event.currentTarget.value)] })}>
        {dyadChoices.some(({ value }) => value === dyad) ? null : <option value={dyad}>{dyad}</option>}
        {dyadChoices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    );
  if (view.by === 'dyads')
    return <LineChooser label="Dyads compared" noun="dyad" least={2} hasFirst={hasFirst} chosen={dyads.map((id, i) => ({ position: positions[i], value: id, label: nameOf(id), short: id, href: `/d/${id}` }))} available={dyadChoices} onChange={(values) => onChange({ dyads: values })} />;
  if (view.by === 'models') {
    const choices = published.map(({ name, version }) => ({ value: `${name}@${version}`, label: `${name} v${version}` }));
    return (
      <LineChooser label="Models compared" noun="model" least={1} hasFirst={hasFirst} chosen={models.map((value, i) => ({ position: positions[i], value, label: choices.find((choice) => choice.value === value)?.label ?? value, href: `/m/${value}` }))} available={choices} onChange={(values) => onChange({ models: values })}>
        {dyadSelect}
      </LineChooser>
    );
  }
  return (
    <LineChooser
      label="Methods compared"
      noun="method"
      least={2}
      hasFirst={hasFirst}
      chosen={view.methods.map((value, position) => ({ position, value, label: METHODS[value].label }))}
      available={METHOD_NAMES.map((value) => ({ value, label: METHODS[value].label }))}
      onChange={(values) => onChange({ methods: METHOD_NAMES.filter((name) => values.includes(name)).toSorted((a, b) => values.indexOf(a) - values.indexOf(b)) })}
    >
      {dyadSelect}
    </LineChooser>
  );
}

interface ShownProps {
  readonly view: CompareView;
  readonly dyads: readonly string[];
  readonly models: readonly string[];
  readonly compared: ComparedLines;
  readonly onChange: (changes: Partial<CompareView>) => void;
}

function Shown({ view, dyads, models, compared, onChange: change }: ShownProps) {
  const { lines, series } = compared;
  const dragged = useSignal<Window | undefined>(undefined);
  const cursor = useSignal<number | undefined>(undefined);
  const say = useSignal('');
  const isDragging = useComputed(() => dragged.value !== undefined);
  // The brush shows the first line over the days of all of them.
  const firstDay = Math.min(...series.map((one) => one.firstDay));
  const firstEvents = series.flatMap(({ coverage }) => (coverage.firstEvent === null ? [] : [coverage.firstEvent]));
  const brushed = useMemo(() => withLead(series[0]!, (series[0]!.coverage.firstEvent ?? firstDay) - firstDay), [series[0], firstDay]);
  const resting = windowOf(view.range, brushed.firstDay, brushed.lastDay, firstEvents.length === 0 ? null : Math.min(...firstEvents));
  const { from, to } = dragged.value ?? resting;
  const { arrangement, scale, step } = view;
  const words = { lines, arrangement, scale, from, to };
  const canShowLevels = view.by !== 'methods' && scale === 'level' && arrangement !== 'difference';
  const showLevels = view.levels && canShowLevels;
  const data = useMemo(() => (view.table ? compareTable(lines, arrangement, scale, step, resting.from, resting.to) : undefined), [lines, arrangement, scale, step, resting.from, resting.to, view.table]);

  const copyLink = (): void => {
    // A copied link must show the same next year: lines, days, data and models are pinned.
    const [first] = series;
    const pinned = view.by === 'models' ? models.map((model, i) => (series[i] ? `${series[i].model.name}@${series[i].model.hash}` : model)) : first ? [`${first.model.name}@${first.model.hash}`] : [];
    const query = compareQuery({ ...view, dyads, models: pinned, range: resting, asOf: view.asOf ?? first?.asOf ?? undefined });
    const parameters = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
    void copyText(window.location.origin + hrefOf('/compare', parameters)).then((isCopied) => {
      say.value = isCopied ? 'Link copied: it pins lines, dates, data and models.' : 'The browser did not let the page copy: take the link from the address bar.';
    });
  };
  const downloadCsv = (): void => {
    const name = `compare_${(view.by === 'dyads' ? dyads : [dyads[0]!, view.by]).join('_')}_${toIsoDate(resting.from)}_${toIsoDate(resting.to)}.csv`;
    downloadText(name, 'text/csv;charset=utf-8', compareCsv(compareTable(lines, arrangement, scale, step, resting.from, resting.to)));
    say.value = `${name} is being saved.`;
  };
  useKeys({
    '1': () => change({ range: '90d' }),
    '2': () => change({ range: '1y' }),
    '3': () => change({ range: '5y' }),
    '4': () => change({ range: 'all' }),
    ...(view.by === 'methods' ? {} : { d: () => change({ step: 'day' }) }),
    w: () => change({ step: 'week' }),
    m: () => change({ step: 'month' }),
    t: () => change({ table: !view.table }),
    e: downloadCsv,
    y: copyLink,
    Escape: () => {
      cursor.value = undefined;
    },
  });

  const sentences = compareSentences(words);
  const scales: readonly Scale[] = view.by === 'methods' && arrangement !== 'multiples' ? ['percentile', 'z'] : ['level', 'percentile', 'z'];
  const measure = `${arrangement === 'difference' ? `Difference to ${lines[0]!.label}, ` : ''}${scale === 'level' ? (view.by === 'methods' ? 'Values' : 'Tension index') : SCALE_LABELS[scale]}`;
  return (
    <>
      <p class="summary">{sentences.join(' ')}</p>
      <div class="toolbar" role="group" aria-label="What the chart shows">
        <Segmented label="Range" value={typeof view.range === 'string' ? view.range : undefined} onChoose={(range) => change({ range })} options={RANGE_NAMES.map((value, i) => ({ value, label: RANGE_LABELS[value], key: String(i + 1) }))} />
        <Segmented
          label="Step"
          value={step}
          onChoose={(chosen) => change({ step: chosen })}
          options={[
            ...(view.by === 'methods' ? [] : [{ value: 'day' as const, label: 'D', title: 'Points by day', key: 'd' }]),
            { value: 'week' as const, label: 'W', title: 'Points by week', key: 'w' },
            { value: 'month' as const, label: 'M', title: 'Points by month', key: 'm' },
          ]}
        />
        <Segmented label="Arrangement" value={arrangement} onChoose={(chosen) => change({ arrangement: chosen })} options={(Object.keys(ARRANGEMENT_LABELS) as Arrangement[]).map((value) => ({ value, label: ARRANGEMENT_LABELS[value] }))} />
        <Segmented
          label="Scale"
          value={scale}
          onChoose={(chosen) => change({ scale: chosen })}
          options={scales.map((value) => ({ value, label: SCALE_LABELS[value], title: value === 'level' ? 'As published' : value === 'percentile' ? 'Rank within the line’s own history' : 'Standard deviations from the line’s own mean' }))}
        />
        {canShowLevels ? (
          <button type="button" aria-pressed={view.levels} title="Stretches of one level, found on monthly means (PELT)" onClick={() => change({ levels: !view.levels })}>
            Level changes
          </button>
        ) : null}
        <span class="toolbar-space" />
        <button type="button" aria-pressed={view.table} aria-keyshortcuts="t" title="The same data as a table (key t)" onClick={() => change({ table: !view.table })}>
          Table
        </button>
        <button type="button" aria-keyshortcuts="e" title="The shown points as CSV (key e)" onClick={downloadCsv}>
          CSV
        </button>
        <button type="button" aria-keyshortcuts="y" title="Copy a link that pins lines, dates, data and models (key y)" onClick={copyLink}>
          Copy link
        </button>
      </div>
      <p class="visually-hidden" aria-live="polite">
        {say}
      </p>
      <div class="figure">
        {data ? (
          <CompareTable data={data} from={resting.from} to={resting.to} step={step} measure={measure} firstPosition={arrangement === 'difference' ? 1 : 0} />
        ) : arrangement === 'difference' && lines.length < 2 ? (
          <p class="empty">A difference needs two lines: add another.</p>
        ) : (
          <CompareChart lines={lines} arrangement={arrangement} scale={scale} step={step} from={from} to={to} showLevels={showLevels} theme={theme.value} isDragging={isDragging.value} cursor={cursor} say={say} />
        )}
        <Brush
          series={brushed}
          window={{ from, to }}
          onDrag={(window) => {
            dragged.value = window;
          }}
          onRest={(window) =>
            batch(() => {
              dragged.value = undefined;
              change({ range: window });
            })
          }
        />
        <p class="coverage-note">
          {series.length > 1 ? `Below the chart: ${view.by === 'dyads' ? series[0]!.name : lines[0]!.label}, over all days. ` : ''}
          Broken line: few events, or days so young that acts may still be uncoded. Dotted: nothing coded. {view.by === 'methods' ? 'Counted methods are drawn only where something is coded: a month without events is no zero.' : ''}
        </p>
        {showLevels ? <LevelNote lines={lines.map(({ key, short, levels }) => ({ key, name: short, segments: levels() }))} /> : null}
        {view.levels && !canShowLevels ? <p class="coverage-note">Changes of level are sought on the index itself: choose Level, in one pane or in small multiples, to see them.</p> : null}
      </div>
      {view.by === 'methods' ? <MethodNotes lines={lines} /> : <CoverageTable lines={lines} from={resting.from} to={resting.to} />}
    </>
  );
}

/** What each line is built on, in numbers. */
function CoverageTable({ lines, from, to }: { readonly lines: readonly CompareLine[]; readonly from: number; readonly to: number }) {
  return (
    <section class="coverage-section" aria-labelledby="coverage-title">
      <h2 id="coverage-title">What each line is built on</h2>
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="coverage-title">
        <table class="coverage-table">
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col" class="num">
                Events shown
              </th>
              <th scope="col" class="num">
                in all
              </th>
              <th scope="col" class="num">
                a year
              </th>
              <th scope="col">First</th>
              <th scope="col">Last</th>
              <th scope="col" class="num">
                Sparse
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, i) => {
              const { firstEvent, lastEvent, events, sparse } = line.coverage;
              const years = firstEvent === null || lastEvent === null ? 0 : (lastEvent - firstEvent + 1) / 365.25;
              const thin = sparse.reduce((sum, stretch) => sum + stretch.to - stretch.from + 1, 0) / 365.25;
              return (
                <tr key={line.key}>
                  <th scope="row">
                    <LineMark position={i} /> <LineName label={line.label} short={line.short} />
                  </th>
                  <td class="num">{eventsWithin(line, from, to) ?? '…'}</td>
                  <td class="num">{events}</td>
                  <td class="num">{years === 0 ? '–' : (events / Math.max(years, 1)).toFixed(1)}</td>
                  <td>{firstEvent === null ? '–' : longDate(firstEvent)}</td>
                  <td>{lastEvent === null ? '–' : longDate(lastEvent)}</td>
                  <td class="num">{years === 0 ? '–' : `${Math.round((100 * thin) / years)}%`}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What each method measures and misses, and where it comes from. */
function MethodNotes({ lines }: { readonly lines: readonly CompareLine[] }) {
  return (
    <section class="method-notes" aria-labelledby="methods-title">
      <h2 id="methods-title">What each method measures, and what it misses</h2>
      <dl>
        {lines.map(({ key, method }, i) =>
          method ? (
            <div key={key}>
              <dt>
                <LineMark position={i} /> {method.label} <span class="muted">{method.unit}</span>
              </dt>
              <dd>
                {method.tells} <span class="muted">Source: {method.source}.</span>
              </dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  );
}
