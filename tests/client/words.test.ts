/** Every fixed word that a reader sees comes from client/words, one folder a language; and the languages say the same things. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../../models/codebook.ts';
import { METHOD_NAMES } from '../../models/methods/method.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { withParticle } from '../../client/words/ko/particles.ts';
import { type Language, LANGUAGES, WORDS } from '../../client/words/words.ts';

type Node = Record<string, unknown> & { readonly type: string; readonly start: number };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const nameOf = (node: unknown): string =>
  isNode(node) ? (typeof node['name'] === 'string' ? node['name'] : nameOf(node['name'])) : '';

/** Attributes that a reader sees or hears, and those by which parts of a page are handed their words. */
const SAID = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
  'label',
  'what',
  'noun',
  'action',
  'caption',
]);
/** Letters that are the same in every language: the marks A and B, an address, names of formats. */
const SIGNS = new Set(['A', 'B', '/d/KOR-RUS', 'JSON', 'CSV']);

const isWord = (text: string): boolean => /\p{L}/u.test(text) && !SIGNS.has(text.trim());
/** Two words beside each other that begin like a sentence or end like one; class names and addresses do neither. */
const isSentence = (text: string): boolean =>
  /\p{L}{2,},? \p{L}{2,}/u.test(text) && (/^\s*[\p{Lu}“]/u.test(text) || /[.:!?…]\s*$/u.test(text));

/** The fixed words that stand in a source itself, each with its line. */
function wordsIn(path: string, text: string): string[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]!.message}`);
  const found: string[] = [];
  const tell = (node: Node, words: string): void =>
    void found.push(`${path}:${text.slice(0, node.start).split('\n').length} ${words.trim().replaceAll(/\s+/g, ' ')}`);
  const visit = (value: unknown, said: boolean): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, said);
    else if (isNode(value)) {
      const node = value;
      // What a programmer reads is English; what only the machine reads is no word.
      if (
        (node.type === 'NewExpression' && nameOf(node['callee']).endsWith('Error')) ||
        node.type.startsWith('Import') ||
        node.type.startsWith('TS')
      )
        return;
      if (
        node.type === 'CallExpression' &&
        isNode(node['callee']) &&
        ['measure', 'mark'].includes(nameOf(node['callee']['property']))
      )
        return;
      const literal =
        node.type === 'Literal' && typeof node['value'] === 'string'
          ? node['value']
          : node.type === 'TemplateElement' && isNode(node)
            ? String(Object.values(node['value'] as object)[0])
            : undefined;
      if (node.type === 'JSXText' && isWord(String(node['value']))) tell(node, String(node['value']));
      else if (literal !== undefined && (said ? isWord(literal) : isSentence(literal))) tell(node, literal);
      const isSaid =
        node.type === 'JSXAttribute'
          ? SAID.has(nameOf(node['name']))
          : said &&
            [
              'JSXExpressionContainer',
              'TemplateLiteral',
              'ConditionalExpression',
              'LogicalExpression',
              'Literal',
            ].includes(node.type);
      for (const [key, child] of Object.entries(node))
        if (typeof child === 'object') visit(child, isSaid && key !== 'test');
    }
  };
  visit(program, false);
  return found;
}

const root = projectRoot();
const sources = readdirSync(`${root}/client`, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('words/'));

/** What a programmer names and nobody reads: datasets of a chart without a legend, families of fonts; and the name of a licence. */
const NAMED = new Set([
  'charts/dyadChart.ts Tension index',
  'charts/dyadChart.ts Raises tension',
  'charts/dyadChart.ts Lowers tension',
  "charts/card/cardTheme.ts Pretendard, 'Noto Sans KR'",
  'charts/card/citation.ts CC BY 4.0',
]);

describe('fixed words', () => {
  it('stand in client/words and nowhere else', () => {
    expect(sources.length).toBeGreaterThan(60);
    const found = sources.flatMap((path) => wordsIn(path, readFileSync(`${root}/client/${path}`, 'utf8')));
    expect(found.filter((words) => !NAMED.has(words.replace(/:\d+ /, ' ')))).toEqual([]);
  });

  it.each([
    ['text of an element', '<p>No events yet</p>', 'No events yet'],
    ['one word of it', '<p>{n} events</p>', 'events'],
    ['a label', '<nav aria-label="Pages" />', 'Pages'],
    ['a title that depends', "<i title={isOn ? words.on : 'Not connected'} />", 'Not connected'],
    ['a label with a value', '<i aria-label={`Take ${name} out`} />', 'Take'],
    ['a sentence in code', "faults.push('A range needs both ends.')", 'A range needs both ends.'],
    ['a sentence with a value', 'say(`On ${day}: nothing is coded.`)', ': nothing is coded.'],
    ['words of another language', '<p>사건</p>', '사건'],
  ])('are found: %s', (_, source, words) => {
    expect(wordsIn('page.tsx', `export const it = ${source};`)).toContain(`page.tsx:1 ${words}`);
  });

  it('are not seen in what is none', () => {
    const source =
      '<p class="muted small" role="group" aria-label={words.title}>{words.title} · {plain(x)}% <a href="/d/KOR-RUS">A</a> → {`${x}px solid`}</p>;\nnew RangeError("Day 3 lies outside the basis.")';
    expect(wordsIn('page.tsx', `// A comment says what it likes.\nexport const it = ${source};`)).toEqual([]);
  });
});

