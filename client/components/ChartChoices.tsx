/** Choices that every chart of the dashboard has: the days it shows, and their step. Each has a key. */
import type { Step } from '../../models/calendar.ts';
import { RANGE_NAMES, type RangeName } from '../charts/ranges.ts';
import type { Range } from '../state/addressReader.ts';
import type { KeyMap } from '../state/keys.ts';
import { words } from '../state/language.ts';
import { Segmented } from './Segmented.tsx';

const STEP_KEYS: Readonly<Record<Step, string>> = { day: 'd', week: 'w', month: 'm' };
const STEPS: readonly Step[] = ['day', 'week', 'month'];

interface Choice<T> {
  readonly onChoose: (value: T) => void;
}

export const rangeKeys = (onChoose: (range: RangeName) => void): KeyMap =>
  Object.fromEntries(RANGE_NAMES.map((range, i) => [String(i + 1), () => onChoose(range)]));

export const stepKeys = (onChoose: (step: Step) => void, steps = STEPS): KeyMap =>
  Object.fromEntries(steps.map((step) => [STEP_KEYS[step], () => onChoose(step)]));

export function RangeChoice({ range, onChoose }: Choice<RangeName> & { readonly range: Range }) {
  const wording = words.value.dyad;
  return (
    <Segmented
      label={wording.range}
      value={typeof range === 'string' ? range : undefined}
      onChoose={onChoose}
      options={RANGE_NAMES.map((value, i) => ({
        value,
        label: wording.ranges[value],
        title: wording.rangeTitles[value],
        key: String(i + 1),
      }))}
    />
  );
}

export function StepChoice({
  step,
  steps = STEPS,
  onChoose,
}: Choice<Step> & { readonly step: Step; readonly steps?: readonly Step[] }) {
  const wording = words.value.dyad;
  const titles = { day: wording.byDay, week: wording.byWeek, month: wording.byMonth };
  return (
    <Segmented
      label={wording.step}
      value={step}
      onChoose={onChoose}
      options={steps.map((value) => ({
        value,
        label: wording.stepLetters[value],
        title: titles[value],
        key: STEP_KEYS[value],
      }))}
    />
  );
}
