/** The days that a chart shows: those of the address, and while a hand drags them those under the hand. */
import { batch, useSignal } from '@preact/signals';

/** Epoch days, inclusive. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export interface DraggedWindow extends Window {
  readonly isDragging: boolean;
  readonly onDrag: (window: Window) => void;
  readonly onRest: (window: Window) => void;
}

/** @param onRest writes the window into the address where the drag ends */
export function useDraggedWindow(resting: Window, onRest: (window: Window) => void): DraggedWindow {
  const dragged = useSignal<Window | undefined>(undefined);
  return {
    ...(dragged.value ?? resting),
    isDragging: dragged.value !== undefined,
    onDrag: (window) => {
      dragged.value = window;
    },
    onRest: (window) =>
      batch(() => {
        dragged.value = undefined;
        onRest(window);
      }),
  };
}
