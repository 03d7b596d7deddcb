import { describe, expect, it } from 'vitest';
import { codingSdOf } from '../../../models/agreement/codingSd.ts';
import { basisOf } from '../../../models/basis.ts';
import { epochDay } from '../../../models/calendar.ts';
import { tensionChange } from '../../../models/changeBand.ts';
import { scoreOf } from '../../../models/score.ts';
import { readCodes, shippedCodesFile } from '../../../server/codedTwice.ts';
import { baseline2, baseline3, columnsOf, dyads } from '../shipped.ts';

const LAST = epochDay('2026-06-30');

async function gradedTwice(): Promise<(readonly [number, number])[]> {
  const codes = (await readCodes(shippedCodesFile())).get('severity')!;
  const by = (coder: string) =>
    new Map(codes.flatMap((code) => (code.coder === coder ? [[code.unit, Number(code.value)] as const] : [])));
  const second = by('second');
  return [...by('first')].map(([unit, severity]) => [severity, second.get(unit)!] as const);
}

describe('codingSd', () => {
  it('by hand: 1 and 1.5 against 1 and 1', () => {
    const multipliers = [0.4, 0.7, 1, 1.5, 2.2];
    // ((1.5 - 1)^2 + 0) / (1.5^2 + 1 + 1 + 1)
    expect(
      codingSdOf(
        [
          [4, 3],
          [3, 3],
        ],
        multipliers,
      ),
    ).toBeCloseTo(Math.sqrt(0.25 / 5.25), 12);
    expect(codingSdOf([[2, 2]], multipliers)).toBe(0);
    expect(() => codingSdOf([], multipliers)).toThrow('No act was coded twice');
  });

  it('of the baseline comes from data/two-coder.csv, to three digits', async () => {
    const pairs = await gradedTwice();
    expect(pairs).toHaveLength(120);
    expect(baseline3.codingSd).toBe(Number(codingSdOf(pairs, baseline3.severity).toFixed(3)));
  });
});

describe('version 3 of the baseline', () => {
  it('has every number of version 2, and codingSd', () => {
    const { version: _, changelog: __, codingSd, ...rest } = baseline3;
    const { version: ___, changelog, ...before } = baseline2;
    expect(rest).toEqual(before);
    expect(codingSd).toBe(0.177);
    expect(baseline3.changelog.slice(0, 2)).toEqual(changelog);
  });

  it.each(dyads)('scores %s as version 2 does, bit by bit, with a band that is never narrower', (dyad) => {
    const columns = columnsOf(dyad);
    const [second, third] = [baseline2, baseline3].map((model) =>
      scoreOf(basisOf(columns, model, columns.day[0]!, LAST), model),
    );
    expect(third!.tension).toEqual(second!.tension);
    expect(third!.sd.every((sd, i) => sd >= second!.sd[i]!)).toBe(true);
    expect(third!.sd.some((sd, i) => sd > second!.sd[i]! * 1.01)).toBe(true);
  });

  it('widens the band of a change as well, and leaves the change', () => {
    const columns = columnsOf('KOR-RUS');
    const [from, to] = [epochDay('2024-03-01'), epochDay('2024-04-05')];
    const [second, third] = [baseline2, baseline3].map((model) => tensionChange(columns, model, from, to));
    expect(third).toMatchObject({ tension: second!.tension, change: second!.change });
    expect(third!.sd).toBeGreaterThan(second!.sd);
  });
});
