interface Waiting<Item, Result> {
  readonly item: Item;
  readonly settle: (result: Result) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Writes items in groups: those that come while a commit runs go into the next one together, because a commit costs as much as a
 * thousand rows. When a group cannot be written, each of its items is written by itself, so that one stops none of the others.
 *
 * @param keyOf a group never holds two items of one key
 * @param write writes a group in one transaction, and gives one result for each item
 */
export function groupCommit<Item, Result>(
  keyOf: (item: Item) => string,
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let running = false;

  async function writeGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await write(group.map(({ item }) => item));
      group.forEach(({ settle }, i) => settle(results[i]!));
    } catch (error) {
      if (group.length === 1) group[0]!.fail(error);
      else for (const one of group) await writeGroup([one]);
    }
  }

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const group = [...new Map(waiting.map((one) => [keyOf(one.item), one])).values()];
      waiting = waiting.filter((one) => !group.includes(one));
      await writeGroup(group);
    }
    running = false;
  }

  return (item) =>
    new Promise((settle, fail) => {
      waiting.push({ item, settle, fail });
      if (!running) void drain();
    });
}
