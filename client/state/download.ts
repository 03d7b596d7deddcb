/** Gives the reader a text as a file. */
export function downloadText(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it at once, but not within this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
