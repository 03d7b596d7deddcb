/** What a feed has of one day, in the tooltip of the chart. */
import { type Evidence, feedDayOn, isContaminated } from '../charts/evidence.ts';
import { words } from '../state/language.ts';

export function DayEvidence({ evidence, day }: { readonly evidence: Evidence; readonly day: number }) {
  const wording = words.value.machine;
  const found = feedDayOn(evidence, day);
  if (!found) return null;
  const { rows, stories, sources, lateRows, share, filesDone, filesLacking } = found;
  const names = evidence.siblings.filter(({ dyad }) => found.siblingJumps.includes(dyad)).map(({ name }) => name);
  return (
    <div class="tooltip-evidence">
      <p>
        {rows === null
          ? wording.dayNoFile(evidence.name)
          : rows === 0
            ? wording.dayNothing(evidence.name)
            : wording.dayOf(evidence.name, {
                rows,
                stories: stories ?? 0,
                sources: sources ?? 0,
                share: share === null ? '–' : `${share.toPrecision(2)}%`,
              })}
      </p>
      <p class="muted">
        {wording.dayFiles(filesDone, filesLacking)}
        {lateRows ? `; ${wording.dayLate(lateRows)}` : ''}
      </p>
      {isContaminated(found) ? <p class="is-stale">{wording.dayContaminated(names)}</p> : null}
    </div>
  );
}
