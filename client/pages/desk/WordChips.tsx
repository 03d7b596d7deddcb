/** Entries of a dictionary, each of which can be taken out. */
import type { DictionaryEntry } from '../../desk/dictionaryEntries.ts';
import { words } from '../../state/language.ts';

interface Props {
  readonly entries: readonly DictionaryEntry[];
  /** left out: they are only shown */
  readonly onTake: ((entry: DictionaryEntry) => void) | undefined;
}

export function WordChips({ entries, onTake }: Props) {
  if (entries.length === 0) return null;
  return (
    <ul class="desk-chips">
      {entries.map((entry) => (
        <li key={`${entry.kind} ${entry.name}`}>
          {onTake ? (
            <button
              type="button"
              class="chip"
              aria-label={words.value.desk.entryTake(entry.label)}
              onClick={() => onTake(entry)}
            >
              {entry.label} <span aria-hidden="true">×</span>
            </button>
          ) : (
            <span class="chip">{entry.label}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
