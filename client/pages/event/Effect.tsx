/** What the index would be without the event, as long as the difference can be seen. */
import type { EventDetail } from '../../../models/contract/events.ts';
import { epochDay } from '../../../models/calendar.ts';
import type { EffectPoint } from '../../charts/effectChart.ts';
import { plain } from '../../charts/format.ts';
import { EffectFigure } from '../../components/EffectFigure.tsx';
import { longDate, words } from '../../state/language.ts';
import { theme } from '../../state/theme.ts';
import { useMemo } from 'preact/hooks';

/** A tenth of the largest effect, and never less than can be seen. */
const SHARE_SHOWN = 0.1;

const SEEN = 0.05;

const SHORTEST_DAYS = 60;

export function Effect({ detail: { event, effect: all } }: { readonly detail: EventDetail }) {
  const wording = words.value.event;
  const effect = useMemo(() => untilFaded(all), [all]);
  if (effect.length < 2) return null;
  const largest = all.reduce((best, point) => (sizeOf(point) > sizeOf(best) ? point : best));
  return (
    <section aria-labelledby="effect-title">
      <h2 id="effect-title">{wording.whatItDoes}</h2>
      <p>
        {sizeOf(largest) < 0.05
          ? wording.nearlySame
          : wording.without(
              largest.index > largest.without,
              plain(sizeOf(largest)),
              longDate(epochDay(largest.date)),
              plain(largest.index),
              plain(largest.without),
            )}
      </p>
      <EffectFigure
        effect={effect}
        eventDay={epochDay(event.date)}
        polarity={event.polarity}
        theme={theme.value}
        label={wording.effectLabel(longDate(effect[0]!.day), longDate(effect.at(-1)!.day))}
      />
    </section>
  );
}

const sizeOf = ({ index, without }: EventDetail['effect'][number]): number => Math.abs(index - without);

/** The effect up to the day on which it can still be seen. */
function untilFaded(effect: EventDetail['effect']): EffectPoint[] {
  const least = Math.max(SHARE_SHOWN * Math.max(0, ...effect.map(sizeOf)), SEEN);
  const last = effect.findLastIndex((point) => sizeOf(point) >= least);
  return effect
    .slice(0, Math.max(last + 1, SHORTEST_DAYS))
    .map((point) => ({ day: epochDay(point.date), index: point.index, without: point.without }));
}
