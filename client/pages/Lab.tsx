/** The lab: change any parameter of a model, see every dyad rescored, learn how robust a conclusion is, save a version. */
// oxlint-disable-next-line import/no-unassigned-import -- it acts, and must before any schema is made
import '../lab/zodWithoutEval.ts';
import '../styles/lab.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ModelDetail } from '../../server/api/contract.ts';
import { parseDay, toIsoDate } from '../../models/calendar.ts';
import { type Codebook, codebookOf } from '../../models/codebook.ts';
import { coverageOf } from '../../models/coverage.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { unpackColumns } from '../../models/packedColumns.ts';
import { Notice } from '../components/Notice.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ModelSources } from '../components/ModelSources.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { DraftChanges } from '../lab/Changes.tsx';
import { Controls } from '../lab/Controls.tsx';
import { startDraft } from '../lab/draft.ts';
import { draftText, locksText, readDraft, readLocks } from '../lab/draftLink.ts';
import { Elicit } from '../lab/Elicit.tsx';
import { linesCsv, saveFile } from '../lab/exportCsv.ts';
import { ConclusionRobustness } from '../lab/ConclusionRobustness.tsx';
import { Judged } from '../lab/Judged.tsx';
import { LabChart } from '../lab/LabChart.tsx';
import { type LabData, useLabData } from '../lab/labData.ts';
import { differences } from '../lab/parameters.ts';
import { ModelRemarks } from '../lab/ModelRemarks.tsx';
import { RankRobustness } from '../lab/RankRobustness.tsx';
import { SaveDialog } from '../lab/SaveDialog.tsx';
import { LabSession } from '../lab/session.ts';
import type { Claim } from '../lab/studies.ts';
import { useStudy } from '../lab/useStudy.ts';
import { asOf } from '../state/asOf.ts';
import { copyText } from '../state/clipboard.ts';
import { news } from '../state/connection.ts';
import { dyadName } from '../state/countryNames.ts';
import { useKeys } from '../state/keys.ts';
import { language, words } from '../state/language.ts';
import { hrefOf, keepingLanguage, navigate, place, replaceQuery } from '../state/location.ts';
import { modelName } from '../state/modelName.ts';
import { RANGE_NAMES, type RangeName, RANGES } from '../charts/ranges.ts';
import { useTitle } from '../state/title.ts';

/** The model that is there to be tuned. */
const TUNED = 'baseline';

export function Lab() {
  const wording = words.value.lab;
  useTitle(wording.title);
  const model = place.value.query.get('model') ?? undefined;
  const { data, problem } = useLabData(model, asOf.value);
  if (!data)
    return problem ? (
      <ProblemNotice problem={problem} what={wording.theLab} />
    ) : (
      <Skeleton kind="dyad" what={wording.theEvents} />
    );
  if (data.names.length === 0)
    return (
      <div class="empty">
        <h1 tabIndex={-1}>{wording.title}</h1>
        <p>{wording.noEvents}</p>
      </div>
    );
  const { definition } = data.base;
  // Its acts are with the server: on the events coded by hand its numbers would make another index.
  if (definition.feeds || definition.couplings)
    return (
      <article class="plain-page">
        <h1 tabIndex={-1}>{wording.title}</h1>
        <Notice title={wording.otherActs(definition.title)}>
          <Phrase
            text={wording.otherActsNote}
            parts={{
              model: <a href={`/m/${definition.name}`}>{definition.name}</a>,
              baseline: <a href="/lab">{TUNED}</a>,
            }}
          />
        </Notice>
        <ModelSources model={definition} />
      </article>
    );
  return <Bench data={data} />;
}

/** The dyad that the address asks for, or the one with the most events. */
function shownDyad(data: LabData): string {
  const asked = canonicalDyad(place.value.query.get('dyad') ?? '');
  const known = data.input.dyads.find(({ dyad }) => dyad === asked);
  return known?.dyad ?? [...data.input.dyads].sort((a, b) => b.packed.ids.length - a.packed.ids.length)[0]!.dyad;
}

