/** Who may import whom, and who may look at the clock: the rules of the house, held against every source file. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

const root = dirname(fileURLToPath(new URL('.', import.meta.url)));

interface Source {
  readonly path: string;
  /** paths from the root (`models/dyad.ts`) and packages (`zod`, `node:fs`); an import of a type counts too */
  readonly imports: readonly string[];
  /** `process.env`, `Date.now`, `new Date()` and `Math.random`, where they stand in the code */
  readonly reaches: readonly string[];
}

/** Reads a source as the compiler does, so that comments and texts are not taken for code. */
function read(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]!.message}`);
  const imports: string[] = [];
  const reaches: string[] = [];
  const add = (specifier: string): void => {
    const plain = specifier.replace(/\?.*$/, ''); // vite's ?worker and ?url
    imports.push(plain.startsWith('.') ? posix.join(posix.dirname(path), plain) : packageOf(plain));
  };
  visit(program, (node) => {
    const { type, source } = node;
    if (type === 'ImportDeclaration') add(textOf(source));
    else if (type === 'ExportNamedDeclaration' || type === 'ExportAllDeclaration') {
      if (source) add(textOf(source));
    } else if (type === 'TSImportType') add(textOf(source));
    else if (type === 'ImportExpression' && isNode(source) && source.type === 'Literal') add(textOf(source));
    else if (type === 'MemberExpression') {
      const name = `${nameOf(node['object'])}.${nameOf(node['property'])}`;
      if (['process.env', 'Date.now', 'Math.random'].includes(name)) reaches.push(name);
    } else if (
      type === 'NewExpression' &&
      nameOf(node['callee']) === 'Date' &&
      Array.isArray(node['arguments']) &&
      node['arguments'].length === 0
    )
      reaches.push('new Date()');
  });
  return { path, imports, reaches };
}

type Node = Record<string, unknown> & { readonly type: string };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const textOf = (node: unknown): string => (isNode(node) ? String(node['value']) : '');
const nameOf = (node: unknown): string => (isNode(node) ? String(node['name']) : '');

function visit(value: unknown, seen: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, seen);
  else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) seen(value);
    for (const child of Object.values(value)) visit(child, seen);
  }
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const [scope, name] = specifier.split('/');
  return specifier.startsWith('@') ? `${scope}/${name}` : scope!;
}

/** Words of a language have a file for each page, as client/words/README.md says of all of them together. */
const A_FILE_A_PAGE = /^client\/words\/[a-z]{2}\//;

const isFile = (target: string): boolean => /^(\.\.|models|data|server|client|tests|dist)\//.test(target);
const within = (path: string, ...places: string[]): boolean =>
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));

/** Where the parts are put together: the only places that name a concrete database and read the clock. */
const COMPOSITION = ['server/main.ts', 'server/cli.ts', 'server/cli/', 'server/composition.ts'];

/** What each room may import, itself included: the first that fits a path holds. */
const ROOMS: readonly [place: string, targets: readonly string[]][] = [
  ['models/', ['models/']],
  ['client/charts/', ['client/charts/', 'client/words/', 'models/']],
  ['client/words/', ['client/charts/', 'client/words/', 'models/']],
  ['client/', ['client/', 'models/']],
  ['server/', ['server/', 'client/charts/', 'client/words/', 'models/']],
];

/** Drafting reads texts, which needs more than numbers do. */
const packagesOf = (path: string): readonly string[] => [
  'simple-statistics',
  'zod',
  ...(within(path, 'models/drafting/') ? ['wink-nlp', 'wink-eng-lite-web-model', 'eld', 'chrono-node'] : []),
];

/** One sentence for each import or reach that breaks a rule. */
function breaches({ path, imports, reaches }: Source): string[] {
  const found: string[] = [];
  const forbid = (what: string, why: string): void => void found.push(`${path}: ${what}: ${why}`);
  for (const target of imports) {
    const file = isFile(target);
    const room = ROOMS.find(([place]) => within(path, place));
    if (room && file && !within(target, ...room[1])) forbid(target, `${room[0]} imports ${room[1].join(', ')} only`);
    if (within(path, 'models/') && !file && !packagesOf(path).includes(target))
      forbid(target, 'models/ needs simple-statistics and zod only, so that the same files run in server and browser');
    if (within(path, 'client/') && target.startsWith('node:') && path !== 'client/vite.config.ts')
      forbid(target, 'client/ runs in a browser');
    if (!within(path, 'tests/') && within(target, 'tests/')) forbid(target, 'nothing imports tests');
    if (within(target, 'data/')) forbid(target, 'data is read, never imported');
    if (
      within(target, 'server/store/duckdb.ts', 'server/store/postgres.ts') &&
      !within(path, ...COMPOSITION, 'server/store/', 'tests/')
    )
      forbid(target, 'only the composition names a concrete database');
    if (path === 'server/setup.mjs' && !target.startsWith('node:'))
      forbid(target, 'setup.mjs runs before anything is installed: Node alone');
  }
  for (const reach of reaches) {
    if (within(path, 'tests/')) continue;
    if (within(path, 'models/')) forbid(reach, 'models/ has no clock, no unseeded chance and no environment');
    if (reach === 'process.env' && path !== 'server/config.ts')
      forbid(reach, 'only server/config.ts reads the environment');
    if ((reach === 'Date.now' || reach === 'new Date()') && within(path, 'server/') && !within(path, ...COMPOSITION))
      forbid(reach, 'the clock is a parameter: take it from the composition');
  }
  return found;
}

/** The code files of a room, as paths from the root. */
function codeIn(room: string): string[] {
  return readdirSync(`${root}/${room}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|js|mjs|cjs)$/.test(path) && !path.startsWith('output'))
    .map((path) => `${room}/${path.replaceAll('\\', '/')}`);
}

