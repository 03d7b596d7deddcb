/** Another line beside the index: what it would be under a what-if or another model, or what it was when first published. */
import { type DailySeries, valueOn } from './dailySeries.ts';
import type { Theme } from './theme.ts';

export interface Overlay {
  /** `machine`: of another model, coded by machine */
  readonly role: 'what-if' | 'first-published' | 'model' | 'machine';
  /** such as `without indirect acts` */
  readonly label: string;
  /** epoch day of the first value */
  readonly firstDay: number;
  /** one a day; NaN where there is none */
  readonly values: Float64Array;
}

export interface DrawnOverlay extends Pick<Overlay, 'role' | 'label'> {
  /** one a drawn point; NaN where there is none */
  readonly values: readonly number[];
  /** the value on the last day of the window; of another model, on the last day of it that is known */
  readonly end: number | undefined;
  /** the day on which it lies farthest from the index, over every day of the window, and both values there */
  readonly largest: Difference | undefined;
}

export interface Difference {
  readonly day: number;
  readonly index: number;
  readonly other: number;
}

/** Smaller differences than this cannot be seen in numbers of one decimal. */
const SEEN = 0.05;

export function overlayOn({ values, firstDay }: Overlay, day: number): number | undefined {
  const value = values[day - firstDay];
  return value === undefined || Number.isNaN(value) ? undefined : value;
}

/** Where two lines lie farthest apart between two days, inclusive; `undefined` where they never differ visibly. O(days). */
export function largestDifference(
  series: DailySeries,
  overlay: Overlay,
  from: number,
  to: number,
): Difference | undefined {
  let largest: Difference | undefined;
  let most = SEEN;
  for (let day = from; day <= to; day++) {
    const index = valueOn(series, series.index, day);
    const other = overlayOn(overlay, day);
    if (index === undefined || other === undefined || Math.abs(other - index) <= most) continue;
    most = Math.abs(other - index);
    largest = { day, index, other };
  }
  return largest;
}

/** A series under another model as a line beside; a day of which no file of a feed is stored has no value. */
export function modelLine(series: DailySeries, label: string): Overlay {
  const values = series.index.slice();
  if (series.feeds)
    for (const { from, to } of series.coverage.uncovered)
      values.fill(Number.NaN, Math.max(0, from - series.firstDay), Math.max(0, to - series.firstDay + 1));
  return { role: series.feeds ? 'machine' : 'model', label, firstDay: series.firstDay, values };
}

/** Whether it is another model's line, which is compared by eye and not subtracted. */
export const isSecond = ({ role }: Pick<Overlay, 'role'>): boolean => role === 'machine' || role === 'model';

export function overlayColour({ role }: Pick<Overlay, 'role'>, theme: Theme): string {
  if (role === 'first-published') return theme.neutralLine;
  return role === 'machine' ? theme.machine : theme.whatIf;
}

/** Closer than this, two lines are one. */
const SAME = 1e-6;

/** The overlay at the drawn points of a figure. A what-if has no value where it is the index itself: it leaves the line where it differs. */
export function drawnOverlay(
  overlay: Overlay,
  series: DailySeries,
  days: readonly number[],
  from: number,
  to: number,
): DrawnOverlay {
  const values = days.map((day) => overlayOn(overlay, day) ?? Number.NaN);
  const differs = values.map((value, i) => Math.abs(value - valueOn(series, series.index, days[i]!)!) > SAME);
  const isShown = (i: number): boolean =>
    overlay.role !== 'what-if' || differs[i]! || differs[i + 1] === true || differs[i - 1] === true;
  return {
    role: overlay.role,
    label: overlay.label,
    values: values.map((value, i) => (isShown(i) ? value : Number.NaN)),
    end: isSecond(overlay) ? values.findLast((value) => !Number.isNaN(value)) : overlayOn(overlay, days.at(-1) ?? to),
    largest: largestDifference(series, overlay, from, to),
  };
}
