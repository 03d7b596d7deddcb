// What both products are asked: every GET route of the OpenAPI page over the shipped dyads, the figures, wrong addresses, commands.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MODELS = [undefined, 'baseline@1', 'baseline-coupled', 'gdelt', 'gdelt-goldstein'];
const PRESETS = ['slide', 'four-three', 'square', 'memo', 'link'];
const THEMES = ['light', 'dark', 'grey'];
const LANGUAGES = ['en', 'ko'];
const FORMATS = ['svg', 'png', 'csv', 'html', 'pdf', 'pptx'];
/** No answer to one request, or an account of the process. */
const NOT_ASKED = ['/api/v1/stream', '/metrics', '/health/ready'];

const address = (path, query = {}) => {
  const parameters = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined));
  return parameters.size > 0 ? `${path}?${parameters}` : path;
};
const get = (path, query) => {
  const asked = address(path, query);
  return { name: `GET ${asked}`, ask: (product) => product.get(asked) };
};
const jsonOf = async (product, path) => JSON.parse((await product.get(path)).body.toString());

/** In an order that mixes the kinds, so that a run that is cut short has asked some of each. */
export async function questions(older, newer) {
  const { dyads } = await jsonOf(older, '/api/v1/dyads');
  const { runs } = await jsonOf(older, '/api/v1/runs');
  const world = { dyads: dyads.map(({ id }) => id), events: eventsOf(older.folder), moment: runs[0].asOf };
  const codes = await pinnedCodes(older, newer, world);
  const groups = [
    bareRoutes(await jsonOf(older, '/api/v1/openapi.json'), await jsonOf(newer, '/api/v1/openapi.json')),
    wrongAddresses(),
    world.dyads.flatMap((dyad) => seriesOf(dyad, world)),
    world.dyads.flatMap((dyad) => movesOf(dyad, world)),
    world.dyads.flatMap((dyad) => listsOf(dyad, world)),
    mornings(world),
    figures(world),
    viewsOf(codes),
    commands(),
  ];
  const longest = Math.max(...groups.map((group) => group.length));
  return Array.from({ length: longest }, (_, i) =>
    groups.flatMap((group) =>
      group.slice(Math.floor((i * group.length) / longest), Math.floor(((i + 1) * group.length) / longest)),
    ),
  ).flat();
}

/** The first and last days and the ids of the shipped events, by dyad. */
function eventsOf(folder) {
  const events = join(folder, 'data/events');
  return Object.fromEntries(
    readdirSync(events)
      .filter((file) => file.endsWith('.csv'))
      .map((file) => {
        const rows = readFileSync(join(events, file), 'utf8').trimEnd().split('\n').slice(1);
        const found = rows.map((row) => /^([\w-]+),[^,]*,(\d{4}-\d\d-\d\d),/.exec(row)).filter(Boolean);
        const days = found.map(([, , day]) => day).sort();
        return [
          file.replace('.csv', ''),
          { ids: found.map(([, id]) => id), first: days[0], middle: days[days.length >> 1], last: days.at(-1) },
        ];
      }),
  );
}

const directionsOf = (dyad) => ['both', dyad.replace('-', '>'), dyad.split('-').toReversed().join('>')];

function seriesOf(dyad, { events, moment }) {
  const path = `/api/v1/dyads/${dyad}/series`;
  const { first, middle, last } = events[dyad];
  return [
    ...MODELS.flatMap((model) =>
      ['day', 'week', 'month'].map((step) => get(path, { model, step, from: middle, to: last })),
    ),
    ...MODELS.slice(1).flatMap((model) =>
      directionsOf(dyad).map((direction) => get(path, { model, direction, step: 'month' })),
    ),
    ...MODELS.map((model) => get(path, { model, format: 'csv', step: 'week' })),
    ...MODELS.map((model) => get(path, { model, from: first, to: last, asOf: moment })),
    get(path),
    ...['indirect', 'unverified', 'type:sanction', 'indirect,type:protest'].map((whatIf) =>
      get(path, { whatIf, step: 'week' }),
    ),
  ];
}

