/** GET /api/v1/openapi.json: OpenAPI 3.1, made from the routes themselves and the schemas that type their answers. */
import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { type Answer, jsonAnswer } from './answer.ts';
import { problem } from '../../models/contract/problem.ts';
import { type ProblemKind, PROBLEMS } from './problem.ts';
import { noQuery, route, type Route } from './route.ts';

const PATH_PARTS: Readonly<Record<string, string>> = {
  dyad: 'Two ISO alpha-3 codes in alphabetical order, joined by a hyphen: KOR-RUS. Lower case or reversed redirects.',
  code: 'The code of a view, as it stands on a picture: eight digits and a check character.',
  digest: 'SHA-256 of a PNG file, 64 hex digits.',
  id: 'The id of an event, or of a saved draft.',
  actId: 'The id of an act (`actId` of its events), or of any of its events.',
  importId: 'The id of an import.',
  suggestionId: 'The id of a suggestion.',
  name: 'A model: name, name@version, name@hash or hash.',
};

const document = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.unknown()),
});

/** @param routes asked for at the first request, when all are declared, this one too */
export const openApiRoute = (routes: () => readonly Route[], publicUrl: string | undefined) => {
  let answer: Answer | undefined;
  return route({
    method: 'get',
    path: '/api/v1/openapi.json',
    needs: 'reader',
    summary: 'This description, OpenAPI 3.1',
    query: noQuery,
    answers: { 200: { description: 'The description', body: document } },
    reply() {
      answer ??= jsonAnswer(openApiOf(routes(), publicUrl));
      return { answer, lifetime: 'live' };
    },
  });
};

function openApiOf(routes: readonly Route[], publicUrl: string | undefined) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'The token that the server prints when it starts.',
  });
  for (const route of routes) registry.registerPath(operationOf(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Tension: bilateral relations as the exact sum of sourced events',
      version: '1',
      description: [
        'Dates are `YYYY-MM-DD` and moments ISO 8601, both UTC. Answers without `asOf` show the last published roll-up. Every GET has an ETag; an answer whose moment (`asOf`, seen by a roll-up), model hash and last day are all given is immutable.',
        'Lists and series come as CSV with `format=csv` or `Accept: text/csv`: RFC 4180, UTF-8, a header row; a text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-` or `@`, in full width too, a tab or a line end) has an apostrophe in front.',
        `Errors are problems (RFC 9457). Their \`type\` is \`urn:tension:problem:\` and one of: ${Object.entries(
          PROBLEMS,
        )
          .map(([kind, { status, title }]) => `\`${kind}\` (${status}: ${title.toLowerCase()})`)
          .join(', ')}.`,
      ].join('\n\n'),
      license: { name: 'MIT' },
    },
    servers: [{ url: publicUrl ?? '/' }],
  });
}

/** Reading is told apart by the server's setting READ_ACCESS, as the description of the whole says. */
const isGuarded = ({ needs }: Route): boolean => needs !== 'anyone' && needs !== 'reader';

function operationOf(route: Route): RouteConfig {
  const parts = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  const streams = Object.values(route.answers).some(({ body }) => body === 'text/event-stream');
  const responses: RouteConfig['responses'] = {};
  for (const [status, { description, body }] of Object.entries(route.answers)) {
    const content =
      typeof body === 'string'
        ? { [body]: { schema: { type: 'string' as const } } }
        : { 'application/json': { schema: body } };
    responses[status] = {
      description,
      headers: {
        'X-Request-Id': { description: 'The id under which the server logged the request', schema: { type: 'string' } },
        ...(route.method === 'get' &&
          !streams && { ETag: { description: 'Send it back as If-None-Match', schema: { type: 'string' } } }),
      },
      content: { ...content, ...(route.csv && { 'text/csv': { schema: { type: 'string' as const } } }) },
    };
  }
  if (route.method === 'get' && !streams)
    responses['304'] = { description: 'Not changed since the ETag in If-None-Match' };
  if (parts.includes('dyad') || parts.includes('code'))
    responses['308'] = {
      description: parts.includes('dyad')
        ? 'The dyad was reversed or in lower case: the canonical address, with the same query'
        : 'The code was in lower case or had hyphens: the canonical address',
      headers: { Location: { schema: { type: 'string' } } },
    };
  for (const [status, titles] of problemsOf(route)) {
    responses[status] = {
      description: titles.join('; '),
      content: { 'application/problem+json': { schema: problem } },
    };
  }
  return {
    method: route.method,
    path: route.path.replaceAll(/:(\w+)/g, '{$1}'),
    operationId: operationIdOf(route),
    summary: route.summary,
    description: [route.description, isGuarded(route) && `Needs the role ${route.needs}.`].filter(Boolean).join(' '),
    ...(isGuarded(route) && { security: [{ token: [] }] }),
    request: {
      ...(parts.length > 0 && {
        params: z.object(
          Object.fromEntries(parts.map((part) => [part, z.string().describe(PATH_PARTS[part] ?? part)])),
        ),
      }),
      query: route.query,
      ...(route.body && {
        body: {
          required: true,
          content: Object.fromEntries(
            Object.entries(route.body).map(([type, body]) => [
              type,
              { schema: typeof body === 'string' ? { type: 'string' as const, description: body } : body },
            ]),
          ),
        },
      }),
    },
    responses,
  };
}

/** The problems that an operation can answer with, by status: its own, and those of every address. */
function problemsOf(route: Route): Map<string, string[]> {
  const { path, problems = [] } = route;
  const kinds: ProblemKind[] = ['invalid-parameter', 'method-not-allowed', 'internal', ...problems];
  if (isGuarded(route)) kinds.push('unauthorized', 'forbidden');
  if (path.startsWith('/api')) kinds.push('too-many-requests');
  const byStatus = new Map<string, string[]>();
  for (const kind of kinds) {
    const { status, title } = PROBLEMS[kind];
    byStatus.set(String(status), [...(byStatus.get(String(status)) ?? []), title]);
  }
  return byStatus;
}

/** `GET /api/v1/dyads/:dyad/series` -> `getDyadsDyadSeries` */
function operationIdOf({ method, path }: Route): string {
  const words = path
    .replace(/^\/api\/v1/, '')
    .split(/[^A-Za-z]+/)
    .filter(Boolean);
  return method + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
}
