/** GET /metrics: the Prometheus text format. */
import type { Request, RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Ledger } from '../ledger/ledger.ts';
import type { Rollup } from '../rollup/rollup.ts';
import { answerOf } from './answer.ts';
import { INSIDE } from './inside.ts';
import { noQuery, route, type Route } from './route.ts';

const MS_PER_SECOND = 1000;

/** Who may read the measurements: nobody, everybody, or who has a right. */
export type MetricsAccess = 'off' | 'open' | 'right';

export interface Metrics {
  /** none where they are off */
  readonly routes: readonly Route[];
  /** Measures every request. */
  readonly measure: RequestHandler;
  close(): void;
}

interface Measured {
  readonly ledger: Ledger;
  readonly rollup: Rollup;
  readonly now: () => Date;
  readonly metrics?: MetricsAccess | undefined;
}

export function metricsOf({ ledger, rollup, now, metrics: access = 'right' }: Measured): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const durations = new Histogram({
    name: 'tension_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  });
  const runs = new Counter({
    name: 'tension_rollup_runs_total',
    help: 'Roll-up runs that ended since the start, by outcome',
    labelNames: ['status'],
    registers,
  });
  runs.inc({ status: 'complete' }, 0);
  runs.inc({ status: 'failed' }, 0);
  const runSeconds = new Gauge({
    name: 'tension_rollup_last_duration_seconds',
    help: 'How long the last run took',
    registers,
  });
  const stopListening = rollup.onEnded((run) => {
    runs.inc({ status: run.status });
    runSeconds.set(((run.finishedAt ?? run.startedAt).getTime() - run.startedAt.getTime()) / MS_PER_SECOND);
  });
  const age = new Gauge({
    name: 'tension_published_age_seconds',
    help: 'Time since the published run ended; none before the first',
    registers: [],
    collect() {
      const finishedAt = rollup.published()?.finishedAt;
      // Not below nothing: a clock may have been set back.
      if (finishedAt) this.set(Math.max(0, now().getTime() - finishedAt.getTime()) / MS_PER_SECOND);
    },
  });
  let counted: { readonly through: number | undefined; readonly events: number } | undefined;
  const events = new Gauge({
    name: 'tension_ledger_events',
    help: 'Events in the ledger, retracted ones left out',
    registers: [],
    async collect() {
      // Counted anew only where something was recorded since: a scrape comes every few seconds.
      const through = (await ledger.watermark())?.getTime();
      if (!counted || counted.through !== through) {
        const extents = await ledger.dyads();
        counted = { through, events: extents.reduce((sum, { events }) => sum + events, 0) };
      }
      this.set(counted.events);
    },
  });

  registry.registerMetric(age);
  registry.registerMetric(events);

  const measure: RequestHandler = (request, response, next) => {
    const stop = durations.startTimer();
    response.once('finish', () => {
      const route = routeOf(request);
      if (route !== '/api/v1/stream') stop({ method: request.method, route, status: response.statusCode });
    });
    next();
  };

  return {
    measure,
    routes: access === 'off' ? [] : [measurements(registry, access)],
    close() {
      stopListening();
      registry.clear();
    },
  };
}

const measurements = (registry: Registry, access: MetricsAccess): Route =>
  route({
    method: 'get',
    path: '/metrics',
    needs: access === 'open' ? 'anyone' : INSIDE,
    summary: 'Measurements for Prometheus',
    query: noQuery,
    ownTurns: true,
    answers: { 200: { description: 'Prometheus text format', body: 'text/plain' } },
    async reply() {
      return { answer: answerOf(await registry.metrics(), registry.contentType), lifetime: 'momentary' };
    },
  });

/** The declared path, never the one asked for: a label for every address would grow without end. */
function routeOf(request: Request): string {
  const matched: unknown = request.route;
  return typeof matched === 'object' && matched !== null && 'path' in matched && typeof matched.path === 'string'
    ? matched.path
    : 'other';
}
