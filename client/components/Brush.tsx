/** The whole history, small, with the shown window on it: drag it, drag its ends, or move them with the arrow keys. */
import { useMemo, useRef } from 'preact/hooks';
import type { DailySeries } from '../charts/dailySeries.ts';
import { timeTicks } from '../charts/timeAxis.ts';
import { BrushPicture } from './BrushPicture.tsx';
import { useWidth } from './useSize.ts';
import type { Window } from '../state/draggedWindow.ts';
import { longDate, words } from '../state/language.ts';

interface Props {
  readonly series: DailySeries;
  readonly window: Window;
  /** while it moves */
  readonly onDrag: (window: Window) => void;
  /** when it comes to rest */
  readonly onRest: (window: Window) => void;
}

type Grip = 'from' | 'to' | 'both';

const SHORTEST_DAYS = 7;

export function Brush({ series, window: shown, onDrag, onRest }: Props) {
  const wording = words.value.brush;
  const frame = useRef<HTMLDivElement>(null);
  const drag = useRef<
    { grip: Grip; startX: number; start: Window; latest: Window; frame: number | undefined } | undefined
  >(undefined);
  const width = useWidth(frame);
  const { firstDay, lastDay } = series;
  const days = lastDay - firstDay;
  const at = (day: number): number => ((day - firstDay) / Math.max(days, 1)) * width;

  const ticks = useMemo(
    () => timeTicks(firstDay, lastDay, Math.max(width, 100) / 64, words.value),
    [firstDay, lastDay, width, words.value],
  );

  const moved = (grip: Grip, start: Window, by: number): Window => {
    if (grip === 'from') return { from: clamp(start.from + by, firstDay, start.to - SHORTEST_DAYS), to: start.to };
    if (grip === 'to') return { from: start.from, to: clamp(start.to + by, start.from + SHORTEST_DAYS, lastDay) };
    const shift = clamp(by, firstDay - start.from, lastDay - start.to);
    return { from: start.from + shift, to: start.to + shift };
  };

  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || width === 0) return;
    const target = event.target instanceof Element ? event.target.closest('[data-grip]') : null;
    const named = target?.getAttribute('data-grip');
    const left = frame.current!.getBoundingClientRect().left;
    const day = firstDay + Math.round(((event.clientX - left) / width) * days);
    let start = shown;
    if (named === null || named === undefined) {
      // Beside the window: it jumps there and is held in its middle.
      const half = Math.round((shown.to - shown.from) / 2);
      start = moved('both', shown, day - half - shown.from);
      onDrag(start);
    }
    const grip: Grip = named === 'from' || named === 'to' ? named : 'both';
    drag.current = { grip, startX: event.clientX, start, latest: start, frame: undefined };
    frame.current!.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (target instanceof HTMLElement) target.focus();
  };
  const move = (event: PointerEvent): void => {
    const held = drag.current;
    if (!held) return;
    held.latest = moved(held.grip, held.start, Math.round(((event.clientX - held.startX) / width) * days));
    // One picture a frame, however often the pointer reports.
    held.frame ??= requestAnimationFrame(() => {
      held.frame = undefined;
      if (drag.current === held) onDrag(held.latest);
    });
  };
  const up = (): void => {
    const held = drag.current;
    if (!held) return;
    drag.current = undefined;
    if (held.frame !== undefined) cancelAnimationFrame(held.frame);
    onRest(held.latest);
  };
  const press =
    (grip: Grip) =>
    (event: KeyboardEvent): void => {
      const step = event.shiftKey ? 91 : 7;
      const by: Readonly<Record<string, number>> = {
        ArrowLeft: -step,
        ArrowDown: -step,
        ArrowRight: step,
        ArrowUp: step,
        PageUp: 365,
        PageDown: -365,
        Home: -days,
        End: days,
      };
      if (!Object.hasOwn(by, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      onRest(moved(grip, shown, by[event.key]!));
    };

  const left = at(shown.from);
  const right = at(shown.to);
  const slider = (grip: 'from' | 'to') => ({
    role: 'slider' as const,
    tabIndex: 0,
    'data-grip': grip,
    'aria-label': grip === 'from' ? wording.first : wording.last,
    'aria-valuemin': firstDay,
    'aria-valuemax': lastDay,
    'aria-valuenow': shown[grip],
    'aria-valuetext': longDate(shown[grip]),
    onKeyDown: press(grip),
  });
  return (
    <div class="brush" ref={frame} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up}>
      <BrushPicture series={series} width={width} at={at} />
      <div class="brush-veil" style={{ left: '0px', width: `${Math.max(left, 0)}px` }} />
      <div class="brush-veil" style={{ left: `${right}px`, width: `${Math.max(width - right, 0)}px` }} />
      <div
        class="brush-window"
        data-grip="both"
        role="slider"
        tabIndex={0}
        aria-label={wording.window}
        aria-valuemin={firstDay}
        aria-valuemax={lastDay}
        aria-valuenow={shown.from}
        aria-valuetext={wording.fromTo(longDate(shown.from), longDate(shown.to))}
        onKeyDown={press('both')}
        style={{ left: `${left}px`, width: `${Math.max(right - left, 2)}px` }}
      />
      <div class="brush-handle" {...slider('from')} style={{ left: `${left}px` }} />
      <div class="brush-handle" {...slider('to')} style={{ left: `${right}px` }} />
      <div class="brush-ticks" aria-hidden="true">
        {ticks
          .filter(({ day }) => at(day) > 12 && at(day) < width - 16)
          .map(({ day, label }) => (
            <span key={day} style={{ left: `${at(day)}px` }}>
              {typeof label === 'string' ? label : label.join(' ')}
            </span>
          ))}
      </div>
    </div>
  );
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
