/** The dyad page: the trend, what it is made of, what moved it, and the events. */
import { batch, useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ModelSummary, Run, Vintages } from '../../server/api/contract.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { flagOn } from '../../models/flag.ts';
import { explainMove } from '../../models/move.ts';
import { partsOf } from '../../models/moveFinding.ts';
import { CATEGORIES } from '../../models/codebook.ts';
import { briefAddress } from '../brief/briefAddress.ts';
import { copyView } from '../brief/copyView.ts';
import { RANGE_NAMES } from '../charts/ranges.ts';
import { type DailySeries, valueOn } from '../charts/dailySeries.ts';
import type { FigureView } from '../charts/figure.ts';
import { levelSegments } from '../charts/levels.ts';
import { plain, signed } from '../charts/format.ts';
import { largestDifference, type Overlay } from '../charts/overlay.ts';
import { numberedEvents } from '../charts/peaks.ts';
import { staleFeeds } from '../charts/stale.ts';
import type { Theme } from '../charts/theme.ts';
import { directionName, sayDay, summarise } from '../charts/sentences.ts';
import { Brush, type Window } from '../components/Brush.tsx';
import { CategoryMark } from '../components/CategoryMark.tsx';
import { DyadChart } from '../components/DyadChart.tsx';
import { EvidencePanel } from '../components/EvidencePanel.tsx';
import { EventsTable } from '../components/EventsTable.tsx';
import { type EndChoice, Explain } from '../components/Explain.tsx';
import { Flag } from '../components/Flag.tsx';
import { LevelNote } from '../components/LevelNote.tsx';
import { MachineNotice } from '../components/MachineNotice.tsx';
import { MovePanel } from '../components/MovePanel.tsx';
import { NearestDyads } from '../components/NearestDyads.tsx';
import { Notice } from '../components/Notice.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { SeriesTable } from '../components/SeriesTable.tsx';
import { SinceThen } from '../components/SinceThen.tsx';
import { SourcesMenu } from '../components/SourcesMenu.tsx';
import { StaleBadges } from '../components/StaleBadge.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { WhatIfBanner, WhatIfMenu } from '../components/WhatIfMenu.tsx';
import type { ApiProblem } from '../state/api.ts';
import { momentWords } from '../state/asOf.ts';
import { dyadName } from '../state/countryNames.ts';
import { MOST_ACTS, type Scored, seriesUrl, useDyadData, vintagesUrl } from '../state/dyadData.ts';
import { changedQuery, type DyadView, parseDyadView, viewQuery, windowOf } from '../state/dyadView.ts';
import { type MoveQuestion, moveUrl, sentenceOf, useMove } from '../state/explainedMove.ts';
import { handCoded } from '../state/handCoded.ts';
import { useKeys } from '../state/keys.ts';
import { longDate, language, words } from '../state/language.ts';
import { hrefOf, navigate, place, replaceQuery } from '../state/location.ts';
import { machineModelOf, useEvidence, useModels, usePair, useSecondLines } from '../state/machineLines.ts';
import { modelName } from '../state/modelName.ts';
import type { Pair } from '../state/pairSearch.ts';
import { copyPinnedLink, dyadRequest } from '../state/pinnedLink.ts';
import { useResource } from '../state/resource.ts';
import { knownRange, nextBeside, useTwoSources } from '../state/sources.ts';
import { theme } from '../state/theme.ts';
import { useTitle } from '../state/title.ts';
import { scoreWhatIf, whatIfOf } from '../state/whatIf.ts';
import { EmptyPair } from './EmptyPair.tsx';

/** The model of an address without one. */
const DEFAULT_MODEL = 'baseline';

export function Dyad({ id }: { readonly id: string }) {
  const canonical = canonicalDyad(id);
  useEffect(() => {
    // The address is the canonical one, as the API's redirect makes it.
    if (canonical !== undefined && canonical !== id) {
      window.history.replaceState(null, '', hrefOf(`/d/${canonical}`, place.value.query));
      place.value = { ...place.value, path: `/d/${canonical}` };
    }
  }, [id, canonical]);
  if (canonical === undefined) return <UnknownDyad id={id} />;
  return <KnownDyad key={canonical} dyad={canonical} />;
}

