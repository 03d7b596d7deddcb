/** Whatever the bytes, no reader throws, and every row of the file stands in the tally exactly once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAcled } from '../../server/feeds/acled.ts';
import { readGdelt } from '../../server/feeds/gdelt.ts';
import { checkMapping, readByMapping } from '../../server/feeds/genericCsv.ts';
import { readHistoryLists, readQuarterHourList } from '../../server/feeds/gdeltLists.ts';
import { readIcews } from '../../server/feeds/icews.ts';
import { readPlover } from '../../server/feeds/plover.ts';
import { readUcdp } from '../../server/feeds/ucdp.ts';
import { TabSplitter } from '../../server/feeds/tabRows.ts';
import { GDELT_EXPORT_LIMITS, unzipOnly, ZipRefused } from '../../server/feeds/zip.ts';
import { zipInMemory } from './zipFile.ts';
import { accountedFor, all, bytesOf, gdeltRow, reference, tables } from './tables.ts';
import { zipOf } from './zipFile.ts';

const { states } = tables;
const checked = checkMapping(
  {
    name: 'x',
    title: 'X',
    states: 'iso3',
    columns: { date: 'd', actor: 'a', target: 't', code: 'c' },
    codes: { k: null },
  },
  reference.codebook,
);
if ('faults' in checked) throw new Error(checked.faults.join(' '));
const { mapping, codings } = checked;

const readers: [name: string, header: string, read: (bytes: AsyncIterable<Uint8Array>) => ReturnType<typeof all>][] = [
  ['GDELT', gdeltRow(), (bytes) => all((tally) => readGdelt(bytes, states, tables.gdelt, tally))],
  [
    'ICEWS',
    'Event ID\tEvent Date\tSource Country\tCAMEO Code\tTarget Country',
    (bytes) => all((tally) => readIcews(bytes, states, tables.icews, tally)),
  ],
  [
    'POLECAT',
    'Event ID\tEvent Date\tEvent Type\tActor Country\tRecipient Country',
    (bytes) => all((tally) => readPlover(bytes, states, tables.plover, tally)),
  ],
  [
    'ACLED',
    'event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2',
    (bytes) => all((tally) => readAcled(bytes, states, tables.acled, tally)),
  ],
  [
    'UCDP',
    'id,type_of_violence,side_a,side_b,date_start,best',
    (bytes) => all((tally) => readUcdp(bytes, states, tables.ucdp, tally)),
  ],
  ['a mapped CSV', 'd,a,t,c', (bytes) => all((tally) => readByMapping(bytes, mapping, codings, states, tally))],
];

/** Bytes in which what rows are made of is frequent. */
const rubbish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\t',
        '\n',
        '\r\n',
        ',',
        '"',
        ';',
        'USA',
        'RUS',
        '20180326',
        '2018-03-26',
        '042',
        '-',
        '\u0000',
        '\ufeff',
        'é',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 400 },
  )
  .map((parts) => Buffer.from(parts.join('')));
const bytes = fc.oneof(
  rubbish,
  fc.uint8Array({ maxLength: 2000 }).map((array) => Buffer.from(array)),
);

describe.each(readers)('%s', (_, header, read) => {
  it('reads random bytes without a throw, and accounts for each row', async () => {
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.boolean(),
        fc.integer({ min: 1, max: 500 }),
        async (content, withHeader, chunkBytes) => {
          const { tally } = await read(
            bytesOf(withHeader ? Buffer.concat([Buffer.from(`${header}\n`), content]) : content, chunkBytes),
          );
          if (tally.refused === null) expect(accountedFor(tally)).toBe(tally.rows);
        },
      ),
      { numRuns: 300 },
    );
  });
});

it('a real row in which one byte is changed costs at most itself', async () => {
  const row = Buffer.from(`${gdeltRow()}\n`);
  await fc.assert(
    fc.asyncProperty(fc.nat(row.length - 2), fc.nat(255), async (at, byte) => {
      const changed = Buffer.from(row);
      changed[at] = byte;
      const { rows, tally } = await all((count) =>
        readGdelt(bytesOf(Buffer.concat([row, row, changed, row, row])), states, tables.gdelt, count),
      );
      expect(rows.length).toBeGreaterThanOrEqual(4);
      expect(accountedFor(tally)).toBe(tally.rows);
    }),
    { numRuns: 1000 },
  );
});