/** Every text and function of a language by its path. */
function entriesOf(value: unknown, path = ''): [string, unknown][] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, child]) => entriesOf(child, path === '' ? key : `${path}.${key}`));
  return [[path, value]];
}
/** A function as it is written: enough to see letters and slots. */
const written = (entry: unknown): string =>
  typeof entry === 'function' ? Function.prototype.toString.call(entry) : String(entry);
const slotsOf = (entry: unknown): string[] =>
  [
    ...new Set(
      (typeof entry === 'function'
        ? written(entry).replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '')
        : written(entry)
      ).match(/(?<![\w)$])\{\w+\}/g) ?? [],
    ),
  ].sort();

/** Without the names of types and what their severities mean: the English ones stand in data/. */
function saidIn(language: Language): Map<string, unknown> {
  const { types: _types, definitions: _definitions, rubric: _rubric, ...said } = WORDS[language];
  return new Map(entriesOf(said));
}
const languages = LANGUAGES.map((language) => [language, saidIn(language)] as const);
const english = saidIn('en');

/** What only one language needs: how it counts, lists and inflects. */
const OWN_FILES = new Set(['phrasing.ts', 'particles.ts']);

it('has a line for every folder of words', () => {
  const folders = readdirSync(`${root}/client/words`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...LANGUAGES].sort());
});

describe.each(languages)('the language %s', (language, entries) => {
  it('has a folder with the files that English has', () => {
    const filesOf = (code: string): string[] =>
      readdirSync(`${root}/client/words/${code}`).filter((file) => !OWN_FILES.has(file));
    expect(filesOf(language)).toEqual(filesOf('en'));
  });

  it('says everything, and nothing else', () => {
    expect([...entries.keys()].sort()).toEqual([...english.keys()].sort());
    // What a state without a name is called is nothing in every language.
    expect(
      [...entries].filter(([path, entry]) => entry === '' && english.get(path) !== '').map(([path]) => path),
    ).toEqual([]);
  });

  it('has the same slots in every sentence', () => {
    expect(english.size).toBeGreaterThan(500);
    const plain = [...entries].filter(([, entry]) => typeof entry === 'string');
    expect(plain.map(([path, entry]) => [path, slotsOf(entry)])).toEqual(
      plain.map(([path]) => [path, slotsOf(english.get(path))]),
    );
  });
});

