/**
 * Says in a PDF which language it is in: the drawing library cannot. The catalog is written once more behind the end, as PDF lets one do
 * (ISO 32000-1, 7.5.6, incremental updates). It is found as a reader finds it, from the end by offsets: what a title or a source says
 * may look like any part of a PDF.
 */
export function withLanguage(pdf: Buffer, language: string): Buffer {
  const text = pdf.toString('latin1');
  const table = Number(/^startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(text.lastIndexOf('startxref')))?.[1]);
  const [whole = '', count = ''] = /^xref\s+0 (\d+)\s*\n/.exec(text.slice(table, table + 40)) ?? [];
  const entries = table + whole.length;
  const trailer = /^trailer\s*<<([^<>]*)>>\s*startxref/.exec(text.slice(entries + Number(count) * ENTRY_BYTES))?.[1];
  const root = /\/Root (\d+) 0 R/.exec(trailer ?? '')?.[1];
  const entry = entries + Number(root) * ENTRY_BYTES;
  const object = text.slice(Number(text.slice(entry, entry + 10)));
  const catalog = object.slice(0, object.indexOf('endobj'));
  const dictionary = new RegExp(`^${root} 0 obj\\s*<<(.*)>>\\s*$`, 's').exec(catalog)?.[1];
  if (trailer === undefined || dictionary === undefined)
    throw new RangeError(
      'The drawing library has written a PDF whose catalog cannot be found: its version has changed, see server/figures/pdfLanguage.ts.',
    );
  const separator = text.endsWith('\n') ? '' : '\n';
  const at = pdf.length + separator.length;
  const update = `${root} 0 obj\n<<${dictionary}\n/Lang (${language})>>\nendobj\n`;
  const added = `xref\n${root} 1\n${String(at).padStart(10, '0')} 00000 n \n`;
  const end = `trailer\n<<${trailer.trim()}\n/Prev ${table}>>\nstartxref\n${at + update.length}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(separator + update + added + end, 'latin1')]);
}

/** Each object has a line of so many bytes in the table: its offset, a generation, a letter. */
const ENTRY_BYTES = 20;
