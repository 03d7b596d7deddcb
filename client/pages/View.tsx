/** A pinned view: its picture, whether it still holds, and the way back into the dashboard. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ModelDetail, PinnedView, Standing, ViewDetail } from '../../server/api/contract.ts';
import { dayOfMs, epochDay } from '../../models/calendar.ts';
import type { ModelDefinition } from '../../models/model.ts';
import type { CardTexts } from '../charts/card/cardTexts.ts';
import { FORMATS, type Presentation } from '../charts/card/presentation.ts';
import { presentationQuery, readPresentation } from '../charts/card/presentationQuery.ts';
import { plain, signed } from '../charts/format.ts';
import { readViewCode, type View as PictureView } from '../charts/view.ts';
import { DataTable } from '../components/DataTable.tsx';
import { Notice } from '../components/Notice.tsx';
import { CodeForm } from '../components/PictureCheck.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { ApiProblem, askJson, getJson } from '../state/api.ts';
import { momentWords } from '../state/asOf.ts';
import { copyText } from '../state/clipboard.ts';
import { dyadName } from '../state/countryNames.ts';
import { useKeys } from '../state/keys.ts';
import { language, longDate, words } from '../state/language.ts';
import { hrefOf, place } from '../state/location.ts';
import { type CheckedPicture, checkedPicture, pictureAddress, viewAddress } from '../state/pictures.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';

const DOWNLOADS = ['png', 'svg', 'pdf', 'pptx', 'csv', 'html'] as const;

export function View({ typed }: { readonly typed: string }) {
  const read = useMemo(() => readViewCode(typed), [typed]);
  const code = 'code' in read ? read.code : undefined;
  useEffect(() => {
    // The address is the canonical one, as the server's redirect makes it.
    if (code === undefined || code === typed) return;
    const path = `/v/${encodeURIComponent(code)}`;
    window.history.replaceState(null, '', hrefOf(path, place.value.query));
    place.value = { ...place.value, path };
  }, [code, typed]);
  if ('fault' in read) return <Mistyped typed={typed} kind={read.kind} />;
  return <Known key={read.code} code={read.code} />;
}

function Known({ code }: { readonly code: string }) {
  const { query } = place.value;
  const { presentation, faults } = useMemo(() => readPresentation(Object.fromEntries(query)), [query]);
  const { data, problem } = useResource<ViewDetail>(`/api/v1/views/${encodeURIComponent(code)}`);
  const checked = checkedPicture.value?.spec.code === code ? checkedPicture.value : undefined;
  if (data) return <Shown detail={data} presentation={presentation} faults={faults} checked={checked} />;
  if (problem?.status === 404) return <Unknown code={code} checked={checked} />;
  return problem ? <ProblemNotice problem={problem} what={code} /> : <Skeleton kind="dyad" what={code} />;
}

function Mistyped({ typed, kind }: { readonly typed: string; readonly kind: 'length' | 'character' | 'check' }) {
  const wording = words.value.view;
  useTitle(wording.mistyped);
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>{wording.noCode(typed.slice(0, 40))}</h1>
      <p>{words.value.pictures.codeFaults[kind]}</p>
      <CodeForm />
    </article>
  );
}

function Unknown({ code, checked }: { readonly code: string; readonly checked: CheckedPicture | undefined }) {
  const wording = words.value.view;
  useTitle(wording.unknown);
  const said = useSignal<string | undefined>(undefined);
  const view = checked?.spec.view;
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>{wording.noView(code)}</h1>
      <p>{checked ? wording.unknownPicture(checked.fileName) : wording.unknownCode}</p>
      {view && checked ? (
        <p>
          <button
            type="button"
            onClick={() => void pinHere(view, code, checked, (sentence) => (said.value = sentence))}
          >
            {wording.pinHere}
          </button>{' '}
          <span class="muted small">{wording.pinHereNote}</span>
        </p>
      ) : null}
      {said.value === undefined ? null : <Notice kind="warning">{said}</Notice>}
      <CodeForm />
    </article>
  );
}

/** Asks this server for what a picture from elsewhere shows. Where it has the same data and models, it makes the same view of it. */
async function pinHere(
  view: PictureView,
  code: string,
  checked: CheckedPicture,
  say: (sentence: string) => void,
): Promise<void> {
  try {
    const pinned = await askJson<PinnedView>('/api/v1/views', view);
    if (pinned.code !== code) return say(words.value.view.otherData);
    checkedPicture.value = { ...checked, verdict: 'unchecked' };
    window.location.assign(viewAddress(code, checked.spec.presentation));
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    say(error.message);
  }
}

interface ShownProperties {
  readonly detail: ViewDetail;
  readonly presentation: Presentation;
  readonly faults: readonly string[];
  readonly checked: CheckedPicture | undefined;
}