it('lists of random lines are read without a throw', () => {
  const lines = fc
    .array(
      fc.oneof(
        fc.string(),
        fc.constantFrom(
          '20150218230000.export.CSV.zip',
          ' ',
          '1979.zip',
          '297a16b493de7cf6ca809a7cc31d0b93',
          '99999999999999.export.CSV.zip',
          'http://h/99999999999999.gkg.csv.zip',
        ),
      ),
    )
    .map((parts) => parts.join(' ').replaceAll('|', '\n'));
  fc.assert(
    fc.property(lines, lines, (a, b) => {
      readQuarterHourList(a);
      readHistoryLists(a, b);
    }),
    { numRuns: 1000 },
  );
});

it('an archive in which bytes are changed, cut or added gives its content or is refused, and throws nothing else', async () => {
  const content = Buffer.from(`${gdeltRow()}\n`.repeat(20));
  const good = zipOf({ name: '20180326044500.export.CSV', content });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }),
      fc.nat(good.length),
      fc.uint8Array({ maxLength: 40 }),
      async (changes, cut, added) => {
        const bytes = Buffer.concat([good.subarray(0, added.length % 3 === 0 ? good.length : cut), added]);
        for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
        const pieces: Buffer[] = [];
        try {
          for await (const piece of unzipOnly(zipInMemory(bytes), GDELT_EXPORT_LIMITS)) pieces.push(piece);
        } catch (error) {
          expect(error).toBeInstanceOf(ZipRefused);
          return;
        }
        expect(Buffer.concat(pieces).equals(content), 'believed, so it is right').toBe(true);
      },
    ),
    { numRuns: 1500 },
  );
});

it('random bytes are no archive', async () => {
  const signature = fc
    .constantFrom('PK\u0003\u0004', 'PK\u0001\u0002', 'PK\u0005\u0006', '\u0000\u0000\u0000\u0000', '\u0001\u0000')
    .map((text) => Buffer.from(text, 'latin1'));
  const parts = fc.array(
    fc.oneof(
      signature,
      fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array)),
    ),
    { maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(parts, async (pieces) => {
      await expect(async () => {
        for await (const piece of unzipOnly(zipInMemory(Buffer.concat(pieces)), GDELT_EXPORT_LIMITS))
          expect(piece).toBeDefined();
      }).rejects.toThrow(ZipRefused);
    }),
    { numRuns: 1000 },
  );
});

describe('rows of tab-separated bytes', () => {
  const split = (
    content: Buffer,
    chunkBytes: number,
    longest?: number,
  ): { rows: string[][]; lines: number[]; long: number[] } => {
    const found = { rows: [] as string[][], lines: [] as number[], long: [] as number[] };
    const splitter = new TabSplitter(
      (row) => {
        expect(row.texts()).toEqual(Array.from({ length: row.columns }, (_, column) => row.text(column)));
        found.rows.push(row.texts());
        found.lines.push(row.line);
      },
      (line) => found.long.push(line),
      longest,
    );
    for (let from = 0; from < content.length; from += chunkBytes)
      splitter.push(content.subarray(from, from + chunkBytes));
    splitter.end();
    return found;
  };

  it('are those of a plain split of the text, however the stream is cut', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom('\t', '\n', '\b', '\u0001', 'ü'), fc.string({ maxLength: 3 })), {
        maxLength: 200,
      })
      .map((parts) => parts.join('').replaceAll('\r', ''));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 64 }), (content, chunkBytes) => {
        const lines = content
          .split('\n')
          .flatMap((line, i): [string, number][] => (line === '' ? [] : [[line, i + 1]]));
        const { rows, lines: numbers } = split(Buffer.from(content), chunkBytes);
        expect(rows).toEqual(lines.map(([line]) => line.split('\t')));
        expect(numbers).toEqual(lines.map(([, number]) => number));
      }),
      { numRuns: 1000 },
    );
  });

  it('that are longer than the buffer are skipped, and only they', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 100 }),
        (lengths, chunkBytes) => {
          const { rows, long } = split(
            Buffer.from(lengths.map((length) => 'x'.repeat(length)).join('\n')),
            chunkBytes,
            32,
          );
          // A row of 31 bytes and its line feed fill the buffer of 32.
          expect(rows.map(([cell]) => cell!.length)).toEqual(lengths.filter((length) => length < 32));
          expect(long).toEqual(lengths.flatMap((length, i) => (length < 32 ? [] : [i + 1])));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
