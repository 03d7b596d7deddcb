/** `tension chart` as a person runs it, alone and beside a running server; and a server whose fonts are gone. */
import { spawnSync } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chartCommand } from '../../server/cli/chart.ts';
import { readConfig } from '../../server/config.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { FOOTER, ofAnOffice, potx } from '../figures/officeTemplate.ts';
import { pngFile } from '../figures/pngFile.ts';
import { sharedPlace } from '../shared/parts.ts';
import { databaseFile } from '../shared/shippedFolder.ts';
import { builtServer } from './built.ts';
import { tension as inProcess } from './inProcess.ts';
import { dataFolder, ready, serve, tension } from './processes.ts';

test('a figure has the same bytes from the command alone, from a running server, and by its code', async () => {
  const folder = await dataFolder();
  const file = (name: string): string => join(folder, name);
  const server = await serve(folder, { LOG_LEVEL: 'silent' });
  await ready(server);
  const spring = [
    'KOR-RUS',
    '--from',
    '2024-03-01',
    '--to',
    '2024-04-05',
    '--preset',
    'square',
    '--theme',
    'dark',
    '--lang',
    'ko',
  ];
  const written = await tension(folder, ['chart', ...spring, '--out', file('running.png')]);
  expect(written).toMatchObject({ code: 0, stderr: '' });
  const [, code] = /running\.png: PNG, \d+ KiB, view (\S{9})\n$/.exec(written.stdout)!;
  const served = await fetch(`${server.url}/v/${encodeURIComponent(code!)}.png?preset=square&theme=dark&lang=ko`);
  const bytes = Buffer.from(await served.arrayBuffer());
  expect(pngFile(bytes)).toMatchObject({ width: 1080, height: 1080 });
  await server.end('SIGTERM');

  expect(await tension(folder, ['chart', ...spring, '--out', file('alone.png')])).toMatchObject({ code: 0 });
  expect(
    await tension(folder, [
      'chart',
      '--view',
      code!.toLowerCase(),
      '--preset',
      'square',
      '--theme',
      'dark',
      '--lang',
      'ko',
      '--out',
      file('by-code.png'),
    ]),
  ).toMatchObject({ code: 0 });
  for (const name of ['running.png', 'alone.png', 'by-code.png'])
    expect((await readFile(file(name))).equals(bytes), name).toBe(true);

  for (const [args, name] of [
    [['KOR-RUS', '--from', '2024-03-01', '--to', '2024-04-05', '--move'], 'move.pptx'],
    [['KOR-RUS,PRK-KOR', '--from', '2023-01-01'], 'compared.pdf'],
    [['rus-kor', '--step', 'month'], 'all.csv'],
  ] as const) {
    expect(await tension(folder, ['chart', ...args, '--out', file(name)]), name).toMatchObject({ code: 0, stderr: '' });
    expect((await stat(file(name))).size).toBeGreaterThan(500);
  }
  expect((await readFile(file('all.csv'), 'utf8')).startsWith('\uFEFFdate,'), 'Excel knows that it is UTF-8').toBe(
    true,
  );

  for (const [args, sentence] of [
    [['KOR-RUS', '--text', '300', '--out', 'x.png'], 'text: "300" must be a whole number from 80 to 150.'],
    [
      ['KOR-RUS', '--title', 'Война 🚀', '--out', 'x.png'],
      'title: "Война 🚀" holds "🚀" (U+1F680) at place 7, which no font of a card has: write it in Latin, Greek, Cyrillic,',
    ],
    [['KOR-RUS', '--step', 'month', '--out', join(folder, 'none/x.csv')], 'cannot be written: ENOENT'],
  ] as const) {
    const refused = await tension(folder, ['chart', ...args]);
    expect(refused.code, sentence).toBe(1);
    expect(refused.stderr).toContain(sentence);
  }
}, 240_000);