/** Tags, not words. */
const isTag = (path: string): boolean => path.startsWith('method.sections.') && path.endsWith('.as');
/** The same in Korean: formulas, an example, works that are cited; and texts that are only names of formats, standards and projects. */
const SAME = /^(language\.locale|methods\.log-ratio\.(unit|source)|save\.nameExample|parameters\.units\.points)$/;
const NAMES = /\b(API|APA|BibTeX|CAMEO|CC BY 4\.0|CSV|GDELT|HTML|JSON|PDF|PNG|PPTX|SVG|UTC|ZIP|DOI|KB|MB|ntfy)\b/g;
const isSame = (path: string, text: string): boolean =>
  SAME.test(path) || isTag(path) || !/[A-Za-z]{2}/.test(text.replaceAll(NAMES, ''));

/** What a text or function says whatever its values: without slots, values and what surrounds the literals. */
function fixedPart(entry: unknown): string {
  if (typeof entry === 'string') return entry.replaceAll(/\{\w+\}/g, '');
  return (written(entry).match(/`(?:[^`\\]|\\.)*`|'[^']*'|"[^"]*"/g) ?? [])
    .join(' ')
    .replaceAll(/\$?\{(?:[^{}]|\{[^{}]*\})*\}/g, '');
}

describe('Korean', () => {
  it('leaves nothing in English but names and formulas', () => {
    const same = [...new Map(entriesOf(WORDS.ko))].filter(
      ([path, entry]) =>
        typeof entry === 'string' && entry !== '' && entry === english.get(path) && !isSame(path, fixedPart(entry)),
    );
    expect(same).toEqual([]);
    // Texts with Latin letters and no Hangul, and functions that put in Latin words of their own.
    const latin = [...new Map(entriesOf(WORDS.ko))].filter(
      ([path, entry]) => !isSame(path, fixedPart(entry)) && !/[가-힣]/.test(fixedPart(entry)),
    );
    expect(latin.map(([path]) => path)).toEqual([]);
  });

  it('joins particles to words by their sound', () => {
    expect(
      ['러시아', '한국', 'KOR-RUS', '서울', '3', '100%', '미국(USA)'].map((word) => withParticle(word, '은/는')),
    ).toEqual(['러시아는', '한국은', 'KOR-RUS는', '서울은', '3은', '100%은', '미국(USA)는']);
    expect(['서울', '한국', '러시아', '1'].map((word) => withParticle(word, '으로/로'))).toEqual([
      '서울로',
      '한국으로',
      '러시아로',
      '1로',
    ]);
    expect(
      ['합의', '회담'].map(
        (word) => withParticle(word, '이/가') + withParticle(word, '을/를') + withParticle(word, '과/와'),
      ),
    ).toEqual(['합의가합의를합의와', '회담이회담을회담과']);
  });
});

describe('what data and models call things', () => {
  it('has a name and a definition in every language: in English the codebook’s own, and no second one', async () => {
    const { codebook } = await loadReferenceData(root);
    for (const language of LANGUAGES) {
      const named = language === 'en' ? [] : [...codebook.keys()];
      expect(Object.keys(WORDS[language].types)).toEqual(named);
      expect(Object.keys(WORDS[language].definitions)).toEqual(named);
    }
    const { levels } = (await loadReferenceData(root)).rubric;
    const withLevels = [...levels].map(([type, said]) => [type, said.map((level) => level === '-')]);
    for (const language of LANGUAGES) {
      if (language === 'en') continue;
      const { scale, ...types } = WORDS[language].rubric;
      expect(scale).toHaveLength(5);
      expect(new Map(Object.entries(types).map(([type, said]) => [type, said.map((level) => level === '-')]))).toEqual(
        new Map(withLevels as [string, boolean[]][]),
      );
    }
    expect(Object.keys(WORDS.en.categories)).toEqual([...CATEGORIES]);
    expect(Object.keys(WORDS.en.methods)).toEqual([...METHOD_NAMES]);
    for (const name of METHOD_NAMES) expect(WORDS.en.methods[name].tells).toMatch(/^[A-Z][^.]*\.$/);
  });
});