function KnownDyad({ dyad }: { readonly dyad: string }) {
  const { view, faults } = useMemo(
    () => parseDyadView(place.value.query, dyad),
    [place.value.query, dyad, language.value],
  );
  const { pair, isKnown } = usePair(dyad);
  const models = useModels();
  // A pair of which nothing is coded by hand is shown as machines coded it, where they did.
  const substitute =
    view.model === undefined && pair?.events === 0 && models ? machineModelOf(models, pair)?.name : undefined;
  const { series, scored, problem } = useDyadData({
    dyad,
    model: view.model ?? substitute,
    asOf: view.asOf,
    direction: view.direction,
  });
  useTitle(series ? dyadName(dyad, series.name) : dyad);
  if (!series) {
    if (problem?.problem?.type.endsWith('no-events') === true && !isKnown) return <Skeleton kind="dyad" what={dyad} />;
    if (
      problem?.problem?.type.endsWith('no-events') === true &&
      view.asOf === undefined &&
      pair?.events === 0 &&
      models &&
      !machineModelOf(models, pair)
    )
      return <EmptyPair pair={pair} models={models} />;
    if (problem?.status === 404 && problem.problem?.type.endsWith('no-events') === true && view.asOf === undefined)
      return <UnknownDyad id={dyad} problem={problem} />;
    return problem ? <Refused dyad={dyad} problem={problem} /> : <Skeleton kind="dyad" what={dyad} />;
  }
  return (
    <Shown
      dyad={dyad}
      view={substitute === undefined ? view : { ...view, model: substitute }}
      faults={faults}
      series={series}
      scored={scored}
      problem={problem}
      pair={pair}
      models={models ?? []}
    />
  );
}

/** The server cannot answer as asked; without the model and the moment of the address it usually can. */
function Refused({ dyad, problem }: { readonly dyad: string; readonly problem: ApiProblem }) {
  if (problem.status === 503) return <ProblemNotice problem={problem} what={dyad} />;
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>{dyad}</h1>
      <ProblemNotice problem={problem} what={dyad} />
      <p>
        <a href={`/d/${dyad}`}>{words.value.dyad.knownNow(dyad)}</a>
      </p>
    </article>
  );
}

interface ShownProps {
  readonly dyad: string;
  readonly view: DyadView;
  readonly faults: readonly string[];
  readonly series: DailySeries;
  readonly scored: Scored | undefined;
  readonly problem: ApiProblem | undefined;
  readonly pair: Pair | undefined;
  readonly models: readonly ModelSummary[];
}

