/** The rules of alerts as files: those that come with the program, and those of the data folder, which go before them by name. */
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { join } from 'node:path';
import { type AlertRule, readRule } from '../../models/alerts/rule.ts';
import { reasonOf } from '../../models/errorMessage.ts';

/** Those that come with the program, below the project's root. */
export const SHIPPED_FOLDER = 'data/alerts';
/** Those of an office, below its data folder. */
export const OWN_FOLDER = 'alerts';
/** A rule has some hundred bytes, or with 2,000 dyads 20 KB. */
const MAX_BYTES = 64 * 1024;
/** Read without waiting for each, which would cost more than reading; requests are answered between. */
const FILES_AT_ONCE = 50;

/** The files of rules in a folder, by name; none where there is no folder. */
export const rulesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json')).sort();

/** @param told the folder as faults name it */
export async function readFolder(
  folder: string,
  told: string,
  types: { has(type: string): boolean },
): Promise<{ rules: AlertRule[]; faults: string[] }> {
  const rules: AlertRule[] = [];
  const faults: string[] = [];
  for (const [i, file] of (await rulesIn(folder)).entries()) {
    if (i % FILES_AT_ONCE === FILES_AT_ONCE - 1) await turn();
    const read = readRuleFile(join(folder, file), types);
    if ('faults' in read) faults.push(...read.faults.map((fault) => `${told}/${file}${fault}`));
    else if (`${read.rule.name}.json` === file) rules.push(read.rule);
    else
      faults.push(
        `${told}/${file}, name: is "${read.rule.name}", and the file has another: call it ${read.rule.name}.json.`,
      );
  }
  return { rules, faults };
}

/** One rule, or its faults, each to be put behind the name of the file. */
export function readRuleFile(
  path: string,
  types: { has(type: string): boolean },
): { readonly rule: AlertRule } | { readonly faults: readonly string[] } {
  let value: unknown;
  try {
    const bytes = readFileSync(path);
    if (bytes.length > MAX_BYTES) return { faults: [` has ${bytes.length} bytes, and ${MAX_BYTES} are the most.`] };
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    return { faults: [` cannot be read: ${reasonOf(error)}. Mend it or take the file away.`] };
  }
  const read = readRule(value, types);
  return 'rule' in read
    ? read
    : { faults: read.faults.map(({ field, message }) => `, ${field || 'the whole'}: ${message}.`) };
}
