/** What a conclusion hangs on: which weight would have to move how far to reverse it, and what each parameter does to it. */
import { useSignal } from '@preact/signals';
import { parseDay, toIsoDate } from '../../models/calendar.ts';
import { plain, signed } from '../charts/format.ts';
import { Phrase } from '../components/Phrase.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { nameOf } from './parameterNames.ts';
import { numberText } from './parameters.ts';
import type { LabSession } from './session.ts';
import type { Claim, Robustness } from './studies.ts';
import { StudyState } from './StudyState.tsx';
import { useStudy } from './useStudy.ts';
import { lockedTypes } from './draft.ts';
import { longDate, words } from '../state/language.ts';

interface Props {
  readonly session: LabSession;
  readonly claim: Claim;
  readonly name: string;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly onClaim: (claim: Claim) => void;
}

/** A weight that must more than treble, or vanish, is beyond what a modeller would argue for. */
const FAR = 2;

export function ConclusionRobustness({ session, claim, name, firstDay, lastDay, onClaim }: Props) {
  const wording = words.value.robustness;
  const model = session.settled.value;
  const locks = session.locks.value;
  const studied = useStudy(
    session,
    { name: 'robustness', model, claim, locked: lockedTypes({ locks, model }) },
    [model, locks, claim.dyad, claim.a, claim.b, claim.direction, claim.byPoints],
    true,
  );
  const found = studied.result;
  return (
    <section class="lab-section" aria-labelledby="robustness-title" id="robustness">
      <h2 id="robustness-title">{wording.title}</h2>
      <ClaimForm claim={claim} name={name} firstDay={firstDay} lastDay={lastDay} onClaim={onClaim} />
      {studied.problem === undefined ? null : <p class="is-error">{studied.problem}</p>}
      {found ? (
        <>
          <p class="robustness-verdict">{verdictOf(found, claim, name, session)}</p>
          <div class="robustness-columns">
            <Flips session={session} found={found} claim={claim} />
            <Tornado session={session} found={found} />
          </div>
          <Target session={session} found={found} />
          <Sobol session={session} claim={claim} />
        </>
      ) : null}
    </section>
  );
}

function ClaimForm({ claim, name, firstDay, lastDay, onClaim }: Omit<Props, 'session'>) {
  const wording = words.value.robustness;
  const day =
    (field: 'a' | 'b') =>
    (event: { readonly currentTarget: HTMLInputElement }): void => {
      const chosen = parseDay(event.currentTarget.value);
      if (chosen === undefined || chosen < firstDay || chosen > lastDay) return;
      const next = { ...claim, [field]: chosen };
      onClaim(next.a <= next.b ? next : { ...next, a: next.b, b: next.a });
    };
  return (
    <div class="claim" role="group" aria-label={wording.conclusion}>
      <span>{name}</span>
      <Segmented
        label={wording.direction}
        value={claim.direction}
        options={[
          { value: 'rose', label: wording.rose, title: wording.roseTitle },
          { value: 'fell', label: wording.fell, title: wording.fellTitle },
        ]}
        onChoose={(direction) => onClaim({ ...claim, direction })}
      />
      <label>
        <span class="visually-hidden">{wording.claim.dayA}</span>
        <Phrase
          text={wording.claim.between}
          parts={{
            day: (
              <input
                type="date"
                value={toIsoDate(claim.a)}
                min={toIsoDate(firstDay)}
                max={toIsoDate(lastDay)}
                onChange={day('a')}
              />
            ),
          }}
        />
      </label>
      <label>
        <span class="visually-hidden">{wording.claim.dayB}</span>
        <Phrase
          text={wording.claim.and}
          parts={{
            day: (
              <input
                type="date"
                value={toIsoDate(claim.b)}
                min={toIsoDate(firstDay)}
                max={toIsoDate(lastDay)}
                onChange={day('b')}
              />
            ),
          }}
        />
      </label>
      <label>
        <Phrase
          text={wording.claim.atLeast}
          parts={{
            points: (
              <input
                type="number"
                class="num"
                min="0"
                max="100"
                step="0.5"
                value={claim.byPoints}
                onChange={(event) => {
                  const points = event.currentTarget.valueAsNumber;
                  if (points >= 0 && points <= 100) onClaim({ ...claim, byPoints: points });
                }}
              />
            ),
          }}
        />
      </label>
    </div>
  );
}

