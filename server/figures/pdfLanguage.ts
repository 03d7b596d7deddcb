/**
 * Says in a PDF which language it is in, and that a reader shows its title, not its file's name: the drawing library cannot. The
 * catalog is written once more behind the end, as PDF lets one do (ISO 32000-1, 7.5.6, incremental updates).
 */
export function withLanguage(pdf: Buffer, language: string): Buffer {
  const text = pdf.toString('latin1');
  const trailer = /trailer\s*<<([\s\S]*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$/.exec(text);
  const root = /\/Root (\d+) 0 R/.exec(trailer?.[1] ?? '')?.[1];
  const catalog =
    root === undefined ? null : new RegExp(`(?:^|\\n)${root} 0 obj\\s*<<([\\s\\S]*?)>>\\s*endobj`).exec(text);
  if (!trailer || !catalog)
    throw new RangeError(
      'The drawing library has written a PDF whose catalog cannot be found: its version has changed, see server/figures/pdfLanguage.ts.',
    );
  const separator = text.endsWith('\n') ? '' : '\n';
  const at = pdf.length + separator.length;
  const object = `${root} 0 obj\n<<${catalog[1]}\n/Lang (${language})\n/ViewerPreferences <</DisplayDocTitle true>>>>\nendobj\n`;
  const table = `xref\n${root} 1\n${String(at).padStart(10, '0')} 00000 n \n`;
  const end = `trailer\n<<${trailer[1]!.trim()}\n/Prev ${trailer[2]}>>\nstartxref\n${at + object.length}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(separator + object + table + end, 'latin1')]);
}
