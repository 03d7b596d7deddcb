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

/** Copies a text that is still being made: browsers let a page copy only at once after a key or a click, and wait for the contents. */
export async function copyLater(text: Promise<string>): Promise<boolean> {
  try {
    await navigator.clipboard.write([
      new ClipboardItem({ 'text/plain': text.then((made) => new Blob([made], { type: 'text/plain' })) }),
    ]);
    return true;
  } catch {
    return copyText(await text);
  }
}
