/** A move from A to B in full: the sentence, the waterfall, every cause, and whether they add up. */
import { useMemo } from 'preact/hooks';
import type { Move } from '../../models/contract/move.ts';
import { partsOfAnswer } from '../../models/moveFinding.ts';
import { changeTo, plain, signed } from '../charts/format.ts';
import { actorRows, actorSentence } from '../charts/moveActors.ts';
import type { Theme } from '../charts/theme.ts';
import { type WaterfallRow, waterfallRows } from '../charts/waterfall.ts';
import type { ApiProblem } from '../state/api.ts';
import { momentWords } from '../state/asOf.ts';
import { sideNameOf } from '../state/countryNames.ts';
import type { Scored } from '../state/dyadData.ts';
import { CategoryMark } from './CategoryMark.tsx';
import { CausesBy, type CausesByProps } from './CausesBy.tsx';
import { DataTable } from './DataTable.tsx';
import { Causes } from './Causes.tsx';
import { Check } from './MovePanel.tsx';
import { Phrase } from './Phrase.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { Skeleton } from './Skeleton.tsx';
import { Waterfall } from './Waterfall.tsx';
import { words } from '../state/language.ts';

export interface EndChoice {
  readonly value: string;
  readonly label: string;
}

interface Props extends CausesByProps {
  readonly dyad: string;
  readonly sides: readonly [string, string];
  readonly scored: Scored;
  readonly move: Move | undefined;
  readonly problem: ApiProblem | undefined;
  readonly theme: Theme;
  /** the waterfall as a table */
  readonly isTable: boolean;
  readonly csvUrl: string;
  /** the same move as a card; a card is of one moment and one model */
  readonly briefHref: string | undefined;
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

export function Explain({
  dyad,
  sides,
  by,
  onBy,
  scored,
  move,
  problem,
  theme,
  isTable,
  csvUrl,
  briefHref,
  numbers,
  moments,
  momentTo,
  models,
  modelTo,
  onMoment,
  onModel,
  onTable,
  onClear,
}: Props) {
  const wording = words.value.explain;
  const nameOf = sideNameOf({ dyad, sides });
  const rows = useMemo(() => {
    if (!move) return [];
    return by === 'actor' ? actorRows(move, nameOf, words.value) : waterfallRows(move, words.value);
  }, [move, by, sides, words.value]);
  return (
    <section class="explain" id="explain" aria-labelledby="explain-title">
      <div class="explain-head">
        <h2 id="explain-title" tabIndex={-1}>
          <Phrase text={wording.title} parts={{ a: <b class="pin">A</b>, b: <b class="pin">B</b> }} />
        </h2>
        {moments.length > 1 ? (
          <Choice label={wording.asKnown} options={moments} value={momentTo} onChoose={onMoment} />
        ) : null}
        {models.length > 1 ? (
          <Choice label={wording.under} options={models} value={modelTo} onChoose={onModel} />
        ) : null}
        <span class="toolbar-space" />
        <CausesBy by={by} onBy={onBy} />
        <button type="button" aria-pressed={isTable} onClick={onTable} title={wording.asTable}>
          {wording.table}
        </button>
        <a class="button" href={csvUrl} download title={wording.csvTitle}>
          {wording.csv}
        </a>
        {briefHref === undefined ? null : (
          <a class="button" href={briefHref} title={words.value.brief.moveToBriefTitle}>
            {words.value.brief.toBrief}
          </a>
        )}
        <button type="button" onClick={onClear} title={wording.clear}>
          {wording.close}
        </button>
      </div>
      {problem ? <ProblemNotice problem={problem} what={wording.theMove} /> : null}
      {move ? (
        <>
          <p class="explain-sentence">
            {move.sentence}
            {by === 'actor' ? ` ${actorSentence(partsOfAnswer(move), move, nameOf, words.value)}` : ''}
          </p>
          <Ends move={move} />
          <div class="explain-grid">
            <div>
              {isTable ? null : (
                <Waterfall
                  rows={rows}
                  theme={theme}
                  label={wording.waterfall(plain(move.from.index), plain(move.to.index))}
                />
              )}
              <div class={isTable ? undefined : 'visually-hidden'}>
                <GroupTable rows={rows} />
              </div>
              <p class="explain-sum">
                {plain(move.from.index)} {signed(changeTo(move.to.index, move.change))} = {plain(move.to.index)}.{' '}
                <Check isRight={Math.abs(move.residual) < 1e-9} residual={move.residual} />{' '}
                <span class="muted">
                  {words.value.move.residual(move.residual === 0 ? '0' : move.residual.toExponential(1))}
                </span>
              </p>
            </div>
            <Causes dyad={dyad} scored={scored} move={move} numbers={numbers} />
          </div>
        </>
      ) : problem ? null : (
        <Skeleton kind="text" what={wording.theCauses} />
      )}
    </section>
  );
}

function Choice({
  label,
  options,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly options: readonly EndChoice[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
}) {
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
  const wording = words.value.explain;
  const { from, to } = move;
  const isOtherMoment = from.asOf !== to.asOf;
  const isOtherModel = from.model.hash !== to.model.hash;
  if (!isOtherMoment && !isOtherModel) return null;
  const endOf = ({ model, asOf }: Move['from']): string =>
    [
      isOtherMoment && asOf !== null ? wording.knownAt(momentWords(asOf)) : '',
      isOtherModel ? wording.underModel(model.name, model.version, model.hash) : '',
    ]
      .filter((part) => part !== '')
      .join(', ');
  return <p class="muted small">{wording.ends(endOf(from), endOf(to))}</p>;
}

function GroupTable({ rows }: { readonly rows: readonly WaterfallRow[] }) {
  const wording = words.value.explain;
  return (
    <DataTable
      class="explain-table"
      caption={wording.caption}
      rows={rows}
      rowKey={(_row, i) => i}
      rowProps={({ role }) => ({
        class: role === 'heading' ? 'explain-heading' : role === 'part' ? undefined : 'explain-total',
      })}
      spanning={({ role, label }) => (role === 'heading' ? label : undefined)}
      columns={[
        {
          key: 'cause',
          heading: wording.cause,
          isRowHeading: true,
          cell: ({ category, label }) => (
            <>
              {category === null ? null : <CategoryMark category={category} />}
              {label}
            </>
          ),
        },
        { key: 'events', heading: wording.events, cell: ({ note }) => note },
        {
          key: 'points',
          heading: wording.points,
          class: 'num',
          cell: ({ role, points }) => (role === 'start' ? '' : signed(points, 2)),
        },
        { key: 'index', heading: wording.index, class: 'num', cell: ({ to }) => plain(to, 2) },
      ]}
    />
  );
}
