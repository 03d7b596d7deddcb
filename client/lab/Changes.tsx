/** What another model changes: every dyad today, before and after. */
import { useSignal } from '@preact/signals';
import { plain, signed } from '../charts/format.ts';
import { Flag } from '../components/Flag.tsx';
import type { Words } from '../words/words.ts';
import type { LabDyadNames } from './labData.ts';
import type { Standing } from './messages.ts';
import type { DyadStand } from './rescoring.ts';
import type { LabSession } from './session.ts';
import { dyadName } from '../state/countryNames.ts';
import { longDate, words } from '../state/language.ts';

interface DraftProps {
  readonly session: LabSession;
  readonly names: readonly LabDyadNames[];
  readonly shown: string;
  readonly onShow: (dyad: string) => void;
}

/** The draft against its base; shown anew with every standing, and so apart from the page around it. */
export function DraftChanges({ session, names, shown, onShow }: DraftProps) {
  const { published, draft } = session.standings.value;
  return (
    <Changes
      names={names}
      before={published}
      after={session.isDraft.value ? draft : published}
      shown={shown}
      onShow={onShow}
    />
  );
}

interface Props {
  readonly names: readonly LabDyadNames[];
  readonly before: Standing | undefined;
  readonly after: Standing | undefined;
  readonly shown: string;
  readonly onShow: (dyad: string) => void;
}

interface Row {
  readonly dyad: string;
  readonly name: string;
  readonly before: DyadStand;
  readonly after: DyadStand;
  readonly rankBefore: number;
  readonly rankAfter: number;
}

const SORTS = ['change', 'name', 'index', 'rank', 'peak'] as const;
type Sort = (typeof SORTS)[number];
const HEADS: readonly {
  readonly sort?: Sort;
  readonly label: keyof Words['changes']['heads'];
  readonly num?: boolean;
}[] = [
  { sort: 'name', label: 'name' },
  { sort: 'index', label: 'index', num: true },
  { sort: 'change', label: 'change', num: true },
  { sort: 'rank', label: 'rank', num: true },
  { label: 'flag' },
  { sort: 'peak', label: 'peak' },
];

export function Changes({ names, before, after, shown, onShow }: Props) {
  const wording = words.value.changes;
  const sort = useSignal<Sort>('change');
  const rows = rowsOf(names, before, after);
  const sorted = [...rows].sort(COMPARE[sort.value]);
  const moved = rows.filter(isChanged).length;
  return (
    <section class="lab-section" aria-labelledby="changes-title">
      <h2 id="changes-title">{wording.title}</h2>
      <p class="muted small" aria-live="polite">
        {rows.length === 0 ? words.value.lab.computing : moved === 0 ? wording.nothing : sentenceOf(rows, moved)}
      </p>
      {rows.length === 0 ? null : (
        <div class="scroll" tabIndex={0} role="region" aria-label={wording.label}>
          <table class="lab-changes">
            <thead>
              <tr>
                {HEADS.map(({ sort: column, label, num }) => (
                  <th
                    key={label}
                    scope="col"
                    class={num ? 'num' : undefined}
                    aria-sort={column === sort.value ? (column === 'name' ? 'ascending' : 'descending') : undefined}
                  >
                    {column === undefined ? (
                      wording.heads[label]
                    ) : (
                      <button type="button" class="sort" onClick={() => (sort.value = column)}>
                        {wording.heads[label]}
                        <span class="sort-mark" aria-hidden="true">
                          {column === sort.value ? '▼' : ''}
                        </span>
                      </button>
                    )}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sorted.map((row) => (
                <tr
                  key={row.dyad}
                  class={isChanged(row) ? undefined : 'is-same'}
                  aria-current={row.dyad === shown ? 'true' : undefined}
                >
                  <th scope="row">
                    <button type="button" class="link" onClick={() => onShow(row.dyad)}>
                      {row.name}
                    </button>
                  </th>
                  <td class="num">
                    <Pair before={plain(row.before.index)} after={plain(row.after.index)} />
                  </td>
                  <td class="num">{signed(row.after.index - row.before.index)}</td>
                  <td class="num">
                    <Pair before={String(row.rankBefore)} after={String(row.rankAfter)} />
                  </td>
                  <td>
                    {row.before.flag === row.after.flag ? (
                      <Flag flag={row.after.flag} />
                    ) : (
                      <Pair before={words.value.flags[row.before.flag]} after={words.value.flags[row.after.flag]} />
                    )}
                  </td>
                  <td>
                    <Pair before={longDate(row.before.peakDay)} after={longDate(row.after.peakDay)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** One value where both agree, else both. */
function Pair({ before, after }: { readonly before: string; readonly after: string }) {
  const wording = words.value.changes;
  if (before === after) return <>{after}</>;
  return (
    <>
      <span class="was">{before}</span> <span aria-label={wording.becomes}>→</span>{' '}
      <span class="is-draft">{after}</span>
    </>
  );
}

function rowsOf(names: readonly LabDyadNames[], before: Standing | undefined, after: Standing | undefined): Row[] {
  if (!before || !after) return [];
  const rank = (standing: Standing): Map<string, number> =>
    new Map([...standing.dyads].sort((a, b) => b.index - a.index).map(({ dyad }, i) => [dyad, i + 1]));
  const [rankBefore, rankAfter] = [rank(before), rank(after)];
  return names.flatMap(({ dyad, name: english }) => {
    const name = dyadName(dyad, english);
    const was = before.dyads.find((stand) => stand.dyad === dyad);
    const is = after.dyads.find((stand) => stand.dyad === dyad);
    return was && is
      ? [{ dyad, name, before: was, after: is, rankBefore: rankBefore.get(dyad)!, rankAfter: rankAfter.get(dyad)! }]
      : [];
  });
}

/** Less than this no reader sees. */
const SEEN = 0.05;
const isChanged = ({ before, after, rankBefore, rankAfter }: Row): boolean =>
  Math.abs(after.index - before.index) >= SEEN ||
  before.flag !== after.flag ||
  before.peakDay !== after.peakDay ||
  rankBefore !== rankAfter;
const changeOf = (row: Row): number => row.after.index - row.before.index;

const byName = (a: Row, b: Row): number => (a.name < b.name ? -1 : 1);
const COMPARE: Readonly<Record<Sort, (a: Row, b: Row) => number>> = {
  change: (a, b) =>
    Number(isChanged(b)) - Number(isChanged(a)) || Math.abs(changeOf(b)) - Math.abs(changeOf(a)) || byName(a, b),
  name: byName,
  index: (a, b) => b.after.index - a.after.index,
  rank: (a, b) =>
    Math.abs(b.rankAfter - b.rankBefore) - Math.abs(a.rankAfter - a.rankBefore) || a.rankAfter - b.rankAfter,
  peak: (a, b) =>
    Math.abs(b.after.peakDay - b.before.peakDay) - Math.abs(a.after.peakDay - a.before.peakDay) ||
    b.after.peakDay - a.after.peakDay,
};

function sentenceOf(rows: readonly Row[], moved: number): string {
  const largest = [...rows].sort(COMPARE.change)[0]!;
  const ranks = rows.filter(({ rankBefore, rankAfter }) => rankBefore !== rankAfter).length;
  const flags = rows.filter(({ before, after }) => before.flag !== after.flag).length;
  const peaks = rows.filter(({ before, after }) => before.peakDay !== after.peakDay).length;
  return words.value.changes.sentence(
    { moved, of: rows.length, ranks, flags, peaks },
    largest.name,
    signed(changeOf(largest)),
  );
}
