/** Single-letter keys. Off in fields, under an open dialog, and with a modifier, which belongs to the browser. */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { readSetting, writeSetting } from './settings.ts';

const KEY = 'keys';

/** The reader can switch them off: who speaks to the machine, or misses keys, sets them off by accident (WCAG 2.2, 2.1.4). */
export const areKeysOn = signal(true);

export function followKeys(): void {
  areKeysOn.value = readSetting(KEY) !== 'off';
}

export function switchKeys(isOn: boolean): void {
  areKeysOn.value = isOn;
  writeSetting(KEY, isOn ? undefined : 'off');
}

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Listens for as long as the component is shown, with the handlers of its last rendering: an effect would lag behind a quick typist. */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') || (!areKeysOn.value && event.key.length === 1)) return;
      const act = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined;
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