test.each([
  [
    'KOR-RUS',
    { out: 'x.jpg' },
    '"x.jpg" does not say what to write: let the file\'s name end in .png, .svg, .pdf, .pptx, .csv or .html.',
  ],
  ['KOR', { out: 'x.png' }, '"KOR" is no dyad'],
  [undefined, { out: 'x.png' }, 'Say what to draw'],
  [
    'KOR-RUS,KOR-PRK',
    { out: 'x.png', move: true },
    'A comparison of dyads has no --move: leave that out, or draw one dyad.',
  ],
  [
    'KOR-RUS',
    { out: 'x.png', view: '000000000' },
    '--view shows what was pinned: leave out "KOR-RUS", or leave out --view.',
  ],
  [
    undefined,
    { out: 'x.png', view: '00000000A' },
    '--view: "00000000A" is mistyped: its last character does not fit the others',
  ],
  [
    'KOR-RUS',
    { out: 'x.pdf', template: 'office.potx' },
    '--template is for slides: write a .pptx in place of a .pdf, or leave it out.',
  ],
  [
    'KOR-RUS',
    { out: 'x.pptx', template: 'office.potx', preset: 'square' },
    '--preset: "square" has no place beside --template, whose slides have their own size: leave one of them out.',
  ],
  ['KOR-RUS', { out: 'x.pptx', template: '/nowhere/office.potx' }, '--template: "/nowhere/office.potx" cannot be read'],
])('%s with %o is refused before anything is opened', async (dyads, options, sentence) => {
  const nowhere = readConfig(projectRoot(), { DATA_DIR: '/nowhere' });
  await expect(chartCommand(nowhere, dyads, options)).rejects.toThrow(sentence);
});

