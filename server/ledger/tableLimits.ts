/** How large a file may be that is read with a mapping. Files in our own columns are read in a stream and have no such limit. */

const BYTES_PER_MIB = 1024 ** 2;
export const MAX_TABLE_BYTES = 16 * BYTES_PER_MIB;
export const MAX_TABLE_ROWS = 20_000;
