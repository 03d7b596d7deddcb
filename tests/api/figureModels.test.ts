/** Figures that are not the published line: a what-if, a draft, a second model, a version that has been followed. */
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ModelDefinition } from '../../models/model.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import type { Series } from '../../models/contract/series.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { builtServer } from '../cli/built.ts';
import { startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
let baseline: ModelDefinition;
beforeAll(async () => {
  await builtServer();
  server = await startTestServer();
  baseline = (await server.json<ModelDetail>('/api/v1/models/baseline')).definition;
});
afterAll(() => server.close());

const SPRING = 'from=2024-03-01&to=2024-04-05';
const json = { 'Content-Type': 'application/json' };
type Row = Record<string, string>;
const rowsOf = async (path: string): Promise<Row[]> => {
  const answer = await server.get(path);
  expect(answer.status, path).toBe(200);
  return parse(await answer.text(), { columns: true });
};
const textsOf = (code: string) =>
  server.json<{ title: string; sentence: string; badges: { kind: string }[] }>(
    `/api/v1/views/${encodeURIComponent(code)}/card`,
  );
const codeIn = (answer: Response): string => /\/v\/([^>]+)>; rel="canonical"/.exec(answer.headers.get('link')!)![1]!;

/** Resolves when no run is under way any more, and all that was recorded is published. */
async function atRest(): Promise<void> {
  while (server.rollup.current()) await new Promise((resolve) => setTimeout(resolve, 20));
  await (
    await server.rollup.start('request')
  ).done;
}

/** Another version, with another weight of sanctions. */
const heavier = (version: number, date: string): ModelDefinition => ({
  ...baseline,
  version,
  changelog: [...baseline.changelog, { version, date, text: 'Scores move because sanctions weigh more.' }],
  types: { ...baseline.types, sanction: { ...baseline.types['sanction']!, weight: 9 } },
});

it('a what-if is drawn as it is asked, beside the line as coded, and says so', async () => {
  const query = `${SPRING}&whatIf=type:sanction`;
  const rows = await rowsOf(`/api/v1/dyads/KOR-RUS/figure.csv?${query}`);
  const series = await server.json<Series>(`/api/v1/dyads/KOR-RUS/series?${query}`);
  expect(rows.map(({ index, indexAsCoded }) => [Number(index), Number(indexAsCoded)])).toEqual(
    series.points.map(({ index, indexAsCoded }) => [index, indexAsCoded]),
  );
  expect(rows[0]!['whatIf']).toBe('type:sanction');
  const move = await rowsOf(`/api/v1/dyads/KOR-RUS/figure.csv?${SPRING}&kind=move`);
  expect(move.some(({ category }) => category === 'sanctions_trade')).toBe(true);
  const answer = await server.get(`/api/v1/dyads/KOR-RUS/figure.svg?${query}`);
  const { badges, sentence } = await textsOf(codeIn(answer));
  expect(badges.map(({ kind }) => kind)).toContain('what-if');
  // What was left out drove nothing.
  expect(sentence).not.toMatch(/driven by sanctions/);
  expect((await answer.text()).length).toBeGreaterThan(10_000);
});

it('a draft is drawn with its own weights, and marked', async () => {
  const draft = { ...heavier(2, '2026-11-23'), name: 'baseline' };
  const pinned = (await (
    await server.post(
      '/api/v1/views',
      JSON.stringify({ kind: 'dyad', dyad: 'KOR-RUS', from: '2024-03-01', to: '2024-04-05', draft }),
      json,
    )
  ).json()) as PinnedView;
  const rows = await rowsOf(`/v/${encodeURIComponent(pinned.code)}.csv`);
  const scored: Series = await (
    await server.post(
      '/api/v1/score',
      JSON.stringify({ dyad: 'KOR-RUS', model: draft, from: '2024-03-01', to: '2024-04-05' }),
      json,
    )
  ).json();
  expect(rows.map(({ index }) => Number(index))).toEqual(scored.points.map(({ index }) => index));
  expect((await textsOf(pinned.code)).badges.map(({ kind }) => kind)).toContain('draft');
  expect((await server.get(`/v/${encodeURIComponent(pinned.code)}.pptx`)).status).toBe(200);
});

it('a second model is a second line; a version that another had followed is marked, one that was followed later is not', async () => {
  const before = await server.get(`/api/v1/dyads/KOR-RUS/figure.png?${SPRING}`);
  const bytes = Buffer.from(await before.arrayBuffer());
  // Saved today, after everything that is shown was known.
  expect((await server.post('/api/v1/models', JSON.stringify(heavier(4, '2026-11-23')), json)).status).toBe(201);
  await atRest();
  const again = await server.get(`/v/${encodeURIComponent(codeIn(before))}.png?density=1`);
  expect(Buffer.from(await again.arrayBuffer()).equals(bytes)).toBe(true);
  expect((await textsOf(codeIn(before))).badges.map(({ kind }) => kind)).not.toContain('superseded');

  const overlaid = await rowsOf(`/api/v1/dyads/KOR-RUS/figure.csv?${SPRING}&model=baseline@3&overlay=baseline@4`);
  const second = await server.json<Series>(`/api/v1/dyads/KOR-RUS/series?${SPRING}&model=baseline@4`);
  expect(overlaid.map(({ overlayIndex }) => Number(overlayIndex))).toEqual(second.points.map(({ index }) => index));
  expect(overlaid[0]!['overlayModel']).toBe(`baseline@${second.model.hash}`);

  // Known on a later day, the first version has been followed.
  server.setNow('2026-11-25T12:00:00Z');
  await server.importAndRollUp(`id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note
late,KOR-RUS,2026-11-24,day,KOR,RUS,,direct,protest,141,1,1,A late protest,Test Press,https://example.org/late,2026-11-24,yes,
`);
  await atRest(); // the import may have met the run that scores the second version
  const later = await server.get(`/api/v1/dyads/KOR-RUS/figure.svg?${SPRING}&model=baseline@3`);
  expect((await textsOf(codeIn(later))).badges.map(({ kind }) => kind)).toContain('superseded');
});
