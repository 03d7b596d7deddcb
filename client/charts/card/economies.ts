/** What a card with much to say and little height does without, one after the other. */
export interface Economy {
  readonly events: number;
  readonly hasBars: boolean;
  readonly hasQr: boolean;
  /** the notes say how the drawing is read */
  readonly isRead?: boolean;
  /** the list stands below the plot, though the preset has room for it beside */
  readonly isBelow?: boolean;
  /** 1: all of the subtitle but model and moment, and what a short title leaves out; 2: the size of its title too */
  readonly words: 0 | 1 | 2;
}

/** From nothing given up to all of it: the fifth event for how the drawing is read, the bars before an event, all events but two before words, the last event after them. */
export function economies(all: number, hasBars: boolean, hasQr: boolean): Economy[] {
  const few = Math.min(all, 2);
  const without = (events: number, words: Economy['words']): Economy => ({
    events,
    hasBars: false,
    hasQr: false,
    words,
  });
  const read = [all, ...(all > 3 ? [all - 1] : [])].flatMap((events) =>
    [true, false]
      .filter((qr) => hasQr || !qr)
      .map((qr): Economy => ({ events, hasBars, hasQr: qr, isRead: true, words: 0 })),
  );
  return [
    ...read,
    ...Array.from({ length: all - few + 1 }, (_, i) => all - i).flatMap((events) =>
      [true, false]
        .filter((bars) => hasBars || !bars)
        .flatMap((bars) =>
          [true, false]
            .filter((qr) => hasQr || !qr)
            .map((qr): Economy => ({ events, hasBars: bars, hasQr: qr, words: 0 })),
        ),
    ),
    without(few, 1),
    without(Math.min(all, 1), 0),
    without(Math.min(all, 1), 1),
    without(Math.min(all, 1), 2),
    without(0, 2),
  ];
}
