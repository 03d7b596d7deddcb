/**
 * A route in five straight steps: schema (declared), parse, permission, query, respond. Every address is declared once; from
 * the declaration come its handling here and its description in OpenAPI.
 */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { readViewCode } from '../../client/charts/view.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { textFault } from '../../models/textFault.ts';
import type { Asker } from '../turns.ts';
import { type AnswerSender, type Reply, withByteOrderMark } from './answer.ts';
import type { Askers } from './askers.ts';
import { bom, format } from './parameters.ts';
import type { Needs } from '../people/identity.ts';
import type { People } from '../people/people.ts';
import { requireRole } from './permission.ts';
import { invalid, Problem, type ProblemKind } from './problem.ts';

export type Format = 'json' | 'csv';

/** A request that was understood. */
export interface Call<Query> {
  readonly query: Query;
  readonly format: Format;
  /** A part of the path, such as `dyad` (canonical, where the path has one). */
  readonly path: (name: string) => string;
  readonly request: Request;
  readonly response: Response;
  readonly asker: Asker;
  /** Does work when the turn of the asker has come, after what the client has to send is there. @throws Problem */
  readonly inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

interface Description {
  readonly method: 'get' | 'post';
  /** in Express's form: `/api/v1/dyads/:dyad/series` */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /** what the answer is: a schema for JSON, or the media type of another one */
  readonly answers: Readonly<Record<number, { readonly description: string; readonly body: z.ZodType | string }>>;
  /** whether the answer is a list or a series, which can be had as CSV */
  readonly csv?: boolean;
  /** media types of the body, each with its schema or, where it is no JSON, with what it is */
  readonly body?: Readonly<Record<string, z.ZodType | string>>;
  /** who may ask: a role, or `anyone` even where reading needs a sign-in */
  readonly needs: Needs;
  /** it answers at once, or sees to the turns of its work itself; every other GET that needs no right is answered in turn */
  readonly ownTurns?: boolean;
  /** problems beside those that every address has */
  readonly problems?: readonly ProblemKind[];
}

interface Declaration<Query extends z.ZodObject> extends Description {
  readonly query: Query;
  /** Finds the answer; undefined when it has seen to the response itself. */
  readonly reply: (call: Call<z.output<Query>>) => Promise<Reply | undefined> | Reply | undefined;
}

export interface Route extends Description {
  readonly query: z.ZodObject;
  readonly handle: (request: Request, response: Response, services: RouteServices) => Promise<void>;
}

/** What the steps need of the server. */
export interface RouteServices {
  readonly sender: AnswerSender;
  readonly askers: Askers;
  readonly people: People;
}

/** Made once: making a schema costs more than all the rest of a request. */
const formOnly = z.object({ format, bom });

/** No query parameter at all. */
export const noQuery = z.strictObject({});

export function route<Query extends z.ZodObject>(declaration: Declaration<Query>): Route {
  const { query, reply, ...description } = declaration;
  const allowed = Object.keys(query.shape).concat(declaration.csv ? ['format', 'bom'] : []);
  const vary = declaration.csv ? 'Accept, Accept-Encoding' : 'Accept-Encoding';
  const handle = async (
    request: Request,
    response: Response,
    { sender, askers, people }: RouteServices,
  ): Promise<void> => {
    requireRole(request, declaration.needs, people);
    const redirect = canonicalAddress(request);
    if (redirect !== undefined) {
      response.status(308).location(redirect).end();
      return;
    }
    const asked = singleValues(request, allowed);
    refuseNoText({ ...request.params, ...asked });
    const { format: askedFormat, bom: askedBom, ...rest } = asked;
    const chosen = declaration.csv ? parsed(formOnly, { format: askedFormat, bom: askedBom }) : undefined;
    const asker = askers.of(request, response);
    const call: Call<z.output<Query>> = {
      query: parsed(query, chosen ? rest : asked),
      format: chosen ? (chosen.format ?? acceptedFormat(request)) : 'json',
      path: (name) => pathPart(request, name),
      request,
      response,
      asker,
      inTurn: (work) => askers.reading(asker, work),
    };
    const isReading =
      declaration.method === 'get' && (declaration.needs === 'anyone' || declaration.needs === 'reader');
    const isInTurn = isReading && !declaration.ownTurns;
    const found = await (isInTurn ? call.inTurn(async () => reply(call)) : reply(call));
    if (!found) return;
    const isMarked = chosen?.bom === true && call.format === 'csv';
    await sender.send(request, response, isMarked ? withByteOrderMark(found) : found, vary);
  };
  return { ...description, query: declaration.csv ? query.extend({ format, bom }) : query, handle };
}

/** Puts the routes into the application, each address with an answer to the methods that it does not take. */
export function mount(app: Express, routes: readonly Route[], services: RouteServices): void {
  for (const route of routes) {
    app[route.method](route.path, (request, response) => route.handle(request, response, services));
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes
      .filter((route) => route.path === path)
      .flatMap((route) => (route.method === 'get' ? ['GET', 'HEAD'] : ['POST']));
    app.all(path, (request) => {
      throw new Problem(
        'method-not-allowed',
        `${request.path} does not take ${request.method}: use ${methods.join(' or ')}.`,
        { headers: { Allow: methods.join(', ') } },
      );
    });
  }
}

/** The query as single values. @throws Problem that names every unknown or repeated parameter, and those there are. */
function singleValues(request: Request, allowed: readonly string[]): Record<string, string> {
  const search = new URLSearchParams(splitAddress(request).search);
  const use = allowed.length > 0 ? `those there are: ${allowed.join(', ')}` : 'it takes none';
  const faults = [...new Set(search.keys())].flatMap((field) => {
    const values = search.getAll(field);
    if (!allowed.includes(field))
      return [{ field, value: values[0] ?? null, message: `is no parameter of this address; ${use}` }];
    return values.length > 1
      ? [{ field, value: values.join(', '), message: 'stands more than once: give it one value' }]
      : [];
  });
  if (faults.length > 0) throw invalid(...faults);
  return Object.fromEntries(search);
}

/** @throws Problem with every part of the path and every parameter that holds what no text holds, such as a NUL */
function refuseNoText(values: Readonly<Record<string, unknown>>): void {
  const faults = Object.entries(values).flatMap(([field, value]) => {
    const message = typeof value === 'string' ? textFault(value, true) : undefined;
    return message === undefined ? [] : [{ field, value: String(value), message: message.replace(/\.$/, '') }];
  });
  if (faults.length > 0) throw invalid(...faults);
}

/** @throws Problem with every parameter that is not valid */
function parsed<Query extends z.ZodObject>(
  schema: Query,
  values: Readonly<Record<string, string | undefined>>,
): z.output<Query> {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  throw invalid(
    ...result.error.issues.map((issue) => {
      const field = String(issue.path[0]);
      return { field, value: values[field] ?? null, message: issue.message };
    }),
  );
}

function pathPart(request: Request, name: string): string {
  const part = request.params[name];
  if (typeof part !== 'string') throw new TypeError(`The address ${request.path} has no part "${name}".`);
  return part;
}

/** CSV only where the client prefers it by name: a browser, which takes anything, gets JSON. */
const acceptedFormat = (request: Request): Format => (request.accepts(['json', 'csv']) === 'csv' ? 'csv' : 'json');

/** Where a dyad or a code in the path is not as it is kept (lower case, reversed), the address with the canonical one. @throws Problem when it is none at all. */
function canonicalAddress(request: Request): string | undefined {
  const { dyad, code } = request.params;
  if (typeof dyad === 'string') {
    const canonical = canonicalDyad(dyad);
    if (canonical === undefined)
      throw invalid({
        field: 'dyad',
        value: dyad,
        message: 'is not a dyad: write two different ISO alpha-3 codes joined by a hyphen, such as KOR-RUS',
      });
    return addressWith(request, dyad, canonical);
  }
  if (typeof code !== 'string') return undefined;
  const read = readViewCode(code);
  if ('fault' in read) throw invalid({ field: 'code', value: code, message: read.fault });
  return addressWith(request, code, read.code);
}

/** The address with another text for a part of its path; what follows that text, such as `.png`, stays. Undefined where it is the same. */
function addressWith(request: Request, given: string, canonical: string): string | undefined {
  if (canonical === given) return undefined;
  const { pathname, search } = splitAddress(request);
  const parts = pathname.split('/');
  const at = parts.findIndex((part) => decodeURIComponent(part).startsWith(given));
  return parts.with(at, canonical + decodeURIComponent(parts[at]!).slice(given.length)).join('/') + search;
}

function splitAddress({ originalUrl }: Request): { pathname: string; search: string } {
  const [pathname = '', ...search] = originalUrl.split(/(?=\?)/);
  return { pathname, search: search.join('') };
}
