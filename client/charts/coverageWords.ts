/** What a reader is told of days that are not covered: who drew the line decides what it means. */
import type { Stretch } from '../../models/stretch.ts';
import type { Words } from '../words/words.ts';
import { type DailySeries, lastLookedAt } from './dailySeries.ts';
import { longDate } from './format.ts';

/** @example 'nobody looked after 26 November 2026: missing data, not calm' */
export function blankWords({ coverage, feeds, lastDay }: DailySeries, stretch: Stretch, words: Words): string {
  const { charts, machine } = words;
  if (feeds) return machine.unknownStretch(feeds.map(({ name }) => name));
  const { firstEvent, lastEvent, firstDay, isDeclared } = coverage;
  if (firstDay !== null && !isDeclared) return charts.undeclared;
  if (isDeclared) {
    const looked = stretch.to >= lastDay ? lastLookedAt(coverage, stretch.from) : undefined;
    return looked === undefined ? charts.notLooked : charts.notLookedAfter(longDate(looked, words));
  }
  if (lastEvent !== null && stretch.from > lastEvent) return charts.nothingSince(longDate(lastEvent, words));
  return firstEvent === null ? charts.nothing : charts.nothingBefore(longDate(firstEvent, words));
}
