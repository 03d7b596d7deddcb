/** `tension draft --score FILE.jsonl`: how good drafting is, on texts whose acts somebody coded. */
import { z } from 'zod';
import type { DraftingWorld } from '../../models/drafting/drafter.ts';
import { DraftingFailed } from '../../models/drafting/drafter.ts';
import type { Draft } from '../../models/drafting/drafted.ts';
import { type DraftingScore, type FalseCause, scoreTexts, type WantedText } from '../../models/drafting/score.ts';
import type { Config } from '../config.ts';
import { openDrafting } from '../drafting/drafting.ts';
import { projectRoot } from '../projectRoot.ts';
import { loadReferenceData } from '../referenceData.ts';
import { type DraftOptions, textOf } from './draftInput.ts';
import { CommandFailure } from './failure.ts';
import { print, printJson, progressBar, table } from './terminal.ts';

const types = z.array(z.string());
/** The day of an act, or its month or year where no more is known; nothing where not even that is. */
const dayMonthOrYear = z
  .string()
  .regex(/^(\d{4}(-\d{2}(-\d{2})?)?)?$/, 'write a day such as 2024-04-05, a month such as 2024-04, or nothing')
  .nullable()
  .default(null)
  .transform((date) => (date === '' ? null : date));
const published = z.iso
  .date()
  .or(z.literal(''))
  .nullish()
  .transform((date) => date || undefined);
/** A news item with its date of publication and all its acts. */
const item = z.looseObject({
  id: z.string().default(''),
  text: z.string(),
  published,
  language: z.enum(['en', 'ko']).optional(),
  events: z.array(
    z.looseObject({
      actor: z.string(),
      target: z.string(),
      targets: types.optional(),
      pairs: z.array(z.tuple([z.string(), z.string()])).optional(),
      type: z.string(),
      acceptTypes: types.optional(),
      date: dayMonthOrYear,
      datePrecision: z.string().default('day'),
      optional: z.boolean().default(false),
    }),
  ),
  tolerated: types.default([]),
});
/** A sentence with one act; the type "none": no act. */
const sentence = z.looseObject({
  id: z.string().default(''),
  text: z.string(),
  published,
  language: z.enum(['en', 'ko']).optional(),
  actor: z.string().default(''),
  target: z.string().default(''),
  pairs: z.array(z.tuple([z.string(), z.string()])).optional(),
  type: z.string(),
  acceptTypes: types.optional(),
});

interface ScoredText {
  readonly text: string;
  readonly published: string | undefined;
  readonly language: 'en' | 'ko' | undefined;
  readonly wanted: WantedText;
}

/** @returns the exit code: 0, however good the drafts are */
export async function draftScoreCommand(config: Config, file: string, options: DraftOptions): Promise<number> {
  const texts = textsOf(await textOf(file), file);
  const reference = await loadReferenceData(projectRoot());
  const drafting = openDrafting({ root: projectRoot(), ...config.drafting }, reference);
  const world: DraftingWorld = { codebook: reference.codebook, names: reference.names, dyads: [], events: [] };
  const scored: { wanted: WantedText; drafts: readonly Draft[] }[] = [];
  const bar = progressBar('Drafting', texts.length);
  for (const [i, { text, published, language, wanted }] of texts.entries()) {
    bar.update(i, `text ${i + 1} of ${texts.length}`);
    const request = { text, published, language: language ?? options.lang };
    try {
      scored.push({ wanted, drafts: (await drafting.draft(request, options.provider ?? 'rules', world)).drafts });
    } catch (error) {
      // By rules a text that cannot be read has no drafts; a model that does not answer says nothing of how good it is.
      if (!(error instanceof DraftingFailed) || options.provider === 'http') throw error;
      scored.push({ wanted, drafts: [] });
    }
  }
  bar.stop();
  const score = scoreTexts(scored, reference.codebook);
  if (options.json) printJson(score);
  else print(inWords(score, file));
  return 0;
}

