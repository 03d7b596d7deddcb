/** `tension brief`: the pack of the morning as a file, for cron or a timer. */
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type MorningCard, morningCards, trendCard } from '../../client/charts/morningCards.ts';
import { morning } from '../../models/contract/morning.ts';
import { pinnedView } from '../../models/contract/views.ts';
import { messageOf } from '../../models/errorMessage.ts';
import type { Config } from '../config.ts';
import { dyadTyped, withApi } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import { type Server, uploadOf } from './runningServer.ts';
import { templateUpload } from './templateFile.ts';
import { counted, print } from './terminal.ts';

export interface BriefOptions {
  readonly out: string;
  readonly format?: PackFormat;
  readonly dyads?: string;
  readonly list?: string;
  readonly date?: string;
  readonly since?: string;
  readonly tz?: string;
  readonly model?: string;
  readonly lang?: string;
  readonly preset?: string;
  readonly theme?: string;
  readonly text?: string;
  readonly template?: string;
}

const PACK_FORMATS = ['pptx', 'pdf', 'zip'] as const;
type PackFormat = (typeof PACK_FORMATS)[number];

/** As many as the server puts into one pack. */
const MAX_CARDS = 24;
const BYTES_PER_KIB = 1024;

/** @returns the exit code: 0 written, 2 nothing to tell and no file */
export async function briefCommand(config: Config, options: BriefOptions): Promise<number> {
  const asked = options.dyads?.split(',').map((typed) => dyadTyped(typed.trim()));
  const target = await targetOf(options);
  const template = await templateUpload(options.template, target.format, options);
  let code = 0;
  await withApi(config, async (server) => {
    const { date, since, tz, model, lang, preset, theme, text } = options;
    const brief = await server.get('/api/v1/morning', { date, since, tz, model, lang, list: options.list }, morning);
    const all = cardsOf(morningCards(brief), asked, brief.date);
    const cards = all.slice(0, MAX_CARDS);
    if (cards.length === 0) {
      print(`Nothing is new and nothing moved up to ${brief.date}: no file was written.`);
      code = 2;
      return;
    }
    const pinned = { asOf: brief.asOf, model: `${brief.model.name}@${brief.model.hash}` };
    const views = await pin(server, cards, pinned);
    const look = { lang, preset, theme, text, ...(target.format === 'zip' && { bom: '1' }) };
    const query = { views: views.join(','), ...look };
    const { bytes } = await server.getBytes(`/api/v1/packs/pack.${target.format}`, query, template);
    const file = target.folder === undefined ? target.file : join(target.folder, nameOf(brief.date, target.format));
    await writeWhole(file, bytes);
    const left = all.length > cards.length ? `; ${all.length - cards.length} more have no room in one pack` : '';
    print(
      `${file}: ${counted(cards.length, 'card')}, ${(bytes.length / BYTES_PER_KIB).toFixed(0)} KiB, views ${views.join(' ')}${left}`,
    );
  });
  return code;
}

/** Those that the brief tells, or those that were asked for, whether it tells of them or not. */
const cardsOf = (told: readonly MorningCard[], asked: readonly string[] | undefined, date: string) =>
  asked === undefined
    ? told
    : [...new Set(asked)].map((dyad) => told.find((card) => card.dyad === dyad) ?? trendCard(dyad, date));

async function pin(
  server: Server,
  cards: readonly MorningCard[],
  { asOf, model }: { readonly asOf: string | null; readonly model: string },
): Promise<string[]> {
  const codes: string[] = [];
  for (const card of cards) {
    const view = { ...card, direction: 'both', model, ...(asOf !== null && { asOf }) };
    const body = uploadOf('application/json', JSON.stringify(view));
    codes.push((await server.post('/api/v1/views', {}, pinnedView, body)).code);
  }
  return codes;
}

type Target = { readonly format: PackFormat } & (
  | { readonly folder: string; readonly file?: undefined }
  | { readonly file: string; readonly folder?: undefined }
);

/** @throws CommandFailure where it is neither a folder nor a file whose name says what to write */
async function targetOf({ out, format }: BriefOptions): Promise<Target> {
  const isFolder = await stat(out).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return { folder: out, format: format ?? 'pptx' };
  const ending = extname(out).slice(1).toLowerCase();
  const named = PACK_FORMATS.find((one) => one === ending);
  if (named === undefined || (format !== undefined && format !== named))
    throw new CommandFailure(
      `--out: "${out}" is no folder that is there, and no file whose name ends in .${format ?? PACK_FORMATS.join(', .')}: make the folder first, or name the file so.`,
    );
  return { file: out, format: named };
}

const nameOf = (date: string, format: PackFormat): string => `morning-brief-${date}.${format}`;

/** Under its name there is the whole file, or what stood there before. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const unfinished = join(dirname(file), `.${basename(file)}.unfinished`);
  try {
    const handle = await open(unfinished, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new CommandFailure(
      `"${file}" cannot be written: ${messageOf(error)}. Give --out a folder that is there and may be written to.`,
      { cause: error },
    );
  }
}
