import { useEffect } from 'preact/hooks';
import { words } from './language.ts';

/** The title of the page in the window and the history. */
export function useTitle(title: string): void {
  const { name } = words.value.shell;
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
}