function Shown({ dyad, view, faults, series, scored, problem, pair, models }: ShownProps) {
  const wording = words.value.dyad;
  const dragged = useSignal<Window | undefined>(undefined);
  const cursor = useSignal<number | undefined>(undefined);
  const say = useSignal('');
  const isDragging = useComputed(() => dragged.value !== undefined);
  const resting = windowOf(knownRange(view.range, series), series.firstDay, series.lastDay, series.coverage.firstEvent);
  // Chart, panel and sentences follow the drag. The tables take the window where it comes to rest: hundreds of rows a frame would make it stutter.
  const { from, to } = dragged.value ?? resting;
  const change = (changes: Partial<DyadView>): void => replaceQuery(changedQuery(view, changes));

  const [a, b] =
    view.a !== undefined && view.b !== undefined
      ? [Math.min(view.a, view.b), Math.max(view.a, view.b)]
      : [undefined, undefined];
  const isMarked = a !== undefined && b !== undefined && a < b;
  const move = useMemo(
    () => (scored ? explainMove(scored.columns, scored.model, from, to, scored.direction) : undefined),
    [scored, from, to],
  );
  const shownMove = useMemo(
    () => (scored && isMarked ? explainMove(scored.columns, scored.model, a, b, scored.direction) : move),
    [scored, move, a, b],
  );
  const numbers = useMemo(() => {
    if (!scored) return new Map<string, number>();
    const at = numberedEvents(
      scored.columns.day,
      scored.figureEvents.map((event) => event.peak),
      from,
      to,
    );
    return new Map(at.map((e, i) => [scored.columns.ids[e]!, i + 1]));
  }, [scored, from, to]);
  const sentences = summarise({ series, from, to, events: scored?.figureEvents }, words.value);
  const finding = useMemo(
    () => (scored && move ? sentenceOf(partsOf(move, scored.codebook), series, scored) : undefined),
    [series, scored, move, words.value],
  );
  const whatIf = useMemo(
    () => (scored ? scoreWhatIf(series, scored, view.whatIf) : undefined),
    [series, scored, view.whatIf],
  );
  const firstPublished = useFirstPublished(view, series);
  const seconds = useSecondLines(dyad, view, models);
  const overlays = useMemo(
    () => [
      ...(firstPublished ? [firstPublished] : []),
      ...(whatIf ? [whatIf.overlay] : []),
      ...seconds.map(({ overlay }) => overlay),
    ],
    [firstPublished, whatIf, seconds],
  );
  const machineLine = series.feeds ? series : seconds.find((line) => line.series.feeds)?.series;
  const evidence = useEvidence(dyad, machineLine?.feeds?.[0]?.feed, resting.from, resting.to, view.asOf);
  const sources = useTwoSources({ view, series, scored, seconds, to: resting.to });
  const levels = useMemo(
    () =>
      view.levels && scored ? levelSegments({ ...scored.score, coverage: series.coverage, scale: series.scale }) : [],
    [view.levels, scored, series],
  );
  // A page that shows what is not published lies on other paper, and so does its chart.
  const paint = useMemo(
    () => (whatIf ? { ...theme.value, paper: theme.value.whatIfPaper } : theme.value),
    [theme.value, whatIf !== undefined],
  );
  const flag = useMemo(
    () => (scored && to >= scored.score.firstDay ? flagOn(scored.score, scored.columns, scored.model, to) : undefined),
    [scored, to],
  );

  const figureView: FigureView = { from, to, step: view.step, layer: view.layer, a: view.a, b: view.b };
  const mark = (day: number): void => {
    if (view.a === undefined || view.b !== undefined) {
      change({ a: day, b: undefined });
      say.value = wording.aIs(longDate(day));
    } else if (day !== view.a) {
      change({ b: day });
      say.value = wording.bIs(longDate(day));
    }
  };
  const markAs = (name: 'a' | 'b'): void => {
    const day = cursor.value ?? (name === 'a' ? from : to);
    change({ [name]: day });
    say.value = wording.markIs(name.toUpperCase(), longDate(day));
  };
  const walkEvents = (direction: 1 | -1): void => {
    if (!scored) return;
    const at = cursor.value ?? (direction === 1 ? from - 1 : to + 1);
    const days = [...new Set(scored.columns.day)].filter((day) => day >= from && day <= to);
    const next = direction === 1 ? days.find((day) => day > at) : days.findLast((day) => day < at);
    if (next === undefined) {
      say.value = direction === 1 ? wording.noLater : wording.noEarlier;
      return;
    }
    cursor.value = next;
    say.value = sayDay(series, next, scored.figureEvents, words.value);
  };
  const copyLink = (): void => {
    // A copied link must show the same next year: days, data and model are pinned, not "the last five years".
    const pinned = {
      ...resting,
      asOf: view.asOf ?? series.asOf ?? undefined,
      model: `${series.model.name}@${series.model.hash}`,
    };
    const query = viewQuery({ ...view, range: resting, asOf: pinned.asOf, model: pinned.model });
    const parameters = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    void copyPinnedLink(dyadRequest(dyad, view, pinned), hrefOf(`/d/${dyad}`, parameters)).then((copied) => {
      say.value =
        copied === undefined
          ? wording.notCopied
          : copied === 'view'
            ? words.value.view.shortCopied
            : wording.linkCopied;
    });
  };
  const shown = { dyads: [dyad], range: resting, direction: view.direction, model: view.model, asOf: view.asOf };
  const brief = briefAddress({ ...shown, step: view.step, whatIf: view.whatIf });
  const copyImage = (): void => {
    say.value = words.value.brief.copied.working;
    const { model, asOf, whatIf } = view;
    void copyView({
      kind: 'dyad',
      dyad,
      from: toIsoDate(resting.from),
      to: toIsoDate(resting.to),
      step: view.step,
      direction: view.direction,
      ...(model !== undefined && { model }),
      ...(asOf !== undefined && { asOf }),
      ...(whatIf !== undefined && { whatIf }),
    }).then((sentence) => {
      say.value = sentence;
    });
  };
  const wantsExplain = useRef(false);
  const explain = (changes: Partial<DyadView> = {}): void => {
    wantsExplain.current = true;
    change({ a: view.a ?? from, b: view.b ?? to, ...changes });
  };
  useEffect(() => {
    const title = document.getElementById('explain-title');
    if (!wantsExplain.current || !title) return;
    wantsExplain.current = false;
    title.scrollIntoView({ block: 'start' });
    title.focus({ preventScroll: true });
  });
  const unmark = (): void => change({ a: undefined, b: undefined, asOfTo: undefined, modelTo: undefined });
  useKeys({
    x: () => explain(),
    '1': () => change({ range: '90d' }),
    '2': () => change({ range: '1y' }),
    '3': () => change({ range: '5y' }),
    '4': () => change({ range: 'all' }),
    d: () => change({ step: 'day' }),
    w: () => change({ step: 'week' }),
    m: () => change({ step: 'month' }),
    t: () => change({ table: !view.table }),
    a: () => markAs('a'),
    b: () => markAs('b'),
    '[': () => walkEvents(-1),
    ']': () => walkEvents(1),
    y: copyLink,
    o: () => change({ overlays: nextBeside(models, pair, series.model.name, view.overlays ?? []) }),
    c: copyImage,
    e: () => navigate(brief),
    Escape: () => {
      batch(() => {
        cursor.value = undefined;
        if (view.a !== undefined || view.b !== undefined) unmark();
      });
    },
  });

  const isTooMuch = series.feeds !== undefined && series.coverage.events > MOST_ACTS;
  const index = valueOn(series, series.index, to)!;
  const moved = index - valueOn(series, series.index, from)!;
  const sides = series.sides;
  const [first, second] = dyad.split('-');
  const question = { dyad, model: view.model, asOf: view.asOf, direction: view.direction };
  const csvUrl = seriesUrl(question, {
    from: toIsoDate(from),
    to: toIsoDate(to),
    step: view.step,
    ...(view.whatIf !== undefined && { whatIf: view.whatIf }),
    format: 'csv',
  });
  const unknown = whatIf?.unknown ?? [];
  return (
    <article class={whatIf ? 'dyad is-what-if' : 'dyad'}>
      {faults.length > 0 ? (
        <Notice kind="warning" title={wording.badAddress}>
          {faults.join(' ')}
        </Notice>
      ) : null}
      {unknown.length > 0 ? (
        <Notice kind="warning" title={wording.unknownEvents}>
          {wording.passedOver(unknown)}
        </Notice>
      ) : null}
      {problem ? <ProblemNotice problem={problem} what={words.value.board.newest} /> : null}
      <RunNotice />
      {series.feeds ? (
        <MachineNotice name={dyadName(dyad, series.name)} feeds={series.feeds} isAlone={pair?.events === 0} />
      ) : null}
      {whatIf ? (
        <WhatIfBanner
          series={series}
          scored={whatIf}
          from={from}
          to={to}
          isIndexShown={view.layer === 'index'}
          onClear={() => change({ whatIf: undefined })}
        />
      ) : null}
      <header class="dyad-head">
        <div>
          <p class="eyebrow">
            {view.direction === 'both' ? dyad : view.direction.replace('>', ' → ')} · {longDate(to)}
            {series.feeds ? <span class="source-tag is-machine">{words.value.machine.tag}</span> : null}
            {models.some(({ hash, couplings }) => hash === series.model.hash && couplings === true) ? (
              <span class="source-tag">{words.value.machine.coupled}</span>
            ) : null}
          </p>
          <h1 tabIndex={-1}>{dyadName(dyad, series.name)}</h1>
        </div>
        <dl class="dyad-stats">
          <div>
            <dt>{wording.index}</dt>
            <dd>
              <span class="stat-value">{plain(index)}</span>
              <span class="stat-band">
                90% {plain(valueOn(series, series.low, to)!, 0)}–{plain(valueOn(series, series.high, to)!, 0)}
              </span>
            </dd>
          </div>
          <div>
            <dt>{wording.inWindow}</dt>
            <dd>
              <span class="stat-value">{signed(moved)}</span>
            </dd>
          </div>
          <div>
            <dt>{wording.overDays(scored ? scored.model.flag.windowDays : 30)}</dt>
            <dd class="stat-flag">{flag === undefined ? <span class="muted">…</span> : <Flag flag={flag} />}</dd>
          </div>
          <div>
            <dt>{wording.model}</dt>
            <dd class="stat-model">
              <a href={`/m/${series.model.name}`}>{modelName(series.model)}</a>
              <code>{series.model.hash}</code>
            </dd>
          </div>
        </dl>
      </header>
      {isTooMuch ? null : <p class="finding">{finding ?? wording.computing}</p>}
      <p class="summary">{sentences.join(' ')}</p>
      <div class="toolbar" role="group" aria-label={wording.toolbar}>
        <Segmented
          label={wording.range}
          value={typeof view.range === 'string' ? view.range : undefined}
          onChoose={(range) => change({ range })}
          options={RANGE_NAMES.map((value, i) => ({
            value,
            label: wording.ranges[value],
            title: wording.rangeTitles[value],
            key: String(i + 1),
          }))}
        />
        <Segmented
          label={wording.step}
          value={view.step}
          onChoose={(step) => change({ step })}
          options={[
            { value: 'day', label: wording.stepLetters.day, title: wording.byDay, key: 'd' },
            { value: 'week', label: wording.stepLetters.week, title: wording.byWeek, key: 'w' },
            { value: 'month', label: wording.stepLetters.month, title: wording.byMonth, key: 'm' },
          ]}
        />
        <Segmented
          label={wording.view}
          value={view.layer}
          onChoose={(layer) => change({ layer })}
          options={[
            { value: 'index', label: wording.index },
            { value: 'parts', label: wording.parts, title: wording.partsTitle },
          ]}
        />
        <Segmented
          label={wording.whose}
          value={view.direction}
          onChoose={(direction) => change({ direction })}
          options={[
            { value: 'both', label: wording.both },
            {
              value: `${first!}>${second!}` as const,
              label: `${first} → ${second}`,
              title: wording.towards(sides[0], sides[1]),
            },
            {
              value: `${second!}>${first!}` as const,
              label: `${second} → ${first}`,
              title: wording.towards(sides[1], sides[0]),
            },
          ]}
        />
        {models.length > 1 ? (
          <SourcesMenu
            models={models}
            pair={pair}
            main={series.model.name}
            beside={view.overlays ?? []}
            hasVolume={evidence !== undefined}
            isVolumeShown={view.volume === true}
            onMain={(model) =>
              change({
                model: model === DEFAULT_MODEL && pair?.events !== 0 ? undefined : model,
                whatIf: undefined,
                overlays: view.overlays?.filter((name) => name.split('@')[0] !== model),
              })
            }
            onBeside={(names) => change({ overlays: names.length === 0 ? undefined : names })}
            onVolume={(isShown) => change({ volume: isShown ? true : undefined })}
          />
        ) : null}
        {scored ? (
          <WhatIfMenu scored={scored} whatIf={whatIfOf(view.whatIf)} onChange={(text) => change({ whatIf: text })} />
        ) : null}
        <button
          type="button"
          aria-pressed={view.firstPublished === true}
          disabled={view.direction !== 'both' || series.feeds !== undefined}
          title={view.direction === 'both' ? wording.firstPublishedTitle : wording.firstPublishedBoth}
          onClick={() => change({ firstPublished: view.firstPublished ? undefined : true })}
        >
          {wording.firstPublished}
        </button>
        <button
          type="button"
          aria-pressed={view.levels === true}
          title={wording.levelsTitle}
          onClick={() => change({ levels: view.levels ? undefined : true })}
        >
          {wording.levels}
        </button>
        <div class="toolbar-out">
          <button
            type="button"
            aria-pressed={view.table}
            aria-keyshortcuts="t"
            title={wording.tableTitle}
            onClick={() => change({ table: !view.table })}
          >
            {wording.table}
          </button>
          <a class="button" href={csvUrl} download title={wording.csvTitle}>
            {wording.csv}
          </a>
          <button type="button" aria-keyshortcuts="y" title={wording.copyTitle} onClick={copyLink}>
            {wording.copyLink}
          </button>
          <a class="button" href={brief} aria-keyshortcuts="e" title={words.value.brief.toBriefTitle}>
            {words.value.brief.toBrief}
          </a>
        </div>
      </div>
      <p class="visually-hidden" aria-live="polite">
        {say}
      </p>
      <div class="dyad-grid">
        <div class="figure">
          <StaleBadges feeds={staleFeeds([series, ...seconds.map(({ series }) => series)])} />
          {view.table ? (
            <SeriesTable
              series={series}
              from={resting.from}
              to={resting.to}
              step={view.step}
              csvUrl={csvUrl}
              overlays={overlays}
            />
          ) : (
            <DyadChart
              series={series}
              scored={scored}
              view={figureView}
              theme={paint}
              overlays={overlays}
              levels={levels}
              evidence={evidence}
              hasStrip={view.volume === true}
              isDragging={isDragging.value}
              cursor={cursor}
              say={say}
              onMark={mark}
            />
          )}
          <Brush
            series={series}
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
          <CategoryKey scored={scored} />
          <Marks view={view} series={series} onClear={unmark} onMark={markAs} onExplain={() => explain()} />
          <p class="coverage-note">
            {numbers.size > 0 ? wording.numbered(numbers.size) : ''}
            {wording.ticks}
          </p>
          {view.levels ? (
            <LevelNote lines={[{ key: dyad, name: dyadName(dyad, series.name), segments: levels }]} />
          ) : null}
          {firstPublished ? <FirstPublishedNote series={series} overlay={firstPublished} from={from} to={to} /> : null}
          {isTooMuch ? null : <SumCheck series={series} scored={scored} day={to} />}
          {series.coverage.note === null ? null : <p class="coverage-note">{wording.coverage(series.coverage.note)}</p>}
        </div>
        <div class="dyad-side">
          {view.asOf === undefined ? null : (
            <SinceThen dyad={dyad} since={view.asOf} onExplain={() => explain({ a: to, b: to, asOfTo: 'now' })} />
          )}
          {scored && shownMove ? (
            <MovePanel
              dyad={dyad}
              scored={scored}
              move={shownMove}
              numbers={numbers}
              isMarked={isMarked}
              onExplain={() => explain()}
            />
          ) : (
            <section class="moved" aria-busy={isTooMuch ? undefined : 'true'}>
              <h2>{words.value.move.title}</h2>
              {isTooMuch ? (
                <p class="muted small">{words.value.machine.tooMany(series.coverage.events, MOST_ACTS)}</p>
              ) : (
                <Skeleton kind="text" what={wording.theEvents} />
              )}
            </section>
          )}
        </div>
      </div>
      {evidence && machineLine ? (
        <EvidencePanel
          evidence={evidence}
          effect={sources.effect}
          isTwoSources={sources.isOn}
          onTwoSources={(isOn) => change(sources.change(isOn))}
        />
      ) : null}
      {scored && a !== undefined && b !== undefined ? (
        <Explained
          dyad={dyad}
          view={view}
          series={series}
          scored={scored}
          from={a}
          to={b}
          paint={paint}
          numbers={numbers}
          onChange={change}
          onClear={unmark}
        />
      ) : null}
      {scored ? (
        <EventsTable
          dyad={dyad}
          scored={scored}
          from={resting.from}
          to={resting.to}
          view={view}
          numbers={numbers}
          onChange={change}
        />
      ) : null}
      {view.direction === 'both' ? null : (
        <p class="muted small">{wording.onlyActs(directionName(series, words.value))}</p>
      )}
    </article>
  );
}

