/** How long a note on the line may be: as long as a title; and an address, or a citation. */
export const MAX_NOTE = 200;
export const MAX_NOTE_SOURCE = 500;
