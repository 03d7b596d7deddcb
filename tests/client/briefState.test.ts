import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CARD_THEMES, PRESETS } from '../../client/charts/card/presentation.ts';
import {
  briefQuery,
  type BriefState,
  changedBrief,
  parseBrief,
  SHOWS,
  viewRequest,
} from '../../client/brief/briefState.ts';
import { movedView, packAddress, withoutView, withView } from '../../client/brief/pack.ts';
import { presentationQuery } from '../../client/charts/card/presentationQuery.ts';
import { viewCode } from '../../client/charts/view.ts';
import { epochDay } from '../../models/calendar.ts';

const parse = (text: string) => parseBrief(new URLSearchParams(text));
const standard = parse('').state;
const address = (state: BriefState): string =>
  new URLSearchParams(
    Object.entries(briefQuery(state)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();
const code = (dyad: string): string =>
  viewCode({
    kind: 'move',
    dyad,
    from: '2024-01-01',
    to: '2024-02-01',
    direction: 'both',
    model: 'baseline@00000000',
    asOf: '2026-01-01T00:00:00.000Z',
  });
const CODES = ['KOR-RUS', 'PRK-RUS', 'CHN-USA', 'IND-PAK'].map(code);

describe('the address of a brief', () => {
  it('may be empty: a slide in light colours, of the last year', () => {
    expect(parse('')).toEqual({ state: standard, faults: [] });
    expect(standard).toMatchObject({
      show: 'dyad',
      dyads: [],
      range: '1y',
      step: 'day',
      direction: 'both',
      preset: 'slide',
      theme: 'light',
      text: 100,
      density: 1,
      cardLang: undefined,
      pack: [],
    });
    expect(address(standard)).toBe('');
  });

  it('gives back any state that it was written from', () => {
    const dyadLists = fc.uniqueArray(fc.constantFrom('KOR-RUS', 'PRK-RUS', 'CHN-USA'), { maxLength: 3 });
    const line = fc.constantFrom(undefined, 'Tension up 14 since March', 'SECRET // REL', 'R&D=100% + “quoted”, #1');
    const states = fc.record<BriefState>({
      show: fc.constantFrom(...SHOWS),
      dyads: dyadLists,
      range: fc.oneof(
        fc.constantFrom('90d' as const, '1y' as const, '5y' as const, 'all' as const),
        fc.constant({ from: 19_000, to: 19_500 }),
      ),
      step: fc.constantFrom('day', 'week', 'month'),
      direction: fc.constant('both' as const),
      model: fc.constantFrom(undefined, 'baseline@416c0292'),
      overlay: fc.constantFrom(undefined, 'other@0a1b2c3d'),
      asOf: fc.constantFrom(undefined, '2026-05-01', '2026-05-01T12:00:00.000Z'),
      list: fc.constantFrom(undefined, 'moscow'),
      whatIf: fc.constantFrom(undefined, 'indirect'),
      notes: fc.boolean(),
      title: line,
      marking: line,
      preset: fc.constantFrom(...PRESETS),
      theme: fc.constantFrom(...CARD_THEMES),
      text: fc.integer({ min: 80, max: 150 }),
      density: fc.constantFrom(1, 2),
      cardLang: fc.constantFrom(undefined, 'en', 'ko'),
      pack: fc.uniqueArray(fc.constantFrom(...CODES)),
    });
    fc.assert(
      fc.property(states, (state) => {
        expect(parse(address(state))).toEqual({ state, faults: [] });
      }),
    );
  });

  it.each([
    ['show=film', 'show=film is not one of dyad, move, compare, morning: dyad is shown.'],
    ['dyads=KOR', 'dyads: “KOR” is not a dyad (write two ISO codes, such as KOR-RUS): it is left out.'],
    ['from=2024-02-31&to=2024-04-01', 'from=2024-02-31 is not a calendar date (write YYYY-MM-DD): it is left out.'],
    ['from=2024-05-01&to=2024-04-01', 'from=2024-05-01 lies after to=2024-04-01: the last year is shown.'],
    ['text=300', 'text=300 is not a size from 80 to 150 percent: 100 is used.'],
    ['text=1e2', 'text=1e2 is not a size from 80 to 150 percent: 100 is used.'],
    ['density=3', 'density=3 is not one of 1, 2: 1 is shown.'],
    ['asOf=yesterday', 'asOf=yesterday is not a moment (write 2026-05-01T12:00:00Z): the present state is shown.'],
    ['dyads=KOR-RUS&direction=KOR>USA', 'direction=KOR>USA is not one of both, KOR>RUS, RUS>KOR: both is shown.'],
    [
      'pack=12345678A',
      'pack: “12345678A” is not a view code (compare it with the last line of the card): it is left out.',
    ],
    [`title=${'x'.repeat(201)}`, 'title has 201 characters, but at most 200 are allowed: the rest is cut.'],
  ])('%s: says so, and what is shown instead', (text, sentence) => {
    const { faults } = parse(text);
    expect(faults).toContain(sentence);
  });

  it('reads codes as they are typed, each once', () => {
    const [first] = CODES;
    expect(parse(`pack=${encodeURIComponent(`${first!.toLowerCase()},${first},${CODES[1]}`)}`).state.pack).toEqual([
      first,
      CODES[1],
    ]);
  });

  it('is of one line and one space between words', () => {
    expect(parse('title=%20two%0A%20lines%20').state.title).toBe('two lines');
  });
});

describe('a change of the state', () => {
  const state: BriefState = {
    ...standard,
    dyads: ['KOR-RUS'],
    direction: 'KOR>RUS',
    whatIf: 'indirect',
    title: 'Typed',
    range: '90d',
  };
  it('of the dyad takes back what belonged to the old one', () => {
    expect(changedBrief(state, { dyads: ['CHN-USA'] })).toMatchObject({
      dyads: ['CHN-USA'],
      direction: 'both',
      whatIf: undefined,
      notes: false,
      title: undefined,
      range: '90d',
    });
  });
  it('of the range takes back the typed title, which spoke of another one', () => {
    expect(changedBrief(state, { range: '1y' })).toMatchObject({ title: undefined, direction: 'KOR>RUS' });
  });
  it('of the looks leaves what is said alone', () => {
    expect(changedBrief(state, { preset: 'memo', theme: 'grey', text: 120 })).toMatchObject({
      title: 'Typed',
      direction: 'KOR>RUS',
      whatIf: 'indirect',
    });
  });
});

describe('the view that a state asks for', () => {
  const today = epochDay('2026-11-23');
  it('ends on the last day with a value', () => {
    expect(viewRequest({ ...standard, range: '90d' }, ['KOR-RUS'], today)).toEqual({
      kind: 'dyad',
      dyad: 'KOR-RUS',
      direction: 'both',
      step: 'day',
      from: '2026-08-25',
      to: '2026-11-23',
    });
  });
  it('of all history leaves the first day to the server, which knows the first event', () => {
    expect(viewRequest({ ...standard, range: 'all' }, ['KOR-RUS'], today)).toMatchObject({ to: '2026-11-23' });
    expect(viewRequest({ ...standard, range: 'all' }, ['KOR-RUS'], today)).not.toHaveProperty('from');
  });
  it('carries what was chosen and nothing else', () => {
    const state: BriefState = {
      ...standard,
      range: { from: epochDay('2024-03-01'), to: epochDay('2024-04-05') },
      title: 'Typed',
      marking: 'SECRET',
      overlay: 'other@1',
      whatIf: 'indirect',
      model: 'baseline',
      asOf: '2026-05-01',
    };
    expect(viewRequest({ ...state, show: 'move' }, ['KOR-RUS', 'PRK-RUS'], today)).toEqual({
      kind: 'move',
      dyad: 'KOR-RUS',
      direction: 'both',
      from: '2024-03-01',
      to: '2024-04-05',
      model: 'baseline',
      asOf: '2026-05-01',
      title: 'Typed',
      marking: 'SECRET',
    });
    expect(viewRequest({ ...state, show: 'compare' }, ['KOR-RUS', 'PRK-RUS'], today)).toEqual({
      kind: 'compare',
      dyads: ['KOR-RUS', 'PRK-RUS'],
      from: '2024-03-01',
      to: '2024-04-05',
      model: 'baseline',
      asOf: '2026-05-01',
      title: 'Typed',
      marking: 'SECRET',
    });
    expect(viewRequest(state, ['KOR-RUS'], today)).toMatchObject({
      kind: 'dyad',
      overlay: 'other@1',
      whatIf: 'indirect',
    });
  });
  it('is none for the morning brief, for no dyad, and for one dyad to compare', () => {
    expect(viewRequest({ ...standard, show: 'morning' }, ['KOR-RUS'], today)).toBeUndefined();
    expect(viewRequest(standard, [], today)).toBeUndefined();
    expect(viewRequest({ ...standard, show: 'compare' }, ['KOR-RUS'], today)).toBeUndefined();
  });
});

describe('a pack', () => {
  const [a, b, c] = CODES as [string, string, string];
  it('has each view once, up to as many as a file takes', () => {
    expect(withView([a, b], a)).toEqual([a, b]);
    expect(withView([a], b)).toEqual([a, b]);
    const full = Array.from({ length: 24 }, (_, i) => `CODE${i}`);
    expect(withView(full, a)).toBe(full);
  });
  it('keeps its order but for the view that is moved', () => {
    expect(movedView([a, b, c], c, -1)).toEqual([a, c, b]);
    expect(movedView([a, b, c], a, 1)).toEqual([b, a, c]);
    expect(movedView([a, b, c], a, -1)).toEqual([a, b, c]);
    expect(movedView([a, b, c], c, 1)).toEqual([a, b, c]);
    expect(withoutView([a, b, c], b)).toEqual([a, c]);
  });
  it('has one address for one order and one look', () => {
    const look = presentationQuery({ preset: 'slide', theme: 'light', text: 100, density: 1, lang: 'en' });
    expect(packAddress(['0123ABCD=', '0123ABCE~'], 'pdf', look)).toBe(
      '/api/v1/packs/pack.pdf?views=0123ABCD%3D,0123ABCE~&preset=slide&theme=light&text=100&density=1&lang=en',
    );
  });
});
