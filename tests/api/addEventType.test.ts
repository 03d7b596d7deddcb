/** The worked example of CONTRIBUTING.md, "Add an event type", performed on a copy of data and models with the lines that it gives. */
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CodebookResponse } from '../../models/contract/codebook.ts';
import type { Contributions } from '../../models/contract/contributions.ts';
import type { EventPage } from '../../models/contract/events.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer } from './testServer.ts';

const RECODED = 'usa-chn-2021-12-06-olympics-boycott';

let root: string;
let shipped: TestServer;
let server: TestServer;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tension-type-'));
  for (const part of ['data', 'models/definitions'])
    await cp(join(projectRoot(), part), join(root, part), {
      recursive: true,
      filter: (path) => !path.endsWith(join('data', 'local')),
    });
  const text = await readFile(join(projectRoot(), 'CONTRIBUTING.md'), 'utf8');
  const given = (beginning: string): string => {
    const line = text.split('\n').find((one) => one.trim().startsWith(beginning));
    if (line === undefined) throw new Error(`CONTRIBUTING.md has no line that begins with ${beginning}`);
    return line.trim();
  };
  await appendFile(join(root, 'data/codebook.csv'), `${given('boycott,')}\n`);
  const definition = JSON.parse(await readFile(join(root, 'models/definitions/baseline.v3.json'), 'utf8')) as {
    changelog: unknown[];
    types: Record<string, unknown>;
  };
  const next = {
    ...definition,
    version: 4,
    changelog: [...definition.changelog, JSON.parse(given('{ "version": 4'))],
    types: { ...definition.types, ...(JSON.parse(`{ ${given('"boycott":')} }`) as object) },
  };
  await writeFile(join(root, 'models/definitions/baseline.v4.json'), JSON.stringify(next));
  const events = await readFile(join(root, 'data/events/CHN-USA.csv'), 'utf8');
  const recoded = events
    .split('\n')
    .map((row) => (row.startsWith(`${RECODED},`) ? row.replace(',closure_suspension,', ',boycott,') : row));
  shipped = await startTestServer();
  server = await startTestServer({ dataRoot: root });
  await server.importAndRollUp(recoded.join('\n'));
});
afterAll(async () => {
  await Promise.all([shipped.close(), server.close()]);
  await rm(root, { recursive: true });
});

test('every model is served, older versions too, with its hash', async () => {
  for (const name of ['baseline@1', 'baseline@3', 'baseline-coupled', 'gdelt', 'gdelt-goldstein'])
    expect(await server.json<ModelDetail>(`/api/v1/models/${name}`)).toEqual(
      await shipped.json<ModelDetail>(`/api/v1/models/${name}`),
    );
  expect(server.reference.modelFaults).toEqual([]);
  expect(await server.json<ModelDetail>('/api/v1/models/baseline')).toMatchObject({ name: 'baseline', version: 4 });
});

test('the type is in the codebook, and the event is recoded', async () => {
  const { types } = await server.json<CodebookResponse>('/api/v1/codebook');
  expect(types.at(-1)).toMatchObject({ type: 'boycott', label: 'Boycott', category: 'diplomatic_protest' });
  const { events } = await server.json<EventPage>('/api/v1/dyads/CHN-USA/events?type=boycott');
  expect(events.map(({ id }) => id)).toEqual([RECODED]);
});

test('the event counts under the version that names its type, and weighs nothing under the version before', async () => {
  const contributing = async (model: string): Promise<string[]> => {
    const { contributions } = await server.json<Contributions>(
      `/api/v1/dyads/CHN-USA/contributions?date=2021-12-06&model=${model}`,
    );
    return contributions.map(({ eventId }) => eventId);
  };
  const first = await contributing('baseline@3');
  expect(first).not.toContain(RECODED);
  expect((await contributing('baseline')).toSorted()).toEqual([...first, RECODED].sort());
});
