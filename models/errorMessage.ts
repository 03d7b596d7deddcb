/** What a caught value says: `catch` may be given anything. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The same without its full stop, to go on after. */
export const reasonOf = (error: unknown): string => messageOf(error).replace(/\.$/, '');
