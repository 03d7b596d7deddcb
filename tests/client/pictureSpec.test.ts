import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_PICTURE_BYTES, readPicture } from '../../client/charts/card/pictureSpec.ts';
import { type Presentation, STANDARD } from '../../client/charts/card/presentation.ts';
import { presentationQuery, readPresentation } from '../../client/charts/card/presentationQuery.ts';
import { type DyadView, viewCode } from '../../client/charts/view.ts';
import { createCanvas } from '../../server/figures/canvas.ts';
import { withMetadata } from '../../server/figures/pngChunks.ts';

const VIEW: DyadView = {
  kind: 'dyad',
  dyad: 'KOR-RUS',
  from: '2024-01-01',
  to: '2024-04-05',
  step: 'day',
  direction: 'both',
  model: 'baseline@416c0292',
  asOf: '2026-11-23T12:00:00.000Z',
  title: '긴장도 82 “quoted” \\ <b>',
};
const PRESENTATION: Presentation = { preset: 'memo', theme: 'grey', text: 120, density: 2, lang: 'ko' };
const SPEC = { v: 1, code: viewCode(VIEW), view: VIEW, presentation: PRESENTATION };

/** A real picture with texts, written as the server writes them. */
function picture(...texts: readonly (readonly [keyword: string, text: string])[]): Buffer {
  const canvas = createCanvas(40, 20);
  canvas.getContext('2d').fillRect(3, 3, 9, 9);
  return withMetadata(canvas.encodeSync('png'), { dotsPerInch: 144, texts });
}
const carrying = (text: string): Buffer => picture(['Title', 'A title'], ['tension-view', text]);
const GENUINE = carrying(JSON.stringify(SPEC));

/** The picture with one more chunk directly behind its header. */
function withChunk(png: Buffer, type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(4);
  const sum = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, 33), frame, body, sum, png.subarray(33)]);
}

describe('a card', () => {
  test('says its code, its look and its view', () => {
    expect(readPicture(GENUINE)).toEqual({ spec: { code: SPEC.code, presentation: PRESENTATION, view: VIEW } });
  });

  test('whose view somebody changed says its code alone: what the code shows comes from the server', () => {
    const changed = JSON.stringify({ ...SPEC, view: { ...VIEW, to: '2024-05-05' } });
    expect(readPicture(carrying(changed))).toEqual({
      spec: { code: SPEC.code, presentation: PRESENTATION, view: undefined },
    });
  });
});

describe('what is none is told apart, and refused', () => {
  const bomb = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  test.each([
    ['nothing', Buffer.alloc(0), 'not-png'],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'not-png'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'not-png'],
    ['a picture from elsewhere', picture(['Title', 'x']), 'foreign'],
    ['the signature alone', GENUINE.subarray(0, 8), 'truncated'],
    ['half a picture', GENUINE.subarray(0, GENUINE.length / 2), 'truncated'],
    ['a picture without its last byte', GENUINE.subarray(0, -1), 'truncated'],
    [
      'a changed letter of the view',
      Buffer.from(GENUINE.toString('latin1').replace('KOR-RUS', 'KOR-USA'), 'latin1'),
      'damaged',
    ],
    [
      'a chunk that says it has four gigabytes',
      withChunk(GENUINE, 'iTXt', Buffer.from('x')).fill(0xff, 33, 37),
      'truncated',
    ],
    ['a chunk without a name', Buffer.from(GENUINE.toString('latin1').replace('pHYs', 'p\0Ys'), 'latin1'), 'damaged'],
    [
      'two views',
      withChunk(GENUINE, 'iTXt', Buffer.from(`tension-view\0\0\0\0\0${JSON.stringify(SPEC)}`)),
      'unreadable',
    ],
    [
      'a compressed view, which may be any size',
      withChunk(
        picture(),
        'iTXt',
        Buffer.concat([Buffer.from('tension-view\0\x01\0\0\0'), deflateSync(Buffer.alloc(1_000_000, '['))]),
      ),
      'foreign',
    ],
    ['no JSON', carrying('<script>alert(1)</script>'), 'unreadable'],
    ['lists in lists, deeper than anybody follows', carrying(bomb), 'unreadable'],
    [
      'a view of lists in lists',
      carrying(`{"v":1,"code":"${SPEC.code}","view":{"kind":${bomb}},"presentation":${JSON.stringify(PRESENTATION)}}`),
      'unreadable',
    ],
    ['more than a view can be', carrying(JSON.stringify({ ...SPEC, more: 'x'.repeat(60_000) })), 'unreadable'],
    ['a newer kind of view', carrying(JSON.stringify({ ...SPEC, v: 2 })), 'unreadable'],
    ['a mistyped code', carrying(JSON.stringify({ ...SPEC, code: `${SPEC.code.slice(0, 8)}?` })), 'unreadable'],
    [
      'an address in place of a code',
      carrying(JSON.stringify({ ...SPEC, code: 'https://evil.example/' })),
      'unreadable',
    ],
    [
      'a look that is none',
      carrying(JSON.stringify({ ...SPEC, presentation: { ...PRESENTATION, theme: '"><script>' } })),
      'unreadable',
    ],
    [
      'half a character',
      carrying(JSON.stringify({ ...SPEC, view: { ...VIEW, title: '\uD83D' } }).replace('"\uFFFD"', '"\\ud83d"')),
      'unreadable',
    ],
    ['prototypes', carrying(`{"__proto__":${JSON.stringify(SPEC)}}`), 'unreadable'],
    [
      'bytes that are no text',
      withChunk(
        picture(),
        'iTXt',
        Buffer.concat([Buffer.from('tension-view\0\0\0\0\0'), Buffer.from([0xff, 0xfe, 0x7b])]),
      ),
      'unreadable',
    ],
    ['more than twenty megabytes', Buffer.alloc(MAX_PICTURE_BYTES + 1), 'too-large'],
  ])('%s', (_, bytes, fault) => {
    expect(readPicture(bytes)).toEqual({ fault });
  });

  test('whatever bytes are changed, a picture is read or refused, and never with another code', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(GENUINE.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(GENUINE.length),
        (changes, length) => {
          const bytes = Uint8Array.from(GENUINE.subarray(0, length));
          for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
          const read = readPicture(bytes);
          if ('spec' in read) expect(read.spec.code).toBe(SPEC.code);
          else expect(['not-png', 'truncated', 'damaged', 'foreign', 'unreadable']).toContain(read.fault);
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });
});

describe('a look in an address', () => {
  test('is read as it was written', () => {
    expect(readPresentation(Object.fromEntries(new URLSearchParams(presentationQuery(PRESENTATION))))).toEqual({
      presentation: PRESENTATION,
      faults: [],
    });
    expect(readPresentation({})).toEqual({ presentation: STANDARD, faults: [] });
  });

  test('names what cannot be read, and takes the standard', () => {
    expect(readPresentation({ preset: 'poster', text: '9', density: '3', theme: 'light', lang: 'xx' })).toEqual({
      presentation: STANDARD,
      faults: ['text', 'preset', 'density', 'lang'],
    });
  });
});
