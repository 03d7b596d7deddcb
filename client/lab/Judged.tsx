/** How many judgements of experts a model orders, beside rules that choose no weight; and weights fitted to them. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { JudgementsResponse } from '../../server/api/contract.ts';
import { epochDay } from '../../models/calendar.ts';
import { plain, signed } from '../charts/format.ts';
import { lockedTypes } from './draft.ts';
import { mostMoved } from './movedWeights.ts';
import type { LabSession } from './session.ts';
import type { JudgementScore } from './studies.ts';
import { StudyState } from './StudyState.tsx';
import { useStudy } from './useStudy.ts';
import { DATA_LANGUAGE, longDate, words } from '../state/language.ts';

interface Props {
  readonly session: LabSession;
  readonly judgements: JudgementsResponse['judgements'];
}

/** A draw's score spreads by about one judgement: the mean of 100 is known to a tenth. */
export const DRAWS = 100;
/** The random draws wait until nobody changes anything for this long. */
const IDLE_MS = 1500;

export function Judged({ session, judgements }: Props) {
  const wording = words.value.judged;
  const base = session.base.value.definition;
  const model = session.settled.value;
  const isDraft = session.isDraft.value;
  const draws = useSignal(0);
  useEffect(() => {
    draws.value = 0;
    const timer = setTimeout(() => (draws.value = DRAWS), IDLE_MS);
    return () => clearTimeout(timer);
  }, [model]);
  const published = useStudy(session, { name: 'judgements', model: base, draws: DRAWS }, [base], true);
  // The count at once; the random draws, which take seconds, when the draft rests.
  const quick = useStudy(
    session,
    isDraft ? { name: 'judgements', model, draws: 0 } : undefined,
    [model, isDraft],
    true,
  );
  const full = useStudy(
    session,
    isDraft && draws.value > 0 ? { name: 'judgements', model, draws: draws.value } : undefined,
    [model, isDraft, draws.value],
    true,
  );
  const before = published.result;
  const after = isDraft
    ? draws.value > 0 && full.progress === undefined
      ? (full.result ?? quick.result)
      : quick.result
    : before;
  return (
    <section class="lab-section" aria-labelledby="judged-title">
      <h2 id="judged-title">{wording.title}</h2>
      <p class="muted small">{wording.lede}</p>
      {before ? (
        <div class="judged">
          <ScoreTable before={before} after={isDraft ? after : undefined} total={before.judged.length} />
          <Flipped before={before} after={after} judgements={judgements} isDraft={isDraft} />
        </div>
      ) : (
        <p class="muted">
          {published.problem ??
            (published.progress === undefined
              ? words.value.lab.computing
              : words.value.lab.computingShare(Math.round(published.progress * 100)))}
        </p>
      )}
      <Fit session={session} />
    </section>
  );
}