function movesOf(dyad, { events, moment }) {
  const { first, middle, last } = events[dyad];
  const move = `/api/v1/dyads/${dyad}/move`;
  const contributions = `/api/v1/dyads/${dyad}/contributions`;
  const pairs = [
    [first, middle],
    [middle, last],
    [first, last],
  ];
  return [
    ...MODELS.flatMap((model) => pairs.map(([from, to]) => get(move, { model, from, to }))),
    ...directionsOf(dyad).map((direction) => get(move, { from: middle, to: last, direction })),
    get(move, { from: middle, to: last, asOf: moment }),
    get(move, { from: middle, to: last, model: 'gdelt', modelTo: 'gdelt-goldstein' }),
    get(move, { from: middle, to: last, format: 'csv' }),
    get(move, { from: last, to: middle }),
    ...MODELS.flatMap((model) => [first, middle, last].map((date) => get(contributions, { model, date }))),
    ...directionsOf(dyad).map((direction) => get(contributions, { date: last, direction })),
    get(contributions, { date: middle, format: 'csv', asOf: moment }),
  ];
}

function listsOf(dyad, { events, moment }) {
  const { first, middle, last, ids } = events[dyad];
  const path = (name) => `/api/v1/dyads/${dyad}/${name}`;
  return [
    get(path('basis')),
    get(path('basis'), { asOf: moment }),
    ...MODELS.map((model) => get(path('events'), { model, limit: '20' })),
    ...[
      { type: 'sanction' },
      { q: 'a' },
      { actor: dyad.slice(0, 3) },
      { from: middle, to: last },
      { asOf: moment },
      { format: 'csv' },
      { limit: '1000' },
    ].map((query) => get(path('events'), query)),
    ...['gdelt'].flatMap((feed) => [get(path('feed'), { feed }), get(path('feed'), { feed, format: 'csv' })]),
    get(path('vintages')),
    get(path('vintages'), { format: 'csv', from: middle, to: last }),
    get(path('revisions')),
    get(path('revisions'), { since: first, limit: '5', format: 'csv' }),
    ...[...ids.slice(0, 3), ...ids.slice(-3)].flatMap((id) => [
      get(`/api/v1/events/${id}`),
      get(`/api/v1/events/${id}`, { model: 'baseline-coupled' }),
    ]),
    get(`/embed/d/${dyad}`),
    get(`/d/${dyad}`),
    get(`/d/${dyad}`, { lang: 'ko' }),
    get(`/api/v1/pairs`, { q: dyad.slice(0, 3) }),
  ];
}

function mornings({ events, moment }) {
  const days = [undefined, ...Object.values(events).flatMap(({ middle, last }) => [middle, last])];
  return [
    ...LANGUAGES.flatMap((lang) => days.map((date) => get('/api/v1/morning', { date, lang }))),
    ...MODELS.map((model) => get('/api/v1/morning', { model })),
    get('/api/v1/morning', { asOf: moment }),
    ...MODELS.map((model) => get('/api/v1/dyads', { model })),
    get('/api/v1/dyads', { format: 'csv' }),
  ];
}

