/** Light or dark: the reader's choice, else the system's. Print is always light. */
import { computed, effect, signal } from '@preact/signals';
import { type Theme, type ThemeName, THEMES } from '../charts/theme.ts';
import { readSetting, writeSetting } from './settings.ts';

export type ThemeChoice = 'auto' | ThemeName;

const KEY = 'theme';
const system = signal<ThemeName>('light');
const printing = signal(false);
export const themeChoice = signal<ThemeChoice>('auto');

export const themeName = computed<ThemeName>(() =>
  printing.value ? 'light' : themeChoice.value === 'auto' ? system.value : themeChoice.value,
);
export const theme = computed<Theme>(() => THEMES[themeName.value]);

export function followTheme(): void {
  const stored = readSetting(KEY);
  if (stored === 'light' || stored === 'dark') themeChoice.value = stored;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const follow = (): void => {
    system.value = dark.matches ? 'dark' : 'light';
  };
  follow();
  dark.addEventListener('change', follow);
  const paper = window.matchMedia('print');
  paper.addEventListener('change', () => {
    printing.value = paper.matches;
  });
  // Safari tells of printing by the one, others by both.
  window.addEventListener('beforeprint', () => (printing.value = true));
  window.addEventListener('afterprint', () => (printing.value = false));
  effect(() => {
    document.documentElement.dataset['theme'] = themeName.value;
  });
}

export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.value = choice;
  writeSetting(KEY, choice === 'auto' ? undefined : choice);
}
