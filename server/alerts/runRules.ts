/** The rules in a run: each dyad that it looks at is held against them, and what they tell is written in the transaction of the run. */
import type pino from 'pino';
import type { Side } from '../../models/alerts/firings.ts';
import { type AlertRule, isOfDyad } from '../../models/alerts/rule.ts';
import { isOfSiblings } from '../../models/alerts/replay.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { messageOf } from '../../models/errorMessage.ts';
import type { LoadedModel } from '../../models/model.ts';
import type { BegunRun, RunRules, RunWatch } from '../rollup/rollup.ts';
import { placesOf } from '../placesOf.ts';
import type { Database, Queryable } from '../store/database.ts';
import { DyadLook, type Days, type Found, type LookedDyad } from './evaluation.ts';
import type { KeptRules, RuleList } from './keptRules.ts';
import { type Outgoing, writeAlerts } from './outbox.ts';
import { openSiblings, type Siblings } from './siblings.ts';
import {
  conditionOf,
  keyOf,
  readRuleStates,
  readStates,
  type RuleState,
  type StateChange,
  type SubjectState,
  writeStates,
} from './states.ts';
import { settled, type Telling, tellingOf, type ToTell } from './telling.ts';

export interface RunRulesParts {
  readonly database: Database;
  readonly rules: Pick<KeptRules, 'read'>;
  readonly now: () => Date;
  /** is told of a rule that fails */
  readonly logger: pino.Logger;
}

/** The clock of the leader looks at the files each minute: a run does without looking at thousands of them once more. */
const FILES_MS = 90_000;

export function openRunRules({ database, rules, now, logger }: RunRulesParts): RunRules {
  let prepared: PreparedRules | undefined;
  /** of the rules as wholes, as a run wrote it: the next one reads none of it again */
  let written: { readonly list: RuleList; readonly run: string; readonly states: RuleStates } | undefined;
  return {
    async begin(begun) {
      const list = await rules.read(database, FILES_MS);
      if (prepared?.list !== list) prepared = preparedOf(list);
      const model = begun.models.find(({ definition }) => definition.name === 'baseline');
      if (prepared.rules.length === 0 || !model) return undefined;
      const isKnown = written?.list === list && written.run === begun.previous?.name;
      const ofRules = isKnown
        ? written!.states
        : await readRuleStates(
            database,
            prepared.rules.map(({ rule }) => rule.name),
          );
      const watch = new Watch(begun, model, now(), logger);
      watch.begin(prepared, ofRules, (states) => (written = { list, run: begun.run.name, states }));
      await watch.readSiblings(database);
      return watch;
    },
  };
}

type RuleStates = ReadonlyMap<string, RuleState>;

interface PreparedRule {
  readonly rule: AlertRule;
  /** names what it asks: a rule that asks otherwise is a new one */
  readonly condition: string;
}

/** The rules about dyads, made ready once for all runs between which none of them changes. */
interface PreparedRules {
  readonly list: RuleList;
  readonly rules: readonly PreparedRule[];
  /** places in `rules` of those that watch every dyad, and of those that name it */
  readonly ofAny: readonly number[];
  readonly ofDyad: ReadonlyMap<string, readonly number[]>;
}

function preparedOf(list: RuleList): PreparedRules {
  const rules = list.rules
    .map(({ rule, dyads }) => ({ ...rule, dyads }))
    .filter((rule) => isOfDyad(rule.when) || isOfSiblings(rule));
  const ofAny: number[] = [];
  const ofDyad = new Map<string, number[]>();
  for (const [place, { dyads }] of rules.entries()) {
    if (dyads === 'all') ofAny.push(place);
    else
      for (const dyad of dyads) {
        const known = ofDyad.get(dyad);
        if (known) known.push(place);
        else ofDyad.set(dyad, [place]);
      }
  }
  return { list, rules: rules.map((rule) => ({ rule, condition: conditionOf(rule) })), ofAny, ofDyad };
}

/** A rule in a run. */
interface WatchedRule extends PreparedRule {
  /** as it was before the run; undefined for one that no run had */
  readonly before: RuleState | undefined;
  /** a run has looked at every dyad since it came: what is found now is news */
  readonly isWhole: boolean;
  /** left out of the run */
  hasFailed: boolean;
}

