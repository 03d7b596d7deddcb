/** Acts coded by machine in lists of contributions and causes: the largest by name with what stands behind them, the small ones together. */
import type { MachineCountsResponse } from '../../models/contract/machineCounts.ts';
import type { DyadHistory } from './reading.ts';

/** Acts listed of a line coded by machine: a pair of great powers has tens of thousands that still count a little. */
const MAX_LISTED = 500;
/** Reports named with one act. */
const MAX_REPORTS = 10;

interface Part {
  readonly eventId: string;
  readonly tensionPoints: number;
  readonly indexPoints: number;
}

export interface Smaller {
  readonly events: number;
  readonly tensionPoints: number;
  readonly indexPoints: number;
}

/** The ids that are listed, and the rest together; everything is listed of a history coded by hand. The two add up to the whole. */
export async function listedParts(
  history: DyadHistory,
  parts: readonly Part[],
): Promise<{ readonly listed: ReadonlySet<string> | undefined; readonly smaller?: Smaller }> {
  if (!history.machine) return { listed: undefined };
  const largestFirst = [...parts].sort((a, b) => Math.abs(b.tensionPoints) - Math.abs(a.tensionPoints));
  const listed = new Set(largestFirst.slice(0, MAX_LISTED).map(({ eventId }) => eventId));
  await history.machine.readReports([...listed]);
  const rest = largestFirst.filter(({ eventId }) => !listed.has(eventId));
  if (rest.length === 0) return { listed };
  const sum = (of: (part: Part) => number): number => rest.reduce((total, part) => total + of(part), 0);
  return {
    listed,
    smaller: {
      events: rest.length,
      tensionPoints: sum((part) => part.tensionPoints),
      indexPoints: sum((part) => part.indexPoints),
    },
  };
}

/** What stands behind an act, where it was coded by machine. */
export function machineOf({ machine }: DyadHistory, id: string): { readonly machine?: MachineCountsResponse } {
  const counts = machine?.counts(id);
  return counts ? { machine: { ...counts, reports: machine!.reports(id).slice(0, MAX_REPORTS) } } : {};
}
