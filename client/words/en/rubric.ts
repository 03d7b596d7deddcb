/** English: what each severity means. The words stand in data/severity.md; another language says them here, by type and for `scale`, that of all types. */

export const rubric: Readonly<Record<string, readonly string[]>> = {};
