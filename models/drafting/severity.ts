/** Severity where the rubric (data/severity.md) decides it by what the words say; undefined is the coder's call. */
export type Severity = 1 | 2 | 3 | 4 | 5;

/** What a text says of an act that the rubric looks at; each language reads it in its own words. */
export interface SeverityFacts {
  /** how many ships, firms, persons or diplomats, where a number is said */
  readonly count: number | undefined;
  /** of ships, firms and persons: how many of these kinds are named */
  readonly kinds: number;
  /** a whole sector: banks, oil */
  readonly isSector: boolean;
  readonly envoy: 'ambassador' | 'deputy' | undefined;
  readonly isBreak: boolean;
  readonly isThermonuclear: boolean;
  readonly range: 'intercontinental' | 'intermediate' | 'short' | undefined;
  /** a missile over a neighbour */
  readonly isOver: boolean;
  readonly isSeveral: boolean;
  readonly speaker: 'leader' | 'ministry' | undefined;
  readonly isFormal: boolean;
  readonly isEnmity: boolean;
  /** all sanctions are lifted */
  readonly isAll: boolean;
}

/** The most that one number of listings still calls a few. */
const A_FEW = 3;

export function severityOf(type: string, facts: SeverityFacts): Severity | undefined {
  const { count, kinds, envoy, range } = facts;
  switch (type) {
    case 'sanction':
      if (facts.isSector) return undefined;
      if (kinds > 1) return 3;
      return count === undefined || kinds === 0 ? undefined : count === 1 ? 1 : count <= A_FEW ? 2 : 3;
    case 'summons':
      return envoy === 'deputy' ? 2 : envoy === 'ambassador' ? 3 : undefined;
    case 'expulsion':
      if (envoy === 'ambassador') return 4;
      if (count === undefined) return undefined;
      return count <= 1 ? 1 : count <= 5 ? 2 : count <= 15 ? 3 : 5;
    case 'recall':
      return facts.isBreak ? 5 : envoy === 'ambassador' ? 4 : undefined;
    case 'nuclear_test':
      return facts.isThermonuclear ? 5 : 4;
    case 'missile_test':
      if (range === 'intercontinental') return facts.isOver ? 5 : 4;
      if (range === 'intermediate') return 3;
      return range === 'short' ? (facts.isSeveral ? 2 : 1) : undefined;
    case 'call':
      return facts.speaker === 'leader' ? 2 : undefined;
    case 'protest':
      return facts.isFormal ? 2 : undefined;
    case 'statement_hostile':
      if (facts.isEnmity) return 5;
      return facts.speaker === 'leader' ? 3 : facts.speaker === 'ministry' ? 2 : undefined;
    case 'sanction_relief':
      return facts.isAll ? 5 : undefined;
    default:
      return undefined;
  }
}