/** The two marked days and the difference; the buttons are for fingers and for who does not know the keys. */
function Marks({
  view,
  series,
  onClear,
  onMark,
  onExplain,
}: {
  readonly view: DyadView;
  readonly series: DailySeries;
  readonly onClear: () => void;
  readonly onMark: (name: 'a' | 'b') => void;
  readonly onExplain: () => void;
}) {
  const wording = words.value.dyad;
  const value = (day: number | undefined): number | undefined =>
    day === undefined ? undefined : valueOn(series, series.index, day);
  const a = value(view.a);
  const b = value(view.b);
  return (
    <div class="marks">
      <button type="button" aria-keyshortcuts="a" onClick={() => onMark('a')} title={wording.setATitle}>
        {wording.setA}
      </button>
      <button type="button" aria-keyshortcuts="b" onClick={() => onMark('b')} title={wording.setBTitle}>
        {wording.setB}
      </button>
      {a === undefined && b === undefined ? <span class="muted small">{wording.clickToMark}</span> : null}
      {a === undefined ? null : (
        <span>
          <b class="pin">A</b> {longDate(view.a!)} <span class="num">{plain(a)}</span>
        </span>
      )}
      {b === undefined ? null : (
        <span>
          <b class="pin">B</b> {longDate(view.b!)} <span class="num">{plain(b)}</span>
        </span>
      )}
      {a === undefined || b === undefined ? null : (
        <strong class="marks-difference">
          {signed(b - a)} <span class="muted">{wording.fromAToB}</span>
        </strong>
      )}
      {a === undefined || b === undefined ? null : (
        <button type="button" aria-keyshortcuts="x" title={wording.explainTitle} onClick={onExplain}>
          {wording.explain}
        </button>
      )}
      {a === undefined && b === undefined ? null : (
        <button type="button" class="link" onClick={onClear}>
          {wording.clear}
        </button>
      )}
    </div>
  );
}

