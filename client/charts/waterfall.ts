/**
 * A move as a waterfall: where the index started, what each group of causes added or took away, where it ended. The bars lie, one
 * a row, so that every name can be read at any width; their lengths are points, whatever part of the scale is shown.
 */
import type { Move } from '../../models/contract/move.ts';
import { epochDay } from '../../models/calendar.ts';
import type { Category } from '../../models/codebook.ts';
import type { MoveKind } from '../../models/move.ts';
import { en } from '../words/en/index.ts';
import type { Words } from '../words/words.ts';
import { longDate } from './format.ts';

/** A fading group of fewer index points than this is no row of its own. */
export const SMALLEST_FADING = 0.3;

export interface WaterfallRow {
  /** `start` and `end` are values of the index; a `heading` names the parts below it */
  readonly role: 'start' | 'heading' | 'part' | 'end';
  readonly label: string;
  /** what stands behind the label, such as `2 events` */
  readonly note: string;
  readonly kind: MoveKind | 'rescaling' | null;
  readonly category: Category | null;
  /** index points that the row adds; the whole change on the end row, 0 on start and headings */
  readonly points: number;
  /** where the bar begins and ends on the index; on a start row both are the value */
  readonly from: number;
  readonly to: number;
  /** a part of one actor's acts, of whatever category */
  readonly isOfActor?: true;
}

/**
 * The same rows where there is room for `most`: without headings and with all that faded in one row; then the smallest groups of new events in
 * one. They add up as before.
 */
export function fewerRows(rows: readonly WaterfallRow[], most: number, words: Words = en): WaterfallRow[] {
  if (rows.length <= most) return [...rows];
  const start = rows[0]!;
  const end = rows.at(-1)!;
  const parts = rows.filter(({ role }) => role === 'part');
  const folded = (group: readonly WaterfallRow[], label: string, kind: WaterfallRow['kind']): WaterfallRow[] =>
    group.length < 2
      ? [...group]
      : [
          {
            role: 'part',
            label,
            note: '',
            kind,
            category: null,
            points: group.reduce((sum, { points }) => sum + points, 0),
            from: 0,
            to: 0,
          },
        ];
  const fading = folded(
    parts.filter(({ kind }) => kind === 'fading'),
    words.waterfall.fading,
    'fading',
  );
  const others = parts.filter(({ kind }) => kind !== 'new' && kind !== 'fading');
  const fresh = parts.filter(({ kind }) => kind === 'new');
  const kept = Math.max(most - 2 - fading.length - others.length, 1);
  const bySize = fresh.toSorted((p, q) => Math.abs(q.points) - Math.abs(p.points));
  const small = new Set(fresh.length > kept ? bySize.slice(kept - 1) : []);
  let at = start.to;
  const chained = [
    ...fresh.filter((row) => !small.has(row)),
    ...folded(
      [...small],
      small.size === fresh.length ? words.waterfall.new : words.waterfall.others(small.size),
      'new',
    ),
    ...fading,
    ...others,
  ].map((row) => {
    const from = at;
    at += row.points;
    return { ...row, from, to: at };
  });
  return [start, ...chained, end];
}

type WaterfallMove = Pick<Move, 'from' | 'to' | 'change' | 'groups' | 'rescaling'> & Partial<Pick<Move, 'events'>>;

/**
 * The rows, in fixed order: start; new events by category; what was undone; fading by category, the small groups folded into one row; what was
 * revised; the model; its base and scale; end. The parts join the start to the end, each beginning where the one before ends.
 *
 * @param marks what stands before the two days
 */
