/** `tension chart`: a figure as a file, with the same bytes as the server's. */
import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { readViewCode } from '../../client/charts/view.ts';
import { messageOf } from '../../models/errorMessage.ts';
import type { Config } from '../config.ts';
import { FIGURE_FORMATS, type FigureFormat } from '../figures/figureFormat.ts';
import { dyadTyped, withApi } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import type { Server, Upload } from './runningServer.ts';
import { templateUpload } from './templateFile.ts';
import { print } from './terminal.ts';

export interface ChartOptions {
  readonly out: string;
  readonly view?: string;
  readonly from?: string;
  readonly to?: string;
  readonly step?: string;
  readonly model?: string;
  readonly overlay?: string;
  readonly asOf?: string;
  readonly direction?: string;
  readonly whatIf?: string;
  readonly move?: boolean;
  readonly title?: string;
  readonly marking?: string;
  readonly preset?: string;
  readonly theme?: string;
  readonly text?: string;
  readonly density?: string;
  readonly lang?: string;
  readonly template?: string;
  readonly letters?: string;
  readonly table?: string;
  readonly meta?: boolean;
}

type Query = Readonly<Record<string, string | undefined>>;

const BYTES_PER_KIB = 1024;

/** @param typed a dyad, or two to six with commas between them; undefined with `--view` */
export async function chartCommand(config: Config, typed: string | undefined, options: ChartOptions): Promise<number> {
  const format = formatOf(options.out);
  const { path, query } = addressOf(typed, options, format);
  const template = await templateUpload(options.template, format, options);
  await withApi(config, async (server) => {
    const { bytes, code } = template
      ? await onTemplate(server, path, query, template)
      : await figure(server, path, query);
    await writeFile(options.out, bytes).catch((error: unknown) => {
      throw new CommandFailure(
        `"${options.out}" cannot be written: ${messageOf(error)}. Give --out a file in a folder that is there and may be written to.`,
      );
    });
    print(`${options.out}: ${format.toUpperCase()}, ${(bytes.length / BYTES_PER_KIB).toFixed(0)} KiB, view ${code}`);
  });
  return 0;
}

async function figure(server: Server, path: string, query: Query): Promise<{ bytes: Uint8Array; code: string }> {
  const { bytes, headers } = await server.getBytes(path, query);
  return { bytes, code: codeIn(headers) };
}

/** A template goes with a pack of one; its view is pinned by its numbers, which cost least. */
async function onTemplate(
  server: Server,
  path: string,
  query: Query,
  template: Upload,
): Promise<{ bytes: Uint8Array; code: string }> {
  const { theme, text, density, lang, ...shown } = query;
  const { headers } = await server.getBytes(path.replace(/pptx$/, 'csv'), shown);
  const code = codeIn(headers);
  const look = { views: code, theme, text, density, lang };
  const { bytes } = await server.getBytes('/api/v1/packs/pack.pptx', look, template);
  return { bytes, code };
}

const codeIn = (headers: Headers): string =>
  /\/v\/([^>]+)>; rel="canonical"/.exec(headers.get('link') ?? '')?.[1] ?? '';

/** @throws CommandFailure where the name does not say which format */
function formatOf(file: string): FigureFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const format = FIGURE_FORMATS.find((known) => known === ending);
  if (format === undefined)
    throw new CommandFailure(
      `"${file}" does not say what to write: let the file's name end in ${FIGURE_FORMATS.slice(0, -1)
        .map((known) => `.${known}`)
        .join(', ')} or .${FIGURE_FORMATS.at(-1)}.`,
    );
  return format;
}

function addressOf(
  typed: string | undefined,
  options: ChartOptions,
  format: FigureFormat,
): { path: string; query: Query } {
  const { preset, theme, text, density, lang, from, to, step, model, overlay, asOf, whatIf, title, marking, move } =
    options;
  const { letters, table, meta } = options;
  const file = { letters, table, ...(meta && { meta: '1' }), ...(format === 'csv' && { bom: '1' }) };
  const look = { preset, theme, text, density, lang, ...file };
  if (options.view !== undefined) {
    const shown = Object.entries({
      from,
      to,
      step,
      model,
      overlay,
      'as-of': asOf,
      direction: options.direction,
      'what-if': whatIf,
      title,
      marking,
      move,
    }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`]));
    if (typed !== undefined || shown.length > 0)
      throw new CommandFailure(
        `--view shows what was pinned: leave out ${[...(typed === undefined ? [] : [`"${typed}"`]), ...shown].join(', ')}, or leave out --view.`,
      );
    const read = readViewCode(options.view);
    if ('fault' in read) throw new CommandFailure(`--view: "${options.view}" ${read.fault}.`);
    return { path: `/v/${encodeURIComponent(read.code)}.${format}`, query: look };
  }
  if (typed === undefined)
    throw new CommandFailure(
      'Say what to draw: a dyad such as KOR-RUS, several with commas between them, or --view with a code.',
    );
  const dyads = typed.split(',').map((part) => dyadTyped(part.trim()));
  if (dyads.length > 1) {
    const alone = Object.entries({ step, overlay, direction: options.direction, 'what-if': whatIf, move }).flatMap(
      ([name, value]) => (value === undefined ? [] : [`--${name}`]),
    );
    if (alone.length > 0)
      throw new CommandFailure(`A comparison of dyads has no ${alone.join(', ')}: leave that out, or draw one dyad.`);
    return {
      path: `/api/v1/compare/figure.${format}`,
      query: { dyads: dyads.join(','), from, to, model, asOf, title, marking, ...look },
    };
  }
  const direction =
    options.direction === undefined || options.direction === 'both'
      ? options.direction
      : options.direction.toUpperCase();
  return {
    path: `/api/v1/dyads/${dyads[0]}/figure.${format}`,
    query: {
      from,
      to,
      step,
      model,
      overlay,
      asOf,
      direction,
      whatIf,
      title,
      marking,
      ...(move && { kind: 'move' }),
      ...look,
    },
  };
}
