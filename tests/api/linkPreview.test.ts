/** What a pasted link shows, and figures in the pages of others. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PinnedView } from '../../models/contract/views.ts';
import { embedHeight } from '../../client/charts/embedSnippet.ts';
import { en } from '../../client/words/en/index.ts';
import { ko } from '../../client/words/ko/index.ts';
import { oEmbed } from '../../models/contract/oembed.ts';
import { startTestServer, type TestServer } from './testServer.ts';

const INDEX =
  '<!doctype html>\n<html lang="en">\n  <head>\n    <meta\n      name="description"\n      content="The standing one."\n    />\n    <title>Tension</title>\n  </head>\n  <body>The page</body>\n</html>\n';
const HOSTILE = '</title><script>alert("1")</script> & \'$&\' up 14';

let clientDir: string;
let server: TestServer;
let code: string;
let hostile: string;
beforeAll(async () => {
  clientDir = await mkdtemp(join(tmpdir(), 'tension-preview-'));
  await writeFile(join(clientDir, 'index.html'), INDEX);
  server = await startTestServer({ clientDir });
  code = await pin({});
  hostile = await pin({ title: HOSTILE });
});
afterAll(async () => {
  await server.close();
  await rm(clientDir, { recursive: true });
});

async function pin(more: object): Promise<string> {
  const response = await server.post(
    '/api/v1/views',
    JSON.stringify({ kind: 'dyad', dyad: 'KOR-RUS', from: '2024-03-01', to: '2024-04-05', ...more }),
    { 'Content-Type': 'application/json' },
  );
  return ((await response.json()) as PinnedView).code;
}

const page = async (address: string, headers: Readonly<Record<string, string>> = {}): Promise<string> =>
  (await server.get(address, headers)).text();
/** The page once its preview is made: the first one that asks may be too early for it. */
async function previewed(address: string, from: TestServer = server): Promise<string> {
  let html = '';
  for (let tries = 0; tries < 100 && !html.includes('og:title'); tries++) {
    if (tries > 0) await sleep(100);
    html = await (await from.get(address)).text();
  }
  return html;
}
const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
const content = (html: string, name: string): string | undefined => {
  const found = new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1];
  return found === undefined ? undefined : unescaped(found);
};

