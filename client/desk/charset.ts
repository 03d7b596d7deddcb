/** UTF-8 and UTF-16 by their marks; what is no UTF-8 is Korean (EUC-KR) where that reads it without a fault, else Western. */
export function decoded(bytes: Uint8Array): string {
  const declared = /charset=["']?([\w-]+)/i.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 2048)))?.[1];
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  for (const charset of [marked, 'utf-8', declared, 'euc-kr']) {
    if (charset === undefined) continue;
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}
