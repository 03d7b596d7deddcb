/** What a card is made of, read for a view that is pinned: the same code that answers series, move, contributions and events. */
import type { CardInput, DyadInput, ModelInput } from '../../client/charts/card/cardInput.ts';
import type { Presentation } from '../../client/charts/card/presentation.ts';
import type { NoteInput } from '../../client/charts/notes.ts';
import { normalTitle } from '../../client/charts/card/titleText.ts';
import { canonicalView, type DyadView, type View, viewCode } from '../../client/charts/view.ts';
import { inEach } from '../../client/words/languages.ts';
import { countryName } from '../referenceData.ts';
import { toIsoDate } from '../../models/calendar.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { applyWhatIf } from '../../models/whatIf.ts';
import type { Move } from '../../models/contract/move.ts';
import type { Series } from '../../models/contract/series.ts';
import { contributionsOf } from './contributions.ts';
import { eventRecord } from './eventRecord.ts';
import { moveOf } from './move.ts';
import { modelRefOf } from './point.ts';
import type { Snapshots } from './snapshots.ts';
import { type ModelAt, modelsOf, type ResolvedView, resolveView } from './resolvedView.ts';
import { seriesOf } from './series.ts';

export interface CardSources {
  readonly snapshots: Snapshots;
  readonly publicUrl: string | undefined;
  readonly madeBy?: string | undefined;
}

/**
 * Read once for all looks of a view: a briefer who tries presets, or takes six formats, waits for it once.
 *
 * @throws Problem when the view names what is not there (any more)
 */
export async function cardInput(sources: CardSources, view: View, presentation: Presentation): Promise<CardInput> {
  const { snapshots, publicUrl, madeBy } = sources;
  const resolved = await resolveView(snapshots, view);
  const vintages = modelsOf(resolved).map(({ vintage }) => vintage.key);
  const key = [canonicalView(view), ...vintages, publicUrl ?? '', madeBy ?? ''].join(' ');
  return { ...(await snapshots.cards.get(key, () => readCard(sources, resolved, presentation))), presentation };
}

async function readCard(
  { snapshots, publicUrl, madeBy }: CardSources,
  resolved: ResolvedView,
  presentation: Presentation,
): Promise<CardInput> {
  const { view, model, vintage, direction, whatIf, to: date, overlay } = resolved;
  const { codebook, names: table } = snapshots.reference;
  const code = viewCode(view);
  const dyads = view.kind === 'compare' ? view.dyads : [view.dyad];
  const shared = {
    presentation,
    code,
    link: `${publicUrl ?? ''}/v/${code}`,
    ...(madeBy !== undefined && { madeBy }),
    model: modelInput(snapshots, resolved, resolved),
    stale: await staleFeeds(resolved),
    codebook,
    notes: view.kind === 'move' ? [] : await notesOf(snapshots, view, dyads),
    ...(view.title !== undefined && { titleStates: table.statesIn(normalTitle(view.title)) }),
  };
  if (view.kind === 'compare') {
    const data: DyadInput[] = [];
    for (const dyad of view.dyads) data.push(await dyadInput(snapshots, resolved, dyad));
    return { ...shared, names: namesIn(snapshots, view.dyads, data), view, data };
  }
  const { dyad } = view;
  const data = await dyadInput(snapshots, resolved, dyad);
  const names = namesIn(snapshots, [dyad], [data]);
  const move = await moveBetween(snapshots, resolved, dyad);
  if (view.kind === 'move') return { ...shared, names, view, data, move };
  return {
    ...shared,
    names,
    view,
    data,
    move,
    contributions: await contributionsOf(snapshots, { dyad, vintage, model, date, field: 'to', direction, whatIf }),
    overlay: overlay
      ? {
          model: modelInput(snapshots, resolved, overlay),
          series: await dailySeries(snapshots, resolved, dyad, overlay),
        }
      : null,
  };
}

/** The notes that a view shows, as a card writes them. */
async function notesOf(
  { notes }: Snapshots,
  { notes: asOf, from, to }: Pick<DyadView, 'notes' | 'from' | 'to'>,
  dyads: readonly string[],
): Promise<NoteInput[]> {
  if (asOf === undefined) return [];
  return (await notes.read(new Date(asOf), { dyads, from, to })).map((note) => ({
    from: note.from,
    to: note.to,
    dyad: note.dyad,
    text: note.text,
    textKo: note.textKo,
    source: note.source,
    by: note.isShipped ? null : note.recordedBy,
  }));
}

/** The names of the sides of some dyads, and of who acts in them. */
const namesIn = (
  { reference: { countries } }: Snapshots,
  dyads: readonly string[],
  data: readonly DyadInput[],
): CardInput['names'] =>
  Object.fromEntries(
    [
      ...dyads.flatMap((dyad) => dyad.split('-')),
      ...data.flatMap(({ events }) => events.flatMap(({ actor, target }) => [actor, target])),
    ].map((code) => [code, inEach((language) => countryName(countries, code, language))]),
  );

/**
 * The feeds behind the lines that had nothing, or nothing of the last days shown, when the view was pinned: what comes in later marks no
 * picture, because a pinned view keeps its bytes.
 */
async function staleFeeds(resolved: ResolvedView): Promise<CardInput['stale']> {
  const stale = new Map<string, CardInput['stale'][number]>();
  for (const { vintage } of modelsOf(resolved))
    for (const { feed, day } of await vintage.source.newestDays())
      if (resolved.to - day > feed.staleAfterDays)
        stale.set(`${feed.name} ${day}`, { feed: feed.name, newestDay: day === -Infinity ? null : toIsoDate(day) });
  return [...stale.values()];
}

async function dyadInput(snapshots: Snapshots, resolved: ResolvedView, dyad: string): Promise<DyadInput> {
  const { columns, events } = await snapshots.history(dyad, resolved.vintage);
  const remaining = applyWhatIf(columns, resolved.whatIf);
  const ids = new Set(remaining.ids);
  return {
    series: await dailySeries(snapshots, resolved, dyad, resolved),
    events: events.filter(({ id }) => ids.has(id)).map((event) => eventRecord(event, snapshots.reference.codebook)),
    columns: remaining,
  };
}

/** From the first event, or the first day asked for, whichever is earlier: titles look back over all of it. */
async function dailySeries(
  snapshots: Snapshots,
  { from, to, direction, whatIf }: ResolvedView,
  dyad: string,
  { model, vintage }: ModelAt,
): Promise<Series> {
  const { firstDay } = await snapshots.extent(dyad, vintage);
  return seriesOf(snapshots, {
    dyad,
    model,
    direction,
    vintage,
    from: Math.min(firstDay, from),
    to,
    step: 'day',
    whatIf,
  });
}

function moveBetween(snapshots: Snapshots, resolved: ResolvedView, dyad: string): Promise<Move> {
  const { view, model, vintage, from, to, direction, whatIf } = resolved;
  const end = (day: number) => ({ day, vintage, model });
  const isWindow = view.kind === 'dyad';
  return moveOf(snapshots, dyad, end(isWindow ? from - 1 : from), end(to), direction, whatIf, isWindow);
}

/**
 * How a model stood at the moment of the view, by the dates of the changelogs: the card marks a draft, and a version that another had
 * followed. What was published later marks no picture, because a pinned view keeps its bytes.
 */
function modelInput({ reference }: Snapshots, { view }: ResolvedView, { model, isDraft }: ModelAt): ModelInput {
  const { name, version } = model.definition;
  const isSuperseded = reference.models.some(
    ({ definition }) =>
      definition.name === name && definition.version > version && dateOf(definition) < view.asOf.slice(0, 10),
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
