/** Dyads, models or methods held against each other: in one pane, in panes of their own, or as differences. */
import { batch, useComputed, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Board, ModelSummary } from '../../server/api/contract.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { METHOD_NAMES } from '../../models/methods/method.ts';
import { briefAddress } from '../brief/briefAddress.ts';
import { copyView } from '../brief/copyView.ts';
import { RANGE_NAMES } from '../charts/ranges.ts';
import { ARRANGEMENTS } from '../charts/compareFigure.ts';
import { type CompareLine, eventsWithin } from '../charts/compareLines.ts';
import { compareSentences } from '../charts/compareSentences.ts';
import { compareCsv, compareTable } from '../charts/compareTable.ts';
import { withLead } from '../charts/dailySeries.ts';
import { MOST_LINES } from '../charts/linePaints.ts';
import type { Scale } from '../charts/standing.ts';
import { staleFeeds } from '../charts/stale.ts';
import { Brush, type Window } from '../components/Brush.tsx';
import { CompareChart } from '../components/CompareChart.tsx';
import { CompareTable } from '../components/CompareTable.tsx';
import { LevelNote } from '../components/LevelNote.tsx';
import { LineChooser, LineName } from '../components/LineChooser.tsx';
import { LineMark } from '../components/LineMark.tsx';
import { Notice } from '../components/Notice.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { StaleBadges } from '../components/StaleBadge.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { changedView, compareQuery, type CompareView, parseCompareView, SUBJECTS } from '../state/compareView.ts';
import { type ComparedLines, useComparedLines } from '../state/compareData.ts';
import { dyadName } from '../state/countryNames.ts';
import { downloadText } from '../state/download.ts';
import { windowOf } from '../state/dyadView.ts';
import { handCoded } from '../state/handCoded.ts';
import { useKeys } from '../state/keys.ts';
import { longDate, language, words } from '../state/language.ts';
import { hrefOf, navigate, place, replaceQuery } from '../state/location.ts';
import { modelName } from '../state/modelName.ts';
import { compareRequest, copyPinnedLink } from '../state/pinnedLink.ts';
import { useResource } from '../state/resource.ts';
import { theme } from '../state/theme.ts';
import { useTitle } from '../state/title.ts';

/** What is compared where the address names nothing: the pair that this project began with. */
const FIRST_PAIR = ['KOR-RUS', 'PRK-RUS'];

export function Compare() {
  const wording = words.value.compare;
  const { view, faults } = useMemo(() => parseCompareView(place.value.query), [place.value.query, language.value]);
  useTitle(wording.title);
  const board = useResource<Board>('/api/v1/dyads');
  const all = useResource<{ readonly models: readonly ModelSummary[] }>('/api/v1/models').data?.models;
  const published = all && handCoded(all);
  const known = board.data?.dyads ?? [];
  const dyads =
    view.dyads.length > 0
      ? view.dyads
      : known.length === 0
        ? []
        : FIRST_PAIR.every((id) => known.some((dyad) => dyad.id === id))
          ? FIRST_PAIR
          : known.slice(0, 2).map(({ id }) => id);
  const models =
    view.by === 'models' && view.models.length === 0
      ? (published ?? []).slice(0, MOST_LINES).map(({ name, version }) => `${name}@${version}`)
      : view.models;
  const compared = useComparedLines(view, dyads, models);
  const change = (changes: Partial<CompareView>): void => replaceQuery(compareQuery(changedView(view, changes)));
  // One of two lines would be drawn for a moment with axes that are not those of both.
  const hasSomething = compared.lines.length > 1 || (compared.lines.length === 1 && !compared.isLoading);
  return (
    <article class={view.asOf === undefined ? 'dyad compare' : 'dyad compare is-pinned'}>
      {view.asOf === undefined ? null : (
        <p class="pinned-banner" role="status">
          <strong>{wording.pinned}</strong>{' '}
          {/T/.test(view.asOf)
            ? wording.knownAt(view.asOf.slice(0, 16).replace('T', ' '))
            : wording.knownAtEnd(view.asOf)}{' '}
          <button
            type="button"
            class="link"
            onClick={() => change({ asOf: undefined, models: view.by === 'models' ? view.models : [] })}
          >
            {wording.showNow}
          </button>
        </p>
      )}
      {faults.length > 0 ? (
        <Notice kind="warning" title={words.value.dyad.badAddress}>
          {faults.join(' ')}
        </Notice>
      ) : null}
      {compared.problems.map(({ what, problem }) => (
        <ProblemNotice key={what} problem={problem} what={what} />
      ))}
      <header class="compare-head">
        <h1 tabIndex={-1}>{headline(view, hasSomething ? compared.lines : [])}</h1>
        <Segmented
          label={wording.what}
          value={view.by}
          onChoose={(by) => change({ by })}
          options={SUBJECTS.map((value) => ({ value, label: wording.subjects[value] }))}
        />
      </header>
      <Chooser
        view={view}
        dyads={dyads}
        models={models}
        positions={compared.positions}
        board={known}
        published={all ?? []}
        onChange={change}
      />
      {view.by === 'models' && published && models.length < 2 ? (
        <Notice>
          {published.length > 1 ? (
            wording.oneModel
          ) : (
            <Phrase
              text={wording.onlyModel(published[0]?.name ?? '', published[0]?.version ?? 0)}
              parts={{ lab: <a href="/lab">{wording.lab}</a> }}
            />
          )}
        </Notice>
      ) : null}
      <StaleBadges feeds={staleFeeds(compared.series)} />
      {view.by === 'dyads' && dyads.length === 1 ? <Notice>{wording.oneDyad}</Notice> : null}
      {hasSomething ? (
        <Shown view={view} dyads={dyads} models={models} compared={compared} onChange={change} />
      ) : compared.isLoading || board.isLoading ? (
        <Skeleton kind="dyad" what={wording.theLines} />
      ) : null}
    </article>
  );
}