/** What is told of it is known when the run is written, by the silences of then. */
interface Pending extends ToTell {
  readonly watched: WatchedRule;
  /** of a rule that is not whole: which way it held already when the rule came; undefined where it did not */
  readonly heldBefore: Side | undefined;
}

class Watch implements RunWatch {
  readonly model: string;
  readonly #begun: BegunRun;
  readonly #definition: LoadedModel['definition'];
  readonly #days: Days;
  readonly #now: Date;
  readonly #logger: pino.Logger;
  #all: readonly WatchedRule[] = [];
  #ofRules: RuleStates = new Map();
  #onWritten: (states: RuleStates) => void = () => {};
  /** rules that watch every dyad */
  #ofAny: readonly WatchedRule[] = [];
  #ofDyad: PreparedRules['ofDyad'] = new Map();
  readonly #siblings: Siblings[] = [];
  /** of the dyads that come next */
  #states: ReadonlyMap<string, SubjectState> = new Map();
  readonly #pending: Pending[] = [];

  constructor(begun: BegunRun, { definition, hash: model }: LoadedModel, now: Date, logger: pino.Logger) {
    const { run, previous } = begun;
    this.model = model;
    this.#begun = begun;
    this.#definition = definition;
    this.#now = now;
    this.#logger = logger;
    const from = previous ? Math.min(previous.throughDay + 1, run.throughDay) : run.throughDay;
    this.#days = { from, to: run.throughDay };
  }

