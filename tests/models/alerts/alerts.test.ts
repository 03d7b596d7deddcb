/** When rules tell, on lines whose days are known and on the shipped events. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { standingIn } from '../../../client/charts/standing.ts';
import { firingsOf } from '../../../models/alerts/firings.ts';
import { jumpsOf, replayRules, type SiblingsRule } from '../../../models/alerts/replay.ts';
import { type AlertRule, readRule } from '../../../models/alerts/rule.ts';
import { WatchedDyad } from '../../../models/alerts/watched.ts';
import { epochDay, toIsoDate } from '../../../models/calendar.ts';
import { flagOn } from '../../../models/flag.ts';
import { projectRoot } from '../../../server/projectRoot.ts';
import { baseline3, codebook, columnsOf, dyads, judgements, shippedScore } from '../shipped.ts';

const LAST_DAY = epochDay('2026-11-25');
const rule = (when: object, rest: object = {}): AlertRule => {
  const read = readRule({ name: 'tried', title: 'Tried', when, ...rest }, codebook);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.rule;
};
const faultsOf = (value: unknown): unknown => {
  const read = readRule(value, codebook);
  return 'faults' in read ? read.faults : [];
};
const watched = (dyad: string, through = LAST_DAY): WatchedDyad => new WatchedDyad(columnsOf(dyad), baseline3, through);
const korRus = watched('KOR-RUS');
const days = (found: readonly { readonly day: number }[]): string[] => found.map(({ day }) => toIsoDate(day));

describe('a rule', () => {
  test('has its defaults', () => {
    expect(rule({ kind: 'flag' })).toEqual({
      name: 'tried',
      title: 'Tried',
      dyads: 'all',
      when: { kind: 'flag', to: ['deteriorated', 'improved'] },
      holdDays: 1,
      clearDays: 1,
      allClear: true,
      channels: [],
      language: 'en',
    });
  });

  test('that names no condition is told those there are, and one that is too large one limit', () => {
    expect(faultsOf({ name: 'tried', title: 'T', when: { kind: 'bogus' } })).toEqual([
      {
        field: 'when.kind',
        message:
          'is none of the conditions: give flag, change, level, percentile, step, act, sides, not-looked, siblings, unusual, feed-stale, run-failed, run-missing',
      },
    ]);
    expect(faultsOf({ name: 'tried', title: 'T', when: { kind: 'not-looked', days: 1e308 } })).toEqual([
      { field: 'when.days', message: expect.stringContaining('give at most 3650') },
    ]);
  });

  test.each([
    [{ name: 'Tried', title: 'T', when: { kind: 'flag' } }, 'name'],
    [{ name: 'tried', title: 'T', when: { kind: 'flags' } }, 'when.kind'],
    [{ name: 'tried', title: 'T', when: { kind: 'level' } }, 'when'],
    [{ name: 'tried', title: 'T', when: { kind: 'level', above: 80, below: 20 } }, 'when'],
    [{ name: 'tried', title: 'T', when: { kind: 'change', days: 0, points: 5 } }, 'when.days'],
    [{ name: 'tried', title: 'T', dyads: ['RUS-KOR'], when: { kind: 'flag' } }, 'dyads.0'],
    [{ name: 'tried', title: 'T', dyads: ['KOR-RUS', 'CHN-USA', 'KOR-RUS'], when: { kind: 'flag' } }, 'dyads'],
    [{ name: 'tried', title: 'T', when: { kind: 'act', types: ['sanction', 'sanctions'] } }, 'when.types.1'],
    [{ name: 'tried', title: 'T', when: { kind: 'flag' }, channel: 'mail' }, ''],
  ])('%j is refused at %s', (value, field) => {
    expect(faultsOf(value)).toMatchObject([{ field }]);
  });
});

test('a dyad or a channel that a rule names twice is told', () => {
  const twice = { name: 'tried', title: 'T', when: { kind: 'flag' }, dyads: ['KOR-RUS', 'CHN-USA', 'KOR-RUS'] };
  expect(faultsOf({ ...twice, channels: ['desk', 'desk'] })).toEqual([
    { field: 'dyads', message: 'names KOR-RUS twice: name each once' },
    { field: 'channels', message: 'names desk twice: name each once' },
  ]);
});

describe('a condition that lasts', () => {
  test('is told when the flag is raised and over when it falls, as on the board', () => {
    const score = shippedScore('KOR-RUS', LAST_DAY, baseline3);
    const { columns } = korRus;
    for (let day = score.firstDay; day <= LAST_DAY; day += 97)
      expect([toIsoDate(day), korRus.flag(day)]).toEqual([toIsoDate(day), flagOn(score, columns, baseline3, day)]);
    const firings = firingsOf(rule({ kind: 'flag', to: ['deteriorated'] }), korRus);
    expect(firings.length).toBeGreaterThan(3);
    for (const { day, clearedOn } of firings) {
      expect([korRus.flag(day), korRus.flag(day - 1)]).toEqual(['deteriorated', expect.not.stringMatching('det')]);
      expect(korRus.flag(clearedOn!)).not.toBe('deteriorated');
    }
  });

  test('is told again when it turns, though it was never over', () => {
    const firings = firingsOf(rule({ kind: 'flag' }, { clearDays: 365 }), korRus);
    const turns = firings.filter(({ day }, i) => firings[i - 1]?.clearedOn === day);
    expect(turns.length).toBeGreaterThan(0);
    for (const { day } of turns) {
      const before = firings[firings.findIndex((one) => one.day === day) - 1]!;
      expect([korRus.flag(before.day), korRus.flag(day)].sort()).toEqual(['deteriorated', 'improved']);
    }
  });

  test('is told of a level once, though the line wavers about it, until it is left by the hysteresis', () => {
    const firings = firingsOf(rule({ kind: 'level', above: 80, hysteresis: 5 }), korRus);
    expect(firings.length).toBeGreaterThan(0);
    for (const { day, clearedOn, value } of firings) {
      expect(value).toBe(korRus.index(day));
      expect(korRus.index(day)).toBeGreaterThanOrEqual(80);
      expect(korRus.index(day - 1)).toBeLessThan(80);
      if (clearedOn === null) continue;
      expect(korRus.index(clearedOn)).toBeLessThanOrEqual(75);
      for (let within = day; within < clearedOn; within++) expect(korRus.index(within)).toBeGreaterThan(75);
    }
  });

  test('is told after it has held, and over after it has not held, for so many days', () => {
    const plain = firingsOf(rule({ kind: 'level', above: 80, hysteresis: 0 }), korRus);
    const [slow] = firingsOf(
      rule({ kind: 'level', above: 80, hysteresis: 0 }, { holdDays: 10, clearDays: 20 }),
      korRus,
    );
    const held = plain.find(({ day, clearedOn }) => (clearedOn ?? Infinity) - day >= 10)!;
    expect(slow!.day).toBe(held.day + 9);
    for (let day = slow!.day - 9; day <= slow!.day; day++) expect(korRus.index(day)).toBeGreaterThanOrEqual(80);
  });

  test('a change is told only beyond its 90% band', () => {
    const firings = firingsOf(rule({ kind: 'change', days: 7, points: 5, direction: 'up' }), korRus);
    expect(days(firings)).toContain('2022-02-28');
    for (const { day, value } of firings) {
      expect(value).toBeCloseTo(korRus.index(day) - korRus.index(day - 7), 12);
      expect(value).toBeGreaterThanOrEqual(5);
      expect(korRus.isChanged(day, 7)).toBe(true);
    }
  });

  test('a percentile is that of the covered days up to then, and there is none before a year of them', () => {
    const covered: number[] = [];
    for (let day = korRus.firstDay; day <= LAST_DAY; day++) {
      if (korRus.isCovered(day)) covered.push(korRus.index(day));
      if (day % 211 > 0) continue;
      const found = korRus.percentile(day);
      if (covered.length < 365) expect(found).toBeNull();
      else expect(found).toBeCloseTo(standingIn(covered, 'percentile')(korRus.index(day)), 9);
    }
  });

  test('a percentile is the same asked once, of days forwards and of days backwards', () => {
    const whole = watched('KOR-RUS');
    const days = Array.from({ length: 12 }, (_, i) => whole.lastDay - 700 + 60 * i);
    const once = days.map((day) => watched('KOR-RUS').percentile(day));
    expect(days.map((day) => whole.percentile(day))).toEqual(once);
    expect(days.toReversed().map((day) => whole.percentile(day))).toEqual(once.toReversed());
    expect(once.every((place) => place !== null)).toBe(true);
    expect(new Set(once).size).toBeGreaterThan(3);
    // As it is said: the mean place among the covered days up to then.
    const [day] = days;
    let [below, same, covered] = [0, 0, 0];
    for (let earlier = whole.firstDay; earlier <= day!; earlier++) {
      if (!whole.isCovered(earlier)) continue;
      covered++;
      if (whole.index(earlier) < whole.index(day!)) below++;
      if (whole.index(earlier) === whole.index(day!)) same++;
    }
    expect(once[0]).toBe((100 * (below + (same === 0 ? 0 : (same + 1) / 2))) / covered);
  });

  test('two sides apart are told by the difference of their lines', () => {
    for (const { day, value } of firingsOf(rule({ kind: 'sides', points: 8 }), korRus)) {
      expect(value).toBe(korRus.gapBetweenSides(day));
      expect(Math.abs(value)).toBeGreaterThanOrEqual(8);
    }
  });

  test('a dyad that nobody looks at is told so many days after the last day that somebody did', () => {
    const firings = firingsOf(rule({ kind: 'not-looked', days: 90 }), korRus);
    expect(firings.length).toBeGreaterThan(0);
    for (const { day, value } of firings) {
      expect(value).toBe(90);
      for (let within = day - 89; within <= day; within++) expect(korRus.isCovered(within)).toBe(false);
      expect(korRus.isCovered(day - 90) || day - 90 === korRus.firstDay).toBe(true);
    }
  });
});

describe('acts', () => {
  test('are told on their day with what each adds to the change from the eve', () => {
    const firings = firingsOf(rule({ kind: 'step', points: 3 }), korRus);
    const [veto] = firings.filter(({ day }) => toIsoDate(day) === '2024-03-28');
    const steps = korRus.acts(epochDay('2024-03-28')).filter(({ indexPoints }) => Math.abs(indexPoints) >= 3);
    expect(veto?.eventIds ?? []).toEqual(steps.map(({ eventId }) => eventId));
    for (const { day, eventIds } of firings)
      for (const id of eventIds)
        expect(Math.abs(korRus.acts(day).find(({ eventId }) => eventId === id)!.indexPoints)).toBeGreaterThanOrEqual(3);
  });

  test('of a type and severity are told whatever they add, those of one day together', () => {
    const told = firingsOf(rule({ kind: 'act', types: ['summons'], severity: 3 }), korRus);
    const { columns } = korRus;
    const summonses = columns.ids.filter(
      (_, i) => columns.types[columns.type[i]!] === 'summons' && columns.severity[i]! >= 3,
    );
    expect(told.flatMap(({ eventIds }) => eventIds)).toEqual(summonses);
    expect(days(told)).toContain('2024-04-05');
    expect(new Set(days(told)).size).toBe(told.length);
  });
});

test('what was told by a day is not changed by later days', () => {
  const through = epochDay('2024-06-30');
  const early = watched('KOR-RUS', through);
  for (const when of [
    { kind: 'flag' },
    { kind: 'level', above: 75 },
    { kind: 'step', points: 2 },
    { kind: 'change', days: 30, points: 5 },
  ])
    expect(days(firingsOf(rule(when), early))).toEqual(
      days(firingsOf(rule(when), korRus).filter(({ day }) => day <= through)),
    );
});

test('a replay of several dyads of a state asks of each which way it jumps, and takes what is known of that', () => {
  const together = rule({ kind: 'siblings', dyads: 2, days: 14, points: 2 });
  const all = dyads.filter((dyad) => dyad.includes('RUS')).map((dyad) => watched(dyad));
  const whole = replayRules([together], all, judgements);
  expect(whole.told.length).toBeGreaterThan(0);
  const known = new Map(all.map((dyad) => [dyad, jumpsOf(together as SiblingsRule, dyad)]));
  expect(
    replayRules([together], all, judgements, -Infinity, Infinity, { jumps: (_, dyad) => known.get(dyad)! }),
  ).toEqual(whole);
  const none = replayRules([together], all, judgements, -Infinity, Infinity, {
    jumps: (_, dyad) => new Int8Array(dyad.lastDay - dyad.firstDay + 1),
  });
  expect(none.told).toEqual([]);
});

test('a replay counts within its days, and the judged periods that a rule told of', () => {
  const rules = [rule({ kind: 'change', days: 7, points: 5 }, { clearDays: 7 })];
  const all = dyads.slice(0, 4).map((dyad) => watched(dyad));
  const whole = replayRules(rules, all, judgements);
  const [year] = [epochDay('2020-01-01')];
  const later = replayRules(rules, all, judgements, year);
  expect(later.told).toEqual(whole.told.filter(({ day }) => day >= year!));
  expect(whole.rules[0]!.told).toBe(whole.told.length);
  const ofThese = judgements.filter(({ dyad }) => dyads.indexOf(dyad) < 4);
  expect(whole.rules[0]!.judged).toBe(ofThese.length);
  const caught = ofThese.filter(({ dyad, higher }) =>
    whole.told.some(
      (one) =>
        one.dyad === dyad &&
        one.side > 0 &&
        one.day <= epochDay(higher.to) &&
        (one.day >= epochDay(higher.from) - 30 || one.clearedOn === null || one.clearedOn > epochDay(higher.from)),
    ),
  );
  expect(whole.rules[0]!.judgedPeriods).toBe(caught.length);
});

test('the rules of the program tell seldom, and together of all judged periods but five, none of which begins with a crisis', async () => {
  const folder = join(projectRoot(), 'data/alerts');
  const rules = await Promise.all(
    (await readdir(folder)).sort().map(async (name): Promise<AlertRule> => {
      const read = readRule(JSON.parse(await readFile(join(folder, name), 'utf8')), codebook);
      if ('faults' in read) throw new Error(JSON.stringify(read.faults));
      return read.rule;
    }),
  );
  const all = dyads.map((dyad) => watched(dyad));
  const { rules: each } = replayRules(rules, all, judgements);
  expect(
    each.map(({ name, told, judgedPeriods, judged, medianLagDays }) => [
      name,
      told,
      `${judgedPeriods} of ${judged}`,
      medianLagDays,
    ]),
  ).toEqual([
    ['gravest', 128, '12 of 27', 0],
    ['high', 63, '17 of 27', -39],
    ['turned', 168, '19 of 27', 7],
    ['week', 161, '17 of 27', 5],
  ]);
  expect(each.reduce((sum, { perYearAndDyad }) => sum + perYearAndDyad, 0)).toBeLessThan(52);
  const untold = judgements.filter((one) =>
    replayRules(rules, all, [one]).rules.every(({ judgedPeriods }) => judgedPeriods === 0),
  );
  expect(untold.map(({ id }) => id)).toEqual(['R17c', 'J18b', 'W17', 'CJ1', 'CP1']);
});
