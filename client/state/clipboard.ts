/** Copies a text; `false` where the browser refuses. Without a secure context (http on an intranet) the old way is all there is. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'visually-hidden';
    document.body.append(field);
    field.select();
    // oxlint-disable-next-line typescript/no-deprecated -- the only way where the clipboard interface is missing
    const isCopied = document.execCommand('copy');
    field.remove();
    return isCopied;
  }
}
