// One built checkout: its server, its commands, and a data folder that it fills.
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { settled } from './difference.mjs';

/** The limit of requests counts addresses: on Linux a machine has many of its own. */
const OWN_ADDRESSES = process.platform === 'linux' ? 250 : 1;
/** Headers that a reader or a cache depends on. */
const HEADERS = [
  'content-type',
  'content-disposition',
  'cache-control',
  'link',
  'location',
  'etag',
  'content-security-policy',
];

export class Product {
  #child;
  #dataDir;
  #asked = 0;

  constructor(folder) {
    this.folder = folder;
  }

  /** Starts the server and waits until something is published. */
  async serve(dataDir) {
    this.#dataDir = dataDir;
    const child = spawn(process.execPath, [join(this.folder, 'dist/server/main.js')], {
      cwd: this.folder,
      env: { ...environment(dataDir), PORT: '0', ROLLUP_CRON: '0 0 1 1 *' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    // It prints its public address; the one that it listens on stands in its data folder by then.
    this.token = await new Promise((found, reject) => {
      let said = '';
      child.stdout.on('data', (chunk) => {
        said += chunk;
        const token = /#token=(\S+)\n/.exec(said);
        if (token) found(token[1]);
      });
      child.once('exit', (code) => reject(new Error(`${this.folder} ended with ${code}:\n${said}`)));
    });
    this.port = new URL(JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')).url).port;
    for (;;) {
      const { head, body } = await this.get('/health/ready');
      const { runs } = head.status === 200 ? JSON.parse((await this.get('/api/v1/runs')).body.toString()) : {};
      if (runs !== undefined && !runs.some(({ status }) => status === 'running')) return;
      if (child.exitCode !== null) throw new Error(`${this.folder} ended before it was ready: ${body}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async stop() {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  }

  get(path) {
    return this.#send('GET', path);
  }

  post(path, body) {
    return this.#send('POST', path, JSON.stringify(body));
  }

  #send(method, path, body) {
    const number = this.#asked++;
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.port,
          method,
          path,
          localAddress: `127.0.0.${1 + (number % OWN_ADDRESSES)}`,
          headers: { authorization: `Bearer ${this.token}`, ...(body && { 'content-type': 'application/json' }) },
        },
        async (response) => {
          const chunks = [];
          for await (const chunk of response) chunks.push(chunk);
          const bytes = settled(Buffer.concat(chunks), this.port);
          const head = { status: response.statusCode };
          for (const name of HEADERS)
            if (response.headers[name] !== undefined)
              head[name] = settled(Buffer.from(response.headers[name]), this.port).toString();
          // A digest of the body says nothing more than the body.
          if (head.etag !== undefined) head.etag = head.etag.replace(/"[^"]+"/, '""');
          resolve({ head, body: bytes });
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }

  /** Runs a command to its end; it goes through the server. */
  async command(args, dataDir = this.#dataDir) {
    const child = spawn(process.execPath, [join(this.folder, 'dist/server/cli.js'), ...args], {
      cwd: this.folder,
      env: environment(dataDir),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (said[name] += text));
    const code = await new Promise((resolve) => child.once('close', resolve));
    return { head: { code }, body: settled(Buffer.from(`${said.stdout}\n${said.stderr}`), this.port) };
  }
}

const environment = (dataDir) => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  DATA_DIR: dataDir,
  PUBLIC_URL: 'https://tension.example.org',
  LOG_LEVEL: 'silent',
});

const QUARTER_HOUR_MS = 15 * 60_000;
const QUARTERS = 12;
const STATES = ['KOR', 'RUS', 'PRK', 'USA', 'CHN', 'JPN', 'IND', 'PAK', 'LTU', 'AUS'];
const ACTS = ['042', '163', '112', '190', '057', '138', '130', '036', '173', '051'];

/** Shipped events, and a few quarters of an hour of a feed in GDELT's layout, rolled up. */
export async function fillFolder(product, dataDir) {
  mkdirSync(dataDir, { recursive: true });
  const { module } = await runnerImport(join(dirname(fileURLToPath(import.meta.url)), '../feeds/gdeltServer.ts'));
  const gdelt = await module.GdeltServer.start();
  try {
    const newest = Math.floor(Date.now() / QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
    const first = newest - QUARTERS * QUARTER_HOUR_MS;
    for (let at = first; at < newest; at += QUARTER_HOUR_MS)
      gdelt.publish(module.stampOf(at), Buffer.from(rowsAt(module.stampOf(at))));
    const from = new Date(first).toISOString().slice(0, 10);
    await must(product, dataDir, ['feed', 'add', 'gdelt', '--from', from, '--base', gdelt.base]);
    await must(product, dataDir, ['feed', 'pull', 'gdelt']);
    await product.serve(dataDir); // takes the shipped events and rolls up
    await product.stop();
    await must(product, dataDir, ['feed', 'remove', 'gdelt']);
  } finally {
    await gdelt.stop();
  }
}

async function must(product, dataDir, args) {
  const { head, body } = await product.command(args, dataDir);
  if (![0, 2].includes(head.code))
    throw new Error(`"${args.join(' ')}" of ${product.folder} ended with ${head.code}: ${body}`);
}

/** Rows of 61 columns; which states and which act follows from the stamp, so that each quarter of an hour has others. */
function rowsAt(stamp) {
  const choice = (salt, length) => createHash('sha256').update(`${stamp} ${salt}`).digest().readUInt32LE(0) % length;
  return `${Array.from({ length: 400 }, (_, row) => {
    const cells = Array.from({ length: 61 }, () => '');
    const actor = STATES[choice(`a${row}`, STATES.length)];
    const target = STATES[choice(`t${row}`, STATES.length)];
    const code = ACTS[choice(`c${row}`, ACTS.length)];
    const given = {
      0: `${stamp}${row}`,
      1: stamp.slice(0, 8),
      5: `${actor}GOV`,
      7: actor,
      15: target,
      17: target,
      25: '1',
      26: code,
      28: code.slice(0, 2),
      29: '1',
      30: '1.9',
      31: '4',
      32: '2',
      33: '3',
      59: stamp,
      60: `https://example.org/${stamp}/${row}`,
    };
    for (const [column, cell] of Object.entries(given)) cells[column] = cell;
    return cells.join('\t');
  }).join('\n')}\n`;
}
