/** So many at a time; the others wait in a row, each no longer than it is told. */
export interface Slots {
  /** Resolves with the way to give the place back. @throws what `late` makes, when none came in time */
  take(waitMs: number, late: () => Error): Promise<() => void>;
}

export function slots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const giveBack = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  return {
    take(waitMs, late) {
      if (free > 0) {
        free--;
        return Promise.resolve(giveBack);
      }
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(mine), 1);
          reject(late());
        }, waitMs);
        const mine = (): void => {
          clearTimeout(timer);
          resolve(giveBack);
        };
        waiting.push(mine);
      });
    },
  };
}
