/** A pinned view: its picture, whether it still holds, and the way back into the dashboard. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ModelDetail } from '../../models/contract/models.ts';
import type { ViewStatus } from '../../models/contract/viewStatus.ts';
import type { ViewDetail } from '../../models/contract/views.ts';
import { epochDay } from '../../models/calendar.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { briefAddress } from '../brief/briefAddress.ts';
import type { CardTexts } from '../charts/card/cardTexts.ts';
import { type Presentation } from '../charts/card/presentation.ts';
import { presentationQuery, readPresentation } from '../charts/card/presentationQuery.ts';
import { readViewCode } from '../charts/view.ts';
import { Notice } from '../components/Notice.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { getJson } from '../state/api.ts';
import { copyText } from '../state/clipboard.ts';
import { useKeys } from '../state/keys.ts';
import { language, words } from '../state/language.ts';
import { hrefOf, place, showPath } from '../state/location.ts';
import { type CheckedPicture, checkedPicture, pictureAddress, viewAddress } from '../state/pictures.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';
import { Embed } from './view/Embed.tsx';
import { Facts } from './view/Facts.tsx';
import { HowItStands } from './view/HowItStands.tsx';
import { Picture, PictureVerdict } from './view/Picture.tsx';
import { Mistyped, Unknown, Withdrawn } from './view/Unopened.tsx';

const DOWNLOADS = ['png', 'svg', 'pdf', 'pptx', 'csv', 'html'] as const;

export function View({ typed }: { readonly typed: string }) {
  const read = useMemo(() => readViewCode(typed), [typed]);
  const code = 'code' in read ? read.code : undefined;
  useEffect(() => {
    // The address is the canonical one, as the server's redirect makes it.
    if (code !== undefined && code !== typed) showPath(`/v/${encodeURIComponent(code)}`);
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
  if (problem?.status === 410) return <Withdrawn code={code} problem={problem} />;
  if (problem?.status === 404) return <Unknown code={code} checked={checked} />;
  return problem ? <ProblemNotice problem={problem} what={code} /> : <Skeleton kind="dyad" what={code} />;
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
  const standing = useResource<ViewStatus>(`${address}/standing?lang=${language.value}`);
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
        {view.title === undefined ? null : (
          <Notice kind="warning" title={wording.typedTitle}>
            {texts.data ? wording.typedTitleNote(texts.data.computedTitle) : null}
          </Notice>
        )}
      </header>
      {checked && presentationQuery(checked.spec.presentation) === look ? (
        <PictureVerdict checked={checked} isTitleTyped={view.title !== undefined} />
      ) : null}
      {standing.data ? (
        <HowItStands standing={standing.data} anew={cardAnew(detail, presentation)} />
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

/** The Brief page with the same days and look, as they are known now and under the newest version of the model. */
function cardAnew({ view }: ViewDetail, { preset, theme, text, density, lang }: Presentation): string {
  const { kind, from, to } = view;
  const [model] = view.model.split('@');
  return briefAddress({
    show: kind,
    dyads: kind === 'compare' ? view.dyads : [view.dyad],
    range: { from: epochDay(from), to: epochDay(to) },
    model,
    ...(kind === 'dyad' && { step: view.step, whatIf: view.whatIf, overlay: view.overlay?.split('@')[0] }),
    ...(kind !== 'compare' && { direction: view.direction }),
    preset,
    theme,
    text,
    density,
    cardLang: lang,
  });
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
