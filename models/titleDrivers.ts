/** What drove a move, in the few words of a title: finer than the groups of moveFinding.ts, since a title has no number of events. */
import type { Category } from './codebook.ts';
import type { MoveKind } from './move.ts';
import { DRIVER_SHARE } from './moveFinding.ts';

/** Where two types are named, the share of the change that the second explains at least. */
const SECOND_SHARE = 1 / 6;

export type TitleDrivers =
  | { readonly kind: 'faded' | 'category'; readonly category: Category }
  | {
      readonly kind: 'types';
      /** one or two, the larger first */
      readonly types: readonly { readonly type: string; readonly isOneEvent: boolean }[];
    };

interface Cause {
  readonly kind: MoveKind;
  readonly type: string;
  readonly category: Category;
  readonly indexPoints: number;
}

interface Driver {
  readonly kind: 'new' | 'fading';
  /** of new events what they are summed by, of fading ones the category */
  readonly name: string;
  /** that pull with the move: of a type that pulls both ways, those are its cause */
  readonly events: number;
  /** of the change */
  readonly share: number;
}

/**
 * Types of new events, or a category that faded, where one or two of them explain at least half of the change, the second only where it
 * explains a sixth; else a category of new events that explains half. `undefined`: nothing is named.
 */
export function titleDrivers(change: number, causes: readonly Cause[]): TitleDrivers | undefined {
  const byType = driversBy(change, causes, ({ type }) => type);
  const [first] = byType;
  if (first?.kind === 'fading' && first.share >= DRIVER_SHARE)
    return { kind: 'faded', category: first.name as Category };
  const named = byType.filter(({ kind, share }) => kind === 'new' && share >= SECOND_SHARE).slice(0, 2);
  if (first?.kind === 'new' && named.reduce((sum, { share }) => sum + share, 0) >= DRIVER_SHARE)
    return { kind: 'types', types: named.map(({ name, events }) => ({ type: name, isOneEvent: events === 1 })) };
  const category = driversBy(change, causes, (cause) => cause.category).find(
    ({ kind, share }) => kind === 'new' && share >= DRIVER_SHARE,
  );
  return category && { kind: 'category', category: category.name as Category };
}

/** The largest first. */
function driversBy(change: number, causes: readonly Cause[], nameOf: (cause: Cause) => string): Driver[] {
  const sums = new Map<string, { kind: 'new' | 'fading'; name: string; events: number; points: number }>();
  for (const cause of causes) {
    const { kind, category, indexPoints } = cause;
    if (kind !== 'new' && kind !== 'fading') continue;
    const name = kind === 'new' ? nameOf(cause) : category;
    const sum = sums.get(`${kind} ${name}`) ?? { kind, name, events: 0, points: 0 };
    sum.events += Math.sign(indexPoints) === Math.sign(change) ? 1 : 0;
    sum.points += indexPoints;
    sums.set(`${kind} ${name}`, sum);
  }
  return [...sums.values()]
    .map(({ points, ...rest }) => ({ ...rest, share: points / change }))
    .sort((p, q) => q.share - p.share);
}