interface ExplainedProps {
  readonly dyad: string;
  readonly view: DyadView;
  readonly series: DailySeries;
  readonly scored: Scored;
  readonly from: number;
  readonly to: number;
  readonly paint: Theme;
  readonly numbers: ReadonlyMap<string, number>;
  readonly onChange: (changes: Partial<DyadView>) => void;
  readonly onClear: () => void;
}

/** The move between the marks: at the page's moment and model, or to what is known now, or to another model. */
function Explained({ dyad, view, series, scored, from, to, paint, numbers, onChange, onClear }: ExplainedProps) {
  const wording = words.value.dyad;
  const runs = useResource<{ readonly runs: readonly Run[] }>(
    view.asOfTo === 'now' ? '/api/v1/runs?limit=5' : null,
  ).data;
  const models = useResource<{ readonly models: readonly ModelSummary[] }>('/api/v1/models').data?.models ?? [];
  const now = runs?.runs.find(({ status }) => status === 'complete')?.asOf ?? undefined;
  const asOfTo = view.asOfTo === 'now' ? now : view.asOfTo;
  const isElsewhere = view.asOfTo !== undefined || view.modelTo !== undefined;
  const isReady = (view.asOfTo === undefined || asOfTo !== undefined) && (from < to || isElsewhere);
  const question: MoveQuestion = {
    dyad,
    model: view.model,
    asOf: view.asOf,
    direction: view.direction,
    from,
    to,
    asOfTo,
    modelTo: view.modelTo,
  };
  const { move, problem } = useMove(isReady ? question : null, series, scored);
  if (from === to && !isElsewhere) return <p class="explain muted small">{wording.oneDay}</p>;
  const moments: EndChoice[] =
    view.asOf === undefined
      ? []
      : [
          { value: '', label: wording.sameMoment },
          { value: 'now', label: wording.now },
          ...(view.asOfTo === undefined || view.asOfTo === 'now'
            ? []
            : [{ value: view.asOfTo, label: wording.atMoment(momentWords(view.asOfTo)) }]),
        ];
  const others = handCoded(models)
    .filter(({ hash }) => hash !== series.model.hash)
    .map(({ name, version, hash }) => ({ value: `${name}@${hash}`, label: modelName({ name, version }) }));
  return (
    <Explain
      dyad={dyad}
      scored={scored}
      move={move}
      problem={problem}
      theme={paint}
      isTable={view.table}
      csvUrl={moveUrl(question, { format: 'csv' })}
      briefHref={
        isElsewhere
          ? undefined
          : briefAddress({
              show: 'move',
              dyads: [dyad],
              range: { from, to },
              direction: view.direction,
              model: view.model,
              asOf: view.asOf,
            })
      }
      numbers={numbers}
      moments={moments}
      momentTo={view.asOfTo ?? ''}
      models={[{ value: '', label: modelName(series.model) }, ...others]}
      modelTo={others.find(({ value }) => value === view.modelTo || value.split('@')[0] === view.modelTo)?.value ?? ''}
      onMoment={(value) => onChange({ asOfTo: value === '' ? undefined : value })}
      onModel={(value) => onChange({ modelTo: value === '' ? undefined : value })}
      onTable={() => onChange({ table: !view.table })}
      onClear={onClear}
    />
  );
}