export function waterfallRows(
  move: WaterfallMove,
  words: Words = en,
  marks: readonly [string, string] = ['A  ', 'B  '],
): WaterfallRow[] {
  const { waterfall: names, categories, counts } = words;
  const rows: WaterfallRow[] = [
    {
      role: 'start',
      label: `${marks[0]}${longDate(epochDay(move.from.date), words)}`,
      note: '',
      kind: null,
      category: null,
      points: 0,
      from: move.from.index,
      to: move.from.index,
    },
  ];
  let at = move.from.index;
  const part = (
    label: string,
    note: string,
    kind: WaterfallRow['kind'],
    category: Category | null,
    points: number,
  ): void => {
    rows.push({ role: 'part', label, note, kind, category, points, from: at, to: at + points });
    at += points;
  };
  const heading = (kind: 'new' | 'fading'): void =>
    void rows.push({
      role: 'heading',
      label: names[kind],
      note: '',
      kind,
      category: null,
      points: 0,
      from: at,
      to: at,
    });
  const { own, inherited } = apart(move);
  const of = (kind: MoveKind) => own.filter((group) => group.kind === kind && group.category !== null);
  // What comes by a coupling of the model never hides among the dyad's own acts.
  const addInherited = (kind: MoveKind): void => {
    for (const group of inherited)
      if (group.kind === kind)
        part(words.machine.coupledFrom(group.from), events([group]), kind, null, group.indexPoints);
  };
  const total = (groups: readonly { readonly indexPoints: number }[]): number =>
    groups.reduce((sum, group) => sum + group.indexPoints, 0);
  const events = (groups: readonly { readonly events: number }[]): string =>
    counts.events(groups.reduce((sum, group) => sum + group.events, 0));

  const fresh = of('new');
  if (fresh.length > 0 || inherited.some(({ kind }) => kind === 'new')) heading('new');
  for (const group of fresh)
    part(categories[group.category!], events([group]), 'new', group.category, group.indexPoints);
  addInherited('new');

  const ended = of('ended');
  if (ended.length > 0) part(names.ended, events(ended), 'ended', null, total(ended));
  addInherited('ended');

  const fading = of('fading');
  // A row for one folded group would say less than the group itself.
  const small = fading.filter((group) => Math.abs(group.indexPoints) < SMALLEST_FADING);
  const folded = new Set(small.length > 1 ? small : []);
  if (fading.length > 0 || inherited.some(({ kind }) => kind === 'fading')) heading('fading');
  for (const group of fading)
    if (!folded.has(group))
      part(categories[group.category!], events([group]), 'fading', group.category, group.indexPoints);
  if (folded.size > 0)
    part(
      folded.size === fading.length ? names.all : names.others(folded.size),
      events([...folded]),
      'fading',
      null,
      total([...folded]),
    );
  addInherited('fading');

  const revised = of('revised');
  if (revised.length > 0) part(names.revised, events(revised), 'revised', null, total(revised));
  addInherited('revised');
  const model = of('model');
  if (model.length > 0) part(names.model, events(model), 'model', null, total(model));
  addInherited('model');
  if (move.rescaling !== 0) part(names.rescaling, '', 'rescaling', null, move.rescaling);
  rows.push({
    role: 'end',
    label: `${marks[1]}${longDate(epochDay(move.to.date), words)}`,
    note: '',
    kind: null,
    category: null,
    points: move.change,
    from: move.from.index,
    to: move.to.index,
  });
  return rows;
}

interface InheritedGroup {
  readonly kind: MoveKind;
  /** the dyad that the acts are between */
  readonly from: string;
  readonly events: number;
  readonly indexPoints: number;
}

/** The groups without the acts that come by a coupling of the model, and those by the dyad that they come from. */
function apart({ groups, events = [] }: WaterfallMove): {
  own: readonly Move['groups'][number][];
  inherited: readonly InheritedGroup[];
} {
  const coupled = events.filter(({ role }) => role === 'coupling');
  if (coupled.length === 0) return { own: groups, inherited: [] };
  const sum = (some: readonly { readonly indexPoints: number }[]): number =>
    some.reduce((total, { indexPoints }) => total + indexPoints, 0);
  const own = groups.flatMap((group) => {
    const taken = coupled.filter(({ kind, category }) => kind === group.kind && category === group.category);
    return taken.length === group.events && group.category !== null
      ? []
      : [{ ...group, events: group.events - taken.length, indexPoints: group.indexPoints - sum(taken) }];
  });
  const keys = [...new Set(coupled.map(({ kind, coupledFrom }) => `${kind} ${coupledFrom}`))];
  const inherited = keys.map((key) => {
    const some = coupled.filter(({ kind, coupledFrom }) => `${kind} ${coupledFrom}` === key);
    return { kind: some[0]!.kind, from: some[0]!.coupledFrom ?? '', events: some.length, indexPoints: sum(some) };
  });
  return { own, inherited };
}
