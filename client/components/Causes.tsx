/** Every cause of a move, the largest first; the smaller ones are folded into one line. */
import { useMemo, useState } from 'preact/hooks';
import type { Move } from '../../models/contract/move.ts';
import { epochDay } from '../../models/calendar.ts';
import { foldSmaller } from '../../models/move.ts';
import { plain, sharePoints } from '../charts/format.ts';
import type { Scored } from '../state/dyadData.ts';
import { longDate, typeLabel, words } from '../state/language.ts';
import { CauseItem } from './CauseItem.tsx';

/** Causes shown at first; the others are one line. */
const SHOWN = 8;

export function Causes({
  dyad,
  scored,
  move,
  numbers,
}: {
  readonly dyad: string;
  readonly scored: Scored;
  readonly move: Move;
  readonly numbers: ReadonlyMap<string, number>;
}) {
  const wording = words.value.explain;
  const [isOpen, setOpen] = useState(false);
  const sorted = useMemo(
    () => [...move.events].sort((a, b) => Math.abs(b.indexPoints) - Math.abs(a.indexPoints)),
    [move],
  );
  const { shown, smaller } = foldSmaller(sorted, isOpen ? Infinity : SHOWN);
  const folded = sorted.slice(SHOWN);
  return (
    <div class="causes">
      <h3>{wording.causes(sorted.length)}</h3>
      <ol>
        {shown.map((cause) => (
          <CauseItem
            key={`${cause.kind} ${cause.eventId}`}
            act={{ ...cause, dyad, id: cause.eventId }}
            points={sharePoints(cause.indexPoints, words.value)}
            number={numbers.get(cause.eventId)}
            title={typeLabel(cause.type, scored.codebook.get(cause.type)?.label)}
            date={longDate(epochDay(cause.date))}
            {...(cause.kind !== 'new' && { kind: wording.kinds[cause.kind] })}
            source={<Source url={cause.sourceUrl} summary={cause.summary} />}
          />
        ))}
        {sorted.length === 0 ? <li class="moved-none">{wording.noneUpToB}</li> : null}
        {move.rescaling === 0 ? null : (
          <li class="moved-rest">
            <span class="moved-points num">{sharePoints(move.rescaling, words.value)}</span>
            <span>{wording.rescaling}</span>
          </li>
        )}
        {folded.length === 0 ? null : (
          <li class="moved-rest">
            <span class="moved-points num">{smaller ? sharePoints(smaller.indexPoints, words.value) : ''}</span>
            <button type="button" class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen
                ? wording.fold(folded.length)
                : wording.unfold(folded.length, plain(Math.abs(folded[0]!.indexPoints), 2))}
            </button>
          </li>
        )}
      </ol>
    </div>
  );
}

function Source({ url, summary }: { readonly url: string; readonly summary: string }) {
  const wording = words.value.explain;
  if (url === '') return null;
  return (
    <>
      {' '}
      <a class="cause-source" href={url} rel="noreferrer external" aria-label={wording.sourceOf(summary)}>
        {wording.source}
      </a>
    </>
  );
}
