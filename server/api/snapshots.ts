/**
 * What the routes read: which moment, which model, which events, which scores. Whatever was read once is kept (bounded) until
 * it can no longer be asked for; nothing here changes anything.
 */
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { basisOf } from '../../models/basis.ts';
import type { BoardDyad } from '../../models/contract/board.ts';
import { dayOfMs, epochDay } from '../../models/calendar.ts';
import type { Direction } from '../../models/dyad.ts';
import { type Score, scoreOf } from '../../models/score.ts';
import type { LoadedModel } from '../../models/model.ts';
import type { FeedMark } from '../feeds/feedReading.ts';
import type { StoredFeeds } from '../feeds/storedFeeds.ts';
import type { DyadExtent, Ledger } from '../ledger/ledger.ts';
import { type Notes, openNotes } from '../notes/notes.ts';
import type { ReferenceData } from '../referenceData.ts';
import type { PublishedRow, PublishedSeriesReader, PublishedValue, Rollup, RunRecord } from '../rollup/rollup.ts';
import type { SavedModels } from '../savedModels.ts';
import { type Database, DatabaseUnavailable } from '../store/database.ts';
import type { Views } from '../views/views.ts';
import { BoundedCache } from '../boundedCache.ts';
import { type AskedModel, askedModel } from './askedModel.ts';
import { DyadStates } from './dyadStates.ts';
import { actsOf, type DyadHistory, LEDGER_ACTS, type Vintage } from './eventSource.ts';
import { FeedSource } from './feedSource.ts';
import { dyadReader, LedgerSource, type LedgerSources } from './ledgerSource.ts';
import type { AskedMoment } from './parameters.ts';
import { invalid, Problem } from './problem.ts';

/** Histories kept in memory: some 100,000 events with their texts, and 500,000 stories of feeds without. */
const MAX_HISTORY_BYTES = 250_000_000;
/** Days of scores kept in memory, published and computed each, 32 bytes a day: 32 MB. */
const MAX_SCORED_DAYS = 1_000_000;
/** Days of the series behind cards kept in memory, some 300 bytes a day with what is handed to the drawing threads: 45 MB. */
const MAX_CARD_DAYS = 150_000;
/** Moments of which the last change before them is kept in memory. */
const MAX_WATERMARKS = 10_000;
/** Dyads of the lists kept in memory. */
const MAX_EXTENTS = 200_000;

/** Bytes of all of them. */
export const MAX_SNAPSHOT_BYTES =
  MAX_HISTORY_BYTES + 2 * 32 * MAX_SCORED_DAYS + 300 * MAX_CARD_DAYS + 200 * (MAX_WATERMARKS + MAX_EXTENTS);

const cardDays = ({ data }: CardInput): number =>
  ('series' in data ? [data] : data).reduce((days, { series }) => days + series.points.length, 1);

interface Sources {
  readonly database: Database;
  readonly storedFeeds: StoredFeeds;
  readonly ledger: Ledger;
  readonly rollup: Rollup & PublishedSeriesReader;
  readonly reference: ReferenceData;
  readonly now: () => Date;
  /** models whose files may have gone */
  readonly views: Pick<Views, 'model'>;
  readonly savedModels: Pick<SavedModels, 'look'>;
}

