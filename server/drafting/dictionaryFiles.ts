/** The dictionaries of data/drafting, and what users add to them: files of a folder, and words in the database. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { shippedName, dictionaryAdditions, type dictionaryChange, personName } from '../../models/contract/drafting.ts';
import type { Codebook } from '../../models/codebook.ts';
import type { Dictionary, DictionaryAdditions, DictionaryPart } from '../../models/drafting/dictionary.ts';
import { messageOf, reasonOf } from '../../models/errorMessage.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Database, Queryable } from '../store/database.ts';
import { setAside, waitingText } from '../takenOver.ts';

/** A dictionary that cannot be used; the message names the file, the entry and the remedy. */
export class DictionaryFault extends Error {
  override name = 'DictionaryFault';
}

const bearingRules = z.array(
  z.strictObject({ of: z.string(), on: z.string(), sign: z.union([z.literal(1), z.literal(-1)]), reason: z.string() }),
);

/** @throws DictionaryFault when a file of data/drafting cannot be used */
export async function loadDictionary(root: string): Promise<Dictionary> {
  const at = (file: string): string => join(root, 'data/drafting', file);
  const part = async (language: string): Promise<DictionaryPart> => ({
    actors: (await jsonFile(at(`${language}-actors.json`), z.array(shippedName))) ?? [],
    people: (await jsonFile(at(`${language}-people.json`), z.array(personName))) ?? [],
    rules: await jsonFile(at(`${language}-rules.json`), z.unknown()),
  });
  const [en, ko, bearings] = await Promise.all([part('en'), part('ko'), jsonFile(at('bearings.json'), bearingRules)]);
  return { en, ko, bearings: bearings ?? [], patterns: [] };
}

/** What users added: the files of a folder, in the order of their names, then what was added over HTTP. */
export interface Additions {
  /** @throws DictionaryFault when a file cannot be used */
  read(): Promise<DictionaryAdditions>;
  /** Adds or replaces entries, and takes entries out. @returns all additions @throws DictionaryFault */
  change(change: z.output<typeof dictionaryChange>, by: string): Promise<DictionaryAdditions>;
}

const NONE: DictionaryAdditions = { actors: [], people: [], patterns: [] };
/** The names of entries, by their kind. */
type EntryNames = Readonly<Record<keyof DictionaryAdditions, readonly string[]>>;
const NOTHING: EntryNames = { actors: [], people: [], patterns: [] };

const namesOf = ({ actors, people, patterns }: DictionaryAdditions): EntryNames => ({
  actors: actors.map(({ name }) => name),
  people: people.map(({ name }) => name),
  patterns: patterns.map(({ id }) => id),
});

/** What was added over HTTP: one row of the database. */
export interface OwnWords {
  readonly database: Database;
  readonly now: () => Date;
}

/**
 * @param folder a folder of additions in files, where there is one
 * @param own what was added over HTTP; left out where nothing can be
 */
export function openAdditions(folder: string | undefined, codebook: Codebook, own?: OwnWords): Additions {
  const readOwn = (database: Queryable | undefined) => readWords(database, codebook);
  const readFolder = async (): Promise<DictionaryAdditions> => {
    if (folder === undefined) return NONE;
    const files = await readdir(folder).catch((error: unknown) => {
      throw new DictionaryFault(
        `DRAFTING_DIR is "${folder}", which cannot be read (${reasonOf(error)}): name a folder of JSON files.`,
      );
    });
    let all = NONE;
    for (const file of files.filter((name) => name.endsWith('.json')).sort()) {
      const path = join(folder, file);
      all = merged(all, checked((await jsonFile(path, dictionaryAdditions)) ?? NONE, path, codebook));
    }
    return all;
  };
  return {
    read: async () => merged(await readFolder(), await readOwn(own?.database)),
    async change({ remove = NOTHING, ...added }, by) {
      if (!own) throw new DictionaryFault('There is no database to add words to.');
      await own.database.transaction(async (tx) => {
        const kept = without(await readOwn(tx), remove);
        const moment = own.now();
        await writeWords(tx, checked(merged(kept, added), 'The request', codebook), moment);
        await appendAudit(tx, { moment, recordedBy: by }, [
          { action: 'change-dictionary', subject: 'dictionary', before: remove, after: namesOf(added), why: '' },
        ]);
      });
      return this.read();
    },
  };
}

