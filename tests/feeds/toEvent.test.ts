import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { CodedEvent } from '../../models/event.ts';
import type { Story } from '../../server/feeds/stories.ts';
import { StoryFold } from '../../server/feeds/stories.ts';
import { eventOf } from '../../server/feeds/toEvent.ts';
import { rowCheck } from '../../server/ledger/draft.ts';
import { realStream } from './realData.ts';
import { gdelt, reference, tables } from './tables.ts';

/** An event as a row of a file, in the order of the ledger's columns. */
const cellsOf = (event: CodedEvent): string[] => [
  event.id,
  event.dyad,
  toIsoDate(event.day),
  event.datePrecision,
  event.actor,
  event.target,
  event.others.join(';'),
  event.role,
  event.type,
  event.cameo,
  String(event.polarity),
  String(event.severity),
  event.summary,
  event.sourceName,
  event.sourceUrl,
  event.sourceDate,
  event.verified ? 'yes' : 'no',
  event.note,
  // A feed knows no acts, ends and headlines.
  '',
  '',
  '',
  '',
  '',
];

/** What the ledger's own check says to an event, as if it stood in a file. */
const check = rowCheck(reference, Date.UTC(2026, 0, 1));
const faultsOf = (event: CodedEvent): string[] =>
  check(1, cellsOf(event)).faults.map(({ field, message }) => `${event.id} ${field} ${message}`);

describe('a story as an event', () => {
  const story: Story = {
    day: 17_616,
    actor: 'USA',
    target: 'RUS',
    code: '010',
    intensity: 0,
    value: null,
    firstRowId: '1',
    rows: 1,
    reports: ['Paper, story 7'],
    mentions: 1,
    articles: 1,
    sources: 1,
    firstAddedDay: null,
    lastAddedDay: null,
    lateRows: 0,
    place: null,
  };
  const source = { key: 'icews', name: 'ICEWS', ontology: 'CAMEO' };

  it('is none when its code says nothing about tension', () => {
    expect(eventOf(story, tables.icews.of('010')!, source, reference.codebook, reference.countries)).toBeUndefined();
  });

  it('names its report where that has no address, and is never verified', () => {
    const event = eventOf(
      { ...story, code: '111' },
      tables.icews.of('111')!,
      source,
      reference.codebook,
      reference.countries,
    );
    expect(event).toMatchObject({
      id: 'icews-2018-03-26-usa-rus-111',
      dyad: 'RUS-USA',
      sourceName: 'ICEWS: Paper, story 7',
      sourceUrl: '',
      sourceDate: '',
      verified: false,
      type: 'statement_hostile',
      polarity: 1,
      severity: 2,
    });
  });

  it('of another ontology has the CAMEO code that is usual for its type', () => {
    const coding = tables.plover.get('SANCTION: expel')!;
    const event = eventOf(
      { ...story, code: coding.code },
      coding,
      { key: 'polecat', name: 'POLECAT', ontology: 'PLOVER' },
      reference.codebook,
      reference.countries,
    );
    expect(faultsOf(event!)).toEqual([]);
    expect(event).toMatchObject({ id: 'polecat-2018-03-26-usa-rus-sanction-expel', type: 'expulsion', cameo: '161' });
  });

  it('has no side that the list of countries lacks', () => {
    expect(
      eventOf(
        { ...story, actor: 'SUN', code: '111' },
        tables.icews.of('111')!,
        source,
        reference.codebook,
        reference.countries,
      ),
    ).toBeUndefined();
  });

  it('takes the first report that is an address, and no text that the ledger refuses', () => {
    const told = (...reports: string[]) =>
      eventOf(
        { ...story, code: '111', reports },
        tables.icews.of('111')!,
        source,
        reference.codebook,
        reference.countries,
      );
    expect(told('BBC Monitoring', 'https://example.org/a')).toMatchObject({
      sourceName: 'ICEWS',
      sourceUrl: 'https://example.org/a',
    });
    expect(told('http://<script>', 'a\u0007b')).toMatchObject({ sourceName: 'ICEWS: http://<script>', sourceUrl: '' });
  });

  it('is taken by the ledger whatever its code, its states and its reports', () => {
    const states = [...reference.countries.values()]
      .filter(({ kind }) => kind === 'state' || kind === 'territory')
      .map(({ code }) => code);
    const ontologies = [
      {
        key: 'gdelt',
        ontology: 'CAMEO',
        codings: ['042', '13', '2042', '1246', '0871'].map((code) => tables.gdelt.of(code)!),
      },
      { key: 'polecat', ontology: 'PLOVER', codings: [...tables.plover.values()] },
      { key: 'acled', ontology: 'ACLED', codings: [...tables.acled.values()] },
      { key: 'ucdp', ontology: 'UCDP', codings: [...tables.ucdp.values()] },
    ].flatMap(({ codings, ...rest }) => codings.map((coding) => ({ ...rest, coding })));
    const report = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constant('https://example.org/a b'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...ontologies),
        fc.uniqueArray(fc.constantFrom(...states), { minLength: 2, maxLength: 2 }),
        fc.array(report),
        ({ key, ontology, coding }, [actor = '', target = ''], reports) => {
          const event = eventOf(
            { ...story, actor, target, code: coding.code, reports },
            coding,
            { key, name: ontology, ontology },
            reference.codebook,
            reference.countries,
          );
          expect(event === undefined).toBe(coding.act === null);
          expect(event ? faultsOf(event) : []).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('events of rows', () => {
  it.each(['feeds/gdelt/20180326044500.export.CSV', 'feeds/gdelt/v1_20160728_sample_events.tsv'])(
    '%s: all are taken by the ledger, each with an id of its own',
    async (path) => {
      const fold = new StoryFold();
      fold.add((await gdelt(realStream(path))).rows);
      const source = { key: 'gdelt', name: 'GDELT', ontology: 'CAMEO' };
      const events = fold
        .empty()
        .flatMap(
          (story) =>
            eventOf(story, tables.gdelt.of(story.code)!, source, reference.codebook, reference.countries) ?? [],
        );
      expect(events.length).toBeGreaterThan(100);
      expect(events.flatMap(faultsOf)).toEqual([]);
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      expect(events.every(({ day }) => day >= epochDay('1979-01-01'))).toBe(true);
    },
  );
});
