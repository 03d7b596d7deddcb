import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beginOfBrief } from '../../client/brief/lastBrief.ts';

/** A browser's storage, for a process that has none. */
beforeEach(() => {
  const kept = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  vi.stubGlobal('window', { localStorage });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const read = (moment: string, zone = 'UTC'): string | undefined => beginOfBrief(new Date(moment), zone)?.toISOString();

describe('the begin of a brief', () => {
  it('is not known at first; then it is when the brief of the last earlier day was read', () => {
    expect(read('2026-11-24T06:00:00Z')).toBeUndefined();
    expect(read('2026-11-25T06:10:00Z')).toBe('2026-11-24T06:00:00.000Z');
    expect(read('2026-11-26T06:05:00Z')).toBe('2026-11-25T06:10:00.000Z');
  });

  it('stays the same however often the brief is opened on one day', () => {
    read('2026-11-24T06:00:00Z');
    for (const time of ['06:10', '06:11', '18:00'])
      expect(read(`2026-11-25T${time}:00Z`)).toBe('2026-11-24T06:00:00.000Z');
  });

  it('goes by the day of the reader: 21:00 UTC is the next morning in Seoul', () => {
    read('2026-11-24T06:00:00Z', 'Asia/Seoul');
    expect(read('2026-11-24T21:00:00Z', 'Asia/Seoul')).toBe('2026-11-24T06:00:00.000Z');
  });

  it('is at most 30 days ago', () => {
    read('2026-08-01T06:00:00Z');
    expect(read('2026-11-25T06:00:00Z')).toBe('2026-10-26T06:00:00.000Z');
  });
});