/** Every preset, theme, language and format of three cards: each combination as SVG, the other formats in turn. */
function figures({ events, dyads, moment: asOf }) {
  const combinations = PRESETS.flatMap((preset) =>
    THEMES.flatMap((theme) => LANGUAGES.map((lang) => ({ preset, theme, lang }))),
  );
  const trend = (look, i) => [
    `/api/v1/dyads/${dyads[i % dyads.length]}/figure`,
    { ...spanOf(events[dyads[i % dyads.length]]), ...look },
  ];
  const kinds = [
    trend,
    (look, i) => [trend(look, i)[0], { ...trend(look, i)[1], kind: 'move' }],
    (look, i) => [
      '/api/v1/compare/figure',
      {
        dyads: [dyads[i % dyads.length], dyads[(i + 1) % dyads.length], dyads[(i + 4) % dyads.length]].join(','),
        from: '2022-01-01',
        to: '2025-06-30',
        ...look,
      },
    ],
  ];
  const spanOf = ({ middle, last }) => ({ from: middle, to: last, asOf });
  const more = [
    { overlay: 'baseline-coupled' },
    { whatIf: 'indirect' },
    { step: 'month' },
    { title: 'A title' },
    { marking: 'INTERNAL' },
    { text: '150' },
    { model: 'gdelt' },
    { model: 'gdelt', lang: 'ko' },
    { density: '2' },
    { direction: 'KOR>RUS' },
  ].map((query) => ({ ...query, ...spanOf(events['KOR-RUS']) }));
  return [
    ...combinations.flatMap((look, i) =>
      kinds.flatMap((kind, k) => {
        const [path, query] = kind(look, i);
        const formats = ['svg', FORMATS[1 + ((i + k) % 5)]];
        return formats.map((format) => get(`${path}.${format}`, { asOf, ...query }));
      }),
    ),
    ...more.flatMap((query) => ['svg', 'png'].map((format) => get(`/api/v1/dyads/KOR-RUS/figure.${format}`, query))),
  ];
}

/** Pins the same views in both. The codes are compared by the address: where one product has another code, it answers otherwise. */
async function pinnedCodes(older, newer, { dyads, events, moment: asOf }) {
  const views = dyads.flatMap((dyad) => [
    { kind: 'dyad', dyad, from: events[dyad].middle, to: events[dyad].last, asOf },
    { kind: 'move', dyad, from: events[dyad].middle, to: events[dyad].last, asOf },
  ]);
  views.push({ kind: 'compare', dyads: dyads.slice(0, 4), from: '2022-01-01', to: '2025-06-30', asOf });
  views.push({
    kind: 'dyad',
    dyad: 'KOR-RUS',
    from: '2024-01-01',
    to: '2024-06-30',
    asOf,
    overlay: 'baseline-coupled',
    title: 'A title of its own',
  });
  const codes = [];
  for (const view of views) {
    const [{ body }] = await Promise.all([older.post('/api/v1/views', view), newer.post('/api/v1/views', view)]);
    const { code } = JSON.parse(body.toString());
    if (code !== undefined) codes.push(code);
  }
  return codes;
}

function viewsOf(codes) {
  return [
    ...codes.flatMap((code) => [
      get(`/api/v1/views/${code}`),
      get(`/api/v1/views/${code}/standing`),
      get(`/api/v1/views/${code}/card`),
      get(`/api/v1/views/${code}/card`, { lang: 'ko', preset: 'memo' }),
      get(`/api/v1/views/${code}/card`, { title: 'Tension falls to 12' }),
      get(`/v/${code}`),
      get(`/embed/v/${code}`),
      get(`/v/${code}.csv`),
      get(`/v/${code}.svg`, { lang: 'ko' }),
    ]),
    ...['pdf', 'pptx', 'zip'].map((format) =>
      get(`/api/v1/packs/pack.${format}`, { views: codes.slice(0, 3).join(',') }),
    ),
  ];
}

/** Every described GET address as it stands, without its parameters: what it says of what is missing is an answer too. */
function bareRoutes(...documents) {
  const paths = new Set(
    documents.flatMap(({ paths }) => Object.keys(paths).filter((path) => paths[path].get !== undefined)),
  );
  const filled = {
    dyad: 'KOR-RUS',
    id: 'kor-rus-2024-03-28-unsc-1718-panel-veto',
    name: 'baseline',
    code: '0000-00000',
    digest: 'f'.repeat(64),
    feed: 'gdelt',
  };
  const named = ['baseline', 'baseline@1', 'baseline-coupled', 'gdelt', 'gdelt-goldstein', 'no-such'].map((name) =>
    get(`/api/v1/models/${name}`),
  );
  return [
    ...[...paths]
      .filter((path) => !NOT_ASKED.includes(path))
      .map((path) => get(path.replaceAll(/\{(\w+)\}/g, (_, name) => filled[name] ?? 'none'))),
    ...named,
    ...['/', '/compare', '/lab', '/brief', '/operations', '/embed/style.css', '/docs'].map((path) => get(path)),
  ];
}

