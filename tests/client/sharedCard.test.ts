/** What leaves the Brief page as text: beside a picture on the clipboard, and the morning brief in a message. */
import { describe, expect, it } from 'vitest';
import { type CardNote, noteHtml, noteText } from '../../client/brief/cardClipboard.ts';
import { morningText } from '../../client/brief/morningText.ts';
import { WORDS } from '../../client/words/words.ts';
import type { Morning } from '../../models/contract/morning.ts';

const note: CardNote = {
  title: 'Tension up 8 points',
  citation: 'Tension up 8 points. View 0123ABCD*.',
  alt: 'Line chart of the index.',
  link: 'http://127.0.0.1:8080/v/0123ABCD*',
  titleFaults: [],
};

describe('the note of a picture', () => {
  it('as text has title, citation, alt text and link, a paragraph each', () => {
    expect(noteText(note, WORDS.en.brief).split('\n\n')).toEqual([
      'Tension up 8 points',
      'Tension up 8 points. View 0123ABCD*.',
      'Alt text: Line chart of the index.',
      'Link: http://127.0.0.1:8080/v/0123ABCD*',
    ]);
  });

  it('as a page has the picture, linked, with its alt text', () => {
    expect(noteHtml(note, 'data:image/png;base64,AAAA', WORDS.en.brief)).toBe(
      '<figure><a href="http://127.0.0.1:8080/v/0123ABCD*"><img src="data:image/png;base64,AAAA" alt="Line chart of the index." title="Tension up 8 points"></a><figcaption>Tension up 8 points. View 0123ABCD*.</figcaption></figure>',
    );
  });

  it('carries the warning about a typed title wherever the picture goes', () => {
    const typed = { ...note, titleFaults: ['The title says +14, the view shows +8.'] };
    expect(noteText(typed, WORDS.en.brief)).toContain(
      'Warning: the title was typed. The title says +14, the view shows +8.',
    );
    expect(noteHtml(typed, 'x', WORDS.en.brief)).toMatch(
      /<p>Warning: the title was typed\. The title says \+14, the view shows \+8\.<\/p>$/,
    );
    expect(noteText(typed, WORDS.ko.brief)).toContain('주의: 직접 입력한 제목입니다.');
  });

  it('lets no text become a tag', () => {
    const hostile = { ...note, title: '"><script>alert(1)</script>', alt: `<b onload='x'>` };
    expect(noteHtml(hostile, 'x', WORDS.en.brief)).not.toMatch(/<script|<b /);
  });
});

const event = {
  id: 'e1',
  dyad: 'KOR-RUS',
  name: 'South Korea – Russia',
  date: '2024-04-05',
  datePrecision: 'day',
  actor: 'RUS',
  target: 'KOR',
  type: 'summons',
  typeLabel: 'Summons',
  category: 'diplomatic_protest',
  summary: 'Moscow summons the ambassador',
  sourceName: 'Azernews',
  sourceUrl: 'https://example.org/a',
  verified: true,
  indexPoints: null,
} as const;
const period = {
  period: 'day',
  from: '2024-04-04',
  to: '2024-04-05',
  moved: 0,
  newEvents: 1,
  dyads: [],
  flags: [],
  events: [event],
} satisfies Morning['periods'][number];
const brief: Morning = {
  date: '2024-04-05',
  asOf: '2026-11-23T12:00:00.000Z',
  model: { name: 'baseline', version: 1, hash: '3f9a1c07' },
  lang: 'en',
  dyads: 9,
  lastEvent: '2024-04-05',
  quiet: 5,
  sparse: 1,
  periods: [
    period,
    {
      ...period,
      period: 'month',
      from: '2024-03-06',
      moved: 1,
      newEvents: 2,
      dyads: [
        {
          id: 'KOR-RUS',
          name: 'South Korea – Russia',
          index: 79,
          low: 74.2,
          high: 83.1,
          before: 70,
          change: 9,
          sentence: 'South Korea – Russia tension rose 9.0 points.',
          flag: 'deteriorated',
          sparse: false,
          provisional: true,
          newEvents: 2,
          lastEvent: '2024-04-05',
          events: [],
        },
      ],
      flags: [{ id: 'KOR-RUS', name: 'South Korea – Russia', from: 'unchanged', to: 'deteriorated', change30: 9 }],
      events: [
        event,
        {
          ...event,
          id: 'e2',
          date: '2024-04-02',
          typeLabel: 'Sanction',
          summary: 'Seoul sanctions two ships',
          sourceName: '',
          sourceUrl: '',
        },
      ],
    },
  ],
};

describe('the morning brief as text', () => {
  const lines = morningText(brief, WORDS.en, (date) => date).split('\n');

  it('begins with its day, its model and its moment', () => {
    expect(lines.slice(0, 2)).toEqual([
      'Morning brief of 2024-04-05',
      'Model baseline v1 (3f9a1c07). Data as known on 2026-11-23 12:00 UTC.',
    ]);
  });

  it('says in each period what moved, what turned and what is new, each event once', () => {
    expect(lines.slice(3, -1)).toEqual([
      'In a day (2024-04-04 to 2024-04-05)',
      'No dyad moved beyond noise. 1 new event is coded.',
      '- 2024-04-05, South Korea – Russia, Summons: Moscow summons the ambassador (Azernews, https://example.org/a)',
      '',
      'In 30 days (2024-03-06 to 2024-04-05)',
      '1 dyad moved beyond noise. 2 new events are coded.',
      '- +9.0 South Korea – Russia: South Korea – Russia tension rose 9.0 points. [provisional: acts of these days may still become known]',
      '- South Korea – Russia: unchanged → deteriorated (+9.0 over 30 days)',
      '- 2024-04-02, South Korea – Russia, Sanction: Seoul sanctions two ships',
      '',
      '5 of 9 dyads have no coded event in these 30 days: missing data, not calm.',
    ]);
    expect(lines.at(-1)).toBe('1 dyad is too sparsely coded for a flag.');
  });

  it('gives a day that is not known as its month', () => {
    const vague = { ...brief, periods: [{ ...period, events: [{ ...event, datePrecision: 'month' as const }] }] };
    expect(
      morningText(vague, WORDS.en, (date, precision) => (precision === 'month' ? date.slice(0, 7) : date)),
    ).toContain('- 2024-04, South Korea – Russia, Summons');
  });

  it('says since when nothing is coded', () => {
    expect(morningText({ ...brief, lastEvent: '2024-02-01' }, WORDS.en, (date) => date)).toContain(
      'The last coded event of all is of 2024-02-01; nothing is coded after it.',
    );
    expect(
      morningText({ ...brief, lastEvent: null }, WORDS.en, (date) => date)
        .split('\n')
        .at(-1),
    ).toBe('Nothing was coded up to this day.');
  });
});
