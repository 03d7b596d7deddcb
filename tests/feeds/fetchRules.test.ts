/** The rules of fetching, each by itself: addresses, waits, the configuration. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressRefused, allowedAddress } from '../../server/feeds/fetch/address.ts';
import { checkFeeds, FeedConfigFault, hostsOf } from '../../server/feeds/fetch/feedConfig.ts';
import { backOffMs, retryAfterMs } from '../../server/feeds/fetch/retryPolicy.ts';

const NEAR = ['127.0.0.1', 'localhost', '[::1]'];

describe('an address', () => {
  it.each([
    ['https://data.example.org/a.zip', ['data.example.org']],
    ['https://data.example.org:8443/a.zip', ['data.example.org:8443']],
    ['http://127.0.0.1:8199/a.zip', ['127.0.0.1:8199']],
    ['http://localhost/a.zip', ['localhost']],
    ['http://[::1]:80/a.zip', ['[::1]']],
  ])('%s may be fetched', (address, hosts) => {
    expect(allowedAddress(address, { allowed: hosts, near: NEAR }).href).toContain('/a.zip');
  });

  it.each([
    ['http://data.example.org/a.zip', ['data.example.org'], 'use https'],
    ['http://127.0.0.1.example.org/a.zip', ['127.0.0.1.example.org'], 'use https'],
    ['ftp://data.example.org/a.zip', ['data.example.org'], 'use https'],
    ['file:///etc/passwd', [''], 'use https'],
    ['https://data.example.org:8443/a.zip', ['data.example.org'], 'none of the feed’s hosts (data.example.org)'],
    ['https://data.example.org.evil.org/a.zip', ['data.example.org'], 'none of the feed’s hosts'],
    ['https://data.example.org@evil.org/a.zip', ['data.example.org'], 'holds a name or password'],
    ['https://user:secret@data.example.org/a.zip', ['data.example.org'], 'holds a name or password'],
    ['data.example.org/a.zip', ['data.example.org'], 'is no address'],
  ])('%s may not', (address, hosts, why) => {
    expect(() => allowedAddress(address, { allowed: hosts, near: NEAR })).toThrow(AddressRefused);
    expect(() => allowedAddress(address, { allowed: hosts, near: NEAR })).toThrow(why);
  });

  it('never shows a password', () => {
    expect(() =>
      allowedAddress('https://user:secret@data.example.org/a?key=hidden', { allowed: [], near: [] }),
    ).toThrow(/^(?!.*(secret|hidden)).*$/);
  });
});

describe('a wait', () => {
  it('doubles with each failure up to its most, and half of it is chance', () => {
    expect([1, 2, 3, 4, 20].map((failures) => backOffMs(failures, 1000, 10_000, 0))).toEqual([
      500, 1000, 2000, 4000, 5000,
    ]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, chance) => {
          const wait = backOffMs(failures, 1000, 60_000, chance);
          expect(wait).toBeGreaterThanOrEqual(500);
          expect(wait).toBeLessThan(60_000);
        },
      ),
    );
  });

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Thu, 01 Jan 1970 00:02:00 GMT', 60_000],
    ['Thu, 01 Jan 1970 00:00:10 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['1e9', undefined],
    [undefined, undefined],
  ])('that a server asks for by "%s" is %s ms', (header, expected) => {
    expect(retryAfterMs(header, new Date(60_000))).toBe(expected);
  });
});

describe('feeds.json', () => {
  const faultsOf = (...feeds: readonly unknown[]): string => {
    try {
      checkFeeds({ feeds }, 'feeds.json');
    } catch (error) {
      if (error instanceof FeedConfigFault) return error.message;
      throw error;
    }
    return '';
  };

  it('needs little', () => {
    const [gdelt] = checkFeeds({ feeds: [{ name: 'gdelt', kind: 'gdelt', from: '2015-02-18' }] }, 'feeds.json');
    expect(gdelt).toMatchObject({ base: expect.stringMatching(/^https:/), parallel: 8, keepRaw: false });
    expect(hostsOf(gdelt!)).toEqual([new URL((gdelt as { base: string }).base).host]);
  });

  it('tells every fault with its place, its value and what to write', () => {
    const faults = faultsOf(
      { name: 'GDELT', kind: 'gdelt', from: '2015-02-30', base: 'http://data.gdeltproject.org', parallel: 100 },
      { name: 'x', kind: 'none' },
      { name: 'acled', kind: 'acled', from: '2020-01-01', password: 'hunter2!' },
      { name: 'desk', kind: 'csv', files: [] },
      { name: 'icews', kind: 'icews', files: ['a.tab'], mapping: 'm.json' },
    ).split('\n');
    expect(faults).toEqual([
      'feeds.json, feeds.0.name: "GDELT": write lower-case letters, digits and hyphens, at most 40.',
      'feeds.json, feeds.0.parallel: "100": write 1 to 16: more would be a burden on the server.',
      'feeds.json, feeds.0.base: "http://data.gdeltproject.org": http://data.gdeltproject.org/ is not fetched: use https; http is taken from this machine only (127.0.0.1).',
      'feeds.json, feeds.0.from: "2015-02-30": write a calendar date such as 2015-02-18.',
      'feeds.json, feeds.1.kind: "none": write one of gdelt, acled, csv, icews, polecat, ucdp.',
      'feeds.json, feeds.2.password: write the NAME of an environment variable that begins with ACLED_ or TENSION_FEED_, never a password itself.',
      'feeds.json, feeds.3.files: "[]": name at least one file: a path or an https address.',
      expect.stringContaining('feeds.json, feeds.3.mapping: '),
      expect.stringContaining('feeds.json, feeds.4: '),
    ]);
    expect(faults.join('\n')).not.toContain('hunter2');
  });

  it('gives each feed and each file a name of its own', () => {
    const icews = { kind: 'icews', files: ['2018/events.tab', '2019/events.tab'] };
    expect(faultsOf({ ...icews, name: 'a' })).toContain('2018/events.tab and 2019/events.tab have the same file name');
    expect(
      faultsOf({ name: 'a', kind: 'icews', files: ['a.tab'] }, { name: 'a', kind: 'icews', files: ['b.tab'] }),
    ).toContain('"a" stands twice');
    expect(faultsOf({ name: 'a', kind: 'icews', files: ['http://example.org/a.tab'] })).toContain('use https');
  });
});
