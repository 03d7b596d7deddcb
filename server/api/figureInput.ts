/** What a card is made of, read for a view that is pinned: the same code that answers series, move, contributions and events. */
import type {
  CardInput,
  CompareCardInput,
  DyadCardInput,
  DyadInput,
  ModelInput,
  MoveCardInput,
} from '../../client/charts/card/cardInput.ts';
import type { Presentation } from '../../client/charts/card/presentation.ts';
import { longDate } from '../../client/charts/format.ts';
import {
  canonicalView,
  type CompareView,
  type DyadView,
  type MoveView,
  type View,
  viewCode,
} from '../../client/charts/view.ts';
import { WORDS } from '../../client/words/words.ts';
import { epochDay } from '../../models/calendar.ts';
import type { LoadedModel, ModelDefinition } from '../../models/model.ts';
import { applyWhatIf, AS_CODED, parseWhatIf, type WhatIf } from '../../models/whatIf.ts';
import type { ReferenceData } from '../referenceData.ts';
import type { Series } from './contract.ts';
import { contributionsOf } from './contributions.ts';
import { draftModel } from './draftModel.ts';
import { eventRecord } from './eventRecord.ts';
import { moveOf } from './move.ts';
import { directionOf, modelRefOf } from './point.ts';
import type { Reading, Vintage } from './reading.ts';
import { seriesOf } from './series.ts';

interface Asked {
  readonly reading: Reading;
  readonly presentation: Presentation;
  readonly publicUrl: string | undefined;
}

/**
 * Read once for all looks of a view: a briefer who tries presets, or takes six formats, waits for it once.
 *
 * @throws Problem when the view names what is not there (any more)
 */
export async function cardInput(asked: Asked, view: View): Promise<CardInput> {
  const { reading, presentation, publicUrl } = asked;
  const vintages: string[] = [];
  for (const model of modelsOf(reading, view)) vintages.push((await vintageOf(reading, view, model)).key);
  const key = [canonicalView(view), ...vintages, presentation.lang, publicUrl ?? ''].join(' ');
  return { ...(await reading.cards.get(key, () => readCard(asked, view))), presentation };
}

async function readCard(asked: Asked, view: View): Promise<CardInput> {
  if (view.kind === 'dyad') return dyadCard(asked, view);
  return view.kind === 'move' ? moveCard(asked, view) : compareCard(asked, view);
}

/** The moment of a view; a view is of nothing else. */
const vintageOf = (reading: Reading, { asOf }: View, model: LoadedModel): Promise<Vintage> =>
  reading.vintage({ text: asOf, moment: new Date(asOf) }, model);

async function dyadCard(asked: Asked, view: DyadView): Promise<DyadCardInput> {
  const { reading } = asked;
  const { dyad } = view;
  const model: LoadedModel =
    view.draft === undefined ? reading.model(view.model) : draftModel(view.draft, reading.reference.codebook);
  const vintage = await vintageOf(reading, view, model);
  const direction = directionOf(view.direction, dyad);
  const whatIf = view.whatIf === undefined ? AS_CODED : parseWhatIf(view.whatIf).whatIf;
  const first = { day: epochDay(view.from), vintage, model: { ...model, pinned: true } };
  const last = { ...first, day: epochDay(view.to) };
  const second = view.overlay === undefined ? undefined : reading.model(view.overlay);
  const secondSeries =
    second && (await dailySeriesOf(reading, view, dyad, await vintageOf(reading, view, second), second, whatIf));
  const data = await dyadInput(reading, view, dyad, vintage, model, whatIf);
  return {
    ...baseOf(
      asked,
      view,
      modelInput(reading.reference, model, view.asOf, view.draft !== undefined),
      await staleSentences(asked, view),
    ),
    view,
    data,
    move: await moveOf(reading, dyad, first, last, direction, whatIf),
    contributions: await contributionsOf(reading, { dyad, vintage, model, date: last.day, direction, whatIf }),
    overlay:
      second && secondSeries ? { model: modelInput(reading.reference, second, view.asOf), series: secondSeries } : null,
    codebook: reading.reference.codebook,
  };
}

async function moveCard(asked: Asked, view: MoveView): Promise<MoveCardInput> {
  const { reading } = asked;
  const model = reading.model(view.model);
  const vintage = await vintageOf(reading, view, model);
  const first = { day: epochDay(view.from), vintage, model };
  const data = await dyadInput(reading, view, view.dyad, vintage, model, AS_CODED);
  return {
    ...baseOf(asked, view, modelInput(reading.reference, model, view.asOf), await staleSentences(asked, view)),
    view,
    data,
    move: await moveOf(
      reading,
      view.dyad,
      first,
      { ...first, day: epochDay(view.to) },
      directionOf(view.direction, view.dyad),
    ),
    codebook: reading.reference.codebook,
  };
}