/** What each day was when it was first published, as a line; undefined where it is not asked for. */
function useFirstPublished(view: DyadView, series: DailySeries): Overlay | undefined {
  const wording = words.value.dyad;
  const { data } = useResource<Vintages>(
    view.firstPublished && view.direction === 'both' ? vintagesUrl({ dyad: series.dyad, model: view.model }) : null,
  );
  return useMemo(() => {
    if (!data) return undefined;
    const values = new Float64Array(series.index.length).fill(Number.NaN);
    for (const { date, index } of data.points) {
      const at = epochDay(date) - series.firstDay;
      if (at >= 0 && at < values.length) values[at] = index;
    }
    return { role: 'first-published', label: wording.asFirstPublished, firstDay: series.firstDay, values };
  }, [data, series, wording]);
}

function FirstPublishedNote({
  series,
  overlay,
  from,
  to,
}: {
  readonly series: DailySeries;
  readonly overlay: Overlay;
  readonly from: number;
  readonly to: number;
}) {
  const wording = words.value.dyad;
  const published = overlay.values.some((value) => !Number.isNaN(value));
  const largest = largestDifference(series, overlay, from, to);
  if (!published) return <p class="coverage-note">{wording.neverPublished}</p>;
  return (
    <p class="coverage-note">
      {largest === undefined
        ? wording.everPublished
        : wording.revisedMost(longDate(largest.day), plain(largest.other), plain(largest.index))}
    </p>
  );
}

