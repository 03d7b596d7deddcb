/** How the card looks: preset, colours, size of text, pixels, language. */
import { CARD_THEMES, PRESETS, TEXT_PERCENT } from '../charts/card/presentation.ts';
import { Segmented } from '../components/Segmented.tsx';
import { words } from '../state/language.ts';
import { LANGUAGES, nameOfLanguage } from '../words/languages.ts';
import type { CardControlsProps } from './cardControlsProps.ts';

const TEXT_STEP = 5;

export function LookControls({ state, presentation, onChange }: CardControlsProps) {
  const wording = words.value.brief;
  return (
    <>
      <label class="brief-field">
        {wording.preset}
        <select
          value={state.preset}
          onChange={(event) => onChange({ preset: PRESETS.find((preset) => preset === event.currentTarget.value)! })}
        >
          {PRESETS.map((preset) => (
            <option key={preset} value={preset}>
              {wording.presets[preset]}
            </option>
          ))}
        </select>
      </label>
      <div class="brief-field">
        <span aria-hidden="true">{wording.theme}</span>
        <Segmented
          label={wording.theme}
          value={state.theme}
          onChoose={(theme) => onChange({ theme })}
          options={CARD_THEMES.map((value) => ({ value, label: wording.themes[value] }))}
        />
      </div>
      <label class="brief-field">
        {wording.textSize}
        <span class="brief-size">
          <input
            type="range"
            min={TEXT_PERCENT.least}
            max={TEXT_PERCENT.most}
            step={TEXT_STEP}
            value={state.text}
            aria-valuetext={`${state.text}%`}
            onInput={(event) => onChange({ text: Number(event.currentTarget.value) })}
          />
          <output class="num">{state.text}%</output>
        </span>
      </label>
      <div class="brief-field">
        <span aria-hidden="true">{wording.density}</span>
        <Segmented
          label={wording.density}
          value={String(state.density)}
          onChoose={(density) => onChange({ density: density === '2' ? 2 : 1 })}
          options={([1, 2] as const).map((times) => ({
            value: String(times),
            label: wording.densities[times],
            title: wording.densityTitle(times),
          }))}
        />
      </div>
      <div class="brief-field">
        <span aria-hidden="true">{wording.language}</span>
        <Segmented
          label={wording.language}
          value={presentation.lang}
          onChoose={(cardLang) => onChange({ cardLang })}
          options={LANGUAGES.map((value) => ({
            value,
            label: nameOfLanguage(value),
          }))}
        />
      </div>
    </>
  );
}
