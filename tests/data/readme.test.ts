import { describe, expect, it } from 'vitest';
import { cell, dyadsWithEvents, eventsOf, header, table, text, type Row } from './table.ts';

const readme = text('data/README.md');

const count = (events: readonly Row[], column: string, value: string): number =>
  events.filter((row) => cell(row, column) === value).length;

/** One line of the coverage table, as it has to stand in data/README.md. */
function coverageLine(name: string, events: readonly Row[]): string {
  const dates = events.map((row) => cell(row, 'date')).sort();
  const verified = count(events, 'verified', 'yes');
  const cells = [
    name,
    events.length,
    dates[0],
    dates.at(-1),
    `${verified} (${Math.round((100 * verified) / events.length)} %)`,
    count(events, 'source_url', ''),
    count(events, 'date_precision', 'month'),
    count(events, 'role', 'indirect'),
  ];
  return `| ${cells.join(' | ')} |`;
}

describe('the README of the data', () => {
  it.each(dyadsWithEvents)('shows the true coverage of %s', (dyad) => {
    expect(readme).toContain(coverageLine(dyad, eventsOf(dyad)));
  });

  it('shows the true coverage of all dyads together', () => {
    expect(readme).toContain(coverageLine('**all**', dyadsWithEvents.flatMap(eventsOf)));
  });

  it.each([
    'events/KOR-RUS.csv',
    'codebook.csv',
    'baseline-weights.csv',
    'judgements.csv',
    'countries.csv',
    'dyads.csv',
    'coverage.csv',
    'changes.csv',
    'two-coder.csv',
  ])('explains every column of %s', (file) => {
    expect(header(`data/${file}`).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('shows a worked example that is a row of the shipped events, as it stands there', () => {
    const example = /```csv\n(.*\n)```/.exec(readme)?.[1] ?? 'no example';
    expect(text('data/events/CHN-LTU.csv')).toContain(example);
  });
});

describe('the numbers in the text of the README', () => {
  const everyEvent = dyadsWithEvents.flatMap(eventsOf);

  it('count the rows that raise and that lower tension', () => {
    const [raise, lower] = [count(everyEvent, 'polarity', '1'), count(everyEvent, 'polarity', '-1')];
    expect(readme).toContain(`${raise} rows raise tension, ${lower} lower it`);
  });

  it('count the acts that others undo', () => {
    const enders = everyEvent.filter((row) => cell(row, 'ends') !== '');
    const ended = enders.flatMap((row) => cell(row, 'ends').split(';'));
    expect(readme).toContain(`${ended.length} acts are undone by ${enders.length} others`);
  });

  it('name the types with fewer than five events', () => {
    const types = table('data/codebook.csv').map((row) => cell(row, 'type'));
    const rare = types.filter((type) => count(everyEvent, 'type', type) < 5);
    const named = /Four types have fewer than five events \(([^)]*)\)/.exec(readme)?.[1]?.split(', ') ?? [];
    expect([...named].sort()).toEqual([...rare].sort());
  });
});