export class Snapshots {
  readonly reference: ReferenceData;
  readonly ledger: Ledger;
  readonly feeds: StoredFeeds;
  readonly notes: Notes;
  readonly #rollup: Rollup & PublishedSeriesReader;
  readonly now: () => Date;
  readonly #kept: Pick<Views, 'model'>;
  readonly #savedModels: Pick<SavedModels, 'look'>;
  /** what was read for cards */
  readonly cards = new BoundedCache<CardInput>(MAX_CARD_DAYS, cardDays);
  readonly #extents = new BoundedCache<ReadonlyMap<string, DyadExtent>>(MAX_EXTENTS, ({ size }) => 1 + size);
  readonly #watermarks = new BoundedCache<{ readonly asOf: Date | null }>(MAX_WATERMARKS, () => 1);
  readonly #histories = new BoundedCache<DyadHistory>(MAX_HISTORY_BYTES, ({ bytes }) => bytes);
  readonly #published = new BoundedCache<{ readonly score: Score | undefined }>(
    MAX_SCORED_DAYS,
    ({ score }) => 1 + (score?.tension.length ?? 0),
  );
  readonly #computed = new BoundedCache<Score>(MAX_SCORED_DAYS, (score) => 1 + score.tension.length);

  readonly #ledgerSources: LedgerSources;

  constructor({ database, ledger, storedFeeds, rollup, reference, now, views, savedModels }: Sources) {
    this.notes = openNotes({ database, now });
    this.ledger = ledger;
    this.feeds = storedFeeds;
    this.reference = reference;
    this.#rollup = rollup;
    this.now = now;
    this.#kept = views;
    this.#savedModels = savedModels;
    this.#ledgerSources = {
      ledger,
      reference,
      extents: this.#extents,
      publishedExtents: (run) => this.#publishedExtents(run),
      histories: this.#histories,
      states: new DyadStates(ledger, () => rollup.lineage()),
      readDyad: dyadReader(ledger),
    };
  }

  /** The day it is, UTC. */
  today(): number {
    return dayOfMs(this.now().getTime());
  }

  /**
   * The vintage of a moment; without one, that of the published run, so that no answer shows half a run. Acts coded by machine are
   * shown as they are stored now, because every file is stored wholly or not at all.
   *
   * @param model under which it is to be scored; needed where that may be one that reads feeds or has couplings
   * @throws Problem when nothing is published yet, or the moment lies after today.
   */
  async vintage(asked?: AskedMoment, model?: LoadedModel): Promise<Vintage> {
    return model?.definition.feeds ? this.feedVintage(asked, model) : this.#ledgerVintage(asked, model);
  }

  /** The vintage of stored feeds, with the mark of what is stored. @throws Problem for a moment after today */
  async feedVintage(
    asked: AskedMoment | undefined,
    model: LoadedModel,
  ): Promise<Vintage & { readonly mark: FeedMark }> {
    const today = this.today();
    const knownThrough = asked ? this.#dayOf(asked) : today;
    const mark = await this.feeds.reading.mark(asked?.moment);
    const newest = asked ? await this.feeds.reading.mark() : mark;
    // Later takes have later moments.
    const settled = asked !== undefined && newest.takenAt !== null && asked.moment <= newest.takenAt;
    const asOf = mark.takenAt;
    const key = `take ${mark.takeId} of ${asOf?.toISOString()} by ${knownThrough} on ${today} ${model.hash}`;
    const { feeds, reference } = this;
    const sources = { feeds, reference, now: this.now, histories: this.#histories };
    const source = new FeedSource(sources, { asOf, key, model, mark });
    return {
      asOf,
      asked: asked?.moment,
      run: undefined,
      lastDay: today,
      knownThrough,
      settled,
      key,
      acts: actsOf(model),
      mark,
      source,
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

  async #ledgerVintage(asked: AskedMoment | undefined, model: LoadedModel | undefined): Promise<Vintage> {
    const moment = asked ? await this.#askedMoment(asked) : this.#publishedMoment();
    const acts = model ? actsOf(model) : LEDGER_ACTS;
    const key = acts === LEDGER_ACTS ? moment.key : `${moment.key} ${acts}`;
    const source = new LedgerSource(this.#ledgerSources, {
      asOf: moment.asOf,
      asked: moment.asked,
      run: moment.run,
      knownThrough: moment.knownThrough,
      key,
      coupled: acts === LEDGER_ACTS ? undefined : model?.definition,
    });
    return { ...moment, key, acts, source };
  }

  #publishedMoment(): Omit<Vintage, 'acts' | 'source'> {
    const run = this.#rollup.published();
    if (!run)
      throw new Problem(
        'not-ready',
        'No roll-up has completed yet: wait for the first one and ask again. /health/ready tells when.',
        { headers: { 'Retry-After': '2' } },
      );
    const { asOf, throughDay, name } = run;
    return {
      asOf,
      asked: undefined,
      run,
      lastDay: throughDay,
      knownThrough: throughDay,
      settled: false,
      key: `run ${name}`,
    };
  }

  async #askedMoment(asked: AskedMoment): Promise<Omit<Vintage, 'acts' | 'source'>> {
    const { moment } = asked;
    const knownThrough = this.#dayOf(asked);
    const seen = this.#rollup.published()?.asOf;
    // Later changes have later moments, so nothing can be recorded any more up to a moment that a run has seen.
    const settled = seen != null && moment <= seen;
    // Between two changes nothing changes, so that all moments of a day up to the next change have one key.
    const lineage = this.#rollup.lineage();
    const lastBefore = async () => ({ asOf: await this.ledger.watermark(moment) });
    const { asOf } = await (settled
      ? this.#watermarks.get(`${lineage} ${moment.getTime()}`, lastBefore)
      : lastBefore());
    const key = `${lineage} ${asOf?.toISOString() ?? 'nothing'} by ${knownThrough}`;
    return { asOf, asked: moment, run: undefined, lastDay: this.today(), knownThrough, settled, key };
  }

  /** The model that a question means; the newest baseline when it names none. @throws Problem */
  async model(asked?: string): Promise<AskedModel> {
    const named = (): AskedModel => askedModel(asked, this.reference.models, (hash) => this.#kept.model(hash));
    try {
      return named();
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'unknown-model') throw error;
      await this.#savedModels.look(); // another server may have saved it
      return named();
    }
  }

  /** The published models, the newest version of each name first. */
  async models(): Promise<readonly LoadedModel[]> {
    await this.#savedModels.look().catch((error: unknown) => {
      if (!(error instanceof DatabaseUnavailable)) throw error; // those that are known are served meanwhile
    });
    return this.reference.models;
  }

  /** @throws Problem when the dyad has no event at that moment */
  async extent(dyad: string, { source }: Vintage): Promise<DyadExtent> {
    const extent = await source.extentOrNone(dyad);
    if (extent) return extent;
    throw await source.noEvents(dyad);
  }

  /** @throws Problem when the dyad has no event at that moment */
  async history(dyad: string, vintage: Vintage): Promise<DyadHistory> {
    await this.extent(dyad, vintage);
    return vintage.source.history(dyad);
  }

  /** The values of all dyads on some days as the run published them: none where a moment was asked for, or a model that the run did not publish. */
  async published({ run }: Vintage, model: LoadedModel, days: readonly number[]): Promise<PublishedValue[]> {
    return run ? this.#rollup.values(model.hash, days, run.id) : [];
  }

  /** What a run published of the extents of dyads; undefined where it scored no model. */
  async #publishedExtents({ id, models: [hash] }: RunRecord): Promise<DyadExtent[] | undefined> {
    const rows = hash === undefined ? undefined : await this.#rollup.board(hash, id);
    return rows?.map(({ firstDay, board }) => ({
      dyad: board.id,
      events: board.events,
      firstDay,
      lastDay: epochDay(board.lastEvent),
    }));
  }

  /** The rows of the board, by dyad, as the run published them; undefined where a moment was asked for, or a model that no run scores. */
  async publishedBoard({ run }: Vintage, model: LoadedModel): Promise<readonly PublishedRow[] | undefined> {
    return run && this.#rollup.board(model.hash, run.id);
  }

  /**
   * The rows of the published run that hold at another moment of its last day too: those of dyads of which nothing was recorded between.
   * None where acts are not those of the ledger alone.
   */
  async publishedRowsAt(vintage: Vintage, model: LoadedModel): Promise<ReadonlyMap<string, BoardDyad>> {
    const run = this.#rollup.published();
    const rows = new Map<string, BoardDyad>();
    if (!run || vintage.acts !== LEDGER_ACTS || vintage.knownThrough !== run.throughDay) return rows;
    const { source } = await this.#ledgerVintage(undefined, model);
    for (const { board } of (await this.#rollup.board(model.hash, run.id)) ?? [])
      if ((await source.stateOf(board.id)) === (await vintage.source.stateOf(board.id))) rows.set(board.id, board);
    return rows;
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
    const { dyad, columns, state } = history;
    const { run } = vintage;
    if (vintage.acts !== actsOf(model))
      throw invalid({
        field: 'model',
        value: model.definition.name,
        message:
          'scores acts of its own (from feeds, or inherited from other dyads), and this answer is made of the events coded by hand: use a model of those, such as baseline',
      });
    if (run?.models.includes(model.hash) && direction === 'both' && throughDay <= run.throughDay) {
      const { score: published } = await this.#published.get(
        `${dyad} ${state} ${model.hash} ${run.program ?? run.name}`,
        async () => {
          const series = await this.#rollup.series(dyad, model.hash, run.id);
          if (!series) return { score: undefined }; // computed below
          const { firstDay, tension, conflict, cooperation, sd } = series;
          const lastDay = firstDay + tension.length - 1;
          return { score: { dyad, firstDay, lastDay, tension, conflict, cooperation, sd } };
        },
      );
      if (published && published.lastDay >= throughDay) return published;
    }
    const firstDay = columns.day[0] ?? throughDay;
    const lastDay = Math.max(throughDay, firstDay);
    return this.#computed.get(`${dyad} ${state} ${model.hash} ${direction} ${lastDay}`, async () =>
      scoreOf(basisOf(columns, model.definition, firstDay, lastDay, direction), model.definition),
    );
  }
}
