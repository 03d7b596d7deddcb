/** Who may import whom, and who may look at the clock: the rules of the house, held against every source file. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

const root = dirname(fileURLToPath(new URL('.', import.meta.url)));

interface Import {
  /** a path from the root (`models/dyad.ts`), or a package (`zod`, `node:fs`) */
  readonly target: string;
  readonly typeOnly: boolean;
}

interface Source {
  readonly path: string;
  readonly imports: readonly Import[];
  /** `process.env`, `Date.now`, `new Date()` and `Math.random`, where they stand in the code */
  readonly reaches: readonly string[];
}

/** Reads a source as the compiler does, so that comments and texts are not taken for code. */
function read(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]!.message}`);
  const imports: Import[] = [];
  const reaches: string[] = [];
  const add = (specifier: string, typeOnly: boolean): void => {
    const plain = specifier.replace(/\?.*$/, ''); // vite's ?worker and ?url
    imports.push({
      target: plain.startsWith('.') ? posix.join(posix.dirname(path), plain) : packageOf(plain),
      typeOnly,
    });
  };
  visit(program, (node) => {
    const { type, source } = node;
    if (type === 'ImportDeclaration') add(textOf(source), node['importKind'] === 'type');
    else if (type === 'ExportNamedDeclaration' || type === 'ExportAllDeclaration') {
      if (source) add(textOf(source), node['exportKind'] === 'type');
    } else if (type === 'TSImportType') add(textOf(source), true);
    else if (type === 'ImportExpression' && isNode(source) && source.type === 'Literal') add(textOf(source), false);
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

const isFile = (target: string): boolean => /^(\.\.|models|data|server|client|tests|dist)\//.test(target);
const within = (path: string, ...places: string[]): boolean =>
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));

/** Where the parts are put together: the only places that name a concrete database and read the clock. */
const COMPOSITION = ['server/main.ts', 'server/cli.ts', 'server/cli/', 'server/composition.ts'];

/** One sentence for each import or reach that breaks a rule. */
function breaches({ path, imports, reaches }: Source): string[] {
  const found: string[] = [];
  const forbid = (what: string, why: string): void => void found.push(`${path}: ${what}: ${why}`);
  for (const { target, typeOnly } of imports) {
    const file = isFile(target);
    if (within(path, 'models/') && (file ? !within(target, 'models/') : !['simple-statistics', 'zod'].includes(target)))
      forbid(
        target,
        'models/ imports itself, simple-statistics and zod, so that the same files run in server, browser and tests',
      );
    if (within(path, 'server/') && file && !within(target, 'server/', 'models/', 'client/charts/', 'client/words/'))
      forbid(target, 'server/ imports itself, models/, client/charts/ and client/words/');
    if (
      within(path, 'client/') &&
      file &&
      !within(target, 'client/', 'models/') &&
      !(target === 'server/api/contract.ts' && typeOnly)
    )
      forbid(target, 'client/ imports itself, models/ and the types of server/api/contract.ts');
    if (
      within(path, 'client/charts/') &&
      file &&
      !within(target, 'client/charts/', 'client/words/', 'models/') &&
      !typeOnly
    )
      forbid(target, 'client/charts/ is drawn by the server too: it imports itself, client/words/ and models/');
    if (within(path, 'client/words/') && file && !within(target, 'client/words/', 'models/') && !typeOnly)
      forbid(target, 'client/words/ is read by the server too: it imports itself and models/');
    if (within(path, 'client/') && target.startsWith('node:') && path !== 'client/vite.config.ts')
      forbid(target, 'client/ runs in a browser');
    if (!within(path, 'tests/') && within(target, 'tests/')) forbid(target, 'nothing imports tests');
    if (within(target, 'data/')) forbid(target, 'data is read, never imported');
    if (within(path, 'server/api/', 'server/rollup/') && within(target, 'server/')) {
      const own = within(path, 'server/api/') ? 'server/api/' : 'server/rollup/';
      if (
        !within(
          target,
          own,
          'server/ledger/',
          'server/store/database.ts',
          'server/referenceData.ts',
          'server/rollup/rollup.ts',
          'server/feeds/',
          'server/figures/',
          'server/views/',
        )
      )
        forbid(target, "api and rollup import the ledger, the store's interface, models and each other's contract");
    }
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

describe('the rules of the house', () => {
  const paths = ['models', 'server', 'client', 'tests'].flatMap(codeIn);
  const sources = paths.map((path) => read(path, readFileSync(`${root}/${path}`, 'utf8')));

  test('are kept by every source file', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.flatMap(breaches)).toEqual([]);
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
    [
      'a roll-up that imports the API',
      'server/rollup/bad.ts',
      "import { createApi } from '../api/app.ts';",
      'server/api/app.ts',
    ],
    [
      'a page that imports code of the server',
      'client/bad.ts',
      "import { board } from '../server/api/contract.ts';",
      'server/api/contract.ts',
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

  test('nothing in what is allowed, nor in comments and texts', () => {
    const allowed: [path: string, text: string][] = [
      [
        'models/good.ts',
        "import { z } from 'zod';\n// Date.now() and import('node:fs')\nexport const text = 'process.env'; export const at = new Date(0);",
      ],
      [
        'client/good.tsx',
        "import type { Board } from '../server/api/contract.ts';\nexport const board: Board | null = null;\nexport const cell = <td>{Date.now()}</td>;",
      ],
      ['server/cli/good.ts', "import { openDuckDb } from '../store/duckdb.ts';\nexport const now = () => new Date();"],
    ];
    for (const [path, text] of allowed) expect(breaches(read(path, text))).toEqual([]);
  });
});