export function ScoreTable({
  before,
  after,
  total,
}: {
  readonly before: JudgementScore;
  readonly after: JudgementScore | undefined;
  readonly total: number;
}) {
  const wording = words.value.judged;
  const rows: readonly (readonly [string, (score: JudgementScore) => string])[] = [
    [wording.rows.model, (score) => String(score.ordered)],
    [wording.rows.equal, (score) => String(score.equalWeights)],
    [wording.rows.random, (score) => (score.random.draws === 0 ? '…' : plain(score.random.mean))],
    [wording.rows.count, (score) => String(score.eventCount)],
  ];
  return (
    <div>
      <table class="score-table">
        <thead>
          <tr>
            <th scope="col">{wording.orderedOf(total)}</th>
            <th scope="col" class="num">
              {wording.published}
            </th>
            {after ? (
              <th scope="col" class="num is-draft">
                {wording.draft}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, of], i) => (
            <tr key={label} class={i === 0 ? 'is-model' : undefined}>
              <th scope="row">{label}</th>
              <td class="num">{of(before)}</td>
              {after ? <td class="num">{of(after)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted small">
        {before.random.draws === 0
          ? ''
          : `${wording.asGood(plain(100 * before.random.asGood, 0), before.random.draws)} `}
        {before.equalWeights > before.ordered
          ? wording.equalMore
          : before.equalWeights === before.ordered
            ? wording.equalSame
            : ''}
      </p>
    </div>
  );
}

function Flipped({
  before,
  after,
  judgements,
  isDraft,
}: {
  readonly before: JudgementScore;
  readonly after: JudgementScore | undefined;
  readonly judgements: Props['judgements'];
  readonly isDraft: boolean;
}) {
  const wording = words.value.judged;
  const byId = new Map(judgements.map((judgement) => [judgement.id, judgement]));
  const was = new Map(before.judged.map((one) => [one.id, one]));
  const now = after?.judged ?? before.judged;
  const flipped = isDraft ? now.filter((one) => was.get(one.id)?.agrees !== one.agrees) : [];
  const missed = now.filter((one) => !one.agrees && !flipped.includes(one));
  const closest = [...now]
    .filter((one) => one.agrees && !flipped.includes(one))
    .sort((a, b) => a.margin - b.margin)
    .slice(0, Math.max(0, 4 - flipped.length - missed.length));
  const rows = [
    ...flipped.map((one) => ({ ...one, what: one.agrees ? ('ordered' as const) : ('lost' as const) })),
    ...missed.map((one) => ({ ...one, what: 'missed' as const })),
    ...closest.map((one) => ({ ...one, what: 'closest' as const })),
  ];
  return (
    <div>
      <h3>
        {isDraft ? (flipped.length === 0 ? wording.flipsNone : wording.flips(flipped.length)) : wording.closestHeading}
      </h3>
      <ul class="judged-list">
        {rows.map(({ id, margin, what }) => {
          const judgement = byId.get(id);
          if (!judgement) return null;
          const period = ({ from, to }: { from: string; to: string }): string =>
            from === to ? longDate(epochDay(from)) : `${longDate(epochDay(from))} – ${longDate(epochDay(to))}`;
          return (
            <li key={id}>
              <span class={what === 'closest' ? 'judged-what muted' : 'judged-what'}>{wording.what[what]}</span>{' '}
              <span class="num">{signed(margin)}</span> <b>{judgement.dyad}</b>{' '}
              <span lang={DATA_LANGUAGE}>{judgement.statement}</span>{' '}
              <span class="judged-source muted small">
                {wording.tenser(period(judgement.higher), period(judgement.lower))}{' '}
                {judgement.sourceUrl === '' ? (
                  judgement.sourceName
                ) : (
                  <a href={judgement.sourceUrl}>{judgement.sourceName}</a>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** How dear it is to leave the weights that one started from (models/fit.ts). */
const RIDGES = [
  { value: 0.1, label: 'far' },
  { value: 1, label: 'some' },
  { value: 10, label: 'little' },
] as const;

function Fit({ session }: { readonly session: LabSession }) {
  const wording = words.value.judged;
  const ridge = useSignal<number>(1);
  const model = session.settled.value;
  const locks = session.locks.value;
  const studied = useStudy(
    session,
    { name: 'fit', model, ridge: ridge.value, locked: lockedTypes({ locks, model }) },
    [model, locks, ridge.value],
    false,
  );
  const found = studied.result;
  const moved = found
    ? Object.entries(found.model.types).map(([type, { weight }]) => ({
        type,
        from: model.types[type]!.weight,
        to: weight,
      }))
    : [];
  const most = moved
    .filter(({ from, to }) => Math.abs(to - from) >= 0.05)
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from));
  return (
    <details class="lab-more">
      <summary>{wording.fit}</summary>
      <p class="muted small">{wording.fitNote}</p>
      <StudyState studied={studied} action={wording.fitAction}>
        <label>
          {wording.mayMove}{' '}
          <select value={ridge.value} onChange={(event) => (ridge.value = Number(event.currentTarget.value))}>
            {RIDGES.map(({ value, label }) => (
              <option key={value} value={value}>
                {wording.ridges[label]}
              </option>
            ))}
          </select>
        </label>
      </StudyState>
      {found ? (
        <p>
          <strong class="num">{wording.crossValidated(found.crossValidated, found.judgements.length)}</strong>
          {wording.fitted(found.agrees, found.priorAgrees)}{' '}
          {most.length === 0 ? wording.noneMoves : mostMoved(most, session)}{' '}
          {most.length === 0 ? null : (
            <button type="button" onClick={() => session.adopt(rounded(found.model), wording.fitWord)}>
              {words.value.robustness.take}
            </button>
          )}
        </p>
      ) : null}
    </details>
  );
}

/** Weights to the hundredth: no judgement knows them better, and a file of them can be read. */
export function rounded<M extends { readonly types: Readonly<Record<string, { readonly weight: number }>> }>(
  model: M,
): M {
  return {
    ...model,
    types: Object.fromEntries(
      Object.entries(model.types).map(([type, parameters]) => [
        type,
        { ...parameters, weight: Math.round(parameters.weight * 100) / 100 },
      ]),
    ),
  };
}
