/** Runs a Dockerfile's steps in folders of this machine, one for each stage: a rehearsal where no engine runs. */
import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

interface Step {
  readonly word: string;
  readonly rest: string;
}

/** The instructions of a Dockerfile, each on one line. */
export const stepsOf = (text: string): Step[] =>
  text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ word: line.split(' ')[0]!, rest: line.slice(line.indexOf(' ') + 1) }));

export interface Image {
  /** the folder that stands for `/` */
  readonly root: string;
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
}

/** Absolute paths of an image stand below its root. */
export const inside = (root: string, text: string): string =>
  text.replaceAll(/(?<![\w./:])\/(?=(app|data)\b)/g, `${root}/`);

/**
 * @param folder empty; gets a folder for each stage
 * @param context what `docker build` is given
 * @param ready stages that are not run, by name, and what stands in them
 */
export async function build(
  steps: readonly Step[],
  folder: string,
  context: string,
  ready: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<Image> {
  const stages = new Map<string, string>();
  let root = '';
  let name = '';
  let cwd = '/';
  let image = {
    environment: {} as Record<string, string>,
    user: '',
    command: [] as string[],
    healthCheck: [] as string[],
  };
  for (const { word, rest } of steps) {
    if (word === 'FROM') {
      name = / AS (\S+)$/.exec(rest)?.[1] ?? 'image';
      root = join(folder, name);
      stages.set(name, root);
      await mkdir(root, { recursive: true });
      image = { environment: {}, user: '', command: [], healthCheck: [] };
      continue;
    }
    if (Object.hasOwn(ready, name)) continue;
    if (word === 'WORKDIR') {
      cwd = join(root, rest);
      await mkdir(cwd, { recursive: true });
    } else if (word === 'COPY') {
      const [, from, paths] = /^(?:--from=(\S+) )?(.*)$/.exec(rest)!;
      const words = paths!.split(' ');
      const to = words.pop()!;
      for (const path of words) {
        const source =
          from === undefined ? join(context, path) : (ready[from]?.[path] ?? join(stages.get(from)!, path));
        const target = to.startsWith('/') ? join(root, to) : to === './' ? join(cwd, path) : join(cwd, to);
        await mkdir(dirname(target), { recursive: true });
        await cp(source, target, { recursive: true });
      }
    } else if (word === 'RUN')
      await promisify(execFile)('sh', ['-ec', inside(root, rest)], {
        cwd,
        env: { PATH: process.env['PATH'], HOME: process.env['HOME'], npm_config_prefer_offline: 'true' },
      });
    else if (word === 'ENV')
      for (const pair of rest.split(' ')) image.environment[pair.split('=')[0]!] = inside(root, pair.split('=')[1]!);
    else if (word === 'USER') image.user = rest;
    else if (word === 'CMD') image.command = JSON.parse(rest) as string[];
    else if (word === 'HEALTHCHECK') image.healthCheck = JSON.parse(rest.slice(rest.indexOf('['))) as string[];
    else if (!['VOLUME', 'EXPOSE'].includes(word)) throw new Error(`The rehearsal does not know ${word}.`);
  }
  return { root, workingFolder: cwd, ...image };
}
