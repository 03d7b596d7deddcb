/** Text as it may stand in the elements and attributes of HTML and XML. */

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text without characters that XML cannot hold at all, such as a form feed. */
export const asXml = (text: string): string =>
  text.replaceAll(
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
    '',
  );

export function escaped(text: string): string {
  return asXml(text).replaceAll(/[&<>"']/g, (character) => ESCAPES[character]!);
}