function verdictOf(
  { margin, change, flips, without }: Robustness,
  claim: Claim,
  name: string,
  { labelOf }: LabSession,
): string {
  const holds = margin > 0;
  const wording = words.value.robustness;
  const moved = wording.moved(Math.abs(change) < 0.05 ? 0 : change, plain(Math.abs(change)));
  const first = wording.verdict(name, moved, longDate(claim.a), longDate(claim.b), holds, plain(Math.abs(margin)));
  const nearest = flips.find(({ flipsAt }) => flipsAt !== undefined);
  const heaviest = Object.entries(without).sort(([, x], [, y]) => Math.abs(y - change) - Math.abs(x - change))[0];
  const most =
    heaviest && Math.abs(heaviest[1] - change) >= 0.05
      ? wording.carriesMost(labelOf(heaviest[0]), signed(heaviest[1]))
      : '';
  const together = (dependence: string): string =>
    [first, dependence, most].filter((sentence) => sentence !== '').join(' ');
  if (!nearest) return together(wording.noSingle(holds));
  const far = nearest.relativeChange === undefined || Math.abs(nearest.relativeChange) > FAR;
  const move = wording.weightMove(labelOf(nearest.type), numberText(nearest.weight), numberText(nearest.flipsAt!));
  return together(
    far
      ? wording.nearest(holds, move)
      : wording.dependsOn(holds, labelOf(nearest.type), move, signed(nearest.relativeChange! * 100, 0)),
  );
}

const FIRST_ROWS = 8;