async function compareCard(asked: Asked, view: CompareView): Promise<CompareCardInput> {
  const { reading } = asked;
  const model = reading.model(view.model);
  const vintage = await vintageOf(reading, view, model);
  const data: DyadInput[] = [];
  for (const dyad of view.dyads) data.push(await dyadInput(reading, view, dyad, vintage, model, AS_CODED));
  return {
    ...baseOf(asked, view, modelInput(reading.reference, model, view.asOf), await staleSentences(asked, view)),
    view,
    data,
    codebook: reading.reference.codebook,
  };
}

function baseOf({ reading, presentation, publicUrl }: Asked, view: View, model: ModelInput, stale: readonly string[]) {
  const { countries, codebook } = reading.reference;
  const code = viewCode(view);
  return {
    presentation,
    code,
    link: `${publicUrl ?? ''}/v/${code}`,
    model,
    names: Object.fromEntries(
      [...countries.values()].map((country) => [
        country.code,
        presentation.lang === 'ko' ? country.nameKo : country.name,
      ]),
    ),
    // A type that the words do not have (yet) has the codebook's label.
    typeLabels: {
      ...Object.fromEntries([...codebook].map(([type, { label }]) => [type, label])),
      ...WORDS[presentation.lang].types,
    },
    stale,
  };
}

/**
 * One sentence for each feed behind the lines that had nothing, or nothing of the last days shown, when the view was pinned: what comes
 * in later marks no picture, because a pinned view keeps its bytes.
 */
async function staleSentences({ reading, presentation }: Asked, view: View): Promise<string[]> {
  const words = WORDS[presentation.lang];
  const sentences = new Set<string>();
  for (const model of modelsOf(reading, view)) {
    const { mark } = await vintageOf(reading, view, model);
    for (const key of model.definition.feeds ?? []) {
      const feed = await reading.feeds.feedOf(key);
      if (!feed || !mark) continue;
      const newest = Math.max(...(await reading.feeds.reading.world(key, mark)).keys());
      if (newest === -Infinity) sentences.add(words.machine.missing(feed.name));
      else if (epochDay(view.to) - newest > feed.staleAfterDays)
        sentences.add(words.machine.stale(feed.name, longDate(newest, words)));
    }
  }
  return [...sentences];
}

/** The models that a view names. */
function modelsOf(reading: Reading, view: View): LoadedModel[] {
  if (view.kind !== 'dyad') return [reading.model(view.model)];
  const model =
    view.draft === undefined ? reading.model(view.model) : draftModel(view.draft, reading.reference.codebook);
  return view.overlay === undefined ? [model] : [model, reading.model(view.overlay)];
}

/** The daily series from the first event, or the first day asked for, whichever is earlier: titles look back over all of it. */
async function dyadInput(
  reading: Reading,
  view: View,
  dyad: string,
  vintage: Vintage,
  model: LoadedModel,
  whatIf: WhatIf,
): Promise<DyadInput> {
  const { columns, events } = await reading.history(dyad, vintage);
  const remaining = applyWhatIf(columns, whatIf);
  const ids = new Set(remaining.ids);
  return {
    series: await dailySeriesOf(reading, view, dyad, vintage, model, whatIf),
    events: events.filter(({ id }) => ids.has(id)).map((event) => eventRecord(event, reading.reference.codebook)),
    columns: remaining,
  };
}

async function dailySeriesOf(
  reading: Reading,
  view: View,
  dyad: string,
  vintage: Vintage,
  model: LoadedModel,
  whatIf: WhatIf,
): Promise<Series> {
  const { firstDay } = await reading.extent(dyad, vintage);
  const direction = view.kind === 'compare' ? 'both' : directionOf(view.direction, dyad);
  return seriesOf(reading, {
    dyad,
    model,
    direction,
    vintage,
    from: Math.min(firstDay, epochDay(view.from)),
    to: epochDay(view.to),
    step: 'day',
    whatIf,
  });
}

/**
 * How a model stood at the moment of the view, by the dates of the changelogs: the card marks a draft, and a version that another had
 * followed. What was published later marks no picture, because a pinned view keeps its bytes.
 */
function modelInput({ models }: ReferenceData, model: LoadedModel, asOf: string, isDraft = false): ModelInput {
  const { name, version } = model.definition;
  const isSuperseded = models.some(
    ({ definition }) =>
      definition.name === name && definition.version > version && dateOf(definition) < asOf.slice(0, 10),
  );
  return {
    ...modelRefOf(model),
    definition: model.definition,
    standing: isDraft ? 'draft' : isSuperseded ? 'superseded' : 'published',
  };
}

/** ISO date of a definition's own version. */
const dateOf = ({ changelog, version }: ModelDefinition): string =>
  changelog.find((line) => line.version === version)!.date;
