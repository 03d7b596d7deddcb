import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readConfig('/project', environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
}

describe('settings', () => {
  test('have defaults that serve this machine alone', () => {
    expect(readConfig('/project', {})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      dataDir: '/project/data/local',
      databaseUrl: undefined,
      databaseReadUrl: undefined,
      token: undefined,
      shared: {},
      rollupCron: '*/15 * * * *',
      logLevel: 'info',
      publicUrl: undefined,
      openPins: 'computed',
      openPinsADay: 2000,
      openPinsInAll: 100_000,
      metrics: 'right',
      embedOrigins: ["'self'"],
      alerts: { near: [], mail: undefined },
      feedNetwork: { named: [], near: [] },
      drafting: {},
      allowedHosts: [],
      proxies: [],
      people: { auth: { kind: 'token' }, readAccess: 'public', sessionHours: 12, sessionIdleMinutes: 120 },
    });
  });

  test('that are empty count as unset, as a compose file leaves them', () => {
    expect(readConfig('/project', { PORT: '', DATABASE_URL: '', PUBLIC_URL: '' })).toEqual(readConfig('/project', {}));
  });

  test('take port 0, an absolute data folder and a public address without its last slash', () => {
    const config = readConfig('/project', {
      PORT: '0',
      DATA_DIR: '/var/lib/tension',
      PUBLIC_URL: 'https://tension.example.org/',
    });
    expect(config).toMatchObject({ port: 0, dataDir: '/var/lib/tension', publicUrl: 'https://tension.example.org' });
  });

  test('name who makes the cards in letters that cards can write', () => {
    expect(readConfig('/project', { MADE_BY: '외교부 – Office of Analysis' }).madeBy).toBe(
      '외교부 – Office of Analysis',
    );
    expect(faultsOf({ MADE_BY: 'وزارة' })).toEqual([
      'MADE_BY is "وزارة": it holds "و" (U+0648) at place 1, which no font of a card has: write it in Latin, Greek, Cyrillic, Hangul, kana or Han letters, without emoji.',
    ]);
  });

  test('are alike on all servers of a database, but for those that each has of its own', () => {
    const own = { HOST: '0.0.0.0', PORT: '1', DATA_DIR: 'x', DATABASE_URL: 'postgres://u@h/d', LOG_LEVEL: 'warn' };
    const alike = { PUBLIC_URL: 'https://t.example', TENSION_TOKEN: 'x'.repeat(24), FEED_HOSTS: '', HOME: '/root' };
    expect(readConfig('/project', { ...own, ...alike }).shared).toEqual({
      PUBLIC_URL: 'https://t.example',
      TENSION_TOKEN: 'x'.repeat(24),
    });
  });

  test('a database may be named with its standbys, and one of them for reading alone, but not without it', () => {
    const databaseUrl = 'postgres://u:p@a:5432,b:5433/d?target_session_attrs=read-write';
    const databaseReadUrl = 'postgres://u:p@b:5433,c/d?target_session_attrs=standby';
    expect(readConfig('/project', { DATABASE_URL: databaseUrl, DATABASE_READ_URL: databaseReadUrl })).toMatchObject({
      databaseUrl,
      databaseReadUrl,
    });
    expect(faultsOf({ DATABASE_READ_URL: databaseReadUrl })).toEqual([
      'DATABASE_READ_URL names a standby, and DATABASE_URL is not set: set DATABASE_URL to the server that takes writes, or leave both unset for DuckDB in DATA_DIR.',
    ]);
    expect(faultsOf({ DATABASE_URL: databaseUrl, DATABASE_READ_URL: 'b with secret' })).toEqual([
      'DATABASE_READ_URL is "…": write the address of a standby of DATABASE_URL, postgres://user@host/database, or leave it unset.',
    ]);
  });

  test('a token that is too short, or does not fit into an address, is refused and not shown', () => {
    expect(faultsOf({ TENSION_TOKEN: 'open sesame' })).toEqual([
      expect.stringMatching(/^TENSION_TOKEN is "…": write 24 to 200 letters/),
    ]);
  });

  test('that are wrong are all told together, each with its value and what to write', () => {
    const wrong = {
      HOST: 'a host',
      PORT: '80800',
      DATABASE_URL: 'mysql://root:secret@db/x',
      ROLLUP_CRON: '61 * * * *',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'tension.example.org',
      EMBED_ORIGINS: 'intranet.example.org',
    };
    const lines = faultsOf(wrong);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(Object.keys(wrong));
    for (const line of lines) expect(line).toMatch(/^[A-Z_]+ is ".*": write .*\.$/);
    expect(lines.join('\n')).not.toContain('secret'); // an address of a database may hold a password
    expect(lines[3]).toContain('61');
  });

  test.each([
    [
      'self https://intranet.example.org,http://*.desk.example:8081',
      ["'self'", 'https://intranet.example.org', 'http://*.desk.example:8081'],
    ],
    ['*', ['*']],
    ['none', ["'none'"]],
  ])('let embeds be shown by "%s"', (text, embedOrigins) => {
    expect(readConfig('/project', { EMBED_ORIGINS: text })).toMatchObject({ embedOrigins });
  });

  test.each([
    '* self',
    'none https://a.example',
    "https://a.example; script-src 'unsafe-inline'",
    'https://a.example/path',
    ' , ',
  ])('refuse to let embeds be shown by "%s"', (text) => {
    expect(() => readConfig('/project', { EMBED_ORIGINS: text })).toThrow(/EMBED_ORIGINS is ".*": write origins/);
  });

  test.each(['* * * *', 'every hour', '0 25 * * *'])('refuse the cron pattern "%s"', (pattern) => {
    expect(() => readConfig('/project', { ROLLUP_CRON: pattern })).toThrow(
      /ROLLUP_CRON is ".*": write five cron fields, such as/,
    );
  });
});
