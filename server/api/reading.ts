/**
 * What the routes read: which moment, which model, which events, which scores. Whatever was read once is kept (bounded) until
 * it can no longer be asked for; nothing here changes anything.
 */
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { basisOf } from '../../models/basis.ts';
import { type EventColumns, eventColumns } from '../../models/eventColumns.ts';
import { couplingsOf, inheritedEvents } from '../../models/coupling.ts';
import { dayOfMs } from '../../models/calendar.ts';
import { codingLagDays } from '../../models/codingLag.ts';
import { type Direction, sidesOf } from '../../models/dyad.ts';
import { type Score, scoreOf } from '../../models/score.ts';
import { isRolledUp, type LoadedModel } from '../../models/model.ts';
import type { FeedMark } from '../feeds/feedReading.ts';
import type { StoredFeeds } from '../feeds/storedFeeds.ts';
import { type MachineHistory, machineHistoryOf } from '../feeds/machineHistory.ts';
import type { DyadExtent, Ledger, LedgerEvent } from '../ledger/ledger.ts';
import { dyadName, type ReferenceData } from '../referenceData.ts';
import type { PublishedSeriesReader, PublishedValue, Rollup, RunRecord } from '../rollup/rollup.ts';
import type { Views } from '../views/views.ts';
import { BoundedCache } from '../boundedCache.ts';
import type { AskedMoment } from './parameters.ts';
import { invalid, Problem } from './problem.ts';

/** The data as they stood at one moment. */
export interface Vintage {
  /** null: nothing was ever recorded */
  readonly asOf: Date | null;
  /** the run that published it; undefined for a moment that was asked for */
  readonly run: RunRecord | undefined;
  /** the day on which a default answer ends (epoch) */
  readonly lastDay: number;
  /** the last day of which anything could be known; days shortly before it are provisional */
  readonly knownThrough: number;
  /** whether the moment was asked for and lies where nothing can be recorded any more */
  readonly settled: boolean;
  /** the same for the same data */
  readonly key: string;
  /** the model whose own acts these are, where it does not score those of the ledger alone: it reads feeds, or has couplings */
  readonly of?: LoadedModel;
  /** the state of the stored feeds, for a model that reads them */
  readonly mark?: FeedMark;
}

/** A model as it was asked for. */
export interface AskedModel extends LoadedModel {
  /** asked for by its hash, which can never mean another model */
  readonly pinned: boolean;
}

/** The events of a dyad at one moment. */
export interface DyadHistory {
  readonly dyad: string;
  readonly name: string;
  readonly events: readonly LedgerEvent[];
  readonly byId: { get(id: string): LedgerEvent | undefined };
  readonly columns: EventColumns;
  readonly codingLagDays: number;
  /** of acts coded by machine: what was counted behind them */
  readonly machine?: MachineHistory;
}

/** Events kept in memory: about 100 MB with their texts. */
const MAX_EVENTS = 100_000;
/** Acts coded by machine kept in memory: some 300 bytes each, without texts. */
const MAX_ACTS = 500_000;
/** Days of scores kept in memory, published and computed each, 32 bytes a day: 32 MB. */
const MAX_SCORED_DAYS = 1_000_000;
/** Days of the series behind cards kept in memory, some 300 bytes a day with what is handed to the drawing threads: 45 MB. */
const MAX_CARD_DAYS = 150_000;
/** Dyads of the lists kept in memory. */
const MAX_EXTENTS = 200_000;

const cardDays = ({ data }: CardInput): number =>
  ('series' in data ? [data] : data).reduce((days, { series }) => days + series.points.length, 1);

interface Sources {
  readonly storedFeeds: StoredFeeds;
  readonly ledger: Ledger;
  readonly rollup: Rollup & PublishedSeriesReader;
  readonly reference: ReferenceData;
  readonly now: () => Date;
  /** models whose files may have gone */
  readonly views: Pick<Views, 'model'>;
}

