/** The rules as one list: those of files, and those that were written here, which go before them by name. */
import { hash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type pino from 'pino';
import { type AlertRule, readRule, type RuleFault } from '../../models/alerts/rule.ts';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import { canonicalJson } from '../../models/canonical.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { AuditFields } from '../ledger/change.ts';
import type { Database, Queryable, SqlRow } from '../store/database.ts';
import { OWN_FOLDER, readFolder, rulesIn, SHIPPED_FOLDER } from './ruleFiles.ts';

export interface KeptRule {
  readonly rule: AlertRule;
  /** that it watches: its own, or those of its list */
  readonly dyads: AlertRule['dyads'];
  readonly source: 'program' | 'file' | 'database';
  /** of one that was written here */
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
}

export interface RuleList {
  /** by name */
  readonly rules: readonly KeptRule[];
  /** of files and rows that cannot be used, each a sentence with place and remedy */
  readonly faults: readonly string[];
}

/** A rule or a channel that cannot be taken as it is, with all that is wrong. */
export class AlertRefused extends Error {
  override name = 'AlertRefused';
  readonly faults: readonly RuleFault[];

  constructor(faults: readonly RuleFault[]) {
    super(faults.map(({ field, message }) => `${field || 'the whole'}: ${message}.`).join(' '));
    this.faults = faults;
  }
}

export interface KeptRules {
  /** All of them; read anew only where a file or a row has changed. @param filesMs files are looked at where that was done so long ago; at once when left out */
  read(tx?: Queryable, filesMs?: number): Promise<RuleList>;
  /** Keeps a rule in place of the one of its name. @param further what else is wrong with it here @throws AlertRefused */
  put(rule: unknown, by: string, further?: (rule: AlertRule) => Promise<readonly RuleFault[]>): Promise<AlertRule>;
  /** Takes a rule away, also where it is one of a file, which stays as it is. False where there is none. */
  remove(name: string, by: string): Promise<boolean>;
}

export interface KeptRulesParts {
  readonly database: Database;
  /** the project's folder */
  readonly root: string;
  readonly dataDir: string;
  /** of the codebook */
  readonly types: { has(type: string): boolean };
  readonly states: { has(code: string): boolean };
  /** names of the channels by which alerts go */
  readonly channels: (tx: Queryable) => Promise<ReadonlySet<string>>;
  /** the dyads of each shared watch list, by its name */
  readonly lists: (tx: Queryable) => Promise<ReadonlyMap<string, readonly string[]>>;
  readonly now: () => Date;
  /** is told each fault once */
  readonly logger: pino.Logger;
}

interface RuleRow extends SqlRow {
  name: string;
  rule: string | null;
  changed_at: Date;
  changed_by: string;
}

export function openKeptRules(parts: KeptRulesParts): KeptRules {
  const { database, root, dataDir, types, states, channels, lists, now, logger } = parts;
  const folders = [
    { path: join(root, SHIPPED_FOLDER), told: SHIPPED_FOLDER, source: 'program' },
    { path: join(dataDir, OWN_FOLDER), told: OWN_FOLDER, source: 'file' },
  ] as const;
  let files: { readonly state: string; readonly list: RuleList; readonly seenMs: number } | undefined;
  let logged: ReadonlySet<string> = new Set();
  let all: { readonly state: string; readonly list: RuleList } | undefined;

  const readFiles = async (filesMs: number): Promise<NonNullable<typeof files>> => {
    const seenMs = performance.now();
    if (files && seenMs - files.seenMs < filesMs) return files;
    const changed = await Promise.all(folders.map(({ path }) => stateOf(path)));
    const state = changed.join(' ');
    if (files?.state === state) return (files = { ...files, seenMs });
    const byName = new Map<string, KeptRule>();
    const faults: string[] = [];
    for (const { path, told, source } of folders) {
      const read = await readFolder(path, told, types);
      for (const rule of read.rules)
        byName.set(rule.name, { rule, dyads: rule.dyads, source, changedAt: null, changedBy: null });
      faults.push(...read.faults);
    }
    return (files = { state, list: { rules: [...byName.values()], faults }, seenMs });
  };

  const read = async (tx: Queryable = database, filesMs = 0): Promise<RuleList> => {
    const { state: ofFiles, list } = await readFiles(filesMs);
    const [held] = await tx.query<{ digest: string | null }>(
      "select md5(string_agg(concat_ws(' ', name, changed_at, changed_by, rule), ' ' order by name)) as digest from alert_rule",
    );
    const ofLists = await lists(tx);
    const known = await channels(tx);
    const state = `${ofFiles} ${held!.digest} ${hash('sha256', JSON.stringify([[...ofLists], [...known]]))}`;
    if (all?.state === state) return all.list;
    const byName = new Map(list.rules.map((kept) => [kept.rule.name, kept]));
    const faults = [...list.faults];
    for (const row of await tx.query<RuleRow>('select * from alert_rule')) {
      byName.delete(row.name);
      if (row.rule === null) continue;
      const found = readRule(JSON.parse(row.rule), types);
      if ('rule' in found)
        byName.set(row.name, {
          rule: found.rule,
          dyads: found.rule.dyads,
          source: 'database',
          changedAt: row.changed_at,
          changedBy: row.changed_by,
        });
      else faults.push(`The rule ${row.name}: ${new AlertRefused(found.faults).message} Write it anew, or remove it.`);
    }
    const rules: KeptRule[] = [];
    for (const kept of byName.values()) {
      const { name, list } = kept.rule;
      const dyads = list === undefined ? kept.dyads : ofLists.get(list);
      if (dyads) rules.push({ ...kept, dyads: dyads === 'all' ? dyads : [...dyads] });
      else
        faults.push(
          `The rule ${name} watches the list ${list}, and no such list is shared: share it, or change the rule.`,
        );
    }
    rules.sort((a, b) => (a.rule.name < b.rule.name ? -1 : 1));
    for (const { rule, source } of rules)
      for (const { field, message } of faultsHere(rule, known, states))
        faults.push(`${placeOf(rule.name, source)}, ${field}: ${message}.`);
    for (const fault of faults) if (!logged.has(fault)) logger.warn(fault);
    logged = new Set(faults);
    all = { state, list: { rules, faults } };
    return all.list;
  };

  const write = async (tx: Queryable, name: string, rule: AlertRule | null, by: string): Promise<void> => {
    const held = (await read(tx)).rules.find((kept) => kept.rule.name === name);
    await tx.query(
      'insert into alert_rule (name, rule, changed_at, changed_by) values ($1, $2, $3, $4) on conflict (name) do update set rule = excluded.rule, changed_at = excluded.changed_at, changed_by = excluded.changed_by',
      [name, rule && JSON.stringify(rule), now(), by],
    );
    await appendAudit(tx, { moment: now(), recordedBy: by }, [
      {
        action: rule ? 'put-alert-rule' : 'remove-alert-rule',
        subject: name,
        before: held ? fieldsOf(held.rule) : null,
        after: rule && fieldsOf(rule),
        why: '',
      },
    ]);
  };

  return {
    read,
    async put(value, by, further) {
      const found = readRule(value, types);
      if ('faults' in found) throw new AlertRefused(found.faults);
      const { rule } = found;
      await database.transaction(async (tx) => {
        const faults = [...faultsHere(rule, await channels(tx), states), ...((await further?.(rule)) ?? [])];
        // One whose silence is over can still be changed.
        const held = (await read(tx)).rules.find((kept) => kept.rule.name === rule.name)?.rule;
        const today = toIsoDate(dayOfMs(now().getTime()));
        if (rule.silentUntil !== undefined && rule.silentUntil <= today && rule.silentUntil !== held?.silentUntil)
          faults.push({
            field: 'silentUntil',
            message: `is ${rule.silentUntil}, and today is ${today}: give a later day, or leave it out`,
          });
        if (rule.list !== undefined && !(await lists(tx)).has(rule.list))
          faults.push({
            field: 'list',
            message: `is "${rule.list}", and no list of this name is shared: share it first`,
          });
        if (faults.length > 0) throw new AlertRefused(faults);
        await write(tx, rule.name, rule, by);
      });
      all = undefined;
      return rule;
    },
    async remove(name, by) {
      const isThere = await database.transaction(async (tx) => {
        const { rules } = await read(tx);
        if (!rules.some(({ rule }) => rule.name === name)) return false;
        await write(tx, name, null, by);
        await tx.query('delete from alert_state where rule = $1', [name]);
        return true;
      });
      all = undefined;
      return isThere;
    },
  };
}

/** Where a rule is mended. */
const placeOf = (name: string, source: KeptRule['source']): string =>
  source === 'database' ? `The rule ${name}` : `${source === 'file' ? OWN_FOLDER : SHIPPED_FOLDER}/${name}.json`;

/** What a rule names that is not here. */
function faultsHere(
  { dyads, channels }: AlertRule,
  known: ReadonlySet<string>,
  states: KeptRulesParts['states'],
): RuleFault[] {
  const there = known.size === 0 ? 'add one first' : `give ${[...known].sort().join(', ')}`;
  return [
    ...channels.flatMap((name, i) =>
      known.has(name)
        ? []
        : [
            {
              field: `channels.${i}`,
              message: `is "${name}", which is no channel here by which alerts go: ${there}`,
            },
          ],
    ),
    ...(dyads === 'all' ? [] : dyads).flatMap((dyad, i) =>
      dyad
        .split('-')
        .filter((state) => !states.has(state))
        .map((state) => ({ field: `dyads.${i}`, message: `is ${dyad}, and ${state} is no state here` })),
    ),
  ];
}

/** What the audit says of a rule. */
const fieldsOf = ({ name: _name, ...rule }: AlertRule): AuditFields =>
  Object.fromEntries(
    Object.entries(rule).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, typeof value === 'object' ? canonicalJson(value) : value]],
    ),
  );

/**
 * Differs where a file was written, added or taken away. One that goes while it is looked at, or leads nowhere, fails nothing. At once and not one after
 * the other: of thousands of files, waiting for each costs more than looking at it.
 */
async function stateOf(folder: string): Promise<string> {
  return (await rulesIn(folder))
    .map((name) => {
      try {
        const { ino, size, mtimeMs, ctimeMs } = statSync(join(folder, name));
        return `${name} ${ino} ${size} ${mtimeMs} ${ctimeMs}`;
      } catch {
        return name;
      }
    })
    .join('\n');
}
