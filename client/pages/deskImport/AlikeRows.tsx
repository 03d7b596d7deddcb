/** Rows that may tell of an act that is known: joined as a further source, or an act of their own. */
import { words } from '../../state/language.ts';
import type { PartProps } from './useImport.ts';

export function AlikeRows({ preview, change }: PartProps) {
  const wording = words.value.deskImport.alike;
  const rows = preview.rows.filter(({ alike }) => alike !== null);
  if (rows.length === 0) return null;
  const decide = (answers: readonly (readonly [number, string])[]): void =>
    change({
      acts: { ...preview.mapping.acts, ...Object.fromEntries(answers.map(([line, id]) => [String(line), id])) },
    });
  return (
    <section class="import-words" aria-label={wording.title}>
      <h2>{wording.title}</h2>
      <p>{wording.note}</p>
      {rows.length > 1 ? (
        <p class="desk-buttons">
          <button type="button" onClick={() => decide(rows.map(({ line, alike }) => [line, alike!.id]))}>
            {wording.joinAll}
          </button>
          <button type="button" onClick={() => decide(rows.map(({ line }) => [line, '']))}>
            {wording.ownAll}
          </button>
        </p>
      ) : null}
      <ul>
        {rows.map(({ line, cells, alike }) => (
          <li key={line}>
            <span>
              {wording.row(line)}: {cells.summary} <span class="muted small">{cells.source_name}</span>
              <br />
              <span class="small">
                {alike!.summary} <span class="muted">{wording.like(alike!.date, alike!.sourceName)}</span>
              </span>
            </span>
            <span class="desk-buttons">
              <button
                type="button"
                aria-label={`${wording.row(line)}: ${wording.join}`}
                onClick={() => decide([[line, alike!.id]])}
              >
                {wording.join}
              </button>
              <button
                type="button"
                aria-label={`${wording.row(line)}: ${wording.own}`}
                onClick={() => decide([[line, '']])}
              >
                {wording.own}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
