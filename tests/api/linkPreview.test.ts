/** What a pasted link shows, and figures in the pages of others. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PinnedView } from '../../models/contract/views.ts';
import { en } from '../../client/words/en/index.ts';
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

describe('an embed', () => {
  test('of a view and of a dyad is a picture with its text and a link back, and no script', async () => {
    for (const [address, image, link] of [
      [
        `/embed/v/${code}?preset=memo&theme=dark`,
        `/v/${code}.png?preset=memo&theme=dark&text=100&density=1&lang=en`,
        `${server.url}/v/${code}?preset=memo&theme=dark&text=100&density=1&lang=en`,
      ],
      [
        '/embed/d/KOR-RUS?from=2024-03-01&to=2024-04-05',
        '/api/v1/dyads/KOR-RUS/figure.png?from=2024-03-01&to=2024-04-05&preset=slide&theme=light&text=100&density=1&lang=en',
        `${server.url}/d/KOR-RUS?from=2024-03-01&to=2024-04-05`,
      ],
    ] as const) {
      const response = await server.get(address);
      const html = unescaped(await response.text());
      expect(response.status, html).toBe(200);
      expect(html).toContain(`src="${image}"`);
      expect(html).toContain(`href="${link}"`);
      expect(html).toMatch(/alt="[^"]{10,}"/);
      expect(html).toContain('data as of 23 Nov 2026');
      expect(html).not.toContain('<script');
      expect((await server.get(image)).status).toBe(200);
    }
    expect((await server.get('/embed/style.css')).headers.get('content-type')).toContain('text/css');
  });

  test('may be framed by whom the setting names, and nothing else may', async () => {
    const own = await startTestServer({ clientDir, embedOrigins: ["'self'", 'https://intranet.example.org'] });
    try {
      const embed = await own.get('/embed/d/KOR-RUS?from=2024-03-01&to=2024-04-05');
      expect(embed.headers.get('content-security-policy')).toBe(
        "default-src 'none';img-src 'self';style-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'self' https://intranet.example.org",
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
    const html = await page(`/embed/v/${hostile}`);
    expect(html).not.toContain('<script>');
    expect(unescaped(html)).toContain(HOSTILE);
    expect((await server.get('/embed/d/KOR-RUS?colour=red')).status).toBe(400);
  });
});
