/** A sheet of the desk: what its reader does to acts, and what a new text or a new drafting leaves of it. */
import { describe, expect, test } from 'vitest';
import { decoded } from '../../client/desk/charset.ts';
import { eml } from '../../client/desk/eml.ts';
import { incomingFragment } from '../../client/desk/incoming.ts';
import { piecesOf } from '../../client/desk/marks.ts';
import {
  accepted,
  corrected,
  emptySheet,
  graded,
  join,
  rejected,
  type Sheet,
  split,
  withAct,
  withDrafts,
  withoutBearing,
  withOffered,
  withSource,
  withText,
} from '../../client/desk/sheet.ts';
import { sheetDifferences } from '../../client/desk/sheetDifferences.ts';
import type { Draft, Drafted } from '../../models/drafting/drafted.ts';

const TEXT = 'Russia summoned the envoy. Seoul imposed sanctions. Moscow vetoed it.';

const draft = (start: number, end: number, more: Partial<Draft> = {}): Draft => ({
  date: '2024-04-05',
  datePrecision: 'day',
  actor: 'RUS',
  target: 'KOR',
  others: [],
  type: 'summons',
  polarity: 1,
  severity: 3,
  summary: TEXT.slice(start, end),
  headline: '',
  background: false,
  verified: true,
  bearings: [{ dyad: 'KOR-RUS', role: 'direct', polarity: 1, severity: 3, suggested: false }],
  evidence: [{ start, end }],
  match: null,
  origins: {},
  ...more,
});

const VETO = draft(52, 69, {
  type: 'veto',
  severity: null,
  bearings: [
    { dyad: 'KOR-RUS', role: 'indirect', polarity: 1, severity: null, suggested: false },
    { dyad: 'PRK-RUS', role: 'direct', polarity: -1, severity: 5, suggested: true },
  ],
});

const draftedOf = (...drafts: Draft[]): Drafted => ({
  published: { date: '2024-04-08', guessed: true, reason: 'dateline' },
  language: 'en',
  drafts,
  passedOver: [],
});

function sheetOf(...drafts: Draft[]): Sheet {
  let last = 0;
  return withDrafts({ ...emptySheet('sheet'), text: TEXT }, draftedOf(...drafts), () => `act-${++last}`);
}

const first = (sheet: Sheet) => sheet.acts[0]!;

describe('a new drafting', () => {
  test('leaves what the reader touched, and drafts nothing that is told there', () => {
    const before = sheetOf(draft(0, 26), VETO);
    const touched = withAct(before, 'act-1', (act) => rejected(act, 'no act'));
    const again = withDrafts(touched, draftedOf(draft(0, 26, { severity: 5 }), VETO), () => 'act-9');
    expect(again.acts.map(({ id, state }) => [id, state])).toEqual([
      ['act-1', 'rejected'],
      ['act-2', 'open'],
    ]);
  });

  test('keeps the day of publication that the reader confirmed', () => {
    const confirmed: Sheet = {
      ...sheetOf(),
      isDateConfirmed: true,
      published: { date: '2024-04-07', guessed: false, reason: '' },
    };
    expect(withDrafts(confirmed, draftedOf(), () => '').published.date).toBe('2024-04-07');
  });

  test('puts acts that the text recalls behind the others', () => {
    const sheet = sheetOf(draft(0, 26, { background: true }), VETO);
    expect(sheet.acts.map(({ act }) => act.type)).toEqual(['veto', 'summons']);
  });

  test('leaves recorded events as they are, unless the reader decides otherwise', () => {
    const [known, fresh] = sheetOf(draft(0, 26, { match: { eventId: 'x', differs: ['severity'] } }), VETO).acts;
    expect([known!.decision, fresh!.decision]).toEqual(['leave', 'record']);
  });
});

describe('another text', () => {
  test('moves the words that prove an act', () => {
    const sheet = withText(sheetOf(draft(27, 51)), `Today: ${TEXT}`);
    const [{ start, end }] = first(sheet).drawn.evidence as [{ start: number; end: number }];
    expect(sheet.text.slice(start, end)).toBe('Seoul imposed sanctions.');
  });

  test('without these words keeps the act and proves it no more', () => {
    const sheet = withText(sheetOf(draft(27, 51)), TEXT.slice(0, 27));
    expect(first(sheet).drawn.evidence).toEqual([]);
  });
});

