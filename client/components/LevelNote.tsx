import { knownDate, plain } from '../charts/format.ts';
import type { LevelSegment } from '../charts/levels.ts';

/** Changes of level as text: what a chart has no room to label, and what a reader of the screen cannot see. */
export function LevelNote({ lines }: { readonly lines: readonly { readonly key: string; readonly name: string; readonly segments: readonly LevelSegment[] }[] }) {
  return (
    <div class="coverage-note level-note">
      <p>Step lines: the mean of stretches between changes of level, found by PELT on the monthly means up to the last coded event.</p>
      <ul class="level-list">
        {lines.map(({ key, name, segments }) => {
          const changes = segments.slice(1).map(({ from, level }, i) => `${knownDate(from, 'month')} ${plain(segments[i]!.level, 0)} → ${plain(level, 0)}`);
          return (
            <li key={key}>
              <b>{name}</b> {changes.length === 0 ? 'no change found' : changes.join(' · ')}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
