/** "5 Apr 2024: 78.1 → 79.0" of a dyad, and the line around that day as it is and as it would be. */
import type { Board } from '../../../models/contract/board.ts';
import type { IndexChange } from '../../../models/actEffect.ts';
import { plain, signed } from '../../charts/format.ts';
import { type LineChange, useLineChange } from '../../desk/sheetEffect.ts';
import type { SheetAct } from '../../desk/sheet.ts';
import { dyadName } from '../../state/countryNames.ts';
import { longDate, words } from '../../state/language.ts';
import { useResource } from '../../state/resource.ts';

const WIDTH = 144;
const HEIGHT = 38;

export function useDyadNames(): (dyad: string) => string {
  const board = useResource<Board>('/api/v1/dyads').data;
  return (dyad) => dyadName(dyad, board?.dyads.find(({ id }) => id === dyad)?.name ?? dyad);
}

export function ActLine({
  dyad,
  act,
  acts,
}: {
  readonly dyad: string;
  readonly act: SheetAct;
  /** accepted ones, with which it counts */
  readonly acts: readonly SheetAct[];
}) {
  const nameOf = useDyadNames();
  const change = useLineChange(dyad, acts, act);
  if (!change) return null;
  const wording = words.value;
  return (
    <div class="desk-effect">
      <p>
        <b>{nameOf(dyad)}</b> <Change change={change.on} />
        {change.today ? (
          <>
            {' '}
            <Change change={change.today} name={wording.actForm.today(longDate(change.today.day))} />
          </>
        ) : null}
      </p>
      <SmallLine change={change} label={wording.desk.effectOf(nameOf(dyad))} />
    </div>
  );
}

export function Change({ change, name }: { readonly change: IndexChange; readonly name?: string }) {
  const { day, before, after } = change;
  return (
    <span class="num">
      {name ?? longDate(day)}: {plain(before)} → <b>{plain(after)}</b>{' '}
      <span class="muted">({signed(after - before)})</span>
    </span>
  );
}

function SmallLine({ change: { line, on }, label }: { readonly change: LineChange; readonly label: string }) {
  const first = line[0];
  if (!first || line.length < 2) return null;
  const values = line.flatMap(({ before, after }) => [before, after]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (day: number): number => ((day - first.day) / (line.length - 1)) * WIDTH;
  const y = (value: number): number => HEIGHT - 3 - ((value - low) / Math.max(high - low, 1)) * (HEIGHT - 6);
  const path = (value: 'before' | 'after'): string =>
    line.map((one) => `${x(one.day).toFixed(1)},${y(one[value]).toFixed(1)}`).join(' ');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <line class="day" x1={x(on.day)} x2={x(on.day)} y1="0" y2={HEIGHT} />
      <polyline class="before" points={path('before')} />
      <polyline class="after" points={path('after')} />
    </svg>
  );
}
