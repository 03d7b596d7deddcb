import { useEffect } from 'preact/hooks';

/** The title of the page in the window and the history. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Tension`;
  }, [title]);
}