function headline({ by, arrangement }: CompareView, lines: readonly CompareLine[]): string {
  const wording = words.value.compare;
  const labels = lines.map(({ label }) => label);
  if (labels.length === 0) return wording.title;
  if (by === 'methods') return wording.methodsOn(labels.length, lines[0]!.dyad);
  if (by === 'models') return wording.modelsOn(labels, lines[0]!.dyad);
  if (arrangement === 'difference' && labels.length > 1) return wording.against(labels.slice(1), labels[0]!);
  return labels.length > 3 ? wording.dyadsN(labels.length) : wording.together(labels);
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
  const wording = words.value.compare;
  const hasFirst = view.arrangement === 'difference';
  const dyadChoices = board.map(({ id, name }) => ({ value: id, label: dyadName(id, name) }));
  const nameOf = (id: string): string => dyadName(id, board.find((dyad) => dyad.id === id)?.name ?? id);
  const [dyad] = dyads;
  const dyadSelect =
    dyad === undefined ? null : (
      <select
        aria-label={wording.dyad}
        value={dyad}
        onChange={(event) =>
          onChange({
            dyads: [
              event.currentTarget.value,
              ...dyads.slice(1).filter((other) => other !== event.currentTarget.value),
            ],
          })
        }
      >
        {dyadChoices.some(({ value }) => value === dyad) ? null : <option value={dyad}>{dyad}</option>}
        {dyadChoices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    );
  if (view.by === 'dyads')
    return (
      <LineChooser
        label={wording.dyadsCompared}
        noun={wording.nouns.dyad}
        least={2}
        hasFirst={hasFirst}
        chosen={dyads.map((id, i) => ({
          position: positions[i],
          value: id,
          label: nameOf(id),
          short: id,
          href: `/d/${id}`,
        }))}
        available={dyadChoices}
        onChange={(values) => onChange({ dyads: values })}
      />
    );
  if (view.by === 'models') {
    const choices = published.map(({ name, version }) => ({
      value: `${name}@${version}`,
      label: modelName({ name, version }),
    }));
    return (
      <LineChooser
        label={wording.modelsCompared}
        noun={wording.nouns.model}
        least={1}
        hasFirst={hasFirst}
        chosen={models.map((value, i) => ({
          position: positions[i],
          value,
          label: choices.find((choice) => choice.value === value)?.label ?? value,
          href: `/m/${value}`,
        }))}
        available={choices}
        onChange={(values) => onChange({ models: values })}
      >
        {dyadSelect}
      </LineChooser>
    );
  }
  return (
    <LineChooser
      label={wording.methodsCompared}
      noun={wording.nouns.method}
      least={2}
      hasFirst={hasFirst}
      chosen={view.methods.map((value, position) => ({ position, value, label: words.value.methods[value].label }))}
      available={METHOD_NAMES.map((value) => ({ value, label: words.value.methods[value].label }))}
      onChange={(values) =>
        onChange({
          methods: METHOD_NAMES.filter((name) => values.includes(name)).toSorted(
            (a, b) => values.indexOf(a) - values.indexOf(b),
          ),
        })
      }
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
  const wording = words.value.compare;
  const { lines, series } = compared;
  const dragged = useSignal<Window | undefined>(undefined);
  const cursor = useSignal<number | undefined>(undefined);
  const say = useSignal('');
  const isDragging = useComputed(() => dragged.value !== undefined);
  // The brush shows the first line over the days of all of them.
  const firstDay = Math.min(...series.map((one) => one.firstDay));
  const firstEvents = series.flatMap(({ coverage }) => (coverage.firstEvent === null ? [] : [coverage.firstEvent]));
  const brushed = useMemo(
    () => withLead(series[0]!, (series[0]!.coverage.firstEvent ?? firstDay) - firstDay),
    [series[0], firstDay],
  );
  const resting = windowOf(
    view.range,
    brushed.firstDay,
    brushed.lastDay,
    firstEvents.length === 0 ? null : Math.min(...firstEvents),
  );
  const { from, to } = dragged.value ?? resting;
  const { arrangement, scale, step } = view;
  const shown = { lines, arrangement, scale, from, to, words: words.value };
  const canShowLevels = view.by !== 'methods' && scale === 'level' && arrangement !== 'difference';
  const showLevels = view.levels && canShowLevels;
  const data = useMemo(
    () => (view.table ? compareTable(lines, arrangement, scale, step, resting.from, resting.to) : undefined),
    [lines, arrangement, scale, step, resting.from, resting.to, view.table],
  );

  const copyLink = (): void => {
    // A copied link must show the same next year: lines, days, data and models are pinned.
    const [first] = series;
    const pinned =
      view.by === 'models'
        ? models.map((model, i) => (series[i] ? `${series[i].model.name}@${series[i].model.hash}` : model))
        : first
          ? [`${first.model.name}@${first.model.hash}`]
          : [];
    const asOf = view.asOf ?? first?.asOf ?? undefined;
    const query = compareQuery({ ...view, dyads, models: pinned, range: resting, asOf });
    const parameters = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    const request =
      pinned.length === 1 ? compareRequest(dyads, view, { ...resting, asOf, model: pinned[0]! }) : undefined;
    void copyPinnedLink(request, hrefOf('/compare', parameters)).then((copied) => {
      say.value =
        copied === undefined
          ? words.value.dyad.notCopied
          : copied === 'view'
            ? words.value.view.shortCopied
            : wording.linkCopied;
    });
  };
  // A card holds dyads against each other, or two models on one; what else is compared becomes the line of the first.
  const [model, overlay] = view.by === 'models' ? models : view.models;
  const isOfDyads = view.by === 'dyads' && dyads.length > 1;
  const brief = briefAddress({
    show: isOfDyads ? 'compare' : 'dyad',
    dyads: isOfDyads ? dyads : dyads.slice(0, 1),
    range: resting,
    model,
    overlay: view.by === 'models' ? overlay : undefined,
    asOf: view.asOf,
  });
  const copyImage = (): void => {
    say.value = words.value.brief.copied.working;
    const days = {
      from: toIsoDate(resting.from),
      to: toIsoDate(resting.to),
      ...(model !== undefined && { model }),
      ...(view.asOf !== undefined && { asOf: view.asOf }),
    };
    const second = view.by === 'models' && overlay !== undefined ? { overlay } : {};
    void copyView(
      isOfDyads ? { kind: 'compare', dyads, ...days } : { kind: 'dyad', dyad: dyads[0]!, ...days, ...second },
    ).then((sentence) => {
      say.value = sentence;
    });
  };
  const downloadCsv = (): void => {
    const name = `compare_${(view.by === 'dyads' ? dyads : [dyads[0]!, view.by]).join('_')}_${toIsoDate(resting.from)}_${toIsoDate(resting.to)}.csv`;
    downloadText(
      name,
      'text/csv;charset=utf-8',
      compareCsv(compareTable(lines, arrangement, scale, step, resting.from, resting.to)),
    );
    say.value = wording.beingSaved(name);
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
    y: copyLink,
    c: copyImage,
    e: () => navigate(brief),
    Escape: () => {
      cursor.value = undefined;
    },
  });

  const sentences = compareSentences(shown);
  const scales: readonly Scale[] =
    view.by === 'methods' && arrangement !== 'multiples' ? ['percentile', 'z'] : ['level', 'percentile', 'z'];
  const valuesOf =
    scale === 'level' ? (view.by === 'methods' ? wording.values : wording.tensionIndex) : wording.scales[scale];
  return (
    <>
      <p class="summary">{sentences.join(' ')}</p>
      <div class="toolbar" role="group" aria-label={words.value.dyad.toolbar}>
        <Segmented
          label={words.value.dyad.range}
          value={typeof view.range === 'string' ? view.range : undefined}
          onChoose={(range) => change({ range })}
          options={RANGE_NAMES.map((value, i) => ({
            value,
            label: words.value.dyad.ranges[value],
            key: String(i + 1),
          }))}
        />
        <Segmented
          label={words.value.dyad.step}
          value={step}
          onChoose={(chosen) => change({ step: chosen })}
          options={[
            ...(view.by === 'methods'
              ? []
              : [
                  {
                    value: 'day' as const,
                    label: words.value.dyad.stepLetters.day,
                    title: words.value.dyad.byDay,
                    key: 'd',
                  },
                ]),
            {
              value: 'week' as const,
              label: words.value.dyad.stepLetters.week,
              title: words.value.dyad.byWeek,
              key: 'w',
            },
            {
              value: 'month' as const,
              label: words.value.dyad.stepLetters.month,
              title: words.value.dyad.byMonth,
              key: 'm',
            },
          ]}
        />
        <Segmented
          label={wording.arrangement}
          value={arrangement}
          onChoose={(chosen) => change({ arrangement: chosen })}
          options={ARRANGEMENTS.map((value) => ({ value, label: wording.arrangements[value] }))}
        />
        <Segmented
          label={wording.scale}
          value={scale}
          onChoose={(chosen) => change({ scale: chosen })}
          options={scales.map((value) => ({ value, label: wording.scales[value], title: wording.scaleTitles[value] }))}
        />
        {canShowLevels ? (
          <button
            type="button"
            aria-pressed={view.levels}
            title={words.value.dyad.levelsTitle}
            onClick={() => change({ levels: !view.levels })}
          >
            {words.value.dyad.levels}
          </button>
        ) : null}
        <span class="toolbar-space" />
        <button
          type="button"
          aria-pressed={view.table}
          aria-keyshortcuts="t"
          title={words.value.dyad.tableTitle}
          onClick={() => change({ table: !view.table })}
        >
          {words.value.dyad.table}
        </button>
        <button type="button" title={wording.csvTitle} onClick={downloadCsv}>
          {words.value.dyad.csv}
        </button>
        <button type="button" aria-keyshortcuts="y" title={wording.copyTitle} onClick={copyLink}>
          {words.value.dyad.copyLink}
        </button>
        <a class="button" href={brief} aria-keyshortcuts="e" title={words.value.brief.toBriefTitle}>
          {words.value.brief.toBrief}
        </a>
      </div>
      <p class="visually-hidden" aria-live="polite">
        {say}
      </p>
      <div class="figure">
        {data ? (
          <CompareTable
            data={data}
            from={resting.from}
            to={resting.to}
            step={step}
            measure={arrangement === 'difference' ? wording.differenceTo(lines[0]!.label, valuesOf) : valuesOf}
            firstPosition={arrangement === 'difference' ? 1 : 0}
          />
        ) : arrangement === 'difference' && lines.length < 2 ? (
          <p class="empty">{wording.needsTwo}</p>
        ) : (
          <CompareChart
            lines={lines}
            arrangement={arrangement}
            scale={scale}
            step={step}
            from={from}
            to={to}
            showLevels={showLevels}
            theme={theme.value}
            isDragging={isDragging.value}
            cursor={cursor}
            say={say}
          />
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
          {series.length > 1 ? wording.below(lines[0]!.label) : ''}
          {wording.broken} {view.by === 'methods' ? wording.countedMethods : ''}
        </p>
        {showLevels ? (
          <LevelNote lines={lines.map(({ key, short, levels }) => ({ key, name: short, segments: levels() }))} />
        ) : null}
        {view.levels && !canShowLevels ? <p class="coverage-note">{wording.levelsOnly}</p> : null}
      </div>
      {view.by === 'methods' ? (
        <MethodNotes lines={lines} />
      ) : (
        <CoverageTable lines={lines} from={resting.from} to={resting.to} />
      )}
    </>
  );
}

/** What each line is built on, in numbers. */
function CoverageTable({
  lines,
  from,
  to,
}: {
  readonly lines: readonly CompareLine[];
  readonly from: number;
  readonly to: number;
}) {
  const wording = words.value.compare;
  return (
    <section class="coverage-section" aria-labelledby="coverage-title">
      <h2 id="coverage-title">{wording.builtOn}</h2>
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="coverage-title">
        <table class="coverage-table">
          <thead>
            <tr>
              <th scope="col">{wording.line}</th>
              <th scope="col" class="num">
                {wording.eventsShown}
              </th>
              <th scope="col" class="num">
                {wording.inAll}
              </th>
              <th scope="col" class="num">
                {wording.aYear}
              </th>
              <th scope="col">{wording.first}</th>
              <th scope="col">{wording.last}</th>
              <th scope="col" class="num">
                {wording.sparse}
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
  const wording = words.value.compare;
  return (
    <section class="method-notes" aria-labelledby="methods-title">
      <h2 id="methods-title">{wording.whatMethods}</h2>
      <dl>
        {lines.map(({ key, method }, i) =>
          method ? (
            <div key={key}>
              <dt>
                <LineMark position={i} /> {method.label} <span class="muted">{method.unit}</span>
              </dt>
              <dd>
                {method.tells} <span class="muted">{wording.source(method.source)}</span>
              </dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  );
}
