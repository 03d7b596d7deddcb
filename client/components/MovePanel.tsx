/** What moved the index between two days: new events one by one, the fading of earlier ones as one line, and their sum. */
import { firstDayOf } from '../../models/coverage.ts';
import { actorsOf, type MoveExplanation } from '../../models/move.ts';
import { changeTo, plain, sharePoints, signed } from '../charts/format.ts';
import type { Scored } from '../state/dyadData.ts';
import { sideNameOf } from '../state/countryNames.ts';
import { ActorCauses } from './ActorCauses.tsx';
import { CausesBy, type CausesByProps } from './CausesBy.tsx';
import { CauseItem } from './CauseItem.tsx';
import { longDate, knownDate, words } from '../state/language.ts';

interface Props extends CausesByProps {
  readonly dyad: string;
  /** names of the two, in the order of the codes */
  readonly sides: readonly [string, string];
  readonly scored: Scored;
  readonly move: MoveExplanation;
  /** numbers of the chart, by event id */
  readonly numbers: ReadonlyMap<string, number>;
  /** whether the days are the reader's marks A and B */
  readonly isMarked: boolean;
  /** shows the whole of it */
  readonly onExplain: () => void;
}

const SHOWN = 7;

export function MovePanel({ dyad, sides, scored, move, numbers, isMarked, by, onBy, onExplain }: Props) {
  const wording = words.value.move;
  const shown = move.new.slice(0, SHOWN);
  const rest = move.new.slice(SHOWN);
  const sum = (causes: readonly { readonly indexPoints: number }[]): number =>
    causes.reduce((total, cause) => total + cause.indexPoints, 0);
  const faded = sum(move.fading);
  const hasStart = move.from.day >= (firstDayOf(scored.columns, scored.model) ?? -Infinity);
  return (
    <section class="moved" aria-labelledby="moved-title">
      <h2 id="moved-title">{wording.title}</h2>
      <p class="moved-range">
        {isMarked ? <b>A </b> : null}
        {longDate(move.from.day)}{' '}
        {hasStart ? (
          <span class="num">{plain(move.from.index)}</span>
        ) : (
          <span class="muted">({wording.countedFrom(plain(move.from.index))})</span>
        )}{' '}
        → {isMarked ? <b>B </b> : null}
        {longDate(move.to.day)} <span class="num">{plain(move.to.index)}</span>
      </p>
      <p class="muted small">{wording.hint}</p>
      <CausesBy by={by} onBy={onBy} />
      {by === 'actor' ? (
        <ActorCauses actors={actorsOf(move, scored.codebook)} nameOf={sideNameOf({ dyad, sides })} />
      ) : (
        <ol class="moved-list">
          {shown.map(({ eventId, indexPoints }) => {
            const event = scored.positionOf.get(eventId)!;
            const record = scored.records[event]!;
            return (
              <CauseItem
                key={eventId}
                act={{ ...record, dyad }}
                points={sharePoints(indexPoints, words.value)}
                number={numbers.get(eventId)}
                title={scored.figureEvents[event]!.title}
                date={knownDate(scored.columns.day[event]!, record.datePrecision)}
              />
            );
          })}
          {shown.length === 0 ? <li class="moved-none">{wording.noneBetween}</li> : null}
          {rest.length > 0 ? (
            <li class="moved-rest">
              <span class="moved-points num">{sharePoints(sum(rest), words.value)}</span>
              <span>{wording.moreNew(rest.length)}</span>
            </li>
          ) : null}
          {move.ended.length > 0 ? (
            <li class="moved-rest">
              <span class="moved-points num">{sharePoints(sum(move.ended), words.value)}</span>
              <span>{wording.endedOf(move.ended.length)}</span>
            </li>
          ) : null}
          {move.fading.length > 0 ? (
            <li class="moved-rest">
              <span class="moved-points num">{sharePoints(faded, words.value)}</span>
              <span>{wording.fadingOf(move.fading.length)}</span>
            </li>
          ) : null}
        </ol>
      )}
      <ChangeSum move={move} />
      <button type="button" class="moved-explain" aria-keyshortcuts="x" title={wording.wholeSum} onClick={onExplain}>
        {wording.explain}
      </button>
    </section>
  );
}

/** The whole change below its causes, and whether they add up to it. */
export function ChangeSum({
  move: { to, change, residual },
}: {
  readonly move: { readonly to: { readonly index: number }; readonly change: number; readonly residual: number };
}) {
  return (
    <p class="moved-sum">
      <span class="moved-points num">{signed(changeTo(to.index, change))}</span>
      <span>
        {words.value.move.change} <Check isRight={Math.abs(residual) < 1e-9} residual={residual} />
      </span>
    </p>
  );
}

/** Whether parts add up to the whole: small when they do, loud when not. */
export function Check({ isRight, residual }: { readonly isRight: boolean; readonly residual: number }) {
  const wording = words.value.move;
  return isRight ? (
    <span class="check" title={wording.residual(residual.toExponential(1))}>
      {wording.sumChecked}
    </span>
  ) : (
    <strong class="check-failed" role="alert">
      {wording.missesBy(residual.toExponential(2))}
    </strong>
  );
}