function Bench({ data }: { readonly data: LabData }) {
  const codebook: Codebook = useMemo(() => codebookOf(data.codebook), [data.codebook]);
  const linkFaults = useSignal<readonly string[]>([]);
  /** what the address said when it was last read or written here: another text comes from outside */
  const known = useRef({ draft: '', base: '' });
  const readLink = (): ReturnType<typeof startDraft> => {
    const { query } = place.value;
    const base = { definition: data.base.definition, hash: data.base.hash };
    const text = query.get('d') ?? '';
    const { model, faults } = readDraft(text, base.definition, codebook);
    linkFaults.value = faults;
    known.current = { draft: text, base: base.hash };
    return startDraft(base, model, readLocks(query.get('lock') ?? '', base.definition));
  };
  const session = useMemo(() => new LabSession(data.input, readLink(), shownDyad(data), codebook), [data.input]);
  useEffect(() => () => session.stop(), [session]);
  const text = place.value.query.get('d') ?? '';
  useEffect(() => {
    if (known.current.base !== data.base.hash || known.current.draft !== text) session.begin(readLink());
  }, [data.base.hash, text]);
  const dyad = shownDyad(data);
  useEffect(() => {
    session.shown.value = dyad;
  }, [dyad, session]);
  // The address follows at rest: what is copied from the address bar opens the same draft.
  const settled = session.settled.value;
  const locks = session.locks.value;
  useEffect(() => {
    const base = session.base.peek();
    const draft = draftText(base.definition, settled);
    known.current = { draft, base: base.hash };
    const locked = locksText(locks, base.definition);
    const isPlain = draft === '' && locked === '';
    replaceQuery({
      d: draft === '' ? undefined : draft,
      lock: locked === '' ? undefined : locked,
      ...(isPlain ? {} : { model: `${base.definition.name}@${base.hash}` }),
    });
  }, [settled, locks]);
  return <Page data={data} session={session} codebook={codebook} dyad={dyad} linkFaults={linkFaults.value} />;
}