export class Reading {
  readonly reference: ReferenceData;
  readonly ledger: Ledger;
  readonly feeds: StoredFeeds;
  readonly #rollup: Rollup & PublishedSeriesReader;
  readonly #now: () => Date;
  readonly #kept: Pick<Views, 'model'>;
  /** what was read for cards */
  readonly cards = new BoundedCache<CardInput>(MAX_CARD_DAYS, cardDays);
  readonly #extents = new BoundedCache<DyadExtent[]>(MAX_EXTENTS, (extents) => 1 + extents.length);
  readonly #histories = new BoundedCache<DyadHistory>(MAX_EVENTS, (history) => 1 + history.columns.day.length);
  readonly #machineHistories = new BoundedCache<DyadHistory>(
    MAX_ACTS,
    (history) => 1 + (history.machine?.stories ?? 0),
  );
  readonly #published = new BoundedCache<{ readonly score: Score | undefined }>(
    MAX_SCORED_DAYS,
    ({ score }) => 1 + (score?.tension.length ?? 0),
  );
  readonly #computed = new BoundedCache<Score>(MAX_SCORED_DAYS, (score) => 1 + score.tension.length);

  constructor({ ledger, storedFeeds, rollup, reference, now, views }: Sources) {
    this.ledger = ledger;
    this.feeds = storedFeeds;
    this.reference = reference;
    this.#rollup = rollup;
    this.#now = now;
    this.#kept = views;
  }

  now(): Date {
    return this.#now();
  }

  /** The day it is, UTC. */
  today(): number {
    return dayOfMs(this.#now().getTime());
  }

  /**
   * The vintage of a moment; without one, that of the published run, so that no answer shows half a run. Acts coded by machine are
   * shown as they are stored now, because every file is stored wholly or not at all.
   *
   * @param model under which it is to be scored; needed where that may be one that reads feeds or has couplings
   * @throws Problem when nothing is published yet, or the moment lies after today.
   */
  async vintage(asked?: AskedMoment, model?: LoadedModel): Promise<Vintage> {
    if (model === undefined || isRolledUp(model.definition)) return this.#ledgerVintage(asked);
    if (model.definition.feeds) return this.#feedVintage(asked, model);
    const vintage = await this.#ledgerVintage(asked);
    return { ...vintage, of: model, key: `${vintage.key} ${model.hash}` };
  }

  async #feedVintage(asked: AskedMoment | undefined, model: LoadedModel): Promise<Vintage> {
    const today = this.today();
    const knownThrough = asked ? this.#dayOf(asked) : today;
    const mark = await this.feeds.reading.mark(asked?.moment);
    const newest = asked ? await this.feeds.reading.mark() : mark;
    // Later takes have later moments.
    const settled = asked !== undefined && newest.takenAt !== null && asked.moment <= newest.takenAt;
    return {
      asOf: asked?.moment ?? mark.takenAt,
      run: undefined,
      lastDay: today,
      knownThrough,
      settled,
      key: `take ${mark.takeId} on ${today} ${model.hash}`,
      of: model,
      mark,
    };
  }

  /** @throws Problem for a moment after today */
  #dayOf({ text, moment }: AskedMoment): number {
    const day = dayOfMs(moment.getTime());
    if (day > this.today())
      throw invalid({
        field: 'asOf',
        value: text,
        message: 'lies in the future: give today or an earlier day, or leave it out for what is known now',
      });
    return day;
  }

  async #ledgerVintage(asked: AskedMoment | undefined): Promise<Vintage> {
    const run = this.#rollup.published();
    if (asked === undefined) {
      if (!run)
        throw new Problem(
          'not-ready',
          'No roll-up has completed yet: wait for the first one and ask again. /health/ready tells when.',
          { headers: { 'Retry-After': '2' } },
        );
      return {
        asOf: run.asOf,
        run,
        lastDay: run.throughDay,
        knownThrough: run.throughDay,
        settled: false,
        key: `run ${run.id}`,
      };
    }
    const { moment } = asked;
    const today = this.today();
    const day = this.#dayOf(asked);
    // Later changes have later moments, so nothing can be recorded any more up to a moment that a run has seen.
    const settled = run?.asOf != null && moment <= run.asOf;
    const key = settled
      ? moment.toISOString()
      : `${moment.toISOString()} after ${(await this.ledger.watermark())?.toISOString() ?? 'nothing'}`;
    return { asOf: moment, run: undefined, lastDay: today, knownThrough: day, settled, key };
  }

  /** The model of a name, name@version, name@hash or hash; the newest baseline when none is asked for. @throws Problem */
  model(asked?: string): AskedModel {
    const { models } = this.reference;
    if (asked === undefined) {
      const standard =
        models.find(({ definition }) => definition.name === 'baseline') ??
        models.find(({ definition }) => isRolledUp(definition));
      if (!standard)
        throw new Problem(
          'unknown-model',
          'No model is published: every file in models/definitions has a fault. `npm run -s tension -- doctor` names them.',
        );
      return { ...standard, pinned: false };
    }
    const [name, mark, ...rest] = asked.split('@');
    const named = models.filter(({ definition }) => definition.name === name);
    if (mark === undefined) {
      // The newest version of a name stands first.
      if (named[0]) return { ...named[0], pinned: false };
      const hashed = models.find(({ hash }) => hash === name) ?? this.#keptModel(name!);
      if (hashed) return { ...hashed, pinned: true };
    } else if (rest.length === 0) {
      const hashed = named.find(({ hash }) => hash === mark) ?? this.#keptModel(mark, name);
      if (hashed) return { ...hashed, pinned: true };
      const versioned = named.find(({ definition }) => String(definition.version) === mark);
      if (versioned) return { ...versioned, pinned: false };
    }
    const known = models.map(({ definition, hash }) => `${definition.name}@${definition.version} (${hash})`).join(', ');
    throw new Problem(
      'unknown-model',
      `"${asked.slice(0, 80)}" is no published model. There are: ${known}. Write name, name@version, name@hash or hash.`,
    );
  }

  /** A definition without a file any more, as a roll-up or a view kept it. */
  #keptModel(hash: string, name?: string): LoadedModel | undefined {
    const model = this.#kept.model(hash);
    return name === undefined || model?.definition.name === name ? model : undefined;
  }

  /** The dyads that have events, by id; of those coded by machine only the watched ones, because nearly every pair of states has some. */
  async extents(vintage: Vintage): Promise<DyadExtent[]> {
    const { asOf } = vintage;
    if (vintage.mark) {
      const watched = [...this.reference.dyads.values()]
        .filter((note) => note.watched)
        .map(({ dyad }) => dyad)
        .sort();
      const extents: DyadExtent[] = [];
      for (const dyad of watched) {
        const { columns } = await this.#machineHistory(dyad, vintage);
        if (columns.day.length > 0) extents.push(extentOf(dyad, columns));
      }
      return extents;
    }
    return this.#extents.get(vintage.key, async () => (asOf === null ? [] : this.ledger.dyads(asOf)));
  }

  /** The extent of a dyad, or `undefined` when it has no event at that moment. */
  async extentOrNone(dyad: string, vintage: Vintage): Promise<DyadExtent | undefined> {
    if (!vintage.mark) return (await this.extents(vintage)).find((extent) => extent.dyad === dyad);
    const { columns } = await this.#machineHistory(dyad, vintage);
    return columns.day.length === 0 ? undefined : extentOf(dyad, columns);
  }

  /** @throws Problem when the dyad has no event at that moment */
  async extent(dyad: string, vintage: Vintage): Promise<DyadExtent> {
    const extent = await this.extentOrNone(dyad, vintage);
    if (extent) return extent;
    if (vintage.mark) throw await this.#noCodedEvents(dyad, vintage);
    const name = dyadName(this.reference, dyad);
    const when = vintage.run ? '' : ` that were recorded by ${vintage.asOf?.toISOString()}`;
    const remedy = vintage.run ? 'Import some and wait for the next roll-up' : 'Leave out asOf for what is known now';
    throw new Problem(
      'no-events',
      `There are no events of ${dyad} (${name})${when}. ${remedy}; GET /api/v1/dyads lists the dyads that have events.`,
    );
  }

  /** @throws Problem when the dyad has no event at that moment */
  async history(dyad: string, vintage: Vintage): Promise<DyadHistory> {
    await this.extent(dyad, vintage);
    if (vintage.mark) return this.#machineHistory(dyad, vintage);
    return this.#histories.get(`${dyad} ${vintage.key}`, async () => {
      const own = vintage.asOf === null ? [] : await this.ledger.events(dyad, vintage.asOf);
      const events = [...own, ...(await this.#inherited(dyad, own, vintage))];
      return {
        dyad,
        name: dyadName(this.reference, dyad),
        events,
        byId: new Map(events.map((event) => [event.id, event])),
        columns: eventColumns(dyad, events, this.reference.codebook),
        codingLagDays: codingLagDays(events),
      };
    });
  }

  /** The values of all dyads on some days as the run published them: none where a moment was asked for, or a model that the run did not publish. */
  async published({ run }: Vintage, model: LoadedModel, days: readonly number[]): Promise<PublishedValue[]> {
    return run ? this.#rollup.values(model.hash, days, run.id) : [];
  }

  /** What the model of the vintage lets a dyad inherit from others. */
  async #inherited(dyad: string, own: readonly LedgerEvent[], { of, asOf }: Vintage): Promise<LedgerEvent[]> {
    if (of === undefined || asOf === null) return [];
    const inherited: LedgerEvent[] = [];
    for (const coupling of couplingsOf(of.definition, dyad))
      inherited.push(...inheritedEvents(own, await this.ledger.events(coupling.from, asOf), coupling));
    return inherited;
  }

  #machineHistory(dyad: string, vintage: Vintage): Promise<DyadHistory> {
    const { of: model, mark } = vintage;
    return this.#machineHistories.get(`${dyad} ${vintage.key}`, async () => {
      const machine = await machineHistoryOf(
        { ...this.feeds, reference: this.reference },
        dyad,
        model!.definition,
        mark!,
      );
      const { columns } = machine;
      return {
        dyad,
        name: dyadName(this.reference, dyad),
        // Made when they are asked for: a pair of great powers has hundreds of thousands.
        get events() {
          return columns.ids.flatMap((id) => machine.get(id) ?? []);
        },
        byId: machine,
        columns,
        codingLagDays: 1, // a feed has most acts on the day after; later ones reopen their days
        machine,
      };
    });
  }

  async #noCodedEvents(dyad: string, { of: model, asOf }: Vintage): Promise<Problem> {
    const unknown = (sidesOf(dyad) ?? []).find((code) => !this.reference.countries.has(code));
    if (unknown !== undefined)
      return new Problem(
        'no-events',
        `${unknown} is no state of data/countries.csv, so no feed can have acts of ${dyad}. GET /api/v1/pairs?q= finds pairs of states by name and code.`,
      );
    const names: string[] = [];
    for (const key of model?.definition.feeds ?? []) names.push((await this.feeds.feedOf(key))?.name ?? key);
    const feeds = names.join(' and ');
    const when = asOf === null ? 'nothing of which is stored yet' : `as stored by ${asOf.toISOString()}`;
    return new Problem(
      'no-events',
      `${feeds} (${when}) has no coded act that the model ${model?.definition.name} counts between the two sides of ${dyad} (${dyadName(this.reference, dyad)}). GET /api/v1/feeds tells which days are stored, GET /api/v1/pairs which pairs have any.`,
    );
  }

  /**
   * The score of a dyad from its first event to `throughDay` at least: as it was published where the vintage, the model and
   * the direction are those of the run, computed from the events everywhere else. Both have the same numbers.
   */
  async score(
    history: DyadHistory,
    vintage: Vintage,
    model: LoadedModel,
    direction: Direction,
    throughDay: number,
  ): Promise<Score> {
    const { dyad, columns } = history;
    const { run } = vintage;
    if (vintage.of?.hash !== (isRolledUp(model.definition) ? undefined : model.hash))
      throw invalid({
        field: 'model',
        value: model.definition.name,
        message:
          'scores acts of its own (from feeds, or inherited from other dyads), and this answer is made of the events coded by hand: use a model of those, such as baseline',
      });
    if (run && direction === 'both' && throughDay <= run.throughDay) {
      const { score: published } = await this.#published.get(`${dyad} ${vintage.key} ${model.hash}`, async () => {
        const series = await this.#rollup.series(dyad, model.hash, run.id);
        if (!series) return { score: undefined }; // a model or a dyad that the run did not publish: computed below
        const { firstDay, tension, conflict, cooperation, sd } = series;
        const lastDay = firstDay + tension.length - 1;
        return { score: { dyad, firstDay, lastDay, tension, conflict, cooperation, sd } };
      });
      if (published && published.lastDay >= throughDay) return published;
    }
    const firstDay = columns.day[0] ?? throughDay;
    const lastDay = Math.max(throughDay, firstDay);
    return this.#computed.get(`${dyad} ${vintage.key} ${model.hash} ${direction} ${lastDay}`, async () =>
      scoreOf(basisOf(columns, model.definition, firstDay, lastDay, direction), model.definition),
    );
  }
}

const extentOf = (dyad: string, { day }: EventColumns): DyadExtent => ({
  dyad,
  events: day.length,
  firstDay: day[0]!,
  lastDay: day[day.length - 1]!,
});
