/** The line of a what-if, scored here at once from the same columns as the published one. */
import { basisOf } from '../../models/basis.ts';
import type { EventColumns } from '../../models/eventColumns.ts';
import { indexOf, scoreOf } from '../../models/score.ts';
import {
  applyWhatIf,
  AS_CODED,
  isAsCoded,
  parseWhatIf,
  unknownEvents,
  type WhatIf,
  whatIfText,
} from '../../models/whatIf.ts';
import type { DailySeries } from '../charts/dailySeries.ts';
import type { Overlay } from '../charts/overlay.ts';
import { whatIfWords } from '../charts/whatIfWords.ts';
import type { Scored } from './dyadData.ts';
import { knownDate, typeLabel, words } from './language.ts';

export interface ScoredWhatIf {
  readonly whatIf: WhatIf;
  /** such as `without indirect acts` */
  readonly words: string;
  readonly columns: EventColumns;
  /** events that it leaves out */
  readonly leftOut: number;
  readonly overlay: Overlay;
  /** ids that it names and the dyad does not have */
  readonly unknown: readonly string[];
}

/** The what-if that an address asks for; the parts at fault are told by the page. */
export const whatIfOf = (text: string | undefined): WhatIf =>
  text === undefined ? AS_CODED : parseWhatIf(text).whatIf;

/** @returns undefined where everything stays as it is coded. O(days x types). */
export function scoreWhatIf(series: DailySeries, scored: Scored, text: string | undefined): ScoredWhatIf | undefined {
  const wording = words.value.whatIf;
  const whatIf = whatIfOf(text);
  if (isAsCoded(whatIf)) return undefined;
  const columns = applyWhatIf(scored.columns, whatIf);
  const { tension } = scoreOf(
    basisOf(columns, scored.model, series.firstDay, series.lastDay, scored.direction),
    scored.model,
  );
  const names = {
    type: (type: string) => wording.plural(typeLabel(type, scored.codebook.get(type)?.label)),
    event: (id: string) => {
      const at = scored.positionOf.get(id);
      return at === undefined
        ? `"${id}"`
        : wording.theEventOf(
            scored.figureEvents[at]!.title.toLowerCase(),
            knownDate(scored.columns.day[at]!, scored.records[at]!.datePrecision),
          );
    },
  };
  const inWords = whatIfWords(whatIf, names, words.value);
  return {
    whatIf,
    words: inWords,
    columns,
    leftOut: scored.columns.ids.length - columns.ids.length,
    overlay: {
      role: 'what-if',
      label: inWords,
      firstDay: series.firstDay,
      values: tension.map((value) => indexOf(value, scored.model.scale)),
    },
    unknown: unknownEvents(whatIf, scored.columns),
  };
}

/** Turns one thing on or off. */
export function changed(whatIf: WhatIf, change: Partial<WhatIf>): string | undefined {
  return whatIfText({ ...whatIf, ...change }) || undefined;
}

/** Leaves an event out, or puts it back in. */
export function toggledEvent(whatIf: WhatIf, id: string): string | undefined {
  const isOut = whatIf.withoutEvents.includes(id);
  return gradedEvent(whatIf, id, isOut ? 'as coded' : 'left out');
}

export type EventChange = 'as coded' | 'left out' | 1 | 2 | 3 | 4 | 5;

export function gradedEvent(whatIf: WhatIf, id: string, change: EventChange): string | undefined {
  const severities = new Map(whatIf.severities);
  severities.delete(id);
  if (typeof change === 'number') severities.set(id, change);
  const withoutEvents = whatIf.withoutEvents.filter((other) => other !== id);
  return changed(whatIf, { severities, withoutEvents: change === 'left out' ? [...withoutEvents, id] : withoutEvents });
}