function wrongAddresses() {
  const series = '/api/v1/dyads/KOR-RUS/series';
  return [
    get('/api/v1/dyads/RUS-KOR/series'),
    get('/api/v1/dyads/kor-rus/move', { from: '2024-01-01' }),
    get('/api/v1/dyads/KOR-XXX/series'),
    get('/api/v1/dyads/FRA-DEU/series'),
    get(series, { from: '2024-02-30' }),
    get(series, { from: '2025-01-01', to: '2024-01-01' }),
    get(series, { step: 'year' }),
    get(series, { model: 'none' }),
    get(series, { direction: 'USA>RUS' }),
    get(series, { asOf: 'soon' }),
    get(series, { colour: 'red' }),
    get(series, { to: '2199-01-01' }),
    get(series, { whatIf: 'nothing' }),
    get(series, { format: 'xml' }),
    get(series, { asOf: '1990-01-01' }),
    get('/api/v1/dyads/KOR-RUS/move'),
    get('/api/v1/dyads/KOR-RUS/move', { from: '2024-01-01', to: '2199-01-01' }),
    get('/api/v1/dyads/KOR-RUS/contributions'),
    get('/api/v1/dyads/KOR-RUS/contributions', { date: '1900-01-01' }),
    get('/api/v1/dyads/KOR-RUS/events', { type: 'none' }),
    get('/api/v1/dyads/KOR-RUS/events', { limit: '0' }),
    get('/api/v1/dyads/KOR-RUS/events', { cursor: 'x' }),
    get('/api/v1/dyads/KOR-RUS/events', { from: '2025-01-01', to: '2024-01-01' }),
    get('/api/v1/morning', { date: '2199-01-01' }),
    get('/api/v1/morning', { lang: 'fr' }),
    get('/api/v1/events/none'),
    get('/api/v1/views/1234-56789'),
    get('/v/none.svg'),
    get('/api/v1/compare/figure.svg'),
    get('/api/v1/compare/figure.svg', { dyads: 'KOR-RUS' }),
    get('/api/v1/dyads/KOR-RUS/figure.svg', { preset: 'poster', theme: 'pink' }),
    get('/api/v1/dyads/KOR-RUS/figure.png', { density: '3' }),
    get('/api/v1/dyads/KOR-RUS/feed', { feed: 'none' }),
    get('/api/v1/dyads/KOR-RUS/vintages', { from: '2025-01-01', to: '2024-01-01' }),
    get('/api/v1/dyads/KOR-RUS/revisions', { since: '2199-01-01', asOf: '2024-01-01' }),
    get('/api/v1/none'),
    get('/none'),
    get('/api/v1/packs/pack.pdf'),
    get('/api/v1/packs/pack.pdf', { views: 'x' }),
  ];
}

/** The commands as a person runs them; each goes through the server. */
function commands() {
  const lines = [
    'score KOR-RUS --from 2024-01-01 --to 2024-03-31',
    'score RUS-USA --csv --step month',
    'score KOR-RUS --json --from 2024-01-01 --to 2024-01-10 --model gdelt',
    'score KOR-XXX',
    'explain KOR-RUS --from 2024-03-01 --to 2024-04-05',
    'explain CHN-USA --from 2018-01-01 --to 2020-01-01 --all',
    'explain KOR-RUS --from 2024-04-05 --to 2024-03-01 --model baseline-coupled',
    'explain KOR-RUS --from yesterday',
    'judge',
    'judge --json',
    'judge --model baseline-coupled',
    'flip KOR-RUS --from 2024-03-01 --to 2024-04-05',
    'flip JPN-KOR --from 2019-01-01 --to 2019-12-31 --json',
    'lint',
    'lint baseline-coupled',
    'lint gdelt',
    'lint --json',
    'lint none',
    '--help',
    'score --help',
    'feed --help',
    'feed status',
    'feed list',
    'doctor',
  ];
  return lines.map((line) => ({ name: `tension ${line}`, ask: (product) => product.command(line.split(' ')) }));
}
