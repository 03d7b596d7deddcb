/** How to read the index: the formulas in words, and what it cannot say. */
import type { Board, ModelDetail } from '../../server/api/contract.ts';
import { plain } from '../charts/format.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';

export function Method() {
  useTitle('Method');
  const model = useResource<ModelDetail>('/api/v1/models/baseline').data?.definition;
  const board = useResource<Board>('/api/v1/dyads').data;
  return (
    <article class="plain-page prose">
      <h1 tabIndex={-1}>How to read the index</h1>
      <p class="lede">
        People code what two states do to each other: sanctions, summonses, visits, agreements. Each event adds tension or takes some away, holds for a while and fades. The index is their sum, bent to a scale from 0 to 100. Nothing else goes in, so every point on a line can be taken apart into its events, and the page checks the sum each time.
      </p>
      <h2>What the numbers mean</h2>
      <ul>
        <li>
          <b>50</b> is neither tense nor warm: the value of a pair of states without any event. Above it, tension outweighs; below it, cooperation does.
        </li>
        <li>
          The scale is bent so that no number of events leaves it: the first {model ? plain(model.scale, 0) : 40} tension points take the index from 50 to 73, as many again to 88, and so on towards 100.
        </li>
        <li>
          <b>The band</b> says how far the index can be trusted: 9 times in 10 it lies within the pale band and 1 time in 2 within the darker one, if the weights are off by a quarter on average and unverified events are as doubtful as they are marked.
        </li>
        <li>
          <b>The flag</b> says whether the last {model?.flag.windowDays ?? 30} days changed it: deteriorated, unchanged or improved, from {model?.flag.raiseAt ?? 5} points on. Where few events are coded it says <i>sparse</i> instead.
        </li>
      </ul>
      <h2>From an event to a point</h2>
      <ol>
        <li>
          <b>Impact.</b> Weight of the type × severity × role × confidence × repetition, with the sign that the coder gave it <i>for this pair</i>: the same treaty may lower tension in one pair and raise it in another.
        </li>
        <li>
          <b>Fading.</b> It counts in full for the days of its hold (a sanction stays in force) and then loses half every half-life (a statement is forgotten in weeks).
        </li>
        <li>
          <b>Tension</b> of a day is the sum of what is left of all events; conflict is the part that raises, cooperation the part that lowers. Both can be shown, because a sanction and a summit on one day are not nothing.
        </li>
        <li>
          <b>Index.</b> <span class="formula">index = 100 / (1 + e^(−tension / {model ? plain(model.scale, 0) : 'S'}))</span>
        </li>
      </ol>
      <p>
        Every number of this is on the <a href="/m/baseline">model card</a>. A model is a published file with a hash; another number is another version.
      </p>
      <h2>How a point and a change are taken apart</h2>
      <p>
        An event’s share of a point is its share of the day’s tension, in index points. The shares and the neutral value add up to the index to a billionth; the page says <span class="check">✓ sum checked</span> when it has recomputed that from the events, and says so loudly when it does not fit. A change between two days is taken apart in the same way: what is new, what has faded, what was recorded or recoded since, and what another model weighs otherwise.
      </p>
      <p>The sentence about a change follows four rules, so that anyone can check it against the parts:</p>
      <ol>
        <li>
          <i>Little changed</i>: the index at the end lies inside the 90% band of the beginning, or within one point of it.
        </li>
        <li>
          Otherwise it <i>rose</i> or <i>fell</i>, with both values and days.
        </li>
        <li>A driver (new or fading events of one category) is named only if it explains at least half of the change; its largest event with it, if that alone explains a quarter.</li>
        <li>Where nothing explains half, the sentence says so.</li>
      </ol>
      <h2>What if, and as it was known</h2>
      <p>
        <b>What if</b> leaves events out or grades them otherwise and scores the rest from the start. Leaving one event out can change the index by more or less than the event’s own share, because later acts of its kind are then no repetitions and count more. The line is drawn beside the published one, never in its place.
      </p>
      <p>
        <b>As known on</b> shows every page as the ledger stood at a moment: what was recorded later is not there yet, what was recoded or retracted later is still as it was. <b>First published</b> draws, behind today’s line, what each day’s value was in the first roll-up that had one.
      </p>
      <h2>What you see in the chart</h2>
      <ul>
        <li>Numbers 1 to 5 are the events that moved the index most in the window; ticks under the line are all others, up where they raise tension and down where they lower it. Hollow marks are unverified.</li>
        <li>Bars below the line show what the index is made of on the last day of each period, by category. They add up to the distance of the index from 50.</li>
        <li>A dashed line is provisional: acts of those days may not be coded yet.</li>
        <li>A pale line over hatching is sparse: few events are coded there.</li>
        <li>
          A dotted line on grey is a stretch in which nothing is coded. <b>That is absence of events, not peace</b>: the index only fades there because nobody added anything.
        </li>
      </ul>
      <h2>What it cannot say</h2>
      <ul>
        <li>Weights are judgement. They are published, and a score against sourced expert judgements is printed beside naive baselines, but they are not measured.</li>
        <li>Only what somebody coded counts. Coding is denser for recent years and for crises; levels of two pairs compare only as far as their coding does.</li>
        <li>Acts are dated by the day at the acting party. Where only the month is known, the table says so, and the day is a placeholder.</li>
        <li>It describes; it does not forecast.</li>
      </ul>
      {board ? (
        <p>
          What is thin or missing stands under each chart: {board.dyads.map((dyad, i) => (
            <span key={dyad.id}>
              {i === 0 ? '' : ', '}
              <a href={`/d/${dyad.id}`}>{dyad.name}</a>
            </span>
          ))}
          .
        </p>
      ) : null}
    </article>
  );
}