function isNamed(path: string): boolean {
  const name = new RegExp(`(^|[\\s\`/])${posix.basename(path).replaceAll('.', '\\.')}\\b`, 'm');
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) {
    const readme = `${root}/${folder}/README.md`;
    if (existsSync(readme) && name.test(readFileSync(readme, 'utf8'))) return true;
  }
  return false;
}

/** The folder of a room, such as `server/api`; a file directly in server/ or client/ stands for itself, models/ is one room. */
function roomOf(path: string): string {
  const [top, folder, ...rest] = path.split('/');
  return top === 'models' || rest.length === 0 ? (top === 'models' ? top : path) : `${top}/${folder}`;
}

/** The circles of imports, by type too, each named by those who are on it. */
function circles(sources: readonly Source[], nameOf: (path: string) => string): string[] {
  const graph = new Map<string, Set<string>>();
  for (const { path, imports } of sources) {
    const from = nameOf(path);
    const targets = graph.get(from) ?? new Set();
    graph.set(from, targets);
    for (const target of imports) if (isFile(target) && nameOf(target) !== from) targets.add(nameOf(target));
  }
  const reached = new Map([...graph.keys()].map((start) => [start, reachableFrom(start, graph)]));
  const found = new Set<string>();
  for (const [start, ends] of reached) {
    const circle = [...ends].filter((end) => reached.get(end)?.has(start));
    if (circle.length > 0) found.add([start, ...circle.filter((end) => end !== start)].sort().join(' <-> '));
  }
  return [...found];
}

function reachableFrom(start: string, graph: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const target of graph.get(next) ?? [])
      if (!seen.has(target)) {
        seen.add(target);
        open.push(target);
      }
  return seen;
}

describe('the rules of the house', () => {
  const paths = ['models', 'server', 'client', 'tests'].flatMap(codeIn);
  const sources = paths.map((path) => read(path, readFileSync(`${root}/${path}`, 'utf8')));
  const product = sources.filter(({ path }) => !path.startsWith('tests/'));

  test('are kept by every source file', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.flatMap(breaches)).toEqual([]);
  });

  test('no rooms import each other in a circle, not even by type', () => {
    expect(circles(product, roomOf)).toEqual([]);
  });

  test('no files import each other in a circle, not even by type', () => {
    expect(circles(product, (path) => path)).toEqual([]);
  });

  test('every file of models/, server/ and client/ is named in the README of its folder, or of one above', () => {
    expect(product.map(({ path }) => path).filter((path) => !isNamed(path) && !A_FILE_A_PAGE.test(path))).toEqual([]);
    expect(isNamed('server/api/nobodyNamesMe.ts')).toBe(false);
  });

  test('data/ holds no code', () => {
    expect(codeIn('data')).toEqual([]);
  });
});