describe('a link that is pasted', () => {
  test('of a view has title, sentence, and the picture of 1200 x 628, which is there', async () => {
    const html = await previewed(`/v/${code}`);
    expect(content(html, 'og:title')).toBe(unescaped(/<title>(.*) · Tension<\/title>/.exec(html)![1]!));
    expect(content(html, 'og:title')!.length).toBeGreaterThan(5);
    expect(content(html, 'description')).toContain('South Korea');
    expect(html).not.toContain('The standing one.');
    expect(html).toContain('<body>The page</body>');
    expect(html).toContain(`<link rel="canonical" href="${server.url}/v/${code}" />`);
    expect(content(html, 'twitter:card')).toBe('summary_large_image');
    const image = content(html, 'og:image')!;
    expect(image.startsWith(`${server.url}/v/${code}.png?preset=link&`)).toBe(true);
    const picture = await fetch(image);
    expect(picture.headers.get('content-type')).toBe('image/png');
    const bytes = Buffer.from(await picture.arrayBuffer());
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 628]);
  });

  test('of a dyad shows the days of its address, and the last five years without any', async () => {
    expect(content(await previewed('/d/KOR-RUS'), 'og:image')).toContain('from=2021-11-23&to=2026-11-23');
    expect(content(await previewed('/d/KOR-RUS?range=90d'), 'og:image')).toContain('from=2026-08-25&to=2026-11-23');
    const html = await previewed('/d/rus-kor?from=2024-03-01&to=2024-04-05&whatif=indirect&lang=ko&q=x');
    expect(content(html, 'og:image')).toMatch(
      /\/dyads\/KOR-RUS\/figure\.png\?from=2024-03-01&to=2024-04-05&.*whatIf=indirect&.*lang=ko$/,
    );
    expect(content(html, 'og:locale')).toBe('ko_KR');
    expect((await fetch(content(html, 'og:image')!)).status).toBe(200);
  });

  test('of board, brief, comparison and event says what they show, in the reader’s language', async () => {
    const board = await previewed('/');
    expect(content(board, 'og:title')).toBe('Tension between 14 pairs of states, today');
    expect(board).toContain(`<link rel="canonical" href="${server.url}/" />`);
    expect(content(await previewed('/?lang=ko'), 'og:title')).toBe('오늘의 국가 쌍 14개의 긴장도');
    const morning = await previewed('/brief?show=morning');
    expect(content(morning, 'og:title')).toBe('Morning brief on 14 pairs of states');
    for (const html of [board, morning])
      expect(content(html, 'og:image')).toMatch(/figure\.png\?from=2026-08-25&to=2026-11-23/);

    const compared = await previewed('/compare?dyads=KOR-RUS,PRK-RUS,KOR-PRK,CHN-USA&from=2024-01-01&to=2024-04-05');
    expect(content(compared, 'og:image')).toContain(
      '/compare/figure.png?dyads=KOR-RUS%2CPRK-RUS%2CKOR-PRK%2CCHN-USA&from=2024-01-01&to=2024-04-05',
    );
    expect(compared).toContain(
      `<link rel="canonical" href="${server.url}/compare?dyads=KOR-RUS,PRK-RUS,KOR-PRK,CHN-USA" />`,
    );
    const move = await previewed('/brief?show=move&dyads=KOR-RUS&from=2024-03-01&to=2024-04-05');
    expect(content(move, 'og:image')).toContain('kind=move');

    const { events } = (await server.json('/api/v1/dyads/KOR-RUS/events?from=2024-03-28&to=2024-03-28')) as {
      events: { id: string; headline: string; headlineKo: string }[];
    };
    const [{ id, headline, headlineKo }] = events as [(typeof events)[0]];
    const event = await previewed(`/d/KOR-RUS/e/${id}`);
    expect(content(event, 'og:title')).toBe(`${headline} (28 Mar 2024)`);
    expect(content(event, 'og:image')).toContain('/dyads/KOR-RUS/figure.png?from=2024-02-12&to=2024-05-12');
    expect(content(await previewed(`/d/KOR-RUS/e/${id}?lang=ko`), 'og:title')).toContain(headlineKo);

    for (const html of [board, morning, compared, move, event]) {
      expect(content(html, 'og:title')!.length).toBeLessThanOrEqual(90);
      const image = await fetch(content(html, 'og:image')!);
      expect(image.status).toBe(200);
      await image.body?.cancel();
    }
  });

  test('has the sentence of the card, and a title that no chat cuts', async () => {
    const html = await previewed(`/v/${code}`);
    const card = (await server.json(`/api/v1/views/${code}/card`)) as { sentence: string; title: string };
    expect(content(html, 'og:description')).toBe(card.sentence);
    const long = await pin({ dyad: 'RUS-USA', from: '2022-01-01', to: '2022-04-30' });
    const { title } = (await server.json(`/api/v1/views/${long}/card`)) as { title: string };
    const short = content(await previewed(`/v/${long}`), 'og:title')!;
    expect(title.length).toBeGreaterThan(90);
    expect(short.length).toBeLessThanOrEqual(90);
    expect(title.startsWith(short), `${short} begins ${title}`).toBe(true);
  });

  test('speaks the language of the reader’s browser, where the address names none', async () => {
    await previewed(`/v/${code}?lang=ko`);
    const response = await server.get(`/v/${code}`, { 'Accept-Language': 'ko-KR,ko;q=0.9,en;q=0.5' });
    expect(response.headers.get('vary')).toContain('Accept-Language');
    expect(content(await response.text(), 'og:locale')).toBe('ko_KR');
  });

  test('cannot bring markup along in a typed title', async () => {
    const html = await previewed(`/v/${hostile}`);
    expect(html).not.toContain('<script>');
    expect(content(html, 'og:title')).toBe(en.views.typedBySomebody(HOSTILE));
    expect(html.match(/<title>/g)).toHaveLength(1);
  });

  test('keeps its ETag, and costs a 304', async () => {
    await previewed(`/v/${code}`);
    await previewed(`/v/${code}?lang=ko`);
    const response = await server.get(`/v/${code}`);
    const etag = response.headers.get('etag')!;
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect((await server.get(`/v/${code}`, { 'If-None-Match': etag })).status).toBe(304);
    expect((await server.get(`/v/${code}?lang=ko`, { 'If-None-Match': etag })).status).toBe(200);
  });

  test.each(['/d/FRA-USA', '/d/nonsense', '/d/KOR-RUS?from=2024-13-01&to=x', '/d/KOR-RUS?model=none', '/board'])(
    'of what cannot be told of, such as %s, is the plain page',
    async (address) => {
      expect(await page(address)).toBe(INDEX);
    },
  );

  test('to an unknown or mistyped view is the plain page with 404; one in other letters leads to the code', async () => {
    for (const wrong of ['000000000', 'nonsense']) {
      const response = await server.get(`/v/${wrong}`);
      expect(response.status).toBe(404);
      expect(await response.text()).toBe(INDEX);
    }
    const response = await server.get(`/v/${code.toLowerCase()}?preset=memo`);
    expect([response.status, response.headers.get('location')]).toEqual([
      308,
      `/v/${encodeURIComponent(code)}?preset=memo`,
    ]);
  });

  test.each(['/', '.', ' '])('to a code with "%s" behind it leads to the code', async (behind) => {
    for (const typed of [code + behind, `(${code})${behind}`, `View ${code}${behind}`]) {
      const response = await server.get(`/v/${encodeURIComponent(typed).replace('%2F', '/')}`);
      expect([response.status, response.headers.get('location')]).toEqual([308, `/v/${code}`]);
    }
  });

  test('a host that is none is not repeated', async () => {
    await previewed(`/v/${code}`);
    expect(await withHost(`/v/${code}`, 'evil.example/"><script>')).not.toContain('evil');
    expect(content(await withHost(`/v/${code}`, 'localhost:8080'), 'og:url')).toBe(`http://localhost:8080/v/${code}`);
  });

  test('PUBLIC_URL stands before what the request says', async () => {
    const own = await startTestServer({ clientDir, publicUrl: 'https://tension.example.org' });
    try {
      const html = await previewed('/d/KOR-RUS', own);
      expect(content(html, 'og:image')).toMatch(/^https:\/\/tension\.example\.org\/api/);
    } finally {
      await own.close();
    }
  });
});

