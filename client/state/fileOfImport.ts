/** The file of an import; a shipped one carries the hash of its bytes behind its name. */
export function fileOfImport(source: string): { readonly file: string; readonly hash: string | undefined } {
  const [, file = source, hash] = /^(.*) (sha256:[0-9a-f]+)$/.exec(source) ?? [];
  return { file, hash };
}
