/** What a test has opened and the end of the test closes, the last first. A file of its own, because all test files of a worker share it. */
const endings: (() => Promise<void>)[] = [];

/** Does `end` when the running test is over, whether it passed or not. */
export const atEndOfTest = (end: () => Promise<void>): void => void endings.push(end);

export async function endAll(): Promise<void> {
  for (const end of endings.splice(0).toReversed()) await end();
}
