/** Runs a command in this process, for what a process of its own would not show better: refusals, texts and tables. */
import { Readable, Writable } from 'node:stream';
import { run } from '../../server/cli/run.ts';
import type { Ended } from './processes.ts';

/** @param dataDir the data folder; none of the settings of this process count */
export async function tension(
  dataDir: string,
  args: readonly string[],
  { input = '', settings = {} }: { input?: string | Uint8Array; settings?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const into = (name: keyof typeof said): Writable =>
    new Writable({
      decodeStrings: false,
      write: (text, _, done) => {
        said[name] += text;
        done();
      },
    });
  const code = await run(args, {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: into('stdout'),
    stderr: into('stderr'),
    environment: { DATA_DIR: dataDir, FEED_PRIVATE_HOSTS: '127.0.0.1', ...settings },
  });
  return { code, ...said };
}
