/** The files of server/deploy and compose.yaml are well formed, and name settings and files that there are. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../server/config.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { stepsOf } from './dockerfile.ts';

const textOf = (path: string): string => readFileSync(join(projectRoot(), path), 'utf8');
/** The names in the first column of the table of settings. */
const documented = new Set(
  [...textOf('server/README.md').matchAll(/^\| (`[A-Z][^|]*) \|/gm)].flatMap(
    ([, cell]) => cell!.match(/[A-Z_]{4,}/g) ?? [],
  ),
);
const read = new Set(
  textOf('server/config.ts')
    .match(/^ {2}[A-Z_]+(?=:)/gm)!
    .map((name) => name.trim()),
);
for (const name of textOf('server/people/settings.ts').match(/^ {2}[A-Z_]+(?=:)/gm)!) read.add(name.trim());
/** Set for Node or for the database, and no settings of ours. */
const OTHERS = ['NODE_ENV', 'POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD', 'SITE'];

const compose = z
  .object({
    services: z.record(
      z.string(),
      z.object({
        image: z.string().optional(),
        environment: z.record(z.string(), z.string()),
        deploy: z.object({ replicas: z.int() }).optional(),
        volumes: z.array(z.string()).optional(),
        read_only: z.boolean().optional(),
      }),
    ),
    volumes: z.record(z.string(), z.null()),
  })
  .parse(parse(textOf('compose.yaml')));
const kubernetes = parseAllDocuments(textOf('server/deploy/kubernetes.yaml')).map((document) => {
  expect(document.errors).toEqual([]);
  return document.toJS() as Record<string, unknown>;
});
const container = z
  .object({
    spec: z.object({
      replicas: z.literal(2),
      template: z.object({
        spec: z.object({
          containers: z.tuple([
            z.object({
              env: z.array(z.object({ name: z.string(), value: z.string() })),
              readinessProbe: z.object({
                httpGet: z.object({ path: z.literal('/health/ready'), port: z.literal(8080) }),
              }),
              securityContext: z.object({ readOnlyRootFilesystem: z.literal(true) }),
            }),
          ]),
        }),
      }),
    }),
  })
  .parse(kubernetes[0]).spec.template.spec.containers[0];
const unit = textOf('server/deploy/tension.service');
const dockerSteps = stepsOf(textOf('Dockerfile'));

const namedBy: readonly [string, readonly string[]][] = [
  ['compose.yaml', Object.values(compose.services).flatMap(({ environment }) => Object.keys(environment))],
  ['kubernetes.yaml', container.env.map(({ name }) => name)],
  ['tension.service', unit.match(/^Environment=.*$/gm)!.flatMap((line) => line.match(/[A-Z_]+(?==)/g) ?? [])],
  [
    'Dockerfile',
    dockerSteps.filter(({ word }) => word === 'ENV').flatMap(({ rest }) => rest.match(/[A-Z_]+(?==)/g) ?? []),
  ],
  [
    'README',
    textOf('server/deploy/README.md')
      .match(/\b(?:OIDC|PROXY|DATABASE|DATA|PUBLIC|READ)_[A-Z_]+\b/g)!
      .filter((name) => name !== 'DATABASE_PASSWORD'),
  ],
];

test.each(namedBy)('%s names settings that the program reads and the table explains', (_file, names) => {
  expect(names.length).toBeGreaterThan(1);
  const ours = names.filter((name) => !OTHERS.includes(name));
  expect(ours.filter((name) => !read.has(name))).toEqual([]);
  expect(ours.filter((name) => !documented.has(name))).toEqual([]);
});

test('the settings of compose.yaml and of Kubernetes are ones that the program takes', () => {
  const filled = (text: string): string =>
    text
      .replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')
      .replaceAll(/\$\{SITE\}/g, 'tension.example.org')
      .replaceAll(/\$\{TENSION_TOKEN(:\?[^}]*)?\}/g, 'a-secret-of-twenty-four-letters')
      .replaceAll(/\$\{\w+(:\?[^}]*)?\}/g, 'secret');
  const environment = Object.fromEntries(
    Object.entries(compose.services['tension']!.environment).map(([name, value]) => [name, filled(value)]),
  );
  const office = { OIDC_ISSUER: 'https://login.example.org', OIDC_CLIENT_ID: 'tension' };
  expect(readConfig('/app', { ...environment, ...office })).toMatchObject({
    databaseUrl: 'postgres://tension:secret@database:5432/tension',
    token: 'a-secret-of-twenty-four-letters',
    publicUrl: 'https://localhost',
    proxies: ['172.30.0.0/24'],
    people: { readAccess: 'signed-in', auth: { kind: 'oidc' } },
  });
  expect(textOf('server/deploy/kubernetes.yaml')).toMatch(/^# .*TENSION_TOKEN/m); // in the secret, beside DATABASE_URL
  const inKubernetes = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
  expect(readConfig('/app', { ...inKubernetes, ...office })).toMatchObject({ host: '0.0.0.0', dataDir: '/data' });
});

test('two servers stand behind the balancer, and the files that are named are there', () => {
  expect(compose.services['tension']).toMatchObject({ deploy: { replicas: 2 }, read_only: true });
  for (const { volumes = [] } of Object.values(compose.services))
    for (const volume of volumes) {
      const [from = ''] = volume.split(':');
      expect(from.startsWith('./') ? existsSync(join(projectRoot(), from)) : from in compose.volumes, from).toBe(true);
    }
  expect(kubernetes.map(({ kind }) => kind)).toEqual(['Deployment', 'Service']);
  const copied = dockerSteps
    .filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from'))
    .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
  expect(copied.filter((path) => !existsSync(join(projectRoot(), path)))).toEqual([]);
  expect(unit).toContain(`ExecStart=/usr/bin/node ${(JSON.parse(dockerSteps.at(-1)!.rest) as string[])[1]}`);
});