test('a server without its fonts does not start, and says what to do', async () => {
  const folder = await dataFolder();
  const built = await builtServer();
  // A project of its own: the compiled program, the shipped files, and every package but the font's.
  await cp(join(built, '..'), join(folder, 'dist'), {
    recursive: true,
    filter: (path) => path !== join(built, '../pages'),
  });
  for (const name of ['package.json', 'models', 'data']) await symlink(join(projectRoot(), name), join(folder, name));
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(join(projectRoot(), 'node_modules')))
    if (name !== 'pretendard')
      await symlink(join(projectRoot(), 'node_modules', name), join(folder, 'node_modules', name));
  const { PATH = '' } = process.env;
  const started = spawnSync(process.execPath, [join(folder, 'dist/server/main.js')], {
    env: { PATH, DATA_DIR: join(folder, 'own'), PORT: '0' },
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(started.status).toBe(1);
  expect(started.stderr).toContain(
    'The font node_modules/pretendard/dist/public/static/alternative/Pretendard-Regular.ttf cannot be read: run "npm ci" in the project\'s folder, which puts it back.',
  );
  expect(started.stdout).toBe('');
  const doctor = spawnSync(process.execPath, [join(folder, 'dist/server/cli.js'), 'doctor'], {
    env: { PATH, DATA_DIR: join(folder, 'own') },
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(doctor.status).toBe(1);
  expect(doctor.stdout).toMatch(/FAULT {2}figures {6}The font node_modules\/pretendard\S+ cannot be read/);
}, 240_000);

describe('the pack of the morning', () => {
  const DAY = ['--date', '2024-04-05'];
  let folder: string;
  let out: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tension-brief-'));
    await copyFile(databaseFile(await sharedPlace('shipped')), databaseFile(folder));
    out = join(folder, 'packs');
    await mkdir(out);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is written into a folder, and its headlines are those of the brief', async () => {
    const { code, stdout, stderr } = await inProcess(folder, ['brief', '--out', out, '--format', 'zip', ...DAY]);
    expect(code, stdout + stderr).toBe(0);
    expect(await readdir(out)).toEqual(['morning-brief-2024-04-05.zip']);
    const files = unzipSync(await readFile(join(out, 'morning-brief-2024-04-05.zip')));
    const readme = strFromU8(files['README.txt']!);
    // The brief: "South Korea – Russia tension rose 1.1 points between 3 April and 5 April 2024".
    expect(readme).toMatch(/1\. South Korea–Russia tension rose 1\.1 points between 3 April and 5 April 2024/);
    expect(Number(/(\d+) cards/.exec(stdout)![1])).toBe(
      Object.keys(files).filter((name) => name.endsWith('.png')).length,
    );
  });

  test('holds the dyads that were asked for, in the format that the file’s name says', async () => {
    const file = join(folder, 'two.pdf');
    const { code, stdout, stderr } = await inProcess(folder, [
      'brief',
      '--out',
      file,
      '--dyads',
      'kor-rus,CHN-LTU',
      ...DAY,
    ]);
    expect(code, stdout + stderr).toBe(0);
    expect((await PDFDocument.load(await readFile(file))).getPageCount()).toBeGreaterThanOrEqual(2);
    expect(stdout).toContain('two.pdf: 2 cards');
  });

  test('is laid on the template that is named, else on that of the server; one that cannot be used is refused', async () => {
    const file = join(folder, 'office.pptx');
    const template = join(folder, 'office.potx');
    await writeFile(template, potx('slide', ofAnOffice));
    const slides = async (): Promise<string> => {
      const parts = unzipSync(await readFile(file));
      expect(parts['ppt/media/image1.png'], 'the logo').toBeDefined();
      return Object.keys(parts)
        .filter((name) => /slides\/slide\d+\.xml$/.test(name))
        .map((name) => strFromU8(parts[name]!))
        .join('');
    };
    const pack = ['brief', '--out', file, '--dyads', 'KOR-RUS,CHN-LTU', ...DAY];
    const range = ['--from', '2024-03-01', '--to', '2024-04-05'];
    const chart = ['chart', 'KOR-RUS', ...range, '--title', 'As our office says', '--out', file];
    for (const args of [pack, chart]) {
      const { code, stdout, stderr } = await inProcess(folder, [...args, '--template', template]);
      expect(code, stdout + stderr).toBe(0);
      expect(await slides()).toContain(FOOTER.replace('&', '&amp;'));
    }
    expect(await slides()).toContain('As our office says');
    await copyFile(template, join(folder, 'template.potx'));
    expect(await inProcess(folder, chart)).toMatchObject({ code: 0 });
    expect(await slides()).toContain(FOOTER.replace('&', '&amp;'));
    await writeFile(join(folder, 'template.potx'), 'nothing');
    for (const [args, sentence] of [
      [chart, "The server's own template, template.potx in its data folder, cannot be used. The template is broken"],
      [[...chart, '--template', join(folder, 'template.potx')], 'The template is broken (it is no whole archive)'],
    ] as const) {
      const refused = await inProcess(folder, args);
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(sentence)]);
    }
    await rm(join(folder, 'template.potx'));
  });

  test('takes of a file what its format has, and refuses what it has not', async () => {
    const file = (format: string): string => join(folder, `april.${format}`);
    const asked = (format: string, ...more: readonly string[]) =>
      inProcess(folder, [
        'chart',
        'KOR-RUS',
        '--from',
        '2024-03-01',
        '--to',
        '2024-04-05',
        '--out',
        file(format),
        ...more,
      ]);
    expect(await asked('csv', '--table', 'events', '--meta')).toMatchObject({ code: 0 });
    expect(await readFile(file('csv'), 'utf8')).toMatch(/^\uFEFF# [^]*\r\nnumber,/);
    expect(await asked('svg', '--letters', 'paths')).toMatchObject({ code: 0 });
    expect(await readFile(file('svg'), 'utf8')).not.toContain('<text');
    for (const [format, more, sentence] of [
      ['png', ['--meta'], 'meta: "1" is of CSV alone, and PNG is asked for: leave it out, or ask for CSV.'],
      ['pdf', ['--table', 'events'], 'table: "events" is of CSV alone, and PDF is asked for'],
      ['csv', ['--letters', 'paths'], 'letters: "paths" is of SVG alone, and CSV is asked for'],
    ] as const) {
      const refused = await asked(format, ...more);
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(sentence)]);
    }
  });

  test('leaves no half file and no other exit code but 1 where it cannot be written, and 2 where nothing is to tell', async () => {
    for (const [path, sentence] of [
      [join(folder, 'nowhere', 'pack.pptx'), 'cannot be written'],
      [join(folder, 'pack.docx'), 'is no folder that is there'],
    ]) {
      const { code, stderr } = await inProcess(folder, ['brief', '--out', path!, '--dyads', 'KOR-RUS', ...DAY]);
      expect([code, stderr.includes(sentence!)], stderr).toEqual([1, true]);
    }
    const before = await readdir(folder);
    const quiet = await inProcess(folder, ['brief', '--out', join(folder, 'none.pptx'), '--date', '1985-01-05']);
    expect([quiet.code, quiet.stdout]).toEqual([
      2,
      'Nothing is new and nothing moved up to 1985-01-05: no file was written.\n',
    ]);
    expect(await readdir(folder)).toEqual(before);
  });
});
