/** Reads an OpenAPI document into what the reference page shows. A parser: what has another form is left out. */

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly isRequired: boolean;
  readonly form: string;
  readonly description: string;
}

export interface ResponseEntry {
  readonly status: string;
  readonly description: string;
  readonly contents: readonly string[];
  /** names of the members of the answer's object */
  readonly members: readonly string[];
}

export interface Endpoint {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly responses: readonly ResponseEntry[];
  /** an address of this server to try, for a GET */
  readonly example: string | undefined;
}

export interface ApiReference {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly endpoints: readonly Endpoint[];
}

type Dictionary = Readonly<Record<string, unknown>>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const SAMPLES: Readonly<Record<string, string>> = {
  dyad: 'KOR-RUS',
  id: 'kor-rus-2024-04-02-sanction',
  name: 'baseline',
  date: '2024-04-05',
};

export function endpointsOf(document: unknown): ApiReference {
  const root = dictionary(document);
  const info = dictionary(root['info']);
  const resolve = (value: unknown): Dictionary => {
    const node = dictionary(value);
    const reference = node['$ref'];
    if (typeof reference !== 'string' || !reference.startsWith('#/')) return node;
    return resolve(
      reference
        .slice(2)
        .split('/')
        .reduce<unknown>((at, part) => dictionary(at)[part], root),
    );
  };
  const endpoints = Object.entries(dictionary(root['paths'])).flatMap(([path, item]) =>
    METHODS.filter((method) => Object.hasOwn(dictionary(item), method)).map((method): Endpoint => {
      const operation = dictionary(dictionary(item)[method]);
      const parameters = [...list(dictionary(item)['parameters']), ...list(operation['parameters'])].map(
        (entry): Parameter => {
          const parameter = resolve(entry);
          const schema = resolve(parameter['schema']);
          return {
            name: text(parameter['name']),
            in: text(parameter['in']),
            isRequired: parameter['required'] === true,
            form: formOf(schema),
            description: text(parameter['description']) || text(schema['description']),
          };
        },
      );
      return {
        id: `${method}${path.replaceAll(/[^\w]+/g, '-')}`.replace(/-$/, ''),
        method,
        path,
        summary: text(operation['summary']),
        description: text(operation['description']),
        parameters,
        responses: Object.entries(dictionary(operation['responses'])).map(([status, entry]): ResponseEntry => {
          const response = resolve(entry);
          const content = dictionary(response['content']);
          const json = Object.entries(content).find(([type]) => type.includes('json'))?.[1];
          const schema = json === undefined ? {} : resolve(dictionary(json)['schema']);
          return {
            status,
            description: text(response['description']),
            contents: Object.keys(content),
            members: status.startsWith('2') ? Object.keys(dictionary(schema['properties'])) : [],
          };
        }),
        example: method === 'get' && !path.endsWith('/stream') ? exampleOf(path, parameters) : undefined,
      };
    }),
  );
  return {
    title: text(info['title']) || 'API',
    version: text(info['version']),
    description: text(info['description']),
    endpoints,
  };
}

function exampleOf(path: string, parameters: readonly Parameter[]): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => SAMPLES[name] ?? name);
  const needed = parameters.filter(
    (parameter) =>
      parameter.in === 'query' &&
      (parameter.isRequired || (parameter.name === 'date' && path.includes('contributions'))),
  );
  return needed.length === 0
    ? filled
    : `${filled}?${needed.map(({ name }) => `${name}=${SAMPLES[name] ?? ''}`).join('&')}`;
}

function formOf(schema: Dictionary): string {
  const choices = list(schema['enum']);
  if (choices.length > 0) return choices.map(String).join(', ');
  const type = schema['type'];
  const name = Array.isArray(type) ? type.join(' or ') : text(type);
  const format = text(schema['format']);
  const standard = schema['default'];
  return [
    format === '' ? name : format,
    standard === undefined || typeof standard === 'object' ? '' : `default ${String(standard)}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const dictionary = (value: unknown): Dictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Dictionary) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
