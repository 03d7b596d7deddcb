/** The rules in a run: each dyad that it looks at is held against them, and what they tell is written in the transaction of the run. */
import { hash } from 'node:crypto';
import { type AlertRule, isOfDyad } from '../../models/alerts/rule.ts';
import { isOfSiblings } from '../../models/alerts/replay.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { canonicalJson } from '../../models/canonical.ts';
import type { LoadedModel } from '../../models/model.ts';
import type { BegunRun, RunRules, RunWatch } from '../rollup/rollup.ts';
import type { Database, Queryable } from '../store/database.ts';
import { DyadLook, type Days, type Found, type LookedDyad } from './evaluation.ts';
import type { KeptRules } from './keptRules.ts';
import { type Alert, alertId, type FirstDelivery, writeAlerts } from './outbox.ts';
import { afterQuiet } from './quietHours.ts';
import { ALL_CLEAR, isSilent, silenceOf } from './silences.ts';
import { openSiblings, type Siblings } from './siblings.ts';
import { keyOf, readStates, type RuleState, type StateChange, type SubjectState, writeStates } from './states.ts';

export interface RunRulesParts {
  readonly database: Database;
  readonly rules: Pick<KeptRules, 'read'>;
  readonly now: () => Date;
}

export function openRunRules({ database, rules, now }: RunRulesParts): RunRules {
  return {
    async begin(begun) {
      const kept = (await rules.read()).rules
        .map(({ rule, dyads }) => ({ ...rule, dyads }))
        .filter((rule) => isOfDyad(rule.when) || isOfSiblings(rule));
      const model = begun.models.find(({ definition }) => definition.name === 'baseline');
      if (kept.length === 0 || !model) return undefined;
      const ofRules = await readStates(database, ['']);
      const watch = new Watch(begun, model, now());
      for (const rule of kept) watch.add(rule, ofRules.get(keyOf(rule.name, '')) as RuleState | undefined);
      await watch.readSiblings(database);
      return watch;
    },
  };
}

/** A rule in a run. */
export interface WatchedRule {
  readonly rule: AlertRule;
  /** names what it asks: a rule that asks otherwise is a new one */
  readonly condition: string;
  /** as it was before the run; undefined for one that no run had */
  readonly before: RuleState | undefined;
  /** the first run that had it was on that day, epoch */
  readonly since: number;
  /** what holds already is news */
  readonly isWhole: boolean;
  readonly isSilent: boolean;
  heldBack: number;
}

class Watch implements RunWatch {
  readonly model: string;
  readonly #begun: BegunRun;
  readonly #definition: LoadedModel['definition'];
  readonly #days: Days;
  readonly #now: Date;
  readonly #today: string;
  readonly #all: WatchedRule[] = [];
  /** rules that watch every dyad, and those that name it */
  readonly #ofAny: WatchedRule[] = [];
  readonly #ofDyad = new Map<string, WatchedRule[]>();
  readonly #siblings: Siblings[] = [];
  /** of the dyads that come next */
  #states: ReadonlyMap<string, SubjectState> = new Map();
  readonly #changes: StateChange[] = [];
  readonly #alerts: { readonly alert: Alert; readonly deliveries: readonly FirstDelivery[] }[] = [];

  constructor(begun: BegunRun, { definition, hash: model }: LoadedModel, now: Date) {
    const { run, previous } = begun;
    this.model = model;
    this.#begun = begun;
    this.#definition = definition;
    this.#now = now;
    this.#today = toIsoDate(run.throughDay);
    const from = previous ? Math.min(previous.throughDay + 1, run.throughDay) : run.throughDay;
    this.#days = { from, to: run.throughDay };
  }