const EXACT = 1e-9;

/** The promise, kept in front of the reader: the served point is neutral plus its events. */
function SumCheck({
  series,
  scored,
  day,
}: {
  readonly series: DailySeries;
  readonly scored: Scored | undefined;
  readonly day: number;
}) {
  const wording = words.value.dyad;
  const explanation = useMemo(
    () => (scored ? explainPoint(scored.columns, scored.model, day, scored.direction) : undefined),
    [scored, day],
  );
  if (!scored || !explanation) return <p class="sum-check muted">{wording.checking}</p>;
  const sum = explanation.contributions.reduce((total, c) => total + c.indexPoints, 0);
  const residual = valueOn(series, series.index, day)! - series.neutral - sum;
  const worst = Math.max(Math.abs(residual), scored.largestResidual);
  if (worst < EXACT)
    return (
      <p class="sum-check">
        <Phrase
          text={wording.sum(
            longDate(day),
            plain(series.neutral, 0),
            explanation.contributions.length,
            plain(valueOn(series, series.index, day)!),
          )}
          parts={{ checked: <span class="check">{words.value.move.sumChecked}</span> }}
        />
      </p>
    );
  return (
    <Notice kind="error" title={wording.notTheSum}>
      {wording.sumMissed(
        longDate(day),
        explanation.contributions.length,
        residual.toExponential(2),
        scored.largestResidual.toExponential(2),
      )}
    </Notice>
  );
}