function Shown({ detail, presentation, faults, checked }: ShownProperties) {
  const wording = words.value.view;
  const { code, view } = detail;
  const look = presentationQuery(presentation);
  const address = `/api/v1/views/${encodeURIComponent(code)}`;
  const texts = useResource<CardTexts>(`${address}/card?${look}`);
  const standing = useResource<Standing>(`${address}/standing?lang=${language.value}`);
  const said = useSignal('');
  const subject = view.kind === 'compare' ? view.dyads.join(', ') : view.dyad;
  const page = useDashboardAddress(detail);
  const title = texts.data?.title ?? subject;
  useTitle(title);
  const link = window.location.origin + viewAddress(code, presentation);
  const copy = (text: string): void =>
    void copyText(text).then((isCopied) => {
      said.value = isCopied ? wording.copied : words.value.dyad.notCopied;
    });
  useKeys({ y: () => copy(link) });
  return (
    <article class="view-page">
      {faults.length > 0 ? (
        <Notice kind="warning" title={wording.badLook}>
          {faults.join(', ')}
        </Notice>
      ) : null}
      <header>
        <p class="eyebrow">
          {wording.pinned} · <code>{code}</code>
        </p>
        <h1 tabIndex={-1} lang={presentation.lang}>
          {title}
        </h1>
      </header>
      {checked && presentationQuery(checked.spec.presentation) === look ? <PictureVerdict checked={checked} /> : null}
      {standing.data ? (
        <HowItStands standing={standing.data} />
      ) : standing.problem ? (
        <ProblemNotice problem={standing.problem} what={wording.theStanding} />
      ) : (
        <Skeleton kind="text" what={wording.theStanding} />
      )}
      <div class="view-grid">
        <figure>
          <Picture code={code} presentation={presentation} alt={title} describedBy="what-it-shows" />
          <figcaption>
            <h2>{wording.whatItShows}</h2>
            <p id="what-it-shows" lang={texts.data ? presentation.lang : undefined}>
              {texts.data?.alt ??
                (texts.problem ? texts.problem.message : words.value.problems.loading(wording.theText))}
            </p>
          </figcaption>
        </figure>
        <div class="view-side">
          <p class="view-actions">
            <a class="button primary" href={page}>
              {wording.openPage}
            </a>
            <button
              type="button"
              aria-keyshortcuts="y"
              title={words.value.controls.withKey(wording.copyLink, 'y')}
              onClick={() => copy(link)}
            >
              {wording.copyLink}
            </button>
          </p>
          <p class="visually-hidden" aria-live="polite">
            {said}
          </p>
          <Facts detail={detail} subject={subject} />
          <h2>{wording.downloads}</h2>
          <ul class="view-downloads">
            {DOWNLOADS.map((format) => (
              <li key={format}>
                <a href={pictureAddress(code, presentation, format)} download>
                  {format.toUpperCase()}
                </a>
              </li>
            ))}
            <li>
              <a href={`/v/${encodeURIComponent(code)}.json`}>JSON</a>
            </li>
          </ul>
          <Embed detail={detail} presentation={presentation} title={title} onCopy={copy} />
        </div>
      </div>
    </article>
  );
}

/** Where the dashboard shows the view; a draft opens in the lab, whose code is fetched only then. */
function useDashboardAddress({ view, page }: ViewDetail): string {
  const [address, setAddress] = useState(page);
  useEffect(() => {
    if (view.kind !== 'dyad' || view.draft === undefined) return;
    let isShown = true;
    draftAddress(view.dyad, view.model, view.asOf, view.draft).then(
      (found) => isShown && setAddress(found),
      () => undefined, // the page of the published model is shown
    );
    return () => {
      isShown = false;
    };
  }, [view]);
  return address;
}

async function draftAddress(dyad: string, model: string, asOf: string, draft: ModelDefinition): Promise<string> {
  // oxlint-disable-next-line import/no-unassigned-import -- it acts, and must before any schema is made
  await import('../lab/zodWithoutEval.ts');
  const [{ draftText }, base] = await Promise.all([
    import('../lab/draftLink.ts'),
    getJson<ModelDetail>(`/api/v1/models/${encodeURIComponent(model)}`),
  ]);
  return hrefOf('/lab', new URLSearchParams({ dyad, model, asOf, d: draftText(base.definition, draft) }));
}

/** The file itself, at the size of the page. */
function Picture({
  code,
  presentation,
  alt,
  describedBy,
}: {
  readonly code: string;
  readonly presentation: Presentation;
  readonly alt: string;
  readonly describedBy: string;
}) {
  const failed = useSignal(false);
  const address = pictureAddress(code, presentation);
  useEffect(() => {
    failed.value = false;
  }, [address]);
  const { width, height } = FORMATS[presentation.preset];
  if (failed.value) return <Notice kind="error">{words.value.view.notDrawn}</Notice>;
  return (
    <a href={address} title={words.value.view.fullSize}>
      <img
        src={address}
        alt={alt}
        aria-describedby={describedBy}
        width={width}
        height={height}
        onError={() => (failed.value = true)}
      />
    </a>
  );
}

