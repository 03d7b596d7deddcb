/** Knows what is under way, so that closing can wait for it and nothing new begins meanwhile. */
export interface InFlight {
  /** Runs `work`. @throws Error when closed. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Refuses new work, waits for what runs, then releases what was held: once, however often it is called. */
  end(): Promise<void>;
}

export function inFlight(name: string, release: () => Promise<void>): InFlight {
  const running = new Set<Promise<unknown>>();
  let ended: Promise<void> | undefined;
  return {
    async run(work) {
      if (ended) throw new Error(`${name} is closed.`);
      const one = work();
      running.add(one);
      try {
        return await one;
      } finally {
        running.delete(one);
      }
    },
    end() {
      ended ??= Promise.allSettled(running).then(release);
      return ended;
    },
  };
}
