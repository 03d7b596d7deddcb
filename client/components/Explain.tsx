/** A move from A to B in full: the sentence, the waterfall, every cause, and whether they add up. */
import { useMemo, useState } from 'preact/hooks';
import type { Move } from '../../server/api/contract.ts';
import { epochDay } from '../../models/calendar.ts';
import { foldSmaller } from '../../models/move.ts';
import { count, longDate, plain, signed } from '../charts/format.ts';
import type { Theme } from '../charts/theme.ts';
import { type WaterfallRow, waterfallRows } from '../charts/waterfall.ts';
import type { ApiProblem } from '../state/api.ts';
import { keepingAsOf, momentWords } from '../state/asOf.ts';
import type { Scored } from '../state/dyadData.ts';
import { CategoryMark } from './CategoryMark.tsx';
import { Check } from './MovePanel.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { Skeleton } from './Skeleton.tsx';
import { Waterfall } from './Waterfall.tsx';

export interface EndChoice {
  readonly value: string;
  readonly label: string;
}

interface Props {
  readonly dyad: string;
  readonly scored: Scored;
  readonly move: Move | undefined;
  readonly problem: ApiProblem | undefined;
  readonly theme: Theme;
  /** the waterfall as a table */
  readonly isTable: boolean;
  readonly csvUrl: string;
  /** of numbered events, as on the chart */
  readonly numbers: ReadonlyMap<string, number>;
  /** what may be known at B; empty where there is nothing to choose */
  readonly moments: readonly EndChoice[];
  readonly momentTo: string;
  readonly models: readonly EndChoice[];
  readonly modelTo: string;
  readonly onMoment: (value: string) => void;
  readonly onModel: (value: string) => void;
  readonly onTable: () => void;
  readonly onClear: () => void;
}

/** Causes shown at first; the others are one line. */
const SHOWN = 8;

export function Explain({ dyad, scored, move, problem, theme, isTable, csvUrl, numbers, moments, momentTo, models, modelTo, onMoment, onModel, onTable, onClear }: Props) {
  const rows = useMemo(() => (move ? waterfallRows(move) : []), [move]);
  return (
    <section class="explain" id="explain" aria-labelledby="explain-title">
      <div class="explain-head">
        <h2 id="explain-title" tabIndex={-1}>
          From <b class="pin">A</b> to <b class="pin">B</b>, explained
        </h2>
        {moments.length > 1 ? <Choice label="B as known" options={moments} value={momentTo} onChoose={onMoment} /> : null}
        {models.length > 1 ? <Choice label="B under" options={models} value={modelTo} onChoose={onModel} /> : null}
        <span class="toolbar-space" />
        <button type="button" aria-pressed={isTable} onClick={onTable} title="The waterfall as a table (key t)">
          Table
        </button>
        <a class="button" href={csvUrl} download title="Every cause as CSV">
          CSV
        </a>
        <button type="button" onClick={onClear} title="Take the marks away (Escape)">
          Close
        </button>
      </div>
      {problem ? <ProblemNotice problem={problem} what="The move" /> : null}
      {move ? (
        <>
          <p class="explain-sentence">{move.sentence}</p>
          <Ends move={move} />
          <div class="explain-grid">
            <div>
              {isTable ? null : <Waterfall rows={rows} theme={theme} label={`Waterfall from ${plain(move.from.index)} to ${plain(move.to.index)}; the table that follows has the same numbers.`} />}
              <div class={isTable ? undefined : 'visually-hidden'}>
                <GroupTable rows={rows} />
              </div>
              <p class="explain-sum">
                {plain(move.from.index)} {signed(move.change)} = {plain(move.to.index)}. <Check isRight={Math.abs(move.residual) < 1e-9} residual={move.residual} />{' '}
                <span class="muted">residual {move.residual === 0 ? '0' : move.residual.toExponential(1)}</span>
              </p>
            </div>
            <Causes dyad={dyad} scored={scored} move={move} numbers={numbers} />
          </div>
        </>
      ) : problem ? null : (
        <Skeleton kind="text" what="the causes" />
      )}
    </section>
  );
}

