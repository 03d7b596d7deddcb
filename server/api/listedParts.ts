/** Events in lists of contributions and causes: the largest by name with what stands behind them, the small ones together. */
import { toIsoDate } from '../../models/calendar.ts';
import { actOf } from '../../models/event.ts';
import type { Codebook } from '../../models/codebook.ts';
import type { LedgerEvent } from '../ledger/ledger.ts';
import { members } from '../csv.ts';
import type { Behind, DyadHistory } from './eventSource.ts';

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

/** The parts that are listed, in their order, and the rest together; the two add up to the whole. */
export async function listedParts<P extends Part>(
  history: DyadHistory,
  parts: readonly P[],
): Promise<{ readonly listed: readonly P[]; readonly smaller?: Smaller }> {
  const largestFirst = parts.toSorted((a, b) => Math.abs(b.tensionPoints) - Math.abs(a.tensionPoints));
  const ids = new Set(largestFirst.slice(0, history.maxListed).map(({ eventId }) => eventId));
  await history.readReports([...ids]);
  const listed = parts.filter(({ eventId }) => ids.has(eventId));
  const rest = largestFirst.filter(({ eventId }) => !ids.has(eventId));
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

/** What a list says of a part after its id: the event, and its share. */
export function partRecord(
  { tensionPoints, indexPoints }: Part,
  event: LedgerEvent,
  codebook: Codebook,
  behind: Behind,
) {
  const { day, actor, target, type, role, verified, summary, sourceUrl, coupledFrom } = event;
  const { category } = codebook.get(type)!;
  const inherited = coupledFrom === undefined ? { role } : { role: 'coupling' as const, coupledFrom };
  return {
    date: toIsoDate(day),
    actor,
    target,
    type,
    category,
    ...inherited,
    verified,
    summary,
    actId: actOf(event),
    endDate: event.lastDay === undefined ? null : toIsoDate(event.lastDay),
    headline: event.headline ?? '',
    headlineKo: event.headlineKo ?? '',
    sourceUrl,
    tensionPoints,
    indexPoints,
    ...behind,
  };
}

type PartRecord = Omit<ReturnType<typeof partRecord>, 'machine' | 'coupledFrom'>;

export const PART_COLUMNS = members<PartRecord, keyof PartRecord>(
  'date',
  'actor',
  'target',
  'type',
  'category',
  'role',
  'verified',
  'summary',
  'actId',
  'endDate',
  'headline',
  'headlineKo',
  'sourceUrl',
  'tensionPoints',
  'indexPoints',
);