describe('the test can fail: it finds', () => {
  const samples: [rule: string, path: string, text: string, target: string][] = [
    ['a model that reads a disk', 'models/bad.ts', "import { readFile } from 'node:fs/promises';", 'node:fs/promises'],
    [
      'a model that imports the server, if only a type',
      'models/bad.ts',
      "import type { Ledger } from '../server/ledger/ledger.ts';",
      'server/ledger/ledger.ts',
    ],
    ['a model with a clock', 'models/bad.ts', 'export const today = () => Date.now();', 'Date.now'],
    ['a model with chance', 'models/bad.ts', 'export const draw = () => Math.random();', 'Math.random'],
    [
      'a server that imports a page',
      'server/api/bad.ts',
      "import { Board } from '../../client/pages/Board.tsx';",
      'client/pages/Board.tsx',
    ],
    [
      'a server that imports data',
      'server/bad.ts',
      "import dyads from '../data/dyads.json' with { type: 'json' };",
      'data/dyads.json',
    ],
    [
      'a route that names a database',
      'server/api/bad.ts',
      "import { openDuckDb } from '../store/duckdb.ts';",
      'server/store/duckdb.ts',
    ],
    ['a route that reads the environment', 'server/api/bad.ts', 'export const port = process.env.PORT;', 'process.env'],
    ['a roll-up that looks at the clock', 'server/rollup/bad.ts', 'export const now = () => new Date();', 'new Date()'],
    ['a model that needs another package', 'models/bad.ts', "import { LRUCache } from 'lru-cache';", 'lru-cache'],
    [
      'a chart that imports a page, if only a type',
      'client/charts/bad.ts',
      "import type { Board } from '../pages/Board.tsx';",
      'client/pages/Board.tsx',
    ],
    [
      'a page that imports the server, if only a type',
      'client/bad.ts',
      "import type { Answer } from '../server/api/answer.ts';",
      'server/api/answer.ts',
    ],
    [
      'a page that loads code of the server late',
      'client/bad.ts',
      "export const load = () => import('../server/config.ts');",
      'server/config.ts',
    ],
    [
      'a page that passes on code of the server',
      'client/bad.ts',
      "export * from '../server/ledger/ledger.ts';",
      'server/ledger/ledger.ts',
    ],
    [
      'code that imports a test',
      'server/bad.ts',
      "import { table } from '../tests/data/table.ts';",
      'tests/data/table.ts',
    ],
    ['a setup that needs a package', 'server/setup.mjs', "import pino from 'pino';", 'pino'],
  ];
  test.each(samples)('%s', (_, path, text, target) => {
    expect(breaches(read(path, text))).toContainEqual(expect.stringContaining(`${path}: ${target}:`));
  });

  test('two rooms that import each other, and three files in a circle, if only by type', () => {
    const ledger = read('server/ledger/a.ts', "import type { Api } from '../api/b.ts';");
    const api = read('server/api/b.ts', "import { c } from './c.ts';");
    const other = read('server/api/c.ts', "import type { Ledger } from '../ledger/a.ts';");
    expect(circles([ledger, api, other], roomOf)).toEqual(['server/api <-> server/ledger']);
    expect(circles([ledger, api, other], (path) => path)).toEqual([
      'server/api/b.ts <-> server/api/c.ts <-> server/ledger/a.ts',
    ]);
    expect(circles([ledger, api], roomOf)).toEqual([]);
  });

  test('nothing in what is allowed, nor in comments and texts', () => {
    const allowed: [path: string, text: string][] = [
      [
        'models/good.ts',
        "import { z } from 'zod';\n// Date.now() and import('node:fs')\nexport const text = 'process.env'; export const at = new Date(0);",
      ],
      [
        'client/good.tsx',
        "import type { Board } from '../models/contract/board.ts';\nexport const board: Board | null = null;\nexport const cell = <td>{Date.now()}</td>;",
      ],
      ['server/cli/good.ts', "import { openDuckDb } from '../store/duckdb.ts';\nexport const now = () => new Date();"],
    ];
    for (const [path, text] of allowed) expect(breaches(read(path, text))).toEqual([]);
  });
});