  /** @param onWritten is told what is known of the rules once the run has written it; whether the run is published shows later */
  begin({ rules, ofAny, ofDyad }: PreparedRules, ofRules: RuleStates, onWritten: (states: RuleStates) => void): void {
    this.#ofRules = ofRules;
    this.#onWritten = onWritten;
    this.#all = rules.map(({ rule, condition }) => {
      const held = ofRules.get(rule.name);
      const before = held?.condition === condition ? held : undefined;
      return {
        rule,
        condition,
        before,
        isWhole: this.#begun.previous !== null && before?.isWhole === true,
        hasFailed: false,
      };
    });
    this.#ofAny = ofAny.map((place) => this.#all[place]!);
    this.#ofDyad = ofDyad;
    for (const { rule, isWhole } of this.#all)
      if (isOfSiblings(rule)) this.#siblings.push(openSiblings(rule, this.#days, isWhole));
  }

  async readSiblings(database: Queryable): Promise<void> {
    for (const siblings of this.#siblings)
      if (this.#all.find(({ rule }) => rule.name === siblings.rule)!.before) await siblings.read(database);
  }

  async prepare(dyads: readonly string[]): Promise<void> {
    if (this.#all.some(({ before }) => before)) this.#states = await readStates(this.#begun.session, dyads);
  }

  look(dyad: string, looked: LookedDyad): void {
    const watching = [...this.#ofAny, ...(this.#ofDyad.get(dyad) ?? []).map((place) => this.#all[place]!)];
    if (watching.length === 0) return;
    const look = new DyadLook(looked, this.#definition, this.#days);
    for (const watched of watching) this.#orLeftOut(watched, () => this.#lookAt(watched, dyad, look));
  }

  #lookAt(watched: WatchedRule, dyad: string, look: DyadLook): void {
    const { rule } = watched;
    if (isOfSiblings(rule)) {
      const jumpBefore = watched.isWhole ? 0 : look.jumpBefore(rule.when);
      this.#siblings.find((one) => one.rule === rule.name)!.add(dyad, look.jumps(rule.when), jumpBefore);
      return;
    }
    const before = (watched.before && this.#states.get(keyOf(rule.name, dyad))) ?? NOTHING_KNOWN;
    const { state, found } = look.at(rule, before);
    if (found.length === 0) return;
    const heldBefore = watched.isWhole ? undefined : look.before(rule)?.side;
    this.#pending.push({ watched, subject: dyad, before, after: state, found, heldBefore });
  }

  /** The run goes on without a rule that fails; the next run tries it again. */
  #orLeftOut(watched: WatchedRule, work: () => void): void {
    if (watched.hasFailed) return;
    try {
      work();
    } catch (error) {
      watched.hasFailed = true;
      const { name } = watched.rule;
      this.#logger.error({ err: error, rule: name }, `The rule ${name} is left out of the run: ${messageOf(error)}`);
    }
  }

  /** What held when the rule came, and still does, is no news. What becomes known later is, on whatever day it began. */
  #isKnown({ watched: { rule }, heldBefore }: Pending, { eventIds, side, day }: Found): boolean {
    const { previous } = this.#begun;
    if (previous === null) return true;
    // Of siblings no past is read: the day is that of the look.
    const hasBegun = isOfSiblings(rule) || day <= previous.throughDay;
    return eventIds.length === 0 && heldBefore === side && hasBegun;
  }

  async write(tx: Queryable): Promise<void> {
    const named = new Map(this.#all.map((watched) => [watched.rule.name, watched]));
    for (const siblings of this.#siblings) {
      const watched = named.get(siblings.rule)!;
      this.#orLeftOut(watched, () => {
        for (const { state: after, ...looked } of siblings.looked()) this.#pending.push({ watched, after, ...looked });
      });
    }
    const pending = this.#pending.filter(({ watched }) => !watched.hasFailed);
    const { run } = this.#begun;
    const isWholeNow = ({ isWhole }: WatchedRule): boolean => isWhole || this.#begun.isWhole;
    const tells = new Set(pending.map(({ watched }) => watched));
    const touched = this.#all.filter(
      (watched) => !watched.hasFailed && (tells.has(watched) || watched.before?.isWhole !== isWholeNow(watched)),
    );
    // Somebody may have silenced a rule or a subject since the run began.
    const held = await readStates(tx, [...new Set(pending.map(({ subject }) => subject))]);
    const ofRules = await readRuleStates(
      tx,
      touched.map(({ rule }) => rule.name),
    );
    const tellings = new Map<WatchedRule, Telling>();
    const tellingBy = (watched: WatchedRule): Telling => {
      const { rule } = watched;
      const known = tellings.get(watched);
      const telling = known ?? tellingOf(rule, ofRules.get(rule.name), toIsoDate(run.throughDay));
      if (!known) tellings.set(watched, telling);
      return telling;
    };
    const changes: StateChange[] = [];
    const alerts: Outgoing[] = [];
    for (const one of pending) {
      const { watched, heldBefore: _heldBefore, ...toTell } = one;
      const { name } = watched.rule;
      const silentUntil = watched.before && held.get(keyOf(name, toTell.subject))?.silentUntil;
      const told = settled(tellingBy(watched), toTell, silentUntil, {
        model: this.model,
        runId: run.id,
        now: this.#now,
        day: run.throughDay,
        isKnown: (found) => this.#isKnown(one, found),
      });
      alerts.push(...told.alerts);
      if (toTell.after !== toTell.before) changes.push({ rule: name, subject: toTell.subject, state: told.state });
    }
    // What was known of another condition is forgotten.
    const anew = this.#all.filter(({ before, hasFailed }) => !before && !hasFailed).map(({ rule }) => rule.name);
    if (anew.length > 0)
      await tx.query(`delete from alert_state where subject <> '' and rule in (${placesOf(anew, 1)})`, anew);
    const states = new Map(this.#ofRules);
    for (const watched of touched) {
      const { rule, condition, before } = watched;
      const { heldBack } = tellingBy(watched);
      const after: RuleState = { condition, isWhole: isWholeNow(watched), heldBack };
      const isSame = before && before.isWhole === after.isWhole && (before.heldBack ?? 0) === heldBack;
      if (isSame) continue;
      const { silentUntil } = ofRules.get(rule.name) ?? {};
      const state = silentUntil === undefined ? after : { ...after, silentUntil };
      states.set(rule.name, state);
      changes.push({ rule: rule.name, subject: '', state });
    }
    await writeStates(tx, changes);
    await writeAlerts(tx, alerts);
    this.#onWritten(states);
  }
}

const NOTHING_KNOWN: SubjectState = {};
