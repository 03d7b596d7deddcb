/** What a feed would make of each row of a table, and how many it would take. */
import { epochDay } from '../../models/calendar.ts';
import type { FeedPreview, FeedPreviewRow } from '../../models/contract/feedPreview.ts';
import { FEED_OUTCOMES } from '../../models/importing/feedColumnNames.ts';
import { useDyadNames } from '../desk/StateField.tsx';
import { useTypeNames } from '../state/eventTypes.ts';
import { longDate, words } from '../state/language.ts';
import { OutcomeRows } from '../tables/OutcomeRows.tsx';

const DYADS_TOLD = 5;

export function TableRows({ preview }: { readonly preview: FeedPreview }) {
  const wording = words.value.tableFeed;
  const dyadName = useDyadNames();
  const { counts, dyads } = preview;
  const told = dyads.slice(0, DYADS_TOLD).map(({ dyad, rows }) => `${dyadName(dyad)} (${rows})`);
  return (
    <>
      <p>
        {wording.counts(counts)} {told.length > 0 ? wording.pairs(told.join(', '), dyads.length - told.length) : null}
      </p>
      <OutcomeRows
        outcomes={FEED_OUTCOMES}
        rows={preview.rows}
        counts={counts}
        labelOf={(outcome) => wording.outcomes[outcome]}
        act={(row) => <Act row={row} />}
        remarks={(row) => <Remarks row={row} />}
      />
    </>
  );
}

function Act({ row: { date, pairs, actor, target, code, type, value } }: { readonly row: FeedPreviewRow }) {
  const typeName = useTypeNames();
  const sides =
    pairs.length > 0
      ? pairs.map((pair) => `${pair.actor} → ${pair.target}`).join(', ')
      : [actor, target].filter((side) => side !== '').join(' → ');
  const rest = [code, type === null ? '' : typeName(type), value === null ? '' : String(value)];
  return (
    <>
      <span class="small">{[date === null ? '' : longDate(epochDay(date)), sides].filter(Boolean).join(' · ')}</span>
      <br />
      {rest.filter((text) => text !== '').join(' · ')}
    </>
  );
}

function Remarks({ row: { reason, message, remarks, actor, target, pairs } }: { readonly row: FeedPreviewRow }) {
  const { reasons, remarks: said } = words.value.tableFeed;
  const named = [actor, target].filter((side) => side !== '' && pairs.length > 0 && !isCode(side, pairs));
  const lines = [
    ...(reason === null ? [] : [reasons[reason] ?? reason]),
    ...(message === null ? [] : [message]),
    ...remarks.map((remark) => said[remark] ?? remark),
    ...(named.length > 0 ? [named.map((side) => `“${side}”`).join(', ')] : []),
  ];
  return (
    <ul class="import-remarks small">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

const isCode = (side: string, pairs: FeedPreviewRow['pairs']): boolean =>
  pairs.some(({ actor, target }) => side === actor || side === target);