function Choice({ label, options, value, onChoose }: { readonly label: string; readonly options: readonly EndChoice[]; readonly value: string; readonly onChoose: (value: string) => void }) {
  return (
    <label class="explain-choice">
      {label}{' '}
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What the two ends are, where they are not both "now, under this model". */
function Ends({ move }: { readonly move: Move }) {
  const { from, to } = move;
  const isOtherMoment = from.asOf !== to.asOf;
  const isOtherModel = from.model.hash !== to.model.hash;
  if (!isOtherMoment && !isOtherModel) return null;
  const endOf = ({ model, asOf }: Move['from']): string => [isOtherMoment && asOf !== null ? `as known at ${momentWords(asOf)}` : '', isOtherModel ? `under ${model.name} v${model.version} ${model.hash}` : ''].filter((part) => part !== '').join(', ');
  return (
    <p class="muted small">
      A {endOf(from)}; B {endOf(to)}.
    </p>
  );
}

function GroupTable({ rows }: { readonly rows: readonly WaterfallRow[] }) {
  return (
    <table class="explain-table">
      <caption class="visually-hidden">The waterfall: index at A, points of every group of causes, index at B</caption>
      <thead>
        <tr>
          <th scope="col">Cause</th>
          <th scope="col">Events</th>
          <th scope="col" class="num">
            Points
          </th>
          <th scope="col" class="num">
            Index
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) =>
          row.role === 'heading' ? (
            <tr key={i} class="explain-heading">
              <th scope="rowgroup" colSpan={4}>
                {row.label}
              </th>
            </tr>
          ) : (
            <tr key={i} class={row.role === 'part' ? undefined : 'explain-total'}>
              <th scope="row">
                {row.category === null ? null : <CategoryMark category={row.category} />}
                {row.label}
              </th>
              <td>{row.note}</td>
              <td class="num">{row.role === 'start' ? '' : signed(row.points, 2)}</td>
              <td class="num">{plain(row.to, 2)}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

type Cause = Move['events'][number];

const KIND_WORDS: Readonly<Record<Cause['kind'], string>> = { new: 'new', fading: 'fading', revised: 'revised', model: 'model' };

function Causes({ dyad, scored, move, numbers }: { readonly dyad: string; readonly scored: Scored; readonly move: Move; readonly numbers: ReadonlyMap<string, number> }) {
  const [isOpen, setOpen] = useState(false);
  const sorted = useMemo(() => [...move.events].sort((a, b) => Math.abs(b.indexPoints) - Math.abs(a.indexPoints)), [move]);
  const { shown, smaller } = foldSmaller(sorted, isOpen ? Infinity : SHOWN);
  const folded = sorted.slice(SHOWN);
  return (
    <div class="causes">
      <h3>{count(sorted.length, 'cause')}, the largest first</h3>
      <ol>
        {shown.map((cause) => (
          <li key={`${cause.kind} ${cause.eventId}`} class={cause.verified ? undefined : 'is-unverified'}>
            <span class="moved-points num">{signed(cause.indexPoints, Math.abs(cause.indexPoints) < 0.05 ? 2 : 1)}</span>
            <div>
              <a href={keepingAsOf(`/d/${dyad}/e/${cause.eventId}`)} title={cause.summary}>
                {numbers.has(cause.eventId) ? <span class="badge">{numbers.get(cause.eventId)}</span> : null}
                <CategoryMark category={cause.category} />
                <b>{scored.codebook.get(cause.type)?.label ?? cause.type}</b>, {longDate(epochDay(cause.date))}
              </a>
              {cause.kind === 'new' ? null : <span class="cause-kind">{KIND_WORDS[cause.kind]}</span>}
              <p>
                {cause.verified ? '' : <em>Unverified. </em>}
                {cause.summary}
                {cause.sourceUrl === '' ? null : (
                  <>
                    {' '}
                    <a class="cause-source" href={cause.sourceUrl} rel="noreferrer external" aria-label={`Source of ${cause.summary}`}>
                      source
                    </a>
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
        {sorted.length === 0 ? <li class="moved-none">No event is coded up to B: absence of events, not peace.</li> : null}
        {move.rescaling === 0 ? null : (
          <li class="moved-rest">
            <span class="moved-points num">{signed(move.rescaling)}</span>
            <span>another base or scale of the model, which belongs to no event</span>
          </li>
        )}
        {folded.length === 0 ? null : (
          <li class="moved-rest">
            <span class="moved-points num">{smaller ? signed(smaller.indexPoints) : ''}</span>
            <button type="button" class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen ? `Fold the ${count(folded.length, 'smaller one')}` : `${count(folded.length, 'smaller cause')}, none above ${plain(Math.abs(folded[0]!.indexPoints), 2)}`}
            </button>
          </li>
        )}
      </ol>
    </div>
  );
}