/** The body of an answer to a request with a header Host that fetch would not send. */
function withHost(path: string, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ hostname, port, path, headers: { host } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve(text));
    });
    sent.on('error', reject).end();
  });
}

describe('oEmbed', () => {
  const described = async (from: TestServer, address: string, more = ''): Promise<Response> =>
    from.get(`/oembed?url=${encodeURIComponent(address)}${more}`);

  test('is named by the pages of views and dyads, and has a frame where other sites may show one', async () => {
    const own = await startTestServer({ clientDir, embedOrigins: ['https://intranet.example.org'] });
    try {
      const view = (await (
        await own.post(
          '/api/v1/views',
          JSON.stringify({ kind: 'dyad', dyad: 'KOR-RUS', from: '2024-03-01', to: '2024-04-05' }),
          { 'Content-Type': 'application/json' },
        )
      ).json()) as PinnedView;
      const html = await previewed(`/v/${view.code}?lang=ko`, own);
      const found = unescaped(/type="application\/json\+oembed" href="([^"]*)"/.exec(html)![1]!);
      const response = await fetch(`${found}&maxwidth=400`);
      expect(response.status).toBe(200);
      const body = oEmbed.parse(await response.json());
      expect(body).toMatchObject({
        type: 'rich',
        width: 400,
        height: embedHeight(400),
        title: content(html, 'og:title'),
      });
      expect(body.html).toContain(`src="${own.url}/embed/v/${view.code}?lang=ko"`);
      expect(body.html).toContain('width:100%');
      // The picture of the link is larger than what was asked for.
      expect(body).not.toHaveProperty('thumbnail_url');
      const wide = oEmbed.parse(await (await fetch(`${found}&maxwidth=1200`)).json());
      expect(wide.thumbnail_url).toBe(content(html, 'og:image'));
      expect(wide.provider_name).toBe(content(html, 'og:site_name'));
      const printed = await described(own, `${own.url}/v/View ${view.code}/`);
      expect(oEmbed.parse(await printed.json()).title).not.toBe('');
      const frame = await own.get(`/embed/v/${view.code}?lang=ko`);
      expect(frame.status).toBe(200);
      // What a page knows and a frame does not is left out, and so is what neither knows.
      const looked = `${own.url}/v/${view.code}?utm_source=chat&lang=ko&theme=purple&text=130&title=Typed&lang=fr`;
      const plain = oEmbed.parse(await (await described(own, looked)).json());
      const inPlain = new URL(unescaped(/src="([^"]*)"/.exec(plain.html!)![1]!));
      expect(inPlain.pathname + inPlain.search).toBe(`/embed/v/${view.code}?text=130&lang=ko`);
      expect((await fetch(inPlain)).status).toBe(200);
      const strange = oEmbed.parse(await (await described(own, `${own.url}/d/KOR-RUS?range=1y&lang=fr&q=x`)).json());
      expect((await fetch(new URL(unescaped(/src="([^"]*)"/.exec(strange.html!)![1]!)))).status).toBe(200);
      // Half a range is none, for the frame as for the page.
      const dyad = oEmbed.parse(await (await described(own, `${own.url}/d/rus-kor?range=90d&from=9999`)).json());
      const source = new URL(unescaped(/src="([^"]*)"/.exec(dyad.html!)![1]!));
      expect(source.pathname + source.search).toBe('/embed/d/KOR-RUS?from=2026-08-25');
      expect((await fetch(source)).status).toBe(200);
    } finally {
      await own.close();
    }
  });

  test('is a link with its picture where no other site may show a frame; XML says the same', async () => {
    const answer = await described(server, `${server.url}/v/${code}`);
    const body = oEmbed.parse(await answer.json());
    expect(body).toMatchObject({ version: '1.0', type: 'link', thumbnail_width: 1200 });
    expect(body).not.toHaveProperty('html');
    const xml = await described(server, `${server.url}/v/${hostile}`, '&format=xml');
    expect(xml.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    const text = await xml.text();
    expect(text).toContain('<type>link</type>');
    expect(text).not.toContain('<script>');
  });

  test.each([
    ['https://another.example.org/v/000000000', 400, 'is no address of this server'],
    ['nonsense', 400, 'is no address of this server'],
    ['/compare?dyads=KOR-RUS,KOR-PRK', 400, 'has nothing to embed'],
    ['/v/000000000', 404, 'No view was pinned'],
  ])('of %s says what is wrong', async (address, status, sentence) => {
    const response = await described(server, address.startsWith('/') ? server.url + address : address);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(sentence);
  });
});

describe('an embed', () => {
  test('of a view and of a dyad has its text, a link back, its numbers, and a picture for who runs no script', async () => {
    for (const [address, image, link, said] of [
      [
        `/embed/v/${code}?preset=memo&theme=dark`,
        `/v/${code}.png?preset=memo&theme=dark&text=100&density=1&lang=en`,
        `${server.url}/v/${code}?preset=memo&theme=dark&text=100&density=1&lang=en`,
        'This chart stays as it was known on 23 Nov 2026',
      ],
      [
        '/embed/d/KOR-RUS?from=2024-03-01&to=2024-04-05',
        '/api/v1/dyads/KOR-RUS/figure.png?from=2024-03-01&to=2024-04-05&preset=slide&theme=light&text=100&density=1&lang=en',
        `${server.url}/d/KOR-RUS?from=2024-03-01&to=2024-04-05`,
        'As known on 23 Nov 2026',
      ],
    ] as const) {
      const response = await server.get(address);
      const html = unescaped(await response.text()).replaceAll(/<\/?span[^>]*>/g, '');
      expect(response.status, html.slice(0, 2000)).toBe(200);
      expect(html).toContain(`src="${image}"`);
      expect(html).toContain(`href="${link}"`);
      expect(html).toMatch(/alt="[^"]{10,}"/);
      expect(html).toContain(said);
      expect(html).toContain('<script type="application/json" id="figure-data">');
      expect((await server.get(image)).status).toBe(200);
    }
  });

  test('says that it stays as it is only where nothing can be recorded any more', async () => {
    const { asOf } = (await server.json('/api/v1/dyads/KOR-RUS/series?from=2024-03-01&to=2024-03-02')) as {
      asOf: string;
    };
    for (const [address, isHeld] of [
      [`/embed/d/KOR-RUS?from=2024-03-01&to=2024-04-05&asOf=${asOf}`, true],
      ['/embed/d/KOR-RUS?from=2024-03-01&to=2024-04-05&asOf=2026-11-23', false],
      ['/embed/d/KOR-RUS?from=2024-03-01&to=2024-04-05', false],
      [`/embed/v/${code}`, true],
    ] as const) {
      const html = await page(address);
      expect(html.includes(en.embeds.held('').slice(0, 17)), address).toBe(isHeld);
      expect((await server.get(address)).headers.get('cache-control')).toBe('no-cache');
    }
  });

  test('takes nothing that is typed, and nothing of files', async () => {
    for (const [name, value] of Object.entries({
      title: 'Typed',
      marking: 'SECRET',
      letters: 'paths',
      table: 'events',
      meta: '1',
      bom: '1',
      download: 'true',
    }))
      for (const subject of ['d/KOR-RUS', `v/${code}`]) {
        const response = await server.get(`/embed/${subject}?${name}=${value}`);
        expect(response.status, `${subject} ${name}`).toBe(400);
        expect(await response.text()).not.toContain(value === 'SECRET' ? '>SECRET<' : '>Typed<');
      }
  });

  test('may be framed by whom the setting names, and nothing else may', async () => {
    const own = await startTestServer({ clientDir, embedOrigins: ["'self'", 'https://intranet.example.org'] });
    try {
      const embed = await own.get('/embed/d/KOR-RUS?from=2024-03-01&to=2024-04-05');
      expect(embed.headers.get('content-security-policy')).toBe(
        "default-src 'none';script-src 'self';img-src 'self';style-src 'self';font-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'self' https://intranet.example.org",
      );
      expect([embed.headers.get('x-frame-options'), embed.headers.get('set-cookie')]).toEqual([null, null]);
      for (const other of ['/', '/d/KOR-RUS', '/api/v1/dyads']) {
        const { headers } = await own.get(other);
        expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
        expect(headers.get('x-frame-options')).toBe('DENY');
      }
    } finally {
      await own.close();
    }
    expect((await server.get(`/embed/v/${code}`)).headers.get('content-security-policy')).toContain(
      "frame-ancestors 'self'",
    );
  });

  test('says what is wrong as a page, with nothing run', async () => {
    const response = await server.get('/embed/v/000000000');
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await response.text()).toContain('No view was pinned under 000000000');
    const korean = await server.get('/embed/v/000000000?lang=ko');
    expect(await korean.text()).toContain(ko.view.noView('000000000'));
    const html = await page(`/embed/v/${hostile}`);
    expect(html).not.toContain('<script>');
    expect(unescaped(html)).toContain(HOSTILE);
    expect((await server.get('/embed/d/KOR-RUS?colour=red')).status).toBe(400);
  });
});
