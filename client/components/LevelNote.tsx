import { plain } from '../charts/format.ts';
import type { LevelSegment } from '../charts/levels.ts';
import { knownDate, words } from '../state/language.ts';

/** Changes of level as text: what a chart has no room to label, and what a reader of the screen cannot see. */
export function LevelNote({
  lines,
}: {
  readonly lines: readonly {
    readonly key: string;
    readonly name: string;
    readonly segments: readonly LevelSegment[];
  }[];
}) {
  const wording = words.value.levels;
  return (
    <div class="coverage-note level-note">
      <p>{wording.note}</p>
      <ul class="level-list">
        {lines.map(({ key, name, segments }) => {
          const changes = segments
            .slice(1)
            .map(
              ({ from, level }, i) =>
                `${knownDate(from, 'month')} ${plain(segments[i]!.level, 0)} → ${plain(level, 0)}`,
            );
          return (
            <li key={key}>
              <b>{name}</b> {changes.length === 0 ? wording.none : changes.join(' · ')}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
