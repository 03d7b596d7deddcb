/** A view as a card that can be handed on, a pack of several, or what has changed since yesterday. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Board } from '../../models/contract/board.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import { epochDay } from '../../models/calendar.ts';
import {
  briefQuery,
  type BriefState,
  changedBrief,
  MAX_PACKED,
  parseBrief,
  type Show,
  SHOWS,
  viewRequest,
} from '../brief/briefState.ts';
import { useCard } from '../brief/cardData.ts';
import { CardControls } from '../brief/CardControls.tsx';
import { ShareCard } from '../brief/ShareCard.tsx';
import { MorningBrief } from '../brief/MorningBrief.tsx';
import { withView } from '../brief/pack.ts';
import { PackPanel } from '../brief/PackPanel.tsx';
import { Preview } from '../brief/Preview.tsx';
import type { Presentation } from '../charts/card/presentation.ts';
import { Notice } from '../components/Notice.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { useKeys } from '../state/keys.ts';
import { language, words } from '../state/language.ts';
import { place, replaceQuery } from '../state/location.ts';
import { useModels } from '../state/published.ts';
import { useResource } from '../state/resource.ts';
import { readSetting, writeSetting } from '../state/settings.ts';
import { useTitle } from '../state/title.ts';

/** What is shown where the address names nothing: the pair that this project began with, or the first there is. */
const FIRST_DYAD = 'KOR-RUS';
const SECOND_DYAD = 'PRK-RUS';
const PACK = 'pack';

export function Brief() {
  const wording = words.value.brief;
  const { state, faults } = useMemo(() => parseBrief(place.value.query), [place.value.query, wording]);
  useTitle(wording.title);
  const say = useSignal('');
  const change = (changes: Partial<BriefState>): void => {
    const next = changedBrief(state, changes);
    if (changes.pack !== undefined) writeSetting(PACK, next.pack.length === 0 ? undefined : next.pack.join(','));
    replaceQuery(briefQuery(next));
  };
  useEffect(() => {
    // What was packed on an earlier visit is still there; an address that names a pack means that one.
    const kept = place.value.query.has(PACK) ? null : readSetting(PACK);
    if (kept !== null) replaceQuery({ pack: kept });
  }, []);
  useKeys({
    '1': () => change({ range: '90d' }),
    '2': () => change({ range: '1y' }),
    '3': () => change({ range: '5y' }),
    '4': () => change({ range: 'all' }),
  });
  const presentation: Presentation = {
    preset: state.preset,
    theme: state.theme,
    text: state.text,
    density: state.density,
    lang: state.cardLang ?? language.value,
  };
  return (
    <article class="brief">
      {faults.length > 0 ? (
        <Notice kind="warning" title={wording.badAddress}>
          {faults.join(' ')}
        </Notice>
      ) : null}
      <header class="brief-head">
        <h1 tabIndex={-1}>{state.show === 'morning' ? wording.headingMorning : wording.heading}</h1>
        <Segmented
          label={wording.show}
          value={state.show}
          onChoose={(show: Show) => change({ show })}
          options={SHOWS.map((value) => ({ value, label: wording.shows[value], title: wording.showTitles[value] }))}
        />
      </header>
      <p class="visually-hidden" aria-live="polite">
        {say}
      </p>
      {state.show === 'morning' ? (
        <MorningBrief state={state} onChange={change} onSay={(text) => (say.value = text)} />
      ) : (
        <CardMaker state={state} presentation={presentation} onChange={change} onSay={(text) => (say.value = text)} />
      )}
      <p class="brief-said small" aria-hidden="true">
        {say}
      </p>
      <PackPanel
        pack={state.pack}
        presentation={presentation}
        onChange={(pack) => change({ pack })}
        onSay={(text) => (say.value = text)}
      />
    </article>
  );
}

interface CardProps {
  readonly state: BriefState;
  readonly presentation: Presentation;
  readonly onChange: (changes: Partial<BriefState>) => void;
  readonly onSay: (text: string) => void;
}

function CardMaker({ state, presentation, onChange, onSay }: CardProps) {
  const wording = words.value.brief;
  const board = useResource<Board>(
    `/api/v1/dyads${state.asOf === undefined ? '' : `?asOf=${encodeURIComponent(state.asOf)}`}`,
  );
  const models = useModels() ?? [];
  const known = board.data?.dyads ?? [];
  const dyads = shownDyads(
    state,
    known.map(({ id }) => id),
  );
  const request = board.data ? viewRequest(state, dyads, epochDay(board.data.date)) : undefined;
  const card = useCard(request, presentation);
  const { pinned, picture, texts } = card;
  const modelOf = useResource<ModelDetail>(
    pinned ? `/api/v1/models/${encodeURIComponent(pinned.view.model)}` : null,
  ).data;
  const missing =
    board.data === undefined
      ? undefined
      : known.length === 0
        ? wording.noDyads
        : request !== undefined
          ? undefined
          : state.show === 'compare'
            ? wording.needsTwo
            : wording.nothingYet;
  const days = pinned
    ? { from: epochDay(pinned.view.from), to: epochDay(pinned.view.to) }
    : typeof state.range === 'string'
      ? undefined
      : state.range;
  if (!board.data && board.problem) return <ProblemNotice problem={board.problem} what={wording.heading} />;
  return (
    <div class="brief-grid">
      <CardControls
        state={state}
        dyads={dyads}
        board={known}
        models={models}
        days={days}
        presentation={presentation}
        texts={texts}
        code={pinned?.code}
        onChange={(changes) =>
          onChange(changes.dyads === undefined && state.dyads.length === 0 ? { dyads, ...changes } : changes)
        }
      />
      <div class="brief-right">
        <Preview card={card} presentation={presentation} missing={missing} />
        {pinned && picture && texts && !card.problem ? (
          <ShareCard
            pinned={pinned}
            picture={picture}
            texts={texts}
            model={modelOf}
            presentation={presentation}
            isLoading={card.isLoading}
            isPacked={state.pack.includes(pinned.code)}
            isPackFull={state.pack.length >= MAX_PACKED}
            onPack={() => {
              const pack = withView(state.pack, pinned.code);
              onChange({ pack });
              onSay(wording.packed(pack.length));
            }}
            onSay={onSay}
          />
        ) : null}
      </div>
    </div>
  );
}

/** The dyads of the address, or those that the page chooses. */
function shownDyads({ show, dyads }: BriefState, known: readonly string[]): readonly string[] {
  const first = dyads[0] ?? (known.includes(FIRST_DYAD) ? FIRST_DYAD : known[0]);
  if (first === undefined) return [];
  if (show !== 'compare') return dyads.length > 0 ? dyads : [first];
  if (dyads.length > 1) return dyads;
  const second = known.includes(SECOND_DYAD) && first !== SECOND_DYAD ? SECOND_DYAD : known.find((id) => id !== first);
  return second === undefined ? [first] : [first, second];
}
