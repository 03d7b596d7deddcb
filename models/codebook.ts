/** The codebook: which types of event there are, what each means, and in which category a chart stacks it. */

/** Categories in the fixed order of charts and waterfalls: escalation first, easing last. */
export const CATEGORIES = [
  'military_security',
  'sanctions_trade',
  'diplomatic_protest',
  'votes_statements',
  'agreements_easing',
  'visits_talks',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

export interface EventType {
  readonly type: string;
  readonly category: Category;
  /** the usual polarity; the coder's, on the event, is the one that counts */
  readonly polarity: 1 | -1;
  /** default CAMEO code of the type */
  readonly cameo: string;
  readonly label: string;
  readonly definition: string;
  /** an act without direction (summit, talks): it counts half on each side */
  readonly mutual: boolean;
}

/** The types by name, in the codebook's order. */
export type Codebook = ReadonlyMap<string, EventType>;

/** The codebook of a list of types. @throws RangeError when a type stands twice. */
export function codebookOf(types: readonly EventType[]): Codebook {
  const codebook = new Map<string, EventType>();
  for (const type of types) {
    if (codebook.has(type.type)) throw new RangeError(`The codebook names the type "${type.type}" twice: keep one.`);
    codebook.set(type.type, type);
  }
  return codebook;
}
