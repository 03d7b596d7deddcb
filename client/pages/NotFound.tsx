import { useTitle } from '../state/title.ts';

export function NotFound({ path }: { readonly path: string }) {
  useTitle('Not found');
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>There is no page at this address</h1>
      <p>
        <code>{path}</code> is none of the pages here. <a href="/">The board</a> lists all dyads; a dyad has an address such as <a href="/d/KOR-RUS">/d/KOR-RUS</a>.
      </p>
    </article>
  );
}
