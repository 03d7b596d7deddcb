/** What lies over a chart: pointer and keys walk its days, and a click or Enter picks one. */
import type { Signal } from '@preact/signals';
import { words } from '../state/language.ts';

interface Props {
  readonly label: string;
  /** the day under the pointer */
  readonly cursor: Signal<number | undefined>;
  /** px of the window; undefined beside the chart */
  readonly dayAt: (clientX: number) => number | undefined;
  /** where a key leads; undefined for a key that leads nowhere */
  readonly dayOfKey: (key: string, isShifted: boolean) => number | undefined;
  /** a key led to a day */
  readonly onWalk: (day: number) => void;
  /** a day was clicked; `undefined`: the one under the cursor, by Enter */
  readonly onPick?: (day: number | undefined) => void;
}

export function ChartPointer({ label, cursor, dayAt, dayOfKey, onWalk, onPick }: Props) {
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const day = dayOfKey(event.key, event.shiftKey);
    if (day !== undefined) onWalk(day);
    else if (onPick && (event.key === 'Enter' || event.key === ' ')) onPick(undefined);
    else return;
    event.preventDefault();
  };
  return (
    <div
      class="chart-overlay"
      tabIndex={0}
      role="application"
      aria-roledescription={words.value.dyadChart.chart}
      aria-label={label}
      onKeyDown={press}
      onPointerMove={(event) => {
        cursor.value = dayAt(event.clientX);
      }}
      onPointerLeave={(event) => {
        if (event.pointerType === 'mouse') cursor.value = undefined;
      }}
      onPointerDown={(event) => {
        if (event.pointerType !== 'mouse') cursor.value = dayAt(event.clientX);
      }}
      onClick={(event) => {
        // A finger shows a day; the buttons below mark it. A mouse shows by pointing, so its click is free to mark.
        if (event instanceof PointerEvent && event.pointerType === 'touch') return;
        const day = dayAt(event.clientX);
        if (day !== undefined) onPick?.(day);
      }}
      onBlur={() => {
        cursor.value = undefined;
      }}
    />
  );
}
