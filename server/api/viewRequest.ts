/** A view as somebody asks for it, and the same with nothing left to a default that moves. */
import { z } from 'zod';
import type { CompareView, DyadView, MoveView, View } from '../../client/charts/view.ts';
import { kindOf } from '../../models/schemaFault.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { type LoadedModel, modelHash } from '../../models/model.ts';
import { AS_CODED, isAsCoded, whatIfText } from '../../models/whatIf.ts';
import { composed, isText } from '../../models/textFault.ts';
import { unwritable } from '../figures/writable.ts';
import { draftModel } from './draftModel.ts';
import { type AskedMoment, asOf, day, direction, model, notes, step, whatIf } from './parameters.ts';
import { type FieldError, invalid } from './problem.ts';
import type { AskedModel } from './askedModel.ts';
import type { Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';
import { daysOf, refuseUnknownWhatIf, resolveSeries } from './series.ts';

/** What a card has room for in its title, at the smallest preset and in two lines. */
const MAX_TITLE = 200;
/** Such as a classification with its caveats: one line at head and foot. */
const MAX_MARKING = 80;
const MAX_DYADS = 6;

/** One line of text as it is printed; white space at its ends and in rows is no part of it. */
const line = (most: number, description: string) =>
  z
    .string()
    .transform((text) =>
      composed(text)
        .replace(/[\t\r\n\p{Zs}]+/gu, ' ')
        .trim(),
    )
    .refine((text) => text.length <= most, `is too long: ${most} characters are the most`)
    .superRefine(isText())
    .superRefine((text, context) => {
      const message = context.issues.length === 0 ? unwritable(text) : undefined;
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .meta({ description })
    .optional();

const title = line(MAX_TITLE, 'Typed in place of the computed title; the card says where the data do not bear it out.');
const marking = line(MAX_MARKING, 'A line such as a classification, printed at head and foot.');
const dyad = z.string().meta({ description: 'Two ISO alpha-3 codes joined by a hyphen.', example: 'KOR-RUS' });
const days = {
  from: day('First day; the first event when left out.'),
  to: day('Last day; the day of the last roll-up when left out.'),
};
const common = { ...days, model, asOf, title, marking };

const dyadRequest = z.strictObject({
  kind: z.literal('dyad'),
  dyad,
  ...common,
  step,
  direction,
  draft: z.unknown().optional(),
  overlay: model.describe('A second model, as a second line.'),
  whatIf,
  notes,
});
const moveRequest = z.strictObject({ kind: z.literal('move'), dyad, ...common, direction });
export const comparedDyads = z
  .array(dyad)
  .min(2, 'holds fewer than two dyads: a comparison needs at least two')
  .max(MAX_DYADS, `holds more than ${MAX_DYADS} dyads: more lines cannot be told apart`);
const compareRequest = z.strictObject({
  kind: z.literal('compare'),
  dyads: comparedDyads,
  ...common,
  notes,
});
export const viewRequest = z.discriminatedUnion(
  'kind',
  [dyadRequest, moveRequest, compareRequest],
  'must be dyad, move or compare',
);
export type ViewRequest = z.output<typeof viewRequest>;
type DyadRequest = z.output<typeof dyadRequest>;
type MoveRequest = z.output<typeof moveRequest>;
type CompareRequest = z.output<typeof compareRequest>;

/** A view with the published models that it names, which are kept with it. */
export interface NamedView {
  readonly view: View;
  readonly models: readonly LoadedModel[];
}

/** Reads what a body asks for. @throws Problem with every field that cannot be used */
export function parseViewRequest(body: unknown): ViewRequest {
  const parsed = viewRequest.safeParse(body, { reportInput: true });
  if (!parsed.success) throw invalid(...parsed.error.issues.flatMap((issue) => fieldErrors(issue, body)));
  return parsed.data;
}

/**
 * Fills in the defaults and pins them: days, moment and models. The same question gives the same view for as long as nothing is
 * recorded or published; a view gives itself for ever.
 *
 * @throws Problem where it cannot be answered as it is asked
 */
export function viewOf(snapshots: Snapshots, asked: ViewRequest): Promise<NamedView> {
  if (asked.kind === 'dyad') return dyadViewOf(snapshots, asked);
  return asked.kind === 'move' ? moveViewOf(snapshots, asked) : compareViewOf(snapshots, asked);
}

async function dyadViewOf(snapshots: Snapshots, asked: DyadRequest): Promise<NamedView> {
  const { model, draft } = await modelOrDraft(snapshots, asked);
  const overlay = asked.overlay === undefined ? undefined : await snapshots.model(asked.overlay);
  const moment = await pinnedMoment(snapshots, asked.asOf, overlay ? [model, overlay] : [model]);
  if (overlay && overlay.hash === model.hash && draft === undefined)
    throw invalid({
      field: 'overlay',
      value: asked.overlay!,
      message: 'is the model itself: name another one, or leave it out',
    });
  const series = await resolveSeries(snapshots, dyadOf(asked.dyad, 'dyad'), model, {
    ...asked,
    asOf: moment.asOf,
    to: asked.to ?? moment.lastDay,
  });
  refuseTooManyDays(series);
  if (!isAsCoded(asked.whatIf))
    refuseUnknownWhatIf(snapshots, await snapshots.history(series.dyad, series.vintage), asked.whatIf);
  const view: DyadView = {
    kind: 'dyad',
    dyad: series.dyad,
    step: series.step,
    direction: series.direction,
    ...baseOf(asked, series, moment, model),
    ...(draft && { draft }),
    ...(overlay && { overlay: nameOf(overlay) }),
    ...(!isAsCoded(asked.whatIf) && { whatIf: whatIfText(asked.whatIf) }),
    ...(await notesOf(snapshots, asked, [series.dyad])),
  };
  return { view, models: overlay ? [model, overlay] : [model] };
}

/** A picture is made from days, whatever the step of its line. @throws Problem for more of them than a series can have */
function refuseTooManyDays({ from, to }: { readonly from: number; readonly to: number }): void {
  daysOf(from, to, 'day', 'give a later day');
}

async function moveViewOf(snapshots: Snapshots, asked: MoveRequest): Promise<NamedView> {
  const model = await snapshots.model(asked.model);
  const moment = await pinnedMoment(snapshots, asked.asOf, [model]);
  const series = await resolveSeries(snapshots, dyadOf(asked.dyad, 'dyad'), model, {
    ...asked,
    asOf: moment.asOf,
    to: asked.to ?? moment.lastDay,
    step: 'day',
    whatIf: AS_CODED,
  });
  refuseTooManyDays(series);
  if (series.from === series.to)
    throw invalid({
      field: 'from',
      value: toIsoDate(series.from),
      message: 'is the last day too: a move has two different days',
    });
  const view: MoveView = {
    kind: 'move',
    dyad: series.dyad,
    direction: series.direction,
    ...baseOf(asked, series, moment, model),
  };
  return { view, models: [model] };
}

async function compareViewOf(snapshots: Snapshots, asked: CompareRequest): Promise<NamedView> {
  const model = await snapshots.model(asked.model);
  const moment = await pinnedMoment(snapshots, asked.asOf, [model]);
  const dyads = asked.dyads.map((text, i) => dyadOf(text, `dyads.${i}`));
  const twice = dyads.findIndex((id, i) => dyads.indexOf(id) < i);
  if (twice >= 0)
    throw invalid({
      field: `dyads.${twice}`,
      value: asked.dyads[twice]!,
      message: 'stands there already: name each dyad once',
    });
  const lines = [];
  for (const id of dyads)
    lines.push(
      await resolveSeries(snapshots, id, model, {
        ...asked,
        asOf: moment.asOf,
        to: asked.to ?? moment.lastDay,
        step: 'day',
        direction: 'both',
        whatIf: AS_CODED,
      }),
    );
  const window = { from: Math.min(...lines.map(({ from }) => from)), to: lines[0]!.to };
  refuseTooManyDays(window);
  const view: CompareView = {
    kind: 'compare',
    dyads,
    ...baseOf(asked, window, moment, model),
    ...(await notesOf(snapshots, asked, dyads)),
  };
  return { view, models: [model] };
}

interface PinnedMoment {
  readonly asOf: AskedMoment;
  /** the day on which a view ends that does not say (epoch) */
  readonly lastDay: number;
}

/**
 * The moment of a question, where nothing can be recorded any more: that of the last published run when none is asked for, and
 * the ledger's last change instead of a later moment, which has the same events now and may have others later. A model that reads
 * feeds has the moment of their last file; two models of both kinds have the later of the two.
 */
async function pinnedMoment(
  snapshots: Snapshots,
  asked: AskedMoment | undefined,
  models: readonly LoadedModel[],
): Promise<PinnedMoment> {
  const vintages: Vintage[] = [];
  for (const model of models) vintages.push(await snapshots.vintage(asked, model));
  const moments: Date[] = [];
  for (const vintage of vintages) {
    const last = await vintage.source.lastRecordedAt();
    const earliest = [vintage.asked ?? vintage.asOf, last]
      .filter((one) => one !== null)
      .sort((a, b) => a.getTime() - b.getTime())[0];
    if (earliest) moments.push(earliest);
  }
  // An empty ledger has no events either way, and the series says so.
  const moment = moments.sort((a, b) => b.getTime() - a.getTime())[0] ?? new Date(0);
  return { asOf: { text: moment.toISOString(), moment }, lastDay: vintages[0]!.lastDay };
}

/** The moment of the last note on these dyads that was known at the one that is asked for; nothing where there is no note, which is the same picture. */
async function notesOf(
  { notes }: Snapshots,
  asked: Pick<DyadRequest, 'notes' | 'asOf'>,
  dyads: readonly string[],
): Promise<Pick<DyadView, 'notes'>> {
  if (asked.notes === undefined) return {};
  const moment = asked.notes === 'shown' ? asked.asOf : asked.notes;
  const last = await notes.lastChange(moment?.moment, dyads);
  return last ? { notes: last.toISOString() } : {};
}

/** The published model, and the draft in its place; a draft that is published word for word is no draft. */
async function modelOrDraft(
  snapshots: Snapshots,
  asked: DyadRequest,
): Promise<{ model: AskedModel; draft: LoadedModel['definition'] | undefined }> {
  if (asked.draft === undefined) return { model: await snapshots.model(asked.model), draft: undefined };
  const { definition } = draftModel(asked.draft, snapshots.reference.codebook);
  const published = snapshots.reference.models.find(({ hash }) => hash === modelHash(definition));
  if (published) return { model: { ...published, pinned: true }, draft: undefined };
  return { model: await snapshots.model(asked.model ?? knownName(snapshots, definition.name)), draft: definition };
}

/** The model that a draft is most likely a draft of: the one of its name, where there is one. */
const knownName = ({ reference }: Snapshots, name: string): string | undefined =>
  reference.models.some(({ definition }) => definition.name === name) ? name : undefined;

function dyadOf(text: string, field: string): string {
  const canonical = canonicalDyad(text);
  if (canonical === undefined)
    throw invalid({
      field,
      value: text,
      message: 'is not a dyad: write two different ISO alpha-3 codes joined by a hyphen, such as KOR-RUS',
    });
  return canonical;
}

function baseOf(
  asked: Pick<ViewRequest, 'title' | 'marking'>,
  window: { from: number; to: number },
  moment: PinnedMoment,
  model: LoadedModel,
) {
  const { title, marking } = asked;
  return {
    from: toIsoDate(window.from),
    to: toIsoDate(window.to),
    model: nameOf(model),
    asOf: moment.asOf.text,
    ...(title && { title }),
    ...(marking && { marking }),
  };
}

const nameOf = ({ definition, hash }: LoadedModel): string => `${definition.name}@${hash}`;

/** What is wrong with a field of the body, its value, and what to do. */
function fieldErrors(issue: z.core.$ZodIssue, body: unknown): FieldError[] {
  const field = issue.path.join('.') || 'body';
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join('.'),
      value: textOf(Object(body)[key]),
      message: 'is no field of such a view: take it out, or correct its name',
    }));
  if (issue.code === 'invalid_type') {
    const isMissing = issue.input === undefined;
    return [
      {
        field,
        value: isMissing ? null : textOf(issue.input),
        message: `${isMissing ? 'is missing: give' : 'must be'} ${kindOf(issue.expected)}`,
      },
    ];
  }
  return [{ field, value: textOf(issue.input), message: issue.message }];
}

/** A value as an answer tells it: long enough to be known again. */
const textOf = (value: unknown): string | null =>
  value === undefined ? null : ((typeof value === 'string' ? value : JSON.stringify(value))?.slice(0, 200) ?? null);
