/** How English counts and lists. */
import { grouped } from '../grouped.ts';

/** @example many(2, 'event') // '2 events' */
export const many = (n: number, one: string, more = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : more}`;

/** @example listed(['talks', 'visits']) // 'talks and visits' */
export const listed = (things: readonly string[]): string =>
  things.length < 2 ? things.join('') : `${things.slice(0, -1).join(', ')} and ${things.at(-1)}`;