describe('an act', () => {
  test('that is corrected is the reader’s, and open again', () => {
    const act = corrected(accepted(first(sheetOf(draft(0, 26)))), {
      ...first(sheetOf(draft(0, 26))).act,
      summary: 'Moscow summons the envoy.',
    });
    expect([act.state, act.set]).toEqual(['open', ['summary']]);
  });

  test('takes its severity in each pair that had none', () => {
    const act = graded(first(sheetOf(VETO)), 4);
    expect(act.act.bearings.map(({ severity }) => severity)).toEqual([4]);
  });

  test('takes an offered pair with who acts towards whom there, and gives it back', () => {
    const taken = withOffered(first(sheetOf(VETO)), 'PRK-RUS');
    expect(taken.act.bearings[1]).toMatchObject({ dyad: 'PRK-RUS', actor: 'RUS', target: 'PRK', severity: 5 });
    expect(taken.offered).toEqual([]);
    const given = withoutBearing(taken, 'PRK-RUS');
    expect([given.act.bearings.length, given.offered[0]!.dyad]).toEqual([1, 'PRK-RUS']);
  });

  test('that is split shares its words out; joined again they prove one act', () => {
    const sheet = sheetOf(
      draft(0, 26, {
        evidence: [
          { start: 0, end: 26 },
          { start: 27, end: 51 },
        ],
      }),
    );
    const two = split(sheet, 'act-1', 'other');
    expect(two.acts.map(({ drawn }) => drawn.evidence)).toEqual([[{ start: 0, end: 26 }], [{ start: 27, end: 51 }]]);
    const one = join(two, 'act-1', 'other');
    expect(one.acts).toHaveLength(1);
    expect(first(one).drawn.evidence).toHaveLength(2);
  });

  test('has the source of its text; without an address it is not verified', () => {
    const sheet: Sheet = { ...sheetOf(draft(0, 26)), source: { name: 'The Herald', url: '' } };
    expect(withSource(first(sheet), sheet)).toMatchObject({
      sourceName: 'The Herald',
      sourceDate: '2024-04-08',
      verified: false,
    });
  });
});

test('two states of a sheet differ in acts and in the text', () => {
  const here = sheetOf(draft(0, 26), VETO);
  const there = withText(
    withAct({ ...here, acts: here.acts.slice(0, 1) }, 'act-1', (act) => rejected(act, 'no')),
    `${TEXT} More.`,
  );
  const { isTextOther, onlyHere, changed } = sheetDifferences(here, there);
  expect([isTextOther, onlyHere.length, changed[0]!.fields]).toEqual([true, 1, ['state']]);
});

describe('marks', () => {
  test('cut a text where they begin and end; spans outside it are cut', () => {
    const pieces = piecesOf(
      10,
      [
        { id: 'a', spans: [{ start: 2, end: 6 }] },
        { id: 'b', spans: [{ start: 4, end: 99 }] },
      ],
      [{ start: 0, end: 2, why: 'byline' }],
    );
    expect(pieces.map(({ start, end, acts, why }) => [start, end, acts.join(''), why])).toEqual([
      [0, 2, '', 'byline'],
      [2, 4, 'a', undefined],
      [4, 6, 'ab', undefined],
      [6, 10, 'b', undefined],
    ]);
  });
});

describe('a text that is brought', () => {
  test('as a mail: its plain part, subject and day', () => {
    const mail = [
      'From: =?utf-8?B?7Jew7ZWp64m07Iqk?= <news@example.org>',
      'Subject: =?utf-8?Q?Moscow_summons_envoy?=',
      'Date: Mon, 8 Apr 2024 09:00:00 +0900',
      'Content-Type: multipart/alternative; boundary="b1"',
      '',
      '--b1',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Russia summoned Seoul=E2=80=99s envoy.',
      '--b1',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Russia</p>',
      '--b1--',
    ].join('\r\n');
    expect(eml(new TextEncoder().encode(mail))).toMatchObject({
      text: 'Russia summoned Seoul’s envoy.',
      html: undefined,
      title: 'Moscow summons envoy',
      published: '2024-04-08',
      sourceName: '연합뉴스',
    });
  });

  test('as a file of another charset', () => {
    expect(decoded(Uint8Array.from([0xb7, 0xaf, 0xbd, 0xc3, 0xbe, 0xc6]))).toBe('러시아');
    expect(decoded(Uint8Array.from([0xff, 0xfe, 0x52, 0x00]))).toBe('R');
  });

  test('in a fragment: only addresses of the web are taken', () => {
    expect(incomingFragment('text=Russia+said&url=javascript:alert(1)')).toMatchObject({
      text: 'Russia said',
      sourceUrl: undefined,
    });
    expect(incomingFragment('text=A&url=https://www.reuters.com/x')).toMatchObject({
      sourceUrl: 'https://www.reuters.com/x',
      sourceName: 'reuters.com',
    });
    expect(incomingFragment('main')).toBeUndefined();
  });
});