/** The colours of the categories; shown where the chart has no room to name them. */
function CategoryKey({ scored }: { readonly scored: Scored | undefined }) {
  if (!scored) return null;
  const present = new Set(scored.records.map((record) => record.category));
  return (
    <ul class="category-key">
      {CATEGORIES.filter((category) => present.has(category)).map((category) => (
        <li key={category}>
          <CategoryMark category={category} hasName />
        </li>
      ))}
    </ul>
  );
}

/** Says when the last run failed or one is under way: the values may be about to change. */
function RunNotice() {
  const wording = words.value.dyad;
  const { data } = useResource<{ readonly runs: readonly Run[] }>('/api/v1/runs?limit=5');
  const latest = data?.runs[0];
  if (latest?.status === 'failed')
    return (
      <Notice kind="warning" title={wording.lastFailed}>
        {wording.lastFailedNote} {latest.error} <a href="/ops">{words.value.ops.title}</a>
      </Notice>
    );
  if (latest?.status === 'running') return <Notice>{wording.running}</Notice>;
  return null;
}

/** No such dyad: what is nearest to what was asked. */
function UnknownDyad({ id, problem }: { readonly id: string; readonly problem?: ApiProblem }) {
  const wording = words.value.dyad;
  useTitle(wording.unknown);
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>{wording.noDyadTitle(id)}</h1>
      <p>{problem ? problem.message : wording.noDyad(id)}</p>
      <NearestDyads id={id} />
      <p>
        <button type="button" onClick={() => navigate('/')}>
          {wording.allDyads}
        </button>
      </p>
    </article>
  );
}
