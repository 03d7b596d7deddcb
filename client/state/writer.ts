/** Who wrote something, by name; what no person wrote is said in words. */
import { words } from './language.ts';

export const writer = (recordedBy: string): string => words.value.people.writers[recordedBy] ?? recordedBy;

/** A moment as tables show it. */
export const minute = (moment: string): string => moment.slice(0, 16).replace('T', ' ');
