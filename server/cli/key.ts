/** `tension key make|list|withdraw`: API keys, on the data folder or through a server that holds it. */
import { type ApiKey, keyChanged, keyMade, keys as keyList, type KeyMade } from '../../models/contract/people.ts';
import type { Role } from '../../models/roles.ts';
import type { Config } from '../config.ts';
import { KeyRefused, type Keys } from '../people/keys.ts';
import { CommandFailure } from './failure.ts';
import { COMMAND_LINE, findServer, type Server, uploadOf } from './runningServer.ts';
import { print, printJson, table } from './terminal.ts';

export interface KeyMakeOptions {
  readonly role: Role;
  readonly days?: number;
  readonly json?: boolean;
}

const MAX_LISTED = 1000;
const DAY_MS = 86_400_000;

/** @returns the exit code: 0 made */
export async function keyMakeCommand(
  config: Config,
  name: string,
  { role, days, json }: KeyMakeOptions,
): Promise<number> {
  const made = await withKeys<KeyMade>(
    config,
    async (server, now) =>
      server.post(
        '/api/v1/keys',
        {},
        keyMade,
        uploadOf('application/json', JSON.stringify({ name, role, ...endOf(now, days) })),
      ),
    async (keys, now) => keys.make({ name, role, ...endOf(now, days) }, { name: COMMAND_LINE, role: 'admin' }),
  );
  if (json) printJson(made);
  else
    print(`${made.secret}\n\nIt is told this once. Send it as "Authorization: Bearer ${made.secret.slice(0, 8)}...".`);
  return 0;
}

/** @returns the exit code: 0 */
export async function keyListCommand(config: Config, { json }: { readonly json?: boolean }): Promise<number> {
  const keys = await withKeys<readonly ApiKey[]>(
    config,
    async (server) => (await server.get('/api/v1/keys', { limit: String(MAX_LISTED) }, keyList)).keys,
    (held) => held.list(MAX_LISTED),
  );
  if (json) printJson({ keys });
  else if (keys.length === 0) print('There is no key: make one with key make NAME --role ROLE.');
  else
    print(
      table(
        ['Id', 'Name', 'Role', 'Made by', 'Ends', 'Last used', 'Withdrawn'].map((head) => ({ head, align: 'left' })),
        keys.map(({ id, name, role, madeBy, endsAt, lastUsed, withdrawnAt }) => [
          id,
          name,
          role,
          madeBy,
          endsAt?.slice(0, 10) ?? 'never',
          lastUsed?.slice(0, 16) ?? 'never',
          withdrawnAt?.slice(0, 16) ?? '',
        ]),
      ),
    );
  return 0;
}

/** @returns the exit code: 0 withdrawn */
export async function keyWithdrawCommand(
  config: Config,
  id: string,
  { json }: { readonly json?: boolean },
): Promise<number> {
  const key = await withKeys<ApiKey>(
    config,
    async (server) => (await server.post(`/api/v1/keys/${encodeURIComponent(id)}/withdrawal`, {}, keyChanged)).key,
    async (keys) => {
      const withdrawn = await keys.withdraw(id, COMMAND_LINE);
      if (!withdrawn) throw new CommandFailure(`No key has the id "${id}": key list shows them.`);
      return withdrawn;
    },
  );
  if (json) printJson({ key });
  else print(`${key.name} (${key.id}) opens nothing any more.`);
  return 0;
}

const endOf = (now: Date, days: number | undefined): { readonly endsAt?: string } =>
  days === undefined ? {} : { endsAt: new Date(now.getTime() + days * DAY_MS).toISOString() };

async function withKeys<Result>(
  config: Config,
  through: (server: Server, now: Date) => Promise<Result>,
  here: (keys: Keys, now: Date) => Promise<Result>,
): Promise<Result> {
  const { clock, openParts } = await import('../composition.ts');
  const server = await findServer(config);
  if (server) return through(server, clock());
  const parts = await openParts(config);
  try {
    const { openKeys } = await import('../people/keys.ts');
    const onFault = (error: unknown): never => {
      throw error;
    };
    return await here(openKeys({ database: parts.database, now: clock, onFault }), clock());
  } catch (error) {
    if (error instanceof KeyRefused) throw new CommandFailure(`${error.field} ${error.message}.`, { cause: error });
    throw error;
  } finally {
    await parts.close();
  }
}
