/** Every changing address leaves an entry in the audit: each is asked for a change that it makes, but for those that say why they leave none. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActsRecorded } from '../../models/contract/acts.ts';
import type { RoundCreated } from '../../models/contract/coding.ts';
import type { SavedDraft, Suggestion } from '../../models/contract/desk.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import type { Note } from '../../models/contract/notes.ts';
import type { KeyMade } from '../../models/contract/people.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { GdeltServer } from '../feeds/gdeltServer.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TOKEN } from './testServer.ts';

let server: TestServer;
let gdelt: GdeltServer;
beforeAll(async () => {
  server = await startTestServer();
  gdelt = await GdeltServer.start();
  gdelt.weather = () => ({ kind: 'silence' });
});
afterAll(async () => {
  await server.close();
  await gdelt.stop();
});

const JSON_TYPE = 'application/json';

async function sent<Body>(path: string, body?: unknown, type = JSON_TYPE, key = TOKEN): Promise<Body> {
  const response = await server.post(path, typeof body === 'string' ? body : JSON.stringify(body), {
    'X-Recorded-By': 'Kim',
    Authorization: `Bearer ${key}`,
    ...(body !== undefined && { 'Content-Type': type }),
  });
  const text = await response.text();
  expect(response.ok, `POST ${path}: ${response.status} ${text}`).toBe(true);
  return JSON.parse(text) as Body;
}

const entries = async (): Promise<number> => {
  const [held] = await server.database.query<{ n: number }>('select count(*) as n from audit_entry');
  return held!.n;
};

/** Does what is to be held, and not what prepares it. */
async function leaves(change: () => Promise<unknown>): Promise<void> {
  const before = await entries();
  await change();
  expect(await entries()).toBeGreaterThan(before);
}

const ACT = {
  date: '2024-04-02',
  type: 'sanction',
  summary: 'Seoul sanctions two Russian vessels.',
  sourceName: 'Yonhap',
  bearings: [{ actor: 'KOR', target: 'RUS', polarity: 1, severity: 3 }],
};
const EVENT = 'kor-rus-2024-03-28-unsc-1718-panel-veto';
const RULE = { name: 'ours', title: 'Ours', dyads: ['KOR-RUS'], when: { kind: 'flag' } };
const NOTE = {
  dyad: 'KOR-RUS',
  from: '2024-03-18',
  to: '2024-03-18',
  text: 'A new envoy',
  source: 'A press release',
};
let note: Note;
const MAPPING = { columns: { date: 'When' } };

const suggested = async (): Promise<string> =>
  (
    await sent<Suggestion>('/api/v1/suggestions', {
      kind: 'act',
      change: { ...ACT, summary: 'Seoul sanctions a third vessel of Russia.' },
      by: 'A reader',
      reason: 'It is missing.',
    })
  ).id;

