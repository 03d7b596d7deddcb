/** What another model changes: every dyad today, before and after. */
import { useSignal } from '@preact/signals';
import { plain, signed } from '../charts/format.ts';
import { type Column, DataTable } from '../components/DataTable.tsx';
import { Flag } from '../components/Flag.tsx';
import type { LabDyadNames } from './labData.ts';
import type { Standing } from './messages.ts';
import type { DyadStand } from './rescoring.ts';
import type { LabSession } from './session.ts';
import { dyadName } from '../state/countryNames.ts';
import { longDate, words } from '../state/language.ts';

interface Props {
  readonly session: LabSession;
  readonly names: readonly LabDyadNames[];
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

type Sort = 'change' | 'name' | 'index' | 'rank' | 'peak';

/** The draft beside its base; rendered with every standing, and so apart from the page around it. */
export function DraftChanges({ session, names, shown, onShow }: Props) {
  const wording = words.value.changes;
  const { published: before, draft } = session.standings.value;
  const after = session.isDraft.value ? draft : before;
  const sort = useSignal<Sort>('change');
  const rows = rowsOf(names, before, after);
  const moved = rows.filter(isChanged).length;
  return (
    <section class="lab-section" aria-labelledby="changes-title">
      <h2 id="changes-title">{wording.title}</h2>
      <p class="muted small" aria-live="polite">
        {rows.length === 0 ? words.value.lab.computing : moved === 0 ? wording.nothing : sentenceOf(rows, moved)}
      </p>
      {rows.length === 0 ? null : (
        <DataTable
          class="lab-changes"
          columns={columnsOf(onShow)}
          rows={[...rows].sort(COMPARE[sort.value])}
          rowKey={({ dyad }) => dyad}
          rowProps={(row) => ({
            class: isChanged(row) ? '' : 'is-same',
            'aria-current': row.dyad === shown ? 'true' : undefined,
          })}
          scroll={{ 'aria-label': wording.label }}
          sorting={{ by: sort.value, isDescending: sort.value !== 'name', onSort: (by) => (sort.value = by) }}
        />
      )}
    </section>
  );
}

function columnsOf(onShow: (dyad: string) => void): readonly Column<Row, Sort>[] {
  const { heads } = words.value.changes;
  return [
    {
      key: 'name',
      sort: 'name',
      heading: heads.name,
      isRowHeading: true,
      cell: ({ dyad, name }) => (
        <button type="button" class="link" onClick={() => onShow(dyad)}>
          {name}
        </button>
      ),
    },
    {
      key: 'index',
      sort: 'index',
      heading: heads.index,
      class: 'num',
      cell: ({ before, after }) => <Pair before={plain(before.index)} after={plain(after.index)} />,
    },
    { key: 'change', sort: 'change', heading: heads.change, class: 'num', cell: (row) => signed(changeOf(row)) },
    {
      key: 'rank',
      sort: 'rank',
      heading: heads.rank,
      class: 'num',
      cell: ({ rankBefore, rankAfter }) => <Pair before={String(rankBefore)} after={String(rankAfter)} />,
    },
    {
      key: 'flag',
      heading: heads.flag,
      cell: ({ before, after }) =>
        before.flag === after.flag ? (
          <Flag flag={after.flag} />
        ) : (
          <Pair before={words.value.flags[before.flag]} after={words.value.flags[after.flag]} />
        ),
    },
    {
      key: 'peak',
      sort: 'peak',
      heading: heads.peak,
      cell: ({ before, after }) => <Pair before={longDate(before.peakDay)} after={longDate(after.peakDay)} />,
    },
  ];
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
