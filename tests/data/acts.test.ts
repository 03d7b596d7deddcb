/** What rows say of each other: the act that they share, and the act that ends another. */
import { describe, expect, it } from 'vitest';
import { OF_THE_ACT } from '../../server/ledger/links.ts';
import { cell, dyadsWithEvents, eventsOf, type Row } from './table.ts';

const everyEvent = dyadsWithEvents.flatMap(eventsOf);
const byId = new Map(everyEvent.map((row) => [cell(row, 'id'), row]));

const actIds = new Set(everyEvent.map((row) => cell(row, 'act_id')).filter((id) => id !== ''));
const rowsOfAct = new Map(
  [...actIds].map((actId) => [actId, everyEvent.filter((row) => cell(row, 'act_id') === actId)]),
);

describe('an act that bears on two dyads', () => {
  it('is shared by the rows of eighteen acts', () => {
    expect(rowsOfAct.size).toBe(18);
  });

  it.each([...rowsOfAct])('%s has a leading row and one row a dyad', (actId, rows) => {
    expect(rows.map((row) => cell(row, 'id'))).toContain(actId);
    const dyads = rows.map((row) => cell(row, 'dyad'));
    expect(dyads.length).toBeGreaterThan(1);
    expect(new Set(dyads).size).toBe(dyads.length);
  });

  it.each([...rowsOfAct])('%s is told alike in each of its rows', (actId, rows) => {
    const leader = byId.get(actId) ?? {};
    for (const row of rows)
      expect(OF_THE_ACT.map((field) => cell(row, field))).toEqual(OF_THE_ACT.map((field) => cell(leader, field)));
  });

  it.each([
    ['KOR-RUS', 'KOR'],
    ['PRK-RUS', 'PRK'],
  ])('stands with the bearing of its dyad: the veto of 28 March 2024 in %s is addressed to %s', (dyad, target) => {
    const veto = rowsOfAct.get('kor-rus-2024-03-28-unsc-1718-panel-veto')?.find((row) => cell(row, 'dyad') === dyad);
    expect([cell(veto ?? {}, 'actor'), cell(veto ?? {}, 'target')]).toEqual(['RUS', target]);
  });
});

describe('an act that ends others', () => {
  const links = everyEvent.flatMap((row) =>
    cell(row, 'ends')
      .split(';')
      .filter((id) => id !== '')
      .map((id) => [cell(row, 'id'), id, row] as const),
  );
  /** Dated the same day as the act that it ends: the Moscow ceasefire broke down within minutes. */
  const sameDay = ['arm-aze-2020-10-10-first-truce-fails'];

  it('is linked to 113 acts', () => {
    expect(links.length).toBe(113);
  });

  it.each(links)('%s ends %s, an earlier act of its dyad', (id, endedId, row) => {
    const ended: Row = byId.get(endedId) ?? {};
    expect(cell(ended, 'dyad')).toBe(cell(row, 'dyad'));
    if (sameDay.includes(id)) expect(cell(ended, 'date')).toBe(cell(row, 'date'));
    else expect(cell(ended, 'date') < cell(row, 'date')).toBe(true);
  });

  it('never ends in a circle or ends an act that another row has ended', () => {
    const ended = links.map(([, id]) => id);
    expect(ended.filter((id, place) => ended.indexOf(id) !== place)).toEqual([]);
  });
});
