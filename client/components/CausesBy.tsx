/** Whether the causes of a move stand act by act or by whose acts they are. */
import type { DyadView } from '../state/dyadView.ts';
import { words } from '../state/language.ts';
import { Segmented } from './Segmented.tsx';

const CHOICES = ['kind', 'actor'] as const;

export interface CausesByProps {
  readonly by: DyadView['by'];
  readonly onBy: (by: DyadView['by']) => void;
}

export function CausesBy({ by, onBy }: CausesByProps) {
  const wording = words.value.move;
  return (
    <Segmented
      label={wording.by}
      value={by ?? 'kind'}
      onChoose={(value) => onBy(value === 'actor' ? 'actor' : undefined)}
      options={CHOICES.map((value) => ({ value, label: wording.byChoices[value], title: wording.byTitles[value] }))}
    />
  );
}