  add(rule: AlertRule, held: RuleState | undefined): void {
    const condition = hash('sha256', canonicalJson([rule.when, rule.dyads, rule.holdDays, rule.clearDays])).slice(
      0,
      16,
    );
    const before = held?.condition === condition ? held : undefined;
    const watched: WatchedRule = {
      rule,
      condition,
      before,
      since: before?.since ?? this.#days.to,
      isWhole: this.#begun.previous !== null && before?.isWhole === true,
      isSilent: silenceOf(rule, held, this.#today) !== null,
      heldBack: held?.heldBack ?? 0,
    };
    this.#all.push(watched);
    if (isOfSiblings(rule)) this.#siblings.push(openSiblings(rule, this.#days));
    if (rule.dyads === 'all') this.#ofAny.push(watched);
    else for (const dyad of rule.dyads) this.#ofDyad.set(dyad, [...(this.#ofDyad.get(dyad) ?? []), watched]);
  }

  async readSiblings(database: Queryable): Promise<void> {
    for (const siblings of this.#siblings)
      if (this.#all.find(({ rule }) => rule.name === siblings.rule)!.before) await siblings.read(database);
  }

  async prepare(dyads: readonly string[]): Promise<void> {
    this.#states = await readStates(this.#begun.session, dyads);
  }

  look(dyad: string, looked: LookedDyad): void {
    const look = new DyadLook(looked, this.#definition, this.#days);
    for (const watched of this.#ofAny) this.#lookAt(watched, dyad, look);
    for (const watched of this.#ofDyad.get(dyad) ?? []) this.#lookAt(watched, dyad, look);
  }

  #lookAt(watched: WatchedRule, dyad: string, look: DyadLook): void {
    const { rule } = watched;
    if (isOfSiblings(rule)) {
      this.#siblings.find((one) => one.rule === rule.name)!.add(dyad, look.jumps(rule.when));
      return;
    }
    const before = (watched.before && this.#states.get(keyOf(rule.name, dyad))) ?? NOTHING_KNOWN;
    const { state, found } = look.at(rule, before);
    if (found.length > 0) this.#found(watched, dyad, before, state, found);
  }

  /** Notes what is told, and what is known from now on. */
  #found(
    watched: WatchedRule,
    subject: string,
    before: SubjectState,
    after: SubjectState,
    found: readonly Found[],
  ): void {
    const { rule } = watched;
    let state = after;
    let { told } = before;
    for (const one of found) {
      if (one.what === 'clear') {
        if (rule.allClear && told?.alert) this.#tell(watched, subject, one, before);
        told = undefined;
        if (state.silentUntil === ALL_CLEAR) state = withoutSilence(state);
        continue;
      }
      // What held before the rule was there is no news; an act is, whenever it was done.
      const isKnown =
        this.#begun.previous === null || (!watched.isWhole && one.eventIds.length === 0 && one.day < watched.since);
      const alert = isKnown ? null : this.#tell(watched, subject, one, before);
      if (one.eventIds.length === 0) told = { day: one.day, side: one.side, alert };
    }
    if (state.told && told) state = { ...state, told };
    if (state !== before) this.#changes.push({ rule: rule.name, subject, state });
  }

  #tell(
    watched: WatchedRule,
    subject: string,
    { what, day, value, side, eventIds }: Found,
    before: SubjectState,
  ): string {
    const { rule } = watched;
    const isHeldBack = watched.isSilent || isSilent(before.silentUntil, this.#today);
    const heldBack = isHeldBack ? 0 : watched.heldBack;
    watched.heldBack = isHeldBack ? watched.heldBack + 1 : 0;
    const content = {
      rule,
      subject,
      what,
      day,
      value,
      side,
      eventIds,
      model: this.model,
      runId: this.#begun.run.id,
      madeAt: this.#now,
      ...(heldBack > 0 && { heldBack }),
    };
    const alert: Alert = { ...content, id: alertId(content) };
    const nextAt = afterQuiet(this.#now, rule.quietHours);
    this.#alerts.push({
      alert,
      deliveries: rule.channels.map((channel) => ({ channel, nextAt, isSilenced: isHeldBack })),
    });
    return alert.id;
  }

  async write(tx: Queryable): Promise<void> {
    for (const siblings of this.#siblings) {
      const watched = this.#all.find(({ rule }) => rule.name === siblings.rule)!;
      for (const { subject, before, state, found } of siblings.looked())
        if (found.length > 0) this.#found(watched, subject, before, state, found);
        else this.#changes.push({ rule: siblings.rule, subject, state });
    }
    for (const { rule, condition, before, since, isWhole, heldBack } of this.#all) {
      // What was known of another condition is forgotten.
      if (!before) await tx.query("delete from alert_state where rule = $1 and subject <> ''", [rule.name]);
      const after = { condition, since, isWhole: isWhole || this.#begun.isWhole, heldBack };
      const isSame = before && before.isWhole === after.isWhole && (before.heldBack ?? 0) === heldBack;
      if (isSame) continue;
      const [held] = await tx.query<{ state: string }>(
        "select state from alert_state where rule = $1 and subject = ''",
        [rule.name],
      );
      // Somebody may have said meanwhile that it is to be silent.
      const { silentUntil } = held ? (JSON.parse(held.state) as RuleState) : {};
      this.#changes.push({
        rule: rule.name,
        subject: '',
        state: silentUntil === undefined ? after : { ...after, silentUntil },
      });
    }
    await writeStates(tx, this.#changes);
    await writeAlerts(tx, this.#alerts);
  }
}

const NOTHING_KNOWN: SubjectState = {};

const withoutSilence = ({ silentUntil: _silentUntil, ...state }: SubjectState): SubjectState => state;
