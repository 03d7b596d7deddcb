import { describe, expect, it } from 'vitest';
import type { MoveCause } from '../../models/move.ts';
import { fadingPoints, newsCauses, newsPoints } from '../../models/periodChange.ts';

const cause = (eventId: string, indexPoints: number): MoveCause => ({
  eventId,
  indexPoints,
  type: 'sanction',
  actor: 'KOR',
  tensionPoints: indexPoints,
});

describe('what is new of a change', () => {
  const move = {
    new: [cause('a', 2), cause('b', -3)],
    ended: [cause('c', -0.5)],
    revised: [cause('d', 3)],
    fading: [cause('e', -7), cause('f', 1)],
  };

  it('is what was dated, undone or recorded since, the largest share first, equal ones by id', () => {
    expect(newsCauses(move).map(({ eventId }) => eventId)).toEqual(['b', 'd', 'a', 'c']);
  });

  it('counts by size: an act that raises and one that eases are not nothing', () => {
    expect(newsPoints(move)).toBe(8.5);
  });

  it('has no part in what fades', () => {
    expect(fadingPoints(move)).toBe(-6);
    expect(newsPoints({ new: [], ended: [], revised: [] })).toBe(0);
  });
});