/** @throws CommandFailure that names the line that cannot be read */
function textsOf(content: string, file: string): ScoredText[] {
  const texts = content.split('\n').flatMap((line, i): ScoredText[] => {
    if (line.trim() === '') return [];
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw new CommandFailure(`${file}, line ${i + 1} is not JSON: write one object a line.`, { cause: error });
    }
    const hasEvents = typeof value === 'object' && value !== null && 'events' in value;
    const parsed = (hasEvents ? item.transform(wantedOfItem) : sentence.transform(wantedOfSentence)).safeParse(value);
    if (parsed.success) return [parsed.data];
    const [fault] = parsed.error.issues;
    throw new CommandFailure(
      `${file}, line ${i + 1}, ${fault!.path.join('.')}: ${fault!.message}. Write text and events, or text, actor, target and type.`,
    );
  });
  if (texts.length === 0) throw new CommandFailure(`${file} holds no text: write one JSON object a line.`);
  return texts;
}

/** Whether a date says as much as its precision promises. */
const isKnown = (precision: string, date: string | null): boolean =>
  date !== null && ((precision === 'day' && date.length === 10) || (precision === 'month' && date.length >= 7));

function wantedOfItem({ text, published, language, events, tolerated }: z.output<typeof item>): ScoredText {
  const acts = events.map(({ actor, target, targets, pairs, type, acceptTypes, date, datePrecision, optional }) => ({
    type,
    acceptTypes: acceptTypes ?? [type],
    sides: pairs ?? (targets ?? [target]).map((one): [string, string] => [actor, one]),
    date: isKnown(datePrecision, date) ? date : null,
    datePrecision: datePrecision === 'month' ? ('month' as const) : ('day' as const),
    optional,
  }));
  return { text, published, language, wanted: { acts, tolerated } };
}

function wantedOfSentence(row: z.output<typeof sentence>): ScoredText {
  const { text, published, language, actor, target, pairs, type } = row;
  const accepted = row.acceptTypes ?? [type];
  const acceptTypes = accepted.filter((name) => name !== 'none');
  const act = {
    type: type === 'none' ? (acceptTypes[0] ?? 'none') : type,
    acceptTypes,
    sides: pairs ?? [[actor, target] as const],
    date: null,
    datePrecision: 'day' as const,
    // "none" among the types: no act is right as well.
    optional: accepted.includes('none'),
  };
  return { text, published, language, wanted: { acts: acceptTypes.length > 0 ? [act] : [], tolerated: [] } };
}

const CAUSES: Readonly<Record<FalseCause, string>> = {
  noAct: 'the text has no act',
  type: 'another type than the act',
  states: 'other states than the act',
  twice: 'an act that is drafted already',
  other: 'nothing near it',
};

function inWords(score: DraftingScore, file: string): string {
  const percent = (value: number | null): string => (value === null ? '-' : value.toFixed(2));
  const { texts, required, found, drafts, right, noAct, dated } = score;
  return [
    `${file}: ${texts} texts`,
    `Recall     ${percent(score.recall)}  ${found} of ${required} acts found`,
    `Precision  ${percent(score.precision)}  ${right} of ${drafts} drafts right`,
    `Dates      ${percent(score.dateRight)}  of ${dated} found acts with a date`,
    `No act     ${noAct.drafted} of ${noAct.texts} texts without an act get a draft`,
    '',
    'False drafts by cause:',
    ...Object.entries(score.falseDrafts).map(
      ([cause, count]) => `  ${String(count).padStart(4)}  ${CAUSES[cause as FalseCause]}`,
    ),
    '',
    table(
      ['Type', 'Acts', 'Found', 'Drafts', 'Right'].map((head, c) => ({ head, align: c === 0 ? 'left' : 'right' })),
      Object.entries(score.byType).map(([type, row]) => [
        type,
        String(row.required),
        String(row.found),
        String(row.drafts),
        String(row.right),
      ]),
    ),
  ].join('\n');
}
