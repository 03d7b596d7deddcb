/** What a caught value says: `catch` may be given anything. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
