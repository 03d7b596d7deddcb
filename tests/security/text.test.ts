/** Text that reads otherwise than it is: refused wherever people write, and whole in every file that is written from it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composed, textFault, visible } from '../../models/textFault.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer } from '../api/testServer.ts';

const UNSEEN: Readonly<Record<string, string>> = {
  NUL: '\0',
  escape: '\u001b',
  'C1 control': '\u0085',
  'soft hyphen': '\u00ad',
  'combining grapheme joiner': '\u034f',
  'Arabic letter mark': '\u061c',
  'Hangul filler': '\u3164',
  'halfwidth Hangul filler': '\uffa0',
  'Hangul choseong filler': '\u115f',
  'Khmer inherent vowel': '\u17b4',
  'Mongolian vowel separator': '\u180e',
  'zero width space': '\u200b',
  'zero width non-joiner in Latin': '\u200c',
  'zero width joiner in Latin': '\u200d',
  'left-to-right mark': '\u200e',
  'right-to-left mark': '\u200f',
  'line separator': '\u2028',
  'paragraph separator': '\u2029',
  'right-to-left override': '\u202e',
  'word joiner': '\u2060',
  'invisible plus': '\u2064',
  'right-to-left isolate': '\u2067',
  'pop directional isolate': '\u2069',
  'variation selector': '\ufe0f',
  'byte order mark': '\ufeff',
  'annotation anchor': '\ufff9',
  noncharacter: '\ufffe',
  'last noncharacter': '\uffff',
  'noncharacter of a plane': '\u{1fffe}',
  'noncharacter of Arabic': '\ufdd0',
  'half of a pair': '\ud83d',
  'other half of a pair': '\ude00',
  tag: '\u{e0041}',
  'ideographic selector': '\u{e0100}',
};

describe('no text holds', () => {
  it.each(Object.entries(UNSEEN))('a %s', (_, character) => {
    const name = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    expect(textFault(`fe${character}ll`)).toBe(
      `holds the character ${name} at place 3, which is no text: take it out.`,
    );
    expect(textFault(`fe${character}ll`, true)).toBeDefined();
    expect(visible(`fe${character}ll`)).toBe(`fe${name}ll`);
  });

  it('a line end or tab, where it is one line', () => {
    expect(textFault('a\nb\tc', true)).toBeUndefined();
    expect(textFault('a\nb')).toContain('U+000A');
    expect(textFault('a\tb')).toContain('U+0009');
  });
});

it.each([
  'Café – “naïve” … 30 %',
  '서울, 러시아 대사 초치',
  '中俄外長會談',
  'Москва вызвала посла',
  'می\u200cخواهد',
  'क्\u200dष',
  'ශ්\u200dරී ලංකා',
  'السفير',
  'no\u00a0break',
  '🇰🇷 😀',
])('%s is text', (text) => {
  expect(textFault(text)).toBeUndefined();
  expect(visible(text)).toBe(text);
});

it('letters and their marks have one form', () => {
  expect(composed('Cafe\u0301')).toBe('Café');
  expect(composed('\u1109\u1165\u110b\u116e\u11af')).toBe('서울');
});

describe('over HTTP', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());
  const sent = async (address: string, body: unknown): Promise<{ status: number; text: string }> => {
    const response = await server.post(address, JSON.stringify(body), { 'Content-Type': 'application/json' });
    return { status: response.status, text: await response.text() };
  };
  const view = { kind: 'dyad', dyad: 'KOR-RUS', from: '2024-03-01', to: '2024-04-05' };

  it.each(Object.keys(UNSEEN))('a %s stands in no title, marking, name, reason or note', async (what) => {
    const text = `fe${UNSEEN[what]}ll`;
    const round = { kind: 'sample', share: 0.1, title: 'Spring', secondCoder: 'Kim' };
    const model = { ...structuredClone(server.reference.models[0]!.definition), title: text };
    for (const [address, body] of [
      ['/api/v1/views', { ...view, title: text }],
      ['/api/v1/views', { ...view, marking: text }],
      ['/api/v1/score', { model, dyad: 'KOR-RUS' }],
      ['/api/v1/coding/rounds', { ...round, title: text }],
      ['/api/v1/coding/rounds', { ...round, secondCoder: text }],
      ['/api/v1/coverage', { dyads: ['KOR-RUS'], from: '2026-11-01', through: '2026-11-02', note: text }],
      ['/api/v1/events/kor-rus-2024-04-02-sanction/retraction', { reason: text }],
    ] as const) {
      const { status, text: told } = await sent(address, body);
      expect([400, 422], `${address} ${told.slice(0, 300)}`).toContain(status);
      expect(told).toMatch(/U\+[0-9A-F]{4,5}/);
    }
  });

  // A file with a NUL is no text at all, and refused whole (ledger/csvRows).
  it.each(Object.keys(UNSEEN).slice(1))('a %s stands in no imported cell', async (what) => {
    const row = { id: 'x', dyad: 'KOR-RUS', date: '2024-05-01', actor: 'KOR', target: 'RUS' };
    const file = `${CSV_HEADER}\n${eventRow({ ...row, summary: `fe${UNSEEN[what]}ll` })}\n`;
    const response = await server.post('/api/v1/imports?dryRun=true', file, { 'Content-Type': 'text/csv' });
    expect(await response.json()).toMatchObject({ created: 0, faulty: 1 });
  });

  it('a decomposed name is recorded as the composed one', async () => {
    const row = { id: 'nfd', dyad: 'KOR-RUS', date: '2024-05-01', actor: 'KOR', target: 'RUS' };
    await server.importAndRollUp(
      `${CSV_HEADER}\n${eventRow({ ...row, summary: 'Cafe\u0301 서울'.normalize('NFD') })}\n`,
    );
    const { event } = await server.json<{ event: { summary: string } }>('/api/v1/events/nfd');
    expect(event.summary).toBe('Café 서울');
  });

  it.each(['https://www.mofa.go.kr@evil.example/a', 'https://user:pass@evil.example/'])(
    'the source %s has a login and is refused',
    async (address) => {
      const row = eventRow({ id: 'x', dyad: 'KOR-RUS', date: '2024-05-01', actor: 'KOR', target: 'RUS' });
      const file = `${CSV_HEADER}\n${row.replace(/https?:\/\/[^,"]+/, address)}\n`;
      expect(file).toContain(address);
      const response = await server.post('/api/v1/imports?dryRun=true', file, { 'Content-Type': 'text/csv' });
      expect(await response.json()).toMatchObject({ created: 0, faulty: 1 });
    },
  );
});
