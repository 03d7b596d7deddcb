/** `npm run -s tension -- COMMAND`: one command, with the streams and the environment of this process. */
import { run } from './cli/run.ts';

const { stdin, stdout, stderr, env: environment } = process;
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error; // the reader has seen enough: score KOR-RUS | head
});
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, environment });