/** In this order: each changes something of what those before it have made. */
const CHANGES: Readonly<Record<string, () => Promise<unknown>>> = {
  'POST /api/v1/acts': () => sent('/api/v1/acts', ACT),
  'POST /api/v1/acts/:actId/revisions': async () => {
    const { acts } = await sent<ActsRecorded>('/api/v1/acts', { ...ACT, summary: 'Seoul summons the ambassador.' });
    await leaves(() =>
      sent(`/api/v1/acts/${acts[0]!.actId}/revisions`, {
        summary: 'Seoul calls in the ambassador.',
        reason: 'Plainer.',
      }),
    );
  },
  'POST /api/v1/events/:id/retraction': () => sent(`/api/v1/events/${EVENT}/retraction`, { reason: 'Not so.' }),
  'POST /api/v1/events/:id/restoration': () => sent(`/api/v1/events/${EVENT}/restoration`, { reason: 'It was so.' }),
  'POST /api/v1/imports': () => sent('/api/v1/imports', csvOf('audited-1'), 'text/csv'),
  'POST /api/v1/imports/:importId/retraction': async () => {
    const { importId } = await sent<{ importId: string }>('/api/v1/imports', csvOf('audited-2'), 'text/csv');
    await leaves(() => sent(`/api/v1/imports/${importId}/retraction`, { reason: 'The wrong file.' }));
  },
  'POST /api/v1/imports/mappings': () =>
    sent('/api/v1/imports/mappings', { name: 'Ours', headings: ['When', 'Who'], mapping: MAPPING }),
  'POST /api/v1/coverage': () =>
    sent('/api/v1/coverage', { dyads: ['KOR-RUS'], from: '2024-04-03', through: '2024-04-04' }),
  'POST /api/v1/models': async () => {
    const { definition } = await server.json<ModelDetail>('/api/v1/models/baseline');
    await sent('/api/v1/models', {
      ...definition,
      name: 'ours',
      version: 1,
      changelog: [{ version: 1, date: '2026-11-23', text: 'Ours.' }],
    });
  },
  'POST /api/v1/desk/drafts': () => sent('/api/v1/desk/drafts', { version: 0, title: 'Vessels', content: {} }),
  'POST /api/v1/desk/drafts/:id': async () => {
    const { id } = await sent<SavedDraft>('/api/v1/desk/drafts', { version: 0, title: 'Ships', content: {} });
    await leaves(() =>
      sent(`/api/v1/desk/drafts/${id}`, { version: 1, title: 'Ships', content: {}, state: 'discarded' }),
    );
  },
  'POST /api/v1/desk/dictionary': () =>
    sent('/api/v1/desk/dictionary', {
      actors: [{ language: 'en', name: 'the Blue House', code: 'KOR', kind: 'seat' }],
    }),
  'POST /api/v1/suggestions/:suggestionId/decision': async () =>
    sent(`/api/v1/suggestions/${await suggested()}/decision`, { accept: false, reason: 'Known already.' }),
  'POST /api/v1/coding/rounds': () => round(),
  'POST /api/v1/coding/rounds/:round/close': async () => {
    const made = await round();
    await code(made);
    await leaves(() => sent(`/api/v1/coding/rounds/${made.round.id}/close`));
  },
  'POST /api/v1/coding/rounds/:round/decisions': async () => {
    const made = await round();
    await code(made);
    await sent(`/api/v1/coding/rounds/${made.round.id}/close`);
    await leaves(() =>
      sent(`/api/v1/coding/rounds/${made.round.id}/decisions`, {
        unit: 1,
        version: 0,
        take: 'first',
        reason: 'As it was recorded.',
      }),
    );
  },
  'POST /api/v1/coding/rounds/:round/leave': async () => {
    const key = await keyOf('Sam Second', 'reader');
    const {
      round: { id },
    } = await round();
    await leaves(() => sent(`/api/v1/coding/rounds/${id}/leave`, undefined, JSON_TYPE, key));
  },
  'POST /api/v1/runs': async () => {
    await sent('/api/v1/imports', csvOf('audited-3'), 'text/csv');
    const before = await entries();
    await sent('/api/v1/runs');
    await expect.poll(entries).toBeGreaterThan(before);
  },
  'POST /api/v1/views/:code/withdrawal': async () => {
    const { code: pinned } = await sent<PinnedView>('/api/v1/views', {
      kind: 'dyad',
      dyad: 'KOR-RUS',
      from: '2024-01-01',
      to: '2024-04-05',
    });
    await sent(`/api/v1/views/${pinned}/withdrawal`, { reason: 'Pinned by mistake.' });
  },
  'POST /api/v1/keys': () => keyOf('Nightly', 'editor'),
  'POST /api/v1/keys/:id/withdrawal': async () => {
    const { key } = await sent<KeyMade>('/api/v1/keys', { name: 'Old', role: 'reader' });
    await leaves(() => sent(`/api/v1/keys/${key.id}/withdrawal`));
  },
  'POST /api/v1/people/:id/role': async () => {
    const who = { issuer: 'https://login.example.org', subject: 'ana', name: 'Ana', role: 'coder' } as const;
    await server.people.signIn(who, '', '');
    const [ana] = await server.people.list(1);
    await sent(`/api/v1/people/${ana!.id}/role`, { role: 'editor' });
  },
  'POST /api/v1/feeds': () =>
    sent('/api/v1/feeds', { name: 'gdelt', kind: 'gdelt', base: gdelt.base, from: '2026-11-22' }),
  'POST /api/v1/feeds/:feed/pulls': () => sent('/api/v1/feeds/gdelt/pulls'),
  'POST /api/v1/feeds/:feed/pulls/stop': () => sent('/api/v1/feeds/gdelt/pulls/stop'),
  'POST /api/v1/feeds/:feed/reports': () =>
    sent('/api/v1/feeds/gdelt/reports?dyad=FRA-IRN&from=2026-11-20&to=2026-11-21'),
  'POST /api/v1/feeds/:feed/remove': () => sent('/api/v1/feeds/gdelt/remove'),
  'POST /api/v1/alerts/channels': () =>
    sent('/api/v1/alerts/channels', { name: 'hook', kind: 'slack', url: `${gdelt.base}/hook` }),
  'POST /api/v1/alerts/channels/:channel/test': () => sent('/api/v1/alerts/channels/hook/test'),
  'POST /api/v1/notes': async () => {
    note = await sent<Note>('/api/v1/notes', NOTE);
  },
  'POST /api/v1/notes/:note/revisions': async () => {
    const { dyad: _, ...said } = NOTE;
    note = await sent<Note>(`/api/v1/notes/${note.id}/revisions`, { ...said, to: null, revision: 1 });
  },
  'POST /api/v1/notes/:note/withdrawal': () => sent(`/api/v1/notes/${note.id}/withdrawal`, { revision: 2 }),
  'POST /api/v1/lists': () => sent('/api/v1/lists', { name: 'ours', title: 'Ours', dyads: ['KOR-RUS'] }),
  'POST /api/v1/lists/:list/feed': () => sent('/api/v1/lists/ours/feed'),
  'POST /api/v1/lists/:list/remove': () => sent('/api/v1/lists/ours/remove'),
  'POST /api/v1/alerts/rules': () => sent('/api/v1/alerts/rules', { ...RULE, channels: ['hook'] }),
  'POST /api/v1/alerts/rules/:rule/test': () => sent('/api/v1/alerts/rules/ours/test', {}),
  'POST /api/v1/alerts/rules/:rule/silence': () => sent('/api/v1/alerts/rules/ours/silence', { until: '2026-12-24' }),
  'POST /api/v1/alerts/rules/:rule/remove': () => sent('/api/v1/alerts/rules/ours/remove'),
  'POST /api/v1/alerts/channels/:channel/remove': () => sent('/api/v1/alerts/channels/hook/remove'),
  'POST /api/v1/alerts/outbox/:alert/acknowledge': async () => {
    await server.database.query(
      `insert into alert_outbox (id, rule, subject, what, day, run_id, made_at, alert, acknowledged_at, acknowledged_by)
       values ('one', 'ours', 'KOR-RUS', 'raised', 20000, null, $1, '{}', null, '')`,
      [new Date('2026-11-23T00:00:00Z')],
    );
    await sent('/api/v1/alerts/outbox/one/acknowledge');
  },
  'POST /api/v1/alerts/outbox/:alert/send-again': async () => {
    await server.database.query(
      `insert into alert_delivery (alert_id, channel, state, message_id, attempts, next_at, until, sent_at, repeats, fault)
       values ('one', 'hook', 'dead', 'one', 9, $1, $1, null, 0, 'It is gone.')`,
      [new Date('2026-11-23T00:00:00Z')],
    );
    await sent('/api/v1/alerts/outbox/one/send-again');
  },
  'GET /api/v1/backup': async () => {
    const response = await server.get('/api/v1/backup', { Authorization: `Bearer ${TOKEN}` });
    expect(response.status).toBe(200);
    await response.body?.cancel();
  },
};