/** What came of the picture that led here. */
function PictureVerdict({ checked }: { readonly checked: CheckedPicture }) {
  const wording = words.value.view;
  const { verdict, fileName } = checked;
  const kind = verdict === 'same' || verdict === 'drawn' ? 'info' : verdict === 'differs' ? 'error' : 'warning';
  return (
    <Notice kind={kind} title={wording.verdicts[verdict]}>
      {wording.verdictNotes[verdict](fileName)}{' '}
      <button type="button" class="link" onClick={() => (checkedPicture.value = undefined)}>
        {wording.dismiss}
      </button>
    </Notice>
  );
}

/** Verified, or superseded: as it was, as it is now, and the difference. */
function HowItStands({ standing }: { readonly standing: Standing }) {
  const wording = words.value.view;
  const isSuperseded = standing.status === 'superseded';
  const to = longDate(epochDay(standing.to));
  return (
    <section class={`standing standing-${standing.status}`} aria-labelledby="standing-title">
      <h2 id="standing-title">
        <span class="standing-mark" aria-hidden="true">
          {isSuperseded ? '≠' : '✓'}
        </span>
        {isSuperseded ? wording.superseded : wording.verified}
      </h2>
      <p>{standing.reasons.join(' ')}</p>
      {isSuperseded ? (
        <DataTable
          scroll={{ 'aria-labelledby': 'standing-title' }}
          rows={standing.lines}
          rowKey={({ dyad }) => dyad}
          columns={[
            {
              key: 'line',
              heading: wording.indexOn(to),
              isRowHeading: true,
              cell: ({ dyad, name }) => dyadName(dyad, name),
            },
            { key: 'was', heading: wording.was, class: 'num', cell: ({ was }) => plain(was.index) },
            { key: 'now', heading: wording.now, class: 'num', cell: ({ now }) => (now ? plain(now.index) : '–') },
            {
              key: 'difference',
              heading: wording.difference,
              class: 'num',
              cell: ({ difference }) => (difference === null ? '–' : signed(difference)),
            },
            { key: 'changeWas', heading: wording.changeWas, class: 'num', cell: ({ was }) => signed(was.change) },
            {
              key: 'changeNow',
              heading: wording.changeNow,
              class: 'num',
              cell: ({ now }) => (now ? signed(now.change) : '–'),
            },
          ]}
        />
      ) : null}
      {standing.lines.map(({ dyad, name, largest }) =>
        largest ? (
          <p key={dyad} class="muted small">
            {wording.largest(
              dyadName(dyad, name),
              longDate(epochDay(largest.date)),
              plain(largest.was),
              plain(largest.now),
            )}
          </p>
        ) : null,
      )}
    </section>
  );
}

function Facts({ detail, subject }: { readonly detail: ViewDetail; readonly subject: string }) {
  const wording = words.value.view;
  const { view, createdAt } = detail;
  const [name, hash] = view.model.split('@');
  return (
    <dl class="coding">
      <dt>{wording.kinds[view.kind]}</dt>
      <dd>{subject}</dd>
      <dt>{wording.days}</dt>
      <dd>{wording.fromTo(longDate(epochDay(view.from)), longDate(epochDay(view.to)))}</dd>
      <dt>{wording.model}</dt>
      <dd>
        <a href={`/m/${view.model}`}>{name}</a> <code>{hash}</code>
        {view.kind === 'dyad' && view.draft !== undefined ? ` ${wording.draft}` : ''}
      </dd>
      <dt>{wording.knownAt}</dt>
      <dd>{momentWords(view.asOf)}</dd>
      {view.kind === 'dyad' && view.overlay !== undefined ? (
        <>
          <dt>{wording.overlay}</dt>
          <dd>
            <a href={`/m/${view.overlay}`}>{view.overlay.split('@')[0]}</a> <code>{view.overlay.split('@')[1]}</code>
          </dd>
        </>
      ) : null}
      {view.kind === 'dyad' && view.whatIf !== undefined ? (
        <>
          <dt>{wording.whatIf}</dt>
          <dd>
            <code>{view.whatIf}</code>
          </dd>
        </>
      ) : null}
      <dt>{wording.pinnedOn}</dt>
      <dd>{longDate(dayOfMs(Date.parse(createdAt)))}</dd>
    </dl>
  );
}

/** A figure for a page of one's own, which stays as it is; the dyad's own follows the newest state. */
function Embed({
  detail,
  presentation,
  title,
  onCopy,
}: {
  readonly detail: ViewDetail;
  readonly presentation: Presentation;
  readonly title: string;
  readonly onCopy: (text: string) => void;
}) {
  const wording = words.value.view;
  const { width, height } = FORMATS[presentation.preset];
  const source = `${window.location.origin}/embed/v/${encodeURIComponent(detail.code)}?${presentationQuery(presentation)}`;
  const snippet = `<iframe src="${escaped(source)}" title="${escaped(title)}" width="${Math.round(width / 2)}" height="${Math.round(height / 2) + 40}" loading="lazy"></iframe>`;
  return (
    <details class="view-embed">
      <summary>{wording.embed}</summary>
      <p class="muted small">{wording.embedNote}</p>
      <textarea
        readOnly
        rows={8}
        aria-label={wording.embed}
        value={snippet}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" onClick={() => onCopy(snippet)}>
        {wording.copySnippet}
      </button>
    </details>
  );
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
