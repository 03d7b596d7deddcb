/** The lab: change any parameter of a model, see every dyad rescored, learn how robust a conclusion is, save a version. */
// oxlint-disable-next-line import/no-unassigned-import -- it acts, and must before any schema is made
import '../lab/zodWithoutEval.ts';
import '../styles/lab.css';
import { useSignal } from '@preact/signals';
import type { ModelDetail } from '../../models/contract/models.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { ModelSources } from '../components/ModelSources.tsx';
import { Notice } from '../components/Notice.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { DraftChanges } from '../lab/Changes.tsx';
import { claimQuery } from '../lab/claim.ts';
import { ConclusionRobustness } from '../lab/ConclusionRobustness.tsx';
import { Controls } from '../lab/Controls.tsx';
import { Elicit } from '../lab/Elicit.tsx';
import { Judged } from '../lab/Judged.tsx';
import { type LabData, useLabData } from '../lab/labData.ts';
import { LabLines } from '../lab/LabLines.tsx';
import { LabTools } from '../lab/LabTools.tsx';
import { ModelRemarks } from '../lab/ModelRemarks.tsx';
import { differences } from '../lab/parameters.ts';
import { RankRobustness } from '../lab/RankRobustness.tsx';
import { SaveDialog } from '../lab/SaveDialog.tsx';
import type { LabSession } from '../lab/session.ts';
import { useLabSession } from '../lab/useLabSession.ts';
import { chooseDyad, chooseRange, useLabView } from '../lab/useLabView.ts';
import { asOf } from '../state/asOf.ts';
import { copyText } from '../state/clipboard.ts';
import { news } from '../state/connection.ts';
import { useKeys } from '../state/keys.ts';
import { words } from '../state/language.ts';
import { hrefOf, keepingLanguage, navigate, place, replaceQuery } from '../state/location.ts';
import { modelName } from '../state/modelName.ts';
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
  const wording = words.value.lab;
  const dyad = shownDyad(data);
  const { session, linkFaults } = useLabSession(data, dyad);
  const view = useLabView(data, session, dyad);
  const isSaving = useSignal(false);
  const said = useSignal('');
  const isDraft = session.isDraft.value;
  const share = async (): Promise<void> => {
    session.settle();
    const isCopied = await copyDraftLink(session, dyad);
    said.value = isCopied ? (isDraft ? wording.draftCopied : wording.copied) : wording.notCopied;
  };
  useKeys({
    z: () => session.undo(),
    Z: () => session.redo(),
    '/': () => document.getElementById('search')?.focus(),
    y: () => void share(),
    '1': () => chooseRange('90d'),
    '2': () => chooseRange('1y'),
    '3': () => chooseRange('5y'),
    '4': () => chooseRange('all'),
  });
  const onSaved = (saved: ModelDetail): void => {
    isSaving.value = false;
    // Whatever lists models asks again.
    news.value++;
    navigate(`/m/${saved.name}@${saved.hash}?saved=1`);
  };
  return (
    <article class={isDraft ? 'lab is-draft-page' : 'lab'}>
      <LabTools
        session={session}
        models={data.models}
        onShare={() => void share()}
        onSave={() => (isSaving.value = true)}
      />
      <LabNotices session={session} linkFaults={linkFaults.value} said={said.value} />
      <div class="lab-grid">
        <div class="lab-main">
          <LabLines session={session} view={view} dyads={data.names} said={said.value} />
          <DraftChanges session={session} names={data.names} shown={dyad} onShow={chooseDyad} />
          <ConclusionRobustness
            session={session}
            claim={view.claim}
            name={view.name}
            firstDay={view.firstDay}
            lastDay={view.lastDay}
            onClaim={(claim) => replaceQuery(claimQuery(claim))}
          />
          <Judged session={session} judgements={data.judgements} />
          <RankRobustness session={session} names={data.names} />
          <Elicit session={session} />
          <ModelRemarks session={session} />
        </div>
        <Controls session={session} types={[...session.codebook.values()]} events={view.eventCounts} dyadName={dyad} />
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

/** What a reader must know before the numbers: that they are a draft's, and what could not be read or computed. */
function LabNotices({
  session,
  linkFaults,
  said,
}: {
  readonly session: LabSession;
  readonly linkFaults: readonly string[];
  readonly said: string;
}) {
  const wording = words.value.lab;
  const { definition, hash } = session.base.value;
  return (
    <>
      {session.isDraft.value ? (
        <p class="draft-banner" role="status">
          <Phrase
            text={wording.draftBanner(wording.warning, changedCount(session), modelName(definition))}
            parts={{ hash: <code>{hash}</code> }}
          />
        </p>
      ) : null}
      <p class="visually-hidden" aria-live="polite">
        {said}
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
    </>
  );
}

const changedCount = (session: LabSession): number =>
  differences(session.base.value.definition, session.settled.value).length;

/** A draft's link goes with a warning that it is one. */
function copyDraftLink(session: LabSession, dyad: string): Promise<boolean> {
  const wording = words.value.lab;
  const { definition, hash } = session.base.value;
  const link = new URLSearchParams(globalThis.location.search);
  link.set('dyad', dyad);
  link.set('model', `${definition.name}@${hash}`);
  const address = globalThis.location.origin + keepingLanguage(hrefOf('/lab', link));
  return copyText(
    session.isDraft.value
      ? wording.shared(wording.warning, changedCount(session), modelName(definition), address)
      : address,
  );
}