/** Why an address that takes a POST leaves no entry. */
const WITHOUT: Readonly<Record<string, string>> = {
  'POST /api/v1/packs/pack.pptx': 'it draws, and keeps nothing but the picture’s digest',
  'POST /api/v1/score': 'it computes, and keeps nothing',
  'POST /api/v1/imports/preview': 'it reads a file, and keeps nothing',
  'POST /api/v1/feeds/preview': 'it reads a file, and keeps nothing',
  'POST /api/v1/alerts/replay': 'it computes, and keeps nothing',
  'POST /api/v1/desk/drafting': 'it drafts, and keeps nothing',
  'POST /api/v1/desk/drafts/:id/readers': 'who has a draft open is in memory, for 45 seconds',
  'POST /api/v1/coding/rounds/:round/codes':
    'each save is a row that stays, and an entry would tell editors how far a blind coder is',
  'POST /api/v1/suggestions': 'it waits, with its day and name, and changes nothing; what becomes of it is an entry',
  'POST /api/v1/views': 'a view changes nothing; it says itself who pinned it and when, and a withdrawal is an entry',
  'POST /api/v1/sessions/:id/end': 'who came and went stands in the list of sign-ins',
  'POST /api/v1/sign-out': 'who came and went stands in the list of sign-ins',
};

const csvOf = (id: string): string =>
  [
    CSV_HEADER,
    eventRow({ id, dyad: 'KOR-RUS', date: '2024-04-01', actor: 'KOR', target: 'RUS', summary: `An act of ${id}` }),
  ].join('\n');

const round = (): Promise<RoundCreated> =>
  sent('/api/v1/coding/rounds', {
    kind: 'sample',
    title: 'Check',
    secondCoder: 'Sam Second',
    share: 0.1,
    dyads: ['KOR-RUS'],
  });

const code = ({ round: { id }, key }: RoundCreated): Promise<unknown> =>
  sent(
    `/api/v1/coding/rounds/${id}/codes`,
    { unit: 1, version: 0, codes: { type: 'call', polarity: -1, severity: 2, role: 'direct' } },
    JSON_TYPE,
    key,
  );

const keyOf = async (name: string, role: string): Promise<string> =>
  (await sent<KeyMade>('/api/v1/keys', { name, role })).secret;

test('every address that changes something writes an entry, or it is listed with the reason why not', async () => {
  const changing = server.routes
    .filter(({ method, path }) => method === 'post' || path === '/api/v1/backup')
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  const listed = [...Object.keys(CHANGES), ...Object.keys(WITHOUT)];
  expect(changing.filter((route) => !listed.includes(route))).toEqual([]);
  expect(listed.filter((route) => !changing.includes(route))).toEqual([]);
  const silent: string[] = [];
  for (const [route, change] of Object.entries(CHANGES)) {
    const before = await entries();
    await change();
    if ((await entries()) === before) silent.push(route);
  }
  expect(silent).toEqual([]);
  expect(await server.ledger.auditState()).toEqual({ entries: await entries(), broken: null });
}, 120_000);