async function readWords(database: Queryable | undefined, codebook: Codebook): Promise<DictionaryAdditions> {
  const [row] = (await database?.query<{ words: string }>('select words from drafting_words where id = 1')) ?? [];
  return row ? checked(contentOf(row.words, dictionaryAdditions, WORDS), WORDS, codebook) : NONE;
}

/** Where faults of what users added are. */
const WORDS = 'The words that were added (table drafting_words)';

async function writeWords(tx: Queryable, words: DictionaryAdditions, at: Date): Promise<void> {
  await tx.query(
    'insert into drafting_words (id, words, changed_at) values (1, $1, $2) on conflict (id) do update set words = excluded.words, changed_at = excluded.changed_at',
    [JSON.stringify(words), at],
  );
}

/**
 * Takes over the words that an earlier version kept in the data folder; those of the database go before them.
 *
 * @returns a sentence where there were any
 * @throws DictionaryFault when the file cannot be used
 */
export async function takeWordsOver(
  { database, now }: OwnWords,
  dataDir: string,
  codebook: Codebook,
): Promise<string | undefined> {
  const file = join(dataDir, 'dictionary.json');
  const text = await waitingText(file);
  if (text === undefined) return undefined;
  const words = checked(contentOf(text, dictionaryAdditions, file), file, codebook);
  await database.transaction(async (tx) => writeWords(tx, merged(words, await readWords(tx, codebook)), now()));
  await setAside(file);
  return `The words of ${file} are in the database now.`;
}

/** Later entries replace earlier ones of the same name and language, or the same id. */
function merged(before: DictionaryAdditions, after: DictionaryAdditions): DictionaryAdditions {
  const of = <Entry>(keyOf: (entry: Entry) => string, entries: readonly Entry[]): Entry[] => [
    ...new Map(entries.map((entry) => [keyOf(entry), entry])).values(),
  ];
  const named = ({ language, name }: { language: string; name: string }): string => `${language} ${name}`;
  return {
    actors: of(named, [...before.actors, ...after.actors]),
    people: of(named, [...before.people, ...after.people]),
    patterns: of(({ id }) => id, [...before.patterns, ...after.patterns]),
  };
}

function without(all: DictionaryAdditions, out: EntryNames): DictionaryAdditions {
  return {
    actors: all.actors.filter(({ name }) => !out.actors.includes(name)),
    people: all.people.filter(({ name }) => !out.people.includes(name)),
    patterns: all.patterns.filter(({ id }) => !out.patterns.includes(id)),
  };
}

/** @throws DictionaryFault for a pattern of no type of the codebook, or without words */
function checked(additions: DictionaryAdditions, where: string, codebook: Codebook): DictionaryAdditions {
  for (const { id, type, verbs = [], nouns = [] } of additions.patterns) {
    if (!codebook.has(type))
      throw new DictionaryFault(
        `${where}: the pattern "${id}" has the type "${type}", which is none of the codebook: use one of ${[...codebook.keys()].join(', ')}.`,
      );
    if (verbs.length + nouns.length === 0)
      throw new DictionaryFault(`${where}: the pattern "${id}" has no words: give it "verbs" or "nouns".`);
  }
  return additions;
}

/** The checked content of a JSON file; undefined where there is no such file. */
async function jsonFile<Content>(path: string, schema: z.ZodType<Content>): Promise<Content | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new DictionaryFault(`${path} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
  return contentOf(text, schema, path);
}

/** @throws DictionaryFault */
function contentOf<Content>(text: string, schema: z.ZodType<Content>, path: string): Content {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DictionaryFault(`${path} is not JSON: ${messageOf(error)}.`, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new DictionaryFault(`${path}, ${first!.path.join('.') || 'the whole file'}: ${first!.message}.`);
}