function Flips({
  session,
  found,
  claim,
}: {
  readonly session: LabSession;
  readonly found: Robustness;
  readonly claim: Claim;
}) {
  const wording = words.value.robustness;
  const showAll = useSignal(false);
  const { flips, without, change } = found;
  const matters = flips.filter(
    ({ type, flipsAt }) => flipsAt !== undefined || Math.abs(without[type]! - change) >= 0.005,
  );
  const sorted = [...matters].sort(
    (p, q) =>
      Number(q.flipsAt !== undefined) - Number(p.flipsAt !== undefined) ||
      (p.flipsAt === undefined ? Math.abs(without[q.type]! - change) - Math.abs(without[p.type]! - change) : 0),
  );
  const shown = showAll.value ? sorted : sorted.slice(0, FIRST_ROWS);
  return (
    <div>
      <h3>{wording.howFar}</h3>
      <div class="scroll" tabIndex={0} role="region" aria-label={wording.flipsLabel}>
        <table class="flips">
          <thead>
            <tr>
              <th scope="col">{wording.weightOf}</th>
              <th scope="col" class="num">
                {wording.now}
              </th>
              <th scope="col" class="num">
                {wording.reversesAt}
              </th>
              <th scope="col" class="num">
                {wording.change}
              </th>
              <th scope="col" class="num" title={wording.withoutTitle(longDate(claim.a), longDate(claim.b))}>
                {wording.withoutIt}
              </th>
              <th scope="col">
                <span class="visually-hidden">{wording.tryHeading}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ type, weight, flipsAt, relativeChange }) => (
              <tr key={type}>
                <th scope="row">{session.labelOf(type)}</th>
                <td class="num">{numberText(weight)}</td>
                <td class="num">
                  {flipsAt === undefined ? <span class="muted">{wording.never}</span> : numberText(flipsAt)}
                </td>
                <td class="num">
                  {relativeChange === undefined
                    ? ''
                    : Math.abs(relativeChange) >= 3
                      ? `×${numberText(Number((relativeChange + 1).toPrecision(2)))}`
                      : `${signed(relativeChange * 100, 0)}%`}
                </td>
                <td class="num">{signed(without[type]!)}</td>
                <td>
                  {flipsAt === undefined ? null : (
                    <button
                      type="button"
                      class="link"
                      aria-label={wording.tryAt(session.labelOf(type), numberText(flipsAt))}
                      onClick={() => tryWeight(session, type, weight, flipsAt)}
                    >
                      {wording.try}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="muted small">
        {wording.others(flips.length - matters.length)}{' '}
        {sorted.length > FIRST_ROWS ? (
          <button type="button" class="link" onClick={() => (showAll.value = !showAll.value)}>
            {showAll.value ? wording.fewer : wording.showAll(sorted.length)}
          </button>
        ) : null}
      </p>
    </div>
  );
}

/** A hundredth beyond it, so that the reader sees it reversed. */
function tryWeight(session: LabSession, type: string, weight: number, flipsAt: number): void {
  const beyond = flipsAt > weight ? Math.ceil(flipsAt * 100) / 100 : Math.max(0, Math.floor(flipsAt * 100) / 100);
  session.setParameter(`types.${type}.weight`, beyond);
  session.settle();
}

const BARS = 10;

function Tornado({ session, found }: { readonly session: LabSession; readonly found: Robustness }) {
  const wording = words.value.robustness;
  const bars = found.bars.slice(0, BARS);
  const ends = bars.flatMap(({ low, high }) => [low, high]);
  const least = Math.min(found.change, ...ends);
  const most = Math.max(found.change, ...ends);
  const at = (value: number): number => (most === least ? 50 : ((value - least) / (most - least)) * 100);
  return (
    <div>
      <h3>{wording.quarter}</h3>
      <table class="tornado">
        <thead>
          <tr>
            <th scope="col">{wording.parameter}</th>
            <th scope="col" class="num">
              −25%
            </th>
            <th scope="col" class="tornado-axis">
              <span class="visually-hidden">{wording.changeOfIndex} </span>
              <span class="num">{wording.changeNow(signed(found.change))}</span>
            </th>
            <th scope="col" class="num">
              +25%
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ path, low, high }) => (
            <tr key={path}>
              <th scope="row">{nameOf(path, session.labelOf)}</th>
              <td class="num">{signed(low)}</td>
              <td>
                <svg class="tornado-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect
                    class="tornado-low"
                    x={Math.min(at(low), at(found.change))}
                    width={Math.abs(at(low) - at(found.change))}
                    y="1"
                    height="8"
                  />
                  <rect
                    class="tornado-high"
                    x={Math.min(at(high), at(found.change))}
                    width={Math.abs(at(high) - at(found.change))}
                    y="1"
                    height="8"
                  />
                  <line x1={at(found.change)} x2={at(found.change)} y1="0" y2="10" />
                </svg>
              </td>
              <td class="num">{signed(high)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted small">{wording.tornadoNote(bars.length, found.bars.length)}</p>
    </div>
  );
}

function Target({ session, found }: { readonly session: LabSession; readonly found: Robustness }) {
  const wording = words.value.robustness;
  const { target, margin } = found;
  const holds = margin > 0;
  if (!target) return <p class="robustness-target muted">{wording.noTarget(holds)}</p>;
  const [first, second, third] = target.changes;
  const named = [first, second, third].flatMap((one) =>
    one ? [`${session.labelOf(one.type)} ${numberText(one.from)} → ${numberText(one.to)}`] : [],
  );
  return (
    <p class="robustness-target">
      <Phrase
        text={wording.target(
          holds,
          target.changes.length,
          `${named.join(', ')}${target.changes.length > 3 ? ' …' : ''}`,
        )}
      />{' '}
      <button type="button" onClick={() => session.adopt(target.model, wording.targetWord)}>
        {wording.take}
      </button>
    </p>
  );
}

/** Enough for two digits of the larger indices; the error shrinks with the root. */
const SAMPLES = 512;

function Sobol({ session, claim }: { readonly session: LabSession; readonly claim: Claim }) {
  const wording = words.value.robustness;
  const model = session.settled.value;
  const studied = useStudy(
    session,
    { name: 'sobol', model, claim, samples: SAMPLES },
    [model, claim.dyad, claim.a, claim.b],
    false,
  );
  const found = studied.result;
  const shown = found?.parameters.filter(({ total }) => total >= 0.005).slice(0, BARS) ?? [];
  return (
    <details class="lab-more">
      <summary>{wording.sobol}</summary>
      <p class="muted small">{wording.sobolNote}</p>
      <StudyState studied={studied} action={wording.draw(SAMPLES)} />
      {found ? (
        <>
          <table class="sobol">
            <thead>
              <tr>
                <th scope="col">{wording.parameter}</th>
                <th scope="col" class="num">
                  {wording.alone}
                </th>
                <th scope="col" class="num">
                  {wording.inAll}
                </th>
                <th scope="col">
                  <span class="visually-hidden">{wording.total}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ path, first, total }) => (
                <tr key={path}>
                  <th scope="row">{nameOf(path, session.labelOf)}</th>
                  <td class="num">{plain(Math.max(first, 0), 2)}</td>
                  <td class="num">{plain(total, 2)}</td>
                  <td>
                    <svg class="sobol-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                      <rect class="sobol-total" width={Math.min(total, 1) * 100} y="1" height="8" />
                      <rect class="sobol-first" width={Math.min(Math.max(first, 0), 1) * 100} y="1" height="8" />
                    </svg>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="muted small num">{wording.samples(signed(found.mean), plain(found.sd))}</p>
        </>
      ) : null}
    </details>
  );
}
