/** The API reference, rendered from the server's own description. */
import { useEffect } from 'preact/hooks';
import pythonCode from './docs/notebook.py?raw';
import rCode from './docs/notebook.R?raw';
import { words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { DataTable } from '../components/DataTable.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { place } from '../state/location.ts';
import { type Endpoint, endpointsOf } from '../state/openApi.ts';
import { useTitle } from '../state/title.ts';

const OPEN_API = '/api/v1/openapi.json';

export function Docs() {
  const wording = words.value.docs;
  useTitle(wording.title);
  const { data, problem } = useResource<unknown>(OPEN_API);
  const { fragment } = place.value;
  useEffect(() => {
    // The browser looked for the place before it was there.
    if (data !== undefined && fragment !== '') document.getElementById(fragment)?.scrollIntoView();
  }, [data, fragment]);
  if (data === undefined)
    return problem ? (
      <ProblemNotice problem={problem} what={wording.reference} />
    ) : (
      <Skeleton kind="text" what={wording.reference} />
    );
  const { title, version, description, endpoints } = endpointsOf(data);
  return (
    <article class="plain-page docs">
      <h1 tabIndex={-1}>
        {title} <span class="muted">{version}</span>
      </h1>
      {description === '' ? null : <Prose class="lede" text={description} />}
      <p>
        <Phrase
          text={wording.madeFrom}
          parts={{ file: <a href={OPEN_API}>{OPEN_API.slice(OPEN_API.lastIndexOf('/') + 1)}</a> }}
        />
      </p>
      <Downloads />
      <nav aria-label={wording.endpoints}>
        <ul class="endpoint-list">
          {endpoints.map((endpoint) => (
            <li key={endpoint.id}>
              <a href={`#${endpoint.id}`}>
                <span class={`method method-${endpoint.method}`}>{endpoint.method.toUpperCase()}</span>{' '}
                <code>{endpoint.path}</code>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {endpoints.map((endpoint) => (
        <EndpointSection key={endpoint.id} endpoint={endpoint} />
      ))}
    </article>
  );
}

/** The address at which the code of the files asks. */
const CODE_BASE = 'http://127.0.0.1:8080';
const TABLES = ['series', 'events', 'contributions'] as const;

/** All data as tables, with code that reads them from this server. */
function Downloads() {
  const wording = words.value.docs;
  const codes = { [wording.inPython]: pythonCode, [wording.inR]: rCode };
  return (
    <section aria-labelledby="downloads">
      <h2 id="downloads">{wording.downloads}</h2>
      <p>{wording.downloadsAre}</p>
      <ul>
        {TABLES.map((table) => (
          <li key={table}>
            {wording.tables[table]}{' '}
            <a href={`/api/v1/export/${table}.csv`}>
              <code>{`${table}.csv`}</code>
            </a>{' '}
            <a href={`/api/v1/export/${table}.parquet`}>
              <code>{`${table}.parquet`}</code>
            </a>
          </li>
        ))}
      </ul>
      {Object.entries(codes).map(([heading, code]) => (
        <details key={heading}>
          <summary>{heading}</summary>
          <pre tabIndex={0} aria-label={heading}>
            <code>{code.replace(CODE_BASE, location.origin)}</code>
          </pre>
        </details>
      ))}
    </section>
  );
}

/** Paragraphs of a text in which `code` stands between backticks, as OpenAPI writes it. */
function Prose({ text, class: name = '' }: { readonly text: string; readonly class?: string }) {
  return (
    <>
      {text.split(/\n\s*\n/).map((paragraph) => (
        <p key={paragraph} class={name}>
          <Coded text={paragraph} />
        </p>
      ))}
    </>
  );
}

function Coded({ text }: { readonly text: string }) {
  return <>{text.split('`').map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part))}</>;
}

function EndpointSection({ endpoint }: { readonly endpoint: Endpoint }) {
  const wording = words.value.docs;
  return (
    <section class="endpoint" id={endpoint.id} aria-labelledby={`${endpoint.id}-title`}>
      <h2 id={`${endpoint.id}-title`}>
        <span class={`method method-${endpoint.method}`}>{endpoint.method.toUpperCase()}</span>{' '}
        <code>{endpoint.path}</code>
      </h2>
      {endpoint.summary === '' ? null : <Prose text={endpoint.summary} />}
      {endpoint.description === '' ? null : <Prose class="muted" text={endpoint.description} />}
      {endpoint.parameters.length > 0 ? (
        <DataTable
          scroll={{ 'aria-label': wording.parametersOf(endpoint.path) }}
          rows={endpoint.parameters}
          rowKey={(parameter) => parameter.in + parameter.name}
          columns={[
            {
              key: 'parameter',
              heading: wording.parameter,
              isRowHeading: true,
              cell: ({ name, isRequired }) => (
                <>
                  <code>{name}</code>
                  {isRequired ? <span class="tag">{wording.required}</span> : null}
                </>
              ),
            },
            { key: 'in', heading: wording.in, cell: (parameter) => parameter.in },
            { key: 'form', heading: wording.form, cell: ({ form }) => form },
            { key: 'meaning', heading: wording.meaning, cell: ({ description }) => <Coded text={description} /> },
          ]}
        />
      ) : null}
      <h3>{wording.answers}</h3>
      <ul class="responses">
        {endpoint.responses.map((response) => (
          <li key={response.status}>
            <code>{response.status}</code> <Coded text={response.description} />{' '}
            <span class="muted">{response.contents.join(', ')}</span>
            {response.members.length > 0 ? (
              <span class="members">
                {response.members.map((member) => (
                  <code key={member}>{member}</code>
                ))}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {endpoint.example === undefined ? null : (
        <p>
          {wording.try} <a href={endpoint.example}>{endpoint.example}</a>
        </p>
      )}
    </section>
  );
}
