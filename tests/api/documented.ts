/** Holds answers against the server's own OpenAPI description. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'vitest';
import type { TestServer } from './testServer.ts';

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: { readonly type?: string } }>> }>
  >;
}

/** A check that a response is one that OpenAPI documents for that operation: status, media type and body. */
export type DocumentedCheck = (method: 'get' | 'post', path: string, response: Response) => Promise<unknown>;

export async function documentedCheck(server: TestServer): Promise<DocumentedCheck & { readonly document: OpenApi }> {
  const document = await server.json<OpenApi>('/api/v1/openapi.json');
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(document, 'openapi');
  const check: DocumentedCheck = async (method, path, response) => {
    const operation = document.paths[path]?.[method];
    expect(operation, `${method} ${path} is documented`).toBeDefined();
    const documented = operation!.responses[String(response.status)];
    const text = await response.clone().text();
    expect(
      documented,
      `${method} ${path} documents the status ${response.status} (${text.slice(0, 300)})`,
    ).toBeDefined();
    if (documented!.content === undefined) {
      expect(text, `${method} ${path} documents ${response.status} without a body`).toBe('');
      return undefined;
    }
    const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]!;
    expect(
      Object.keys(documented!.content),
      `${method} ${path} documents ${mediaType} for ${response.status}`,
    ).toContain(mediaType);
    const schema = documented!.content[mediaType]?.schema;
    if (!mediaType.endsWith('json') || schema?.type === 'string') return text; // a file in a form of its own
    const pointer = ['paths', path, method, 'responses', String(response.status), 'content', mediaType, 'schema']
      .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent)
      .join('/');
    const validate = ajv.getSchema(`openapi#/${pointer}`);
    expect(validate, `${method} ${path} has a schema for ${response.status}`).toBeDefined();
    const body: unknown = JSON.parse(text);
    const valid = validate!(body);
    expect(valid ? [] : validate!.errors, `${method} ${path} ${response.status} is as documented`).toEqual([]);
    return body;
  };
  return Object.assign(check, { document });
}