function Page({
  data,
  session,
  codebook,
  dyad,
  linkFaults,
}: {
  readonly data: LabData;
  readonly session: LabSession;
  readonly codebook: Codebook;
  readonly dyad: string;
  readonly linkFaults: readonly string[];
}) {
  const wording = words.value.lab;
  const { query } = place.value;
  const isSaving = useSignal(false);
  const said = useSignal('');
  const showLevels = useSignal(false);
  const base = session.base.value;
  const [undoes, redoes] = [session.undoes.value, session.redoes.value];
  const { definition } = base;
  const isDraft = session.isDraft.value;
  const changed = differences(definition, session.settled.value).length;
  const dyadInput = data.input.dyads.find((one) => one.dyad === dyad)!;
  const name = dyadName(dyad, data.names.find((one) => one.dyad === dyad)!.name);
  const columns = useMemo(() => unpackColumns(dyad, dyadInput.packed), [dyadInput]);
  const firstDay = columns.day[0] ?? dyadInput.lastDay;
  const { lastDay } = dyadInput;
  const uncovered = useMemo(
    () => coverageOf(columns, firstDay, lastDay, definition.flag.minEvents, definition.flag.minEventsDays).uncovered,
    [columns, definition],
  );
  const events = useMemo(() => {
    const counts = new Map<string, number>();
    for (const type of columns.type) counts.set(columns.types[type]!, (counts.get(columns.types[type]!) ?? 0) + 1);
    return counts;
  }, [columns]);
  const asked = query.get('range');
  const range: RangeName = RANGE_NAMES.find((value) => value === asked) ?? 'all';
  const window = useMemo(
    () => ({ from: Math.max(firstDay, lastDay - RANGES[range]), to: lastDay }),
    [firstDay, lastDay, range],
  );
  const claim = claimOf(query, session, dyad, firstDay, lastDay, columns.day.at(-1) ?? lastDay);
  const setClaim = (next: Claim): void =>
    replaceQuery({
      a: toIsoDate(next.a),
      b: toIsoDate(next.b),
      claim: next.direction,
      by: next.byPoints === 0 ? undefined : String(next.byPoints),
    });
  const setRange = (value: RangeName): void => replaceQuery({ range: value === 'all' ? undefined : value });
  const show = (next: string): void => replaceQuery({ dyad: next, a: undefined, b: undefined, claim: undefined });
  const marks = useMemo(
    () => [
      { letter: 'A', day: claim.a },
      { letter: 'B', day: claim.b },
    ],
    [claim.a, claim.b],
  );
  const nextMark = useRef<'a' | 'b'>('a');
  const mark = (day: number): void => {
    const next = { ...claim, [nextMark.current]: day };
    nextMark.current = nextMark.current === 'a' ? 'b' : 'a';
    const ordered = next.a <= next.b ? next : { ...next, a: next.b, b: next.a };
    // The direction follows the line where it was not chosen for these days.
    replaceQuery({ a: toIsoDate(ordered.a), b: toIsoDate(ordered.b), claim: undefined });
  };
  const levels = useStudy(
    session,
    showLevels.value ? { name: 'levels', model: session.settled.value, dyad } : undefined,
    [session.settled.value, dyad, showLevels.value],
    true,
  );
  const names = useMemo(() => ({ published: modelName(definition), draft: wording.draft }), [definition, wording]);

  const share = async (): Promise<void> => {
    session.settle();
    const link = new URLSearchParams(globalThis.location.search);
    link.set('dyad', dyad);
    link.set('model', `${definition.name}@${base.hash}`);
    const address = globalThis.location.origin + keepingLanguage(hrefOf('/lab', link));
    const copied = await copyText(
      isDraft ? wording.shared(wording.warning, changed, modelName(definition), address) : address,
    );
    said.value = copied ? (isDraft ? wording.draftCopied : wording.copied) : wording.notCopied;
  };
  const exportLines = (): void => {
    const published = session.published.value;
    const drafted = isDraft ? session.drafted.value : undefined;
    if (!published) return;
    const what = isDraft
      ? `DRAFT-of-${definition.name}-v${definition.version}-not-published`
      : `${definition.name}-v${definition.version}`;
    saveFile(
      `${dyad}_${what}${asOf.value === undefined ? '' : `_as-known-${asOf.value.slice(0, 10)}`}.csv`,
      linesCsv(published, drafted, window.from, window.to),
    );
  };
  useKeys({
    z: () => session.undo(),
    Z: () => session.redo(),
    '/': () => document.getElementById('search')?.focus(),
    y: () => void share(),
    '1': () => setRange('90d'),
    '2': () => setRange('1y'),
    '3': () => setRange('5y'),
    '4': () => setRange('all'),
  });
  const onSaved = (saved: ModelDetail): void => {
    isSaving.value = false;
    // Whatever lists models asks again.
    news.value++;
    navigate(`/m/${saved.name}@${saved.hash}?saved=1`);
  };

  return (
    <article class={isDraft ? 'lab is-draft-page' : 'lab'}>
      <header class="lab-head">
        <div>
          <h1 tabIndex={-1}>{wording.title}</h1>
          <p class="lede">{wording.lede}</p>
        </div>
        <div class="lab-tools">
          <label>
            {wording.startFrom}{' '}
            <select
              value={base.hash}
              onChange={(event) =>
                replaceQuery({
                  model: event.currentTarget.selectedOptions[0]?.dataset['model'],
                  d: undefined,
                  lock: undefined,
                })
              }
            >
              {data.models.map((one) => (
                <option key={one.hash} value={one.hash} data-model={`${one.name}@${one.hash}`}>
                  {modelName(one)}
                </option>
              ))}
            </select>
          </label>
          <span class="lab-undo">
            <button
              type="button"
              disabled={undoes === undefined}
              aria-keyshortcuts="z"
              title={undoes === undefined ? wording.nothingToUndo : wording.undoThis(undoes)}
              onClick={() => session.undo()}
            >
              {wording.undo}
            </button>
            <button
              type="button"
              disabled={redoes === undefined}
              aria-keyshortcuts="Shift+Z"
              title={redoes === undefined ? wording.nothingToRedo : wording.redoThis(redoes)}
              onClick={() => session.redo()}
            >
              {wording.redo}
            </button>
            <button type="button" disabled={!isDraft} onClick={() => session.reset()}>
              {wording.resetAll}
            </button>
          </span>
          <button type="button" aria-keyshortcuts="y" onClick={() => void share()}>
            {words.value.dyad.copyLink}
          </button>
          <button type="button" class="primary" disabled={!isDraft} onClick={() => (isSaving.value = true)}>
            {wording.save}
          </button>
        </div>
      </header>
      {isDraft ? (
        <p class="draft-banner" role="status">
          <Phrase
            text={wording.draftBanner(wording.warning, changed, modelName(definition))}
            parts={{ hash: <code>{base.hash}</code> }}
          />
        </p>
      ) : null}
      <p class="visually-hidden" aria-live="polite">
        {said.value}
      </p>
      {linkFaults.length > 0 ? (
        <Notice kind="warning" title={wording.badLink}>
          {linkFaults.join(' ')}
        </Notice>
      ) : null}
      {session.problem.value === undefined ? null : (
        <Notice kind="error" title={wording.notComputed}>
          {session.problem.value}
        </Notice>
      )}
      <div class="lab-grid">
        <div class="lab-main">
          <div class="lab-chart-head">
            <label>
              <span class="visually-hidden">{wording.dyad}</span>
              <select class="lab-dyad" value={dyad} onChange={(event) => show(event.currentTarget.value)}>
                {[...data.names]
                  .sort((a, b) => dyadName(a.dyad, a.name).localeCompare(dyadName(b.dyad, b.name), language.value))
                  .map((one) => (
                    <option key={one.dyad} value={one.dyad}>
                      {dyadName(one.dyad, one.name)}
                    </option>
                  ))}
              </select>
            </label>
            <Segmented
              label={words.value.dyad.range}
              options={RANGE_NAMES.map((value, i) => ({
                value,
                label: words.value.dyad.ranges[value],
                title: words.value.dyad.rangeTitles[value],
                key: String(i + 1),
              }))}
              value={range}
              onChoose={setRange}
            />
            <label class="lab-only">
              <input
                type="checkbox"
                checked={showLevels.value}
                onChange={(event) => (showLevels.value = event.currentTarget.checked)}
              />{' '}
              {wording.changePoints}
            </label>
            <button type="button" class="lab-csv" onClick={exportLines}>
              {words.value.dyad.csv}
            </button>
            <span class="lab-said" aria-hidden="true">
              {said.value}
            </span>
          </div>
          <LabChart
            session={session}
            name={name}
            from={window.from}
            to={window.to}
            names={names}
            warning={wording.warning}
            uncovered={uncovered}
            marks={marks}
            levels={showLevels.value ? (levels.result ?? NO_LEVELS) : NO_LEVELS}
            onMark={mark}
          />
          <DraftChanges session={session} names={data.names} shown={dyad} onShow={show} />
          <ConclusionRobustness
            session={session}
            claim={claim}
            name={name}
            firstDay={firstDay}
            lastDay={lastDay}
            onClaim={setClaim}
          />
          <Judged session={session} judgements={data.judgements} />
          <RankRobustness session={session} names={data.names} />
          <Elicit session={session} />
          <ModelRemarks session={session} />
        </div>
        <Controls session={session} types={[...codebook.values()]} events={events} dyadName={dyad} />
      </div>
      <SaveDialog
        session={session}
        models={data.models}
        isOpen={isSaving.value}
        onClose={() => (isSaving.value = false)}
        onSaved={onSaved}
      />
    </article>
  );
}

const NO_LEVELS: readonly never[] = [];

/** The conclusion that the address asks about; else the last year of coded events, whichever way the line went. */
function claimOf(
  query: URLSearchParams,
  session: LabSession,
  dyad: string,
  firstDay: number,
  lastDay: number,
  lastEvent: number,
): Claim {
  const within = (day: number | undefined): number | undefined =>
    day === undefined ? undefined : Math.min(Math.max(day, firstDay), lastDay);
  const b = within(parseDay(query.get('b') ?? '')) ?? lastEvent;
  const a = within(parseDay(query.get('a') ?? '')) ?? Math.max(firstDay, Math.min(lastEvent, b) - 365);
  const line = session.published.value;
  const change =
    line && line.dyad === dyad ? (line.index[b - line.firstDay] ?? 0) - (line.index[a - line.firstDay] ?? 0) : 0;
  const chosen = query.get('claim');
  const by = Number(query.get('by') ?? '0');
  return {
    dyad,
    a: Math.min(a, b),
    b: Math.max(a, b),
    direction: chosen === 'rose' || chosen === 'fell' ? chosen : change < 0 ? 'fell' : 'rose',
    byPoints: by >= 0 && by <= 100 ? by : 0,
  };
}
