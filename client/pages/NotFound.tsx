import { Phrase } from '../components/Phrase.tsx';
import { words } from '../state/language.ts';
import { useTitle } from '../state/title.ts';

export function NotFound({ path }: { readonly path: string }) {
  const wording = words.value.notFound;
  useTitle(wording.title);
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>{wording.heading}</h1>
      <p>
        <Phrase
          text={wording.sentence}
          parts={{
            path: <code>{path}</code>,
            board: <a href="/">{wording.board}</a>,
            example: <a href="/d/KOR-RUS">/d/KOR-RUS</a>,
          }}
        />
      </p>
    </article>
  );
}
