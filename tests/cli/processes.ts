/** The commands and the server as a person runs them: processes of their own on a data folder of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { atEndOfTest } from '../shared/endings.ts';
import { builtServer } from './built.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningServer {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  /** sends a signal and waits for the end */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

/** A new data folder, which goes with the test file. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tension-cli-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(
  module: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  input?: string,
  preload?: string,
): Promise<{ child: ChildProcess; ended: Promise<Ended>; said: () => string }> {
  const { PATH = '', HOME = '' } = process.env;
  const before = preload === undefined ? [] : ['--import', preload];
  const child = spawn(process.execPath, [...before, join(await builtServer(), module), ...args], {
    env: { PATH, HOME, FEED_PRIVATE_HOSTS: '127.0.0.1', ...settings },
    stdio: ['pipe', 'pipe', 'pipe', ...(preload === undefined ? [] : (['ipc'] as const))],
  });
  let stdout = '';
  let stderr = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin!.end(input ?? '');
  const ended = once(child, 'close').then(([code]) => ({
    code: typeof code === 'number' ? code : null,
    stdout,
    stderr,
  }));
  atEndOfTest(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, ended, said: () => stdout };
}

/** Runs a command to its end. */
export async function tension(
  dataDir: string,
  args: readonly string[],
  {
    input,
    settings = {},
    preload,
  }: { input?: string; settings?: Readonly<Record<string, string>>; preload?: string } = {},
): Promise<Ended> {
  return (await start('cli.js', args, { DATA_DIR: dataDir, ...settings }, input, preload)).ended;
}

/** Tells the parent process when something listens for Ctrl-C. */
const TELL_WHEN_LISTENING = `data:text/javascript,process.on('newListener', (name) => name === 'SIGINT' && setImmediate(() => process.send('listens')))`;

/** Runs a command and sends it Ctrl-C when it has begun the work that Ctrl-C ends. */
export async function interrupted(dataDir: string, args: readonly string[]): Promise<Ended> {
  const { child, ended } = await start('cli.js', args, { DATA_DIR: dataDir }, undefined, TELL_WHEN_LISTENING);
  child.once('message', () => child.kill('SIGINT'));
  return ended;
}

/** A clock that goes on from a moment: a process of its own has none from the test. */
export const clockFrom = (moment: number): string =>
  `data:text/javascript,${encodeURIComponent(`
    const Machine = Date;
    const ahead = ${moment} - Machine.now();
    globalThis.Date = class extends Machine {
      constructor(...given) { given.length === 0 ? super(Machine.now() + ahead) : super(...given); }
      static now() { return Machine.now() + ahead; }
    };`)}`;

/** Starts the server as `npm start` does and waits until it prints its address. @param preload a module that runs before it */
export async function serve(
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
  preload?: string,
): Promise<RunningServer> {
  const all = { DATA_DIR: dataDir, PORT: '0', ...settings };
  const { child, ended, said } = await start('main.js', [], all, undefined, preload);
  const address = /(http:\/\/[^\s/]+)\/(?:#token=(\S+))?\n/;
  const over = ended.then(({ code, stdout, stderr }) => {
    throw new Error(`The server ended with ${code} before it printed its address: ${stdout}${stderr}`);
  });
  over.catch(() => undefined);
  await Promise.race([
    over,
    new Promise<void>((resolve) => child.stdout!.on('data', () => address.test(said()) && resolve())),
  ]);
  const [, url, token] = address.exec(said())!;
  return {
    url: url!,
    token: settings['TENSION_TOKEN'] ?? token!,
    pid: child.pid!,
    async end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Starts the server where it cannot start, and gives its end. */
export async function serveInVain(dataDir: string, settings: Readonly<Record<string, string>>): Promise<Ended> {
  return (await start('main.js', [], { DATA_DIR: dataDir, PORT: '0', ...settings })).ended;
}

/** Waits until a run is published. */
export async function ready({ url }: RunningServer): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/health/ready`);
    await answer.body?.cancel();
    if (answer.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
