/** The morning brief: what is new since the reader's last one, and what has changed in a week and a month, over all dyads, to be read or printed. */
import { useMemo, useState } from 'preact/hooks';
import type { Morning } from '../../models/contract/morning.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { epochDay, parseDay, toIsoDate } from '../../models/calendar.ts';
import { ListChoice } from '../components/ListChoice.tsx';
import { Notice } from '../components/Notice.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { type MorningCard, morningCards, SHOWN_DAYS } from '../charts/morningCards.ts';
import { ApiProblem, askJson, NoAnswer } from '../state/api.ts';
import { momentWords } from '../state/asOf.ts';
import { copyText } from '../state/clipboard.ts';
import { language, words } from '../state/language.ts';
import { modelName } from '../state/modelName.ts';
import { useResource } from '../state/resource.ts';
import { useList } from '../state/watchLists.ts';
import { type BriefState, MAX_PACKED } from './briefState.ts';
import { beginOfBrief, readerZone } from './lastBrief.ts';
import { dateWords, zonedWords } from './morningDays.ts';
import { MorningPeriod } from './MorningPeriod.tsx';
import { morningText } from '../charts/morningText.ts';
import { morningLimits } from '../charts/morningWords.ts';

interface Props {
  readonly state: BriefState;
  readonly onChange: (changes: Partial<BriefState>) => void;
  readonly onSay: (text: string) => void;
}

export function MorningBrief({ state, onChange, onSay }: Props) {
  const wording = words.value.morning;
  const day = typeof state.range === 'string' ? undefined : toIsoDate(state.range.to);
  const timeZone = useMemo(readerZone, []);
  const isNow = day === undefined && state.asOf === undefined;
  const last = useMemo(
    () => (isNow ? beginOfBrief(new Date(), timeZone)?.toISOString() : undefined),
    [isNow, timeZone],
  );
  const [isLastDay, setLastDay] = useState(false);
  const list = useList(state.list);
  const isAwaited = state.list !== undefined && list === undefined;
  const query = new URLSearchParams(
    Object.entries({
      lang: language.value,
      model: state.model,
      asOf: state.asOf,
      list: list?.name,
      date: day,
      tz: timeZone,
      since: isLastDay ? undefined : last,
    }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const { data, problem } = useResource<Morning>(isAwaited ? null : `/api/v1/morning?${query.toString()}`);
  const [isPacking, setPacking] = useState(false);
  const [refusal, setRefusal] = useState<ApiProblem | undefined>(undefined);
  if (!data)
    return problem ? (
      <ProblemNotice problem={problem} what={words.value.brief.headingMorning} />
    ) : (
      <Skeleton kind="text" what={words.value.brief.headingMorning} />
    );

  const speech = {
    words: words.value,
    date: dateWords,
    moment: (moment: string) => zonedWords(moment, data.timeZone),
  };
  const top = morningCards(data).slice(0, MAX_PACKED);
  const makePack = async (): Promise<void> => {
    setPacking(true);
    setRefusal(undefined);
    onSay(wording.packing);
    try {
      const pack = await pinCards(top, data);
      onChange({ pack });
      onSay(wording.packed(pack.length));
      document.getElementById('pack-title')?.focus();
    } catch (reason) {
      if (reason instanceof ApiProblem) setRefusal(reason);
      else if (!(reason instanceof NoAnswer)) throw reason; // the banner says that the server is gone
    } finally {
      setPacking(false);
    }
  };
  return (
    <article class="morning" aria-labelledby="morning-title">
      <header class="morning-head">
        <h2 id="morning-title">{wording.of(dateWords(data.date), data.list)}</h2>
        <p class="muted">
          {wording.intro(data.dyads)} {data.since === null ? wording.byDate : ''} {wording.model}{' '}
          <a href={`/m/${data.model.name}`}>{modelName(data.model)}</a> <code>{data.model.hash}</code>.{' '}
          {data.asOf === null ? '' : wording.known(momentWords(data.asOf))}
        </p>
        <div class="toolbar morning-tools">
          <label>
            {wording.day}{' '}
            <input
              type="date"
              value={data.date}
              onChange={(event) => {
                const chosen = parseDay(event.currentTarget.value);
                if (chosen !== undefined) onChange({ range: { from: chosen - SHOWN_DAYS, to: chosen } });
              }}
            />
          </label>
          <ListChoice chosen={state.list} onChoose={(list) => onChange({ list })} />
          {day === undefined ? null : (
            <button type="button" onClick={() => onChange({ range: '1y' })}>
              {wording.latest}
            </button>
          )}
          {last === undefined ? null : (
            <button type="button" aria-pressed={isLastDay} onClick={() => setLastDay(!isLastDay)}>
              {wording.lastDay}
            </button>
          )}
          <span class="toolbar-space" />
          <button
            type="button"
            disabled={isPacking || top.length === 0}
            title={top.length === 0 ? wording.inactive : wording.packTitle}
            onClick={() => void makePack()}
          >
            {isPacking ? wording.packing : wording.pack(top.length)}
          </button>
          <button
            type="button"
            onClick={() =>
              void copyText(morningText(data, speech)).then((isCopied) =>
                onSay(isCopied ? wording.copiedText : words.value.brief.copied.nothing),
              )
            }
          >
            {wording.copyText}
          </button>
          <button type="button" onClick={() => window.print()}>
            {wording.print}
          </button>
        </div>
      </header>
      {list === null && state.list !== undefined ? (
        <Notice kind="warning">{words.value.watchLists.unknown(state.list)}</Notice>
      ) : null}
      {refusal ? <ProblemNotice problem={refusal} what={words.value.brief.pack} /> : null}
      {problem ? <ProblemNotice problem={problem} what={words.value.brief.headingMorning} /> : null}
      {data.periods.map((period) => (
        <MorningPeriod key={period.period} brief={data} period={period} speech={speech} />
      ))}
      <section class="morning-limits" aria-labelledby="limits-title">
        <h3 id="limits-title">{wording.quietTitle}</h3>
        <p>{morningLimits(data, speech).join(' ')}</p>
        {data.lastEvent === null || data.lastEvent >= data.date ? null : (
          <p class="morning-back">
            <button
              type="button"
              class="link"
              onClick={() =>
                onChange({ range: { from: epochDay(data.lastEvent!) - SHOWN_DAYS, to: epochDay(data.lastEvent!) } })
              }
            >
              {wording.thatDay(dateWords(data.lastEvent))}
            </button>
          </p>
        )}
      </section>
    </article>
  );
}

/** Pins each card as the brief saw it. @returns their codes, in order */
async function pinCards(cards: readonly MorningCard[], { model, asOf }: Morning): Promise<string[]> {
  const codes: string[] = [];
  for (const card of cards) {
    const { code } = await askJson<PinnedView>('/api/v1/views', {
      ...card,
      direction: 'both',
      model: `${model.name}@${model.hash}`,
      ...(asOf !== null && { asOf }),
    });
    codes.push(code);
  }
  return codes;
}
