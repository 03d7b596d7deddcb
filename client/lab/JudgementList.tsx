/** The judgements that a draft orders otherwise, those that it misses, and the closest of the rest. */
import type { JudgementsResponse } from '../../models/contract/judgements.ts';
import { epochDay } from '../../models/calendar.ts';
import { signed } from '../charts/format.ts';
import { DATA_LANGUAGE, longDate, words } from '../state/language.ts';
import type { JudgementScore } from './studies.ts';

type Judgement = JudgementsResponse['judgements'][number];
type What = keyof typeof words.value.judged.what;
type Judged = JudgementScore['judged'][number] & { readonly what: What };

/** Rows at least, as far as there are judgements. */
const MIN_ROWS = 4;

interface Props {
  readonly before: JudgementScore;
  readonly after: JudgementScore | undefined;
  readonly judgements: readonly Judgement[];
  readonly isDraft: boolean;
}

export function JudgementList({ before, after, judgements, isDraft }: Props) {
  const wording = words.value.judged;
  const byId = new Map(judgements.map((judgement) => [judgement.id, judgement]));
  const rows = rowsOf(before, after ?? before, isDraft);
  const flips = rows.filter(({ what }) => what === 'ordered' || what === 'lost').length;
  return (
    <div>
      <h3>{isDraft ? (flips === 0 ? wording.flipsNone : wording.flips(flips)) : wording.closestHeading}</h3>
      <ul class="judged-list">
        {rows.map(({ id, margin, what }) => {
          const judgement = byId.get(id);
          return judgement ? <JudgedItem key={id} judgement={judgement} margin={margin} what={what} /> : null;
        })}
      </ul>
    </div>
  );
}

function rowsOf(before: JudgementScore, now: JudgementScore, isDraft: boolean): Judged[] {
  const agreed = new Map(before.judged.map(({ id, agrees }) => [id, agrees]));
  const isFlipped = ({ id, agrees }: JudgementScore['judged'][number]): boolean => isDraft && agreed.get(id) !== agrees;
  const flipped = now.judged
    .filter(isFlipped)
    .map((one): Judged => ({ ...one, what: one.agrees ? 'ordered' : 'lost' }));
  const kept = now.judged.filter((one) => !isFlipped(one));
  const missed = kept.filter(({ agrees }) => !agrees).map((one): Judged => ({ ...one, what: 'missed' }));
  const closest = kept
    .filter(({ agrees }) => agrees)
    .sort((a, b) => a.margin - b.margin)
    .slice(0, Math.max(0, MIN_ROWS - flipped.length - missed.length))
    .map((one): Judged => ({ ...one, what: 'closest' }));
  return [...flipped, ...missed, ...closest];
}

function JudgedItem({
  judgement: { dyad, statement, higher, lower, sourceUrl, sourceName },
  margin,
  what,
}: {
  readonly judgement: Judgement;
  readonly margin: number;
  readonly what: What;
}) {
  const wording = words.value.judged;
  const period = ({ from, to }: Judgement['higher']): string =>
    from === to ? longDate(epochDay(from)) : `${longDate(epochDay(from))} – ${longDate(epochDay(to))}`;
  return (
    <li>
      <span class={what === 'closest' ? 'judged-what muted' : 'judged-what'}>{wording.what[what]}</span>{' '}
      <span class="num">{signed(margin)}</span> <b>{dyad}</b> <span lang={DATA_LANGUAGE}>{statement}</span>{' '}
      <span class="judged-source muted small">
        {wording.tenser(period(higher), period(lower))}{' '}
        {sourceUrl === '' ? sourceName : <a href={sourceUrl}>{sourceName}</a>}
      </span>
    </li>
  );
}
