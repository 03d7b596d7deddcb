/** How English counts and lists. */
import { grouped } from '../grouped.ts';

/** @example many(2, 'event') // '2 events' */
export const many = (n: number, one: string, more = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : more}`;

/** Names that a sentence has with an article. */
const WITH_ARTICLE =
  /^(United |Philippines|Netherlands|Bahamas|Gambia|Maldives|Comoros|Seychelles|Vatican|Soviet Union|European Union|EU$|UN$)|( Islands| Republic|Republic of the Congo|DR Congo)$/;

/** The name of a state within a sentence. @example theName('United States') // 'the United States' */
export const theName = (name: string): string => (WITH_ARTICLE.test(name) ? `the ${name}` : name);

/** @example listed(['talks', 'visits']) // 'talks and visits' */
export const listed = (things: readonly string[]): string =>
  things.length < 2 ? things.join('') : `${things.slice(0, -1).join(', ')} and ${things.at(-1)}`;
