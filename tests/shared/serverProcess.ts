/** The built server as a process of its own, on a free port of 127.0.0.1. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../server/projectRoot.ts';

export interface ServerProcess {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  /** waits until a roll-up is published; fails when the process ends before */
  ready(): Promise<void>;
  /** ends it as Ctrl-C does */
  stop(): Promise<void>;
  /** ends it in the middle of whatever it does */
  kill(): Promise<void>;
  /** it stands still until it is told to go on, as a machine that is suspended */
  pause(): void;
  goOn(): void;
}

interface StartOptions {
  readonly port?: string;
  /** further settings, such as DATABASE_URL */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts it and waits until it prints its address. It has no schedule, and no database but that of the folder, unless the settings name one. */
export async function startServer(
  dataDir: string,
  { port = '0', settings = {} }: StartOptions = {},
): Promise<ServerProcess> {
  const root = projectRoot();
  const { DATABASE_URL: _, PUBLIC_URL: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(root, 'dist/server/main.js')], {
    cwd: root,
    env: {
      ...inherited,
      HOST: '127.0.0.1',
      PORT: port,
      DATA_DIR: dataDir,
      ROLLUP_CRON: '0 0 1 1 *',
      FEED_PRIVATE_HOSTS: '127.0.0.1',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { url: said, token } = await addressOf(child);
  const url = port === '0' ? said : `http://127.0.0.1:${port}`; // it says PUBLIC_URL where that is set
  return {
    url,
    token,
    pid: child.pid!,
    async ready() {
      while (child.exitCode === null) {
        const response = await fetch(`${url}/health/ready`).catch(() => undefined);
        await response?.body?.cancel();
        if (response?.status === 200) return;
        await sleep(50);
      }
      throw new Error(`The server at ${url} ended with code ${child.exitCode} before it was ready.`);
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    pause: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
  };
}

function addressOf(child: ChildProcess): Promise<{ url: string; token: string }> {
  const said: string[] = [];
  child.stderr!.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      said.push(line);
      const found = /(http:\/\/\S+?)\/#token=(\S+)/.exec(line);
      if (found) resolve({ url: found[1]!, token: found[2]! });
    });
    child.once('exit', (code) =>
      reject(new Error(`The server ended with code ${code} before it listened:\n${said.join('\n')}`)),
    );
  });
}
