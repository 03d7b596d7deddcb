import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnNamed } from '../../models/importing/columns.ts';
import { csvOf, HEADER, ROW } from './ledgers.ts';
import { reading } from './reading.ts';

const read = (content: string | Uint8Array, chunkBytes?: number) => reading('csv', content, chunkBytes);
/** A plain line of the file: nothing in it needs quotes. */
const line = (id: string, summary = 'Seoul acts.'): string =>
  `${id},KOR-RUS,2024-04-02,day,KOR,RUS,,direct,sanction,163,1,3,${summary},Yonhap,https://example.org/a,2024-04-02,yes,`;
const ids = (result: Awaited<ReturnType<typeof read>>): string[] => result.rows.map(({ row }) => row.id);

describe('a CSV file', () => {
  it('gives its rows with the lines on which they begin', async () => {
    const { rows, faults, remarks } = await read(
      `${HEADER}\n${line('a')}\n\n${line('b', '"one,\ntwo ""three""\n"')}\n${line('c')}\n`,
    );
    expect(rows.map(({ line, row }) => [line, row.id])).toEqual([
      [2, 'a'],
      [4, 'b'],
      [7, 'c'],
    ]);
    expect(rows[1]!.row.summary).toBe('one,\ntwo "three"');
    expect(rows[0]!.row).toMatchObject({ dyad: 'KOR-RUS', severity: '3', note: '' });
    expect([...faults, ...remarks]).toEqual([]);
  });

  it.each([
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['line ends of old Macs', (text: string) => text.replaceAll('\n', '\r')],
    ['no line end at its end', (text: string) => text.trimEnd()],
    ['rows of separators alone below', (text: string) => `${text}${','.repeat(17)}\n  \n`],
    ['empty columns to the right', (text: string) => text.replaceAll('\n', ',,\n')],
    [
      'header names as people write them',
      (text: string) =>
        text.replace(
          HEADER,
          HEADER.replace('source_url', 'Source URL').replace('id', ' ID ').replace('date_precision', 'datePrecision'),
        ),
    ],
  ])('may have %s', async (_, change) => {
    const { rows, faults, remarks } = await read(change(`${HEADER}\n${line('a')}\n${line('b', '"Seoul, then"')}\n`));
    expect(rows.map(({ line, row }) => [line, row.id, row.summary, row.source_url])).toEqual([
      [2, 'a', 'Seoul acts.', 'https://example.org/a'],
      [3, 'b', 'Seoul, then', 'https://example.org/a'],
    ]);
    expect([...faults, ...remarks]).toEqual([]);
  });

  it.each([[';'], ['\t']])('may be separated by %j', async (separator) => {
    const { rows } = await read(`${HEADER}\n${line('a')}\n`.replaceAll(',', separator));
    expect(rows[0]!.row.source_url).toBe('https://example.org/a');
  });

  it('may be UTF-16 with its mark, as spreadsheets write it', async () => {
    const text = `\ufeff${HEADER}\n${line('a', '서울')}\n`;
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [little, big]) {
      const { rows, faults } = await read(bytes, 333);
      expect(rows.map(({ row }) => row.summary)).toEqual(['서울']);
      expect(faults).toEqual([]);
    }
  });

  it('keeps names in any script, however the bytes are cut', async () => {
    const name = 'Żółć, 서울 대한민국 — Москва 🕊';
    for (const chunkBytes of [1, 2, 3, 7, 1000])
      expect((await read(csvOf([{ summary: name }]), chunkBytes)).rows[0]!.row.summary).toBe(name);
  });

  it('loses one row, not the file, to a byte that is no UTF-8', async () => {
    const text = Buffer.from(`${HEADER}\n${line('a')}\n${line('b', 'Cafe')}\n${line('c')}\n`);
    text[text.indexOf('Cafe') + 3] = 0xe9; // é in Windows-1252
    const { rows } = await read(text);
    expect(rows.map(({ row }) => row.summary)).toEqual(['Seoul acts.', 'Caf\ufffd', 'Seoul acts.']); // the check of the row reports it
  });

  it('loses one row to a quote inside a field', async () => {
    const result = await read(
      [HEADER, line('a'), line('b', 'a 5" gun'), line('c'), line('d', '"quoted, well"'), ''].join('\n'),
    );
    expect(ids(result)).toEqual(['a', 'c', 'd']);
    expect(result.faults).toEqual([
      expect.objectContaining({
        line: 3,
        message: 'A quote stands inside a field: put the field in quotes and double the quotes inside it.',
      }),
    ]);
  });

  it('loses one row to a quote that is never closed, wherever it stands', async () => {
    for (const rowsAfter of [0, 1, 5, 3000]) {
      const after = Array.from({ length: rowsAfter }, (_, i) =>
        line(`after-${i}`, i % 2 ? '"quoted, well"' : undefined),
      );
      const result = await read([HEADER, line('a'), line('b', '"open'), ...after].join('\n'), 50_000);
      expect(ids(result)).toEqual(['a', ...after.map((_, i) => `after-${i}`)]);
      expect(result.faults).toEqual([
        expect.objectContaining({ line: 3, message: expect.stringContaining('never ends') }),
      ]);
    }
  });

  it('loses two rows to two stray quotes, and none of those between', async () => {
    const result = await read(
      [HEADER, line('a', 'x 5" y'), line('b'), line('c'), line('d', 'x 7" y'), line('e')].join('\n'),
    );
    expect(ids(result)).toEqual(['b', 'c', 'e']);
    expect(result.faults.map((fault) => fault.line)).toEqual([2, 5]);
  });

  it('reports a row with fields too many or too few, and where', async () => {
    const result = await read([HEADER, line('a', 'Seoul, Moscow'), line('b'), 'c,KOR-RUS,2024-04-02'].join('\n'));
    expect(ids(result)).toEqual(['b']);
    expect(result.faults).toEqual([
      {
        line: 2,
        id: null,
        field: null,
        value: expect.stringContaining('a,KOR-RUS'),
        message:
          'The row has 19 fields where the header names 18: put a field that holds "," in quotes, and leave no field out.',
      },
      expect.objectContaining({ line: 4, message: expect.stringContaining('has 3 fields where the header names 18') }),
    ]);
  });

  it('reports a record of several lines once, at its first', async () => {
    const result = await read([HEADER, 'a,"one\ntwo\nthree",x', line('b')].join('\n'));
    expect(ids(result)).toEqual(['b']);
    expect(result.faults.map((fault) => fault.line)).toEqual([2]);
  });

  it('survives a line without end', async () => {
    const result = await read(`${HEADER}\n${line('a')}\n${'x'.repeat(600_000)}\n${line('b')}\n`, 10_000);
    expect(ids(result)).toEqual(['a', 'b']);
    expect(result.faults).toEqual([
      expect.objectContaining({ line: 3, message: expect.stringContaining('longer than 64 kB') }),
    ]);
    expect(result.rows[1]!.line).toBe(4);
  });

  it('passes over columns that no event has, says so, and guesses what was meant', async () => {
    const { rows, remarks } = await read(
      `${HEADER.replace('note', 'notes')},colour\n${line('a')}red\n`.replace('yes,red', 'yes,,red'),
    );
    expect(rows).toHaveLength(1);
    expect(remarks).toEqual([
      {
        line: 1,
        id: null,
        field: 'notes',
        value: null,
        message: 'The column notes is not known and was passed over: did you mean note?',
      },
      {
        line: 1,
        id: null,
        field: 'colour',
        value: null,
        message: 'The column colour is not known and was passed over.',
      },
    ]);
  });

  it('may leave out the columns that can be empty, and have them in any order', async () => {
    const columns = ['summary', 'severity', 'polarity', 'type', 'target', 'actor', 'date', 'id', 'source_name'];
    const { rows } = await read(csvOf([{}], columns));
    expect(rows[0]!.row).toMatchObject({ id: ROW.id, summary: ROW.summary, dyad: '', others: '', verified: '' });
  });

  it.each([
    ['an empty file', '', /^The file is empty\.$/],
    ['blank lines', '\n\n', /^The file has no header: its first line must name the columns, such as id,dyad,/],
    ['no header', line('a'), /^None of its columns is known: a, KOR-RUS, .* map it: /],
    [
      'a header without required columns',
      'id,date,actor,target,summary\n',
      /^The header lacks the columns type, polarity, severity, source_name: add them, as data\/README\.md describes\.$/,
    ],
    ['a header that names a column twice', `${HEADER},ID\n`, /names the column id twice/],
    ['a workbook', Buffer.from('PK\u0003\u0004....'), /workbook or a ZIP archive.*"CSV UTF-8"/],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0]), /old Excel workbook/],
    ['a compressed file', Buffer.from([0x1f, 0x8b, 8, 0]), /compressed \(gzip\)/],
    ['UTF-16 without its mark', Buffer.from(HEADER, 'utf16le'), /UTF-16 without a byte order mark/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), /zero bytes/],
    ['JSON', '[{"id":"a"}]', /has no header/],
  ])('is refused whole, with the remedy: %s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
    await expect(read(content)).rejects.toMatchObject({ name: 'ImportRefused' });
  });

  it('holds what was written, whatever the values and however the bytes are cut', async () => {
    const value = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', ';', "'", ' ', 'é', '한', '🕊'),
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom('\n', '\r\n'),
        async (values, chunkBytes, end) => {
          const rows = values.map(([summary, note], i) => ({ id: `row-${i}`, summary, note }));
          const text = csvOf(rows).split('\n').join(end);
          const result = await read(text, chunkBytes);
          expect(result.faults).toEqual([]);
          expect(result.rows.map(({ row }) => [row.id, row.summary, row.note])).toEqual(
            rows.map((row) => [row.id, ...[row.summary, row.note].map((one) => one.replaceAll('\n', end).trim())]),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never loses a sound row to the lines around it', async () => {
    const broken = fc.constantFrom('x,y', 'stray " quote', '"open,', 'a,"b"c,d', '""', '","', `${'z,'.repeat(30)}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(broken), { maxLength: 25 }), async (lines) => {
        const text = [HEADER, ...lines.map((one, i) => one ?? line(`sound-${i}`)), line('last')].join('\n');
        const result = await read(text, 64);
        const sound = [...lines.flatMap((one, i) => (one === null ? [`sound-${i}`] : [])), 'last'];
        expect(ids(result)).toEqual(sound);
        expect(result.faults.length > 0).toBe(lines.some((one) => one !== null));
      }),
      { numRuns: 150 },
    );
  });
});

describe('a column', () => {
  it('is known by its letters', () => {
    expect(columnNamed('Source URL')).toBe('source_url');
    expect(columnNamed('sourceUrl')).toBe('source_url');
    expect(columnNamed('url')).toBeUndefined();
  });
});
