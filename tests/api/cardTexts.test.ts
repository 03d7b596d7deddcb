import { afterAll, beforeAll, expect, test } from 'vitest';
import { viewCode } from '../../client/charts/view.ts';
import type { CardTexts } from '../../client/charts/card/cardTexts.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test('a title that is being typed is held against the data, and nothing is pinned for it', async () => {
  const response = await server.post(
    '/api/v1/views',
    JSON.stringify({ kind: 'dyad', dyad: 'KOR-RUS', from: '2024-01-06', to: '2024-04-05' }),
    { 'Content-Type': 'application/json' },
  );
  const { code, view } = (await response.json()) as PinnedView;
  const texts = (title: string): Promise<CardTexts> =>
    server.json(`/api/v1/views/${encodeURIComponent(code)}/card?title=${encodeURIComponent(title)}`);
  const wrong = await texts('South Korea–Russia tension fell 14 points');
  expect(wrong.title).toBe('South Korea–Russia tension fell 14 points');
  expect(wrong.titleFaults.join(' ')).toContain('14');
  expect((await texts(wrong.computedTitle)).titleFaults).toEqual([]);
  expect(
    await server.views.read(viewCode({ ...view, title: wrong.title } as Parameters<typeof viewCode>[0])),
  ).toBeUndefined();
  const own = await server.json<CardTexts>(`/api/v1/views/${encodeURIComponent(code)}/card`);
  expect(own).toMatchObject({ title: wrong.computedTitle, titleFaults: [] });
});
