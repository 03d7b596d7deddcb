/**
 * How far coders agree in one field: each pair of them, and all together. Every figure comes with its number of units; those of a pair
 * with a 95% interval, with the units behind each cell of the confusion table, and in the order of coding, to see a drift.
 */
import { type CodedPair, type Confusion, confusionOf, shareAgreed } from './confusion.ts';
import { type Interval, bootstrapInterval } from './interval.ts';
import { cohenKappa, fleissKappa } from './kappa.ts';
import { krippendorffAlpha } from './krippendorff.ts';

/** One code: what a coder said of a unit in the field. Units come in the order in which they were coded. */
export interface Code {
  readonly unit: string;
  readonly coder: string;
  readonly value: string;
}

/** Values of a field: names without an order, or grades in their order. */
export interface Scale {
  readonly values?: readonly string[];
  readonly isOrdered: boolean;
}

/** Units coded one after the other, and how far they agree. */
export interface DriftPart {
  readonly units: number;
  readonly agreement: number;
  /** second less first, the mean; undefined for names */
  readonly meanDifference: number | undefined;
}

export interface PairAgreement {
  readonly first: string;
  readonly second: string;
  /** units that both coded */
  readonly n: number;
  readonly agreement: number | undefined;
  readonly cohenKappa: number | undefined;
  readonly cohenKappaInterval: Interval | undefined;
  /** for grades only */
  readonly linearKappa: number | undefined;
  readonly linearKappaInterval: Interval | undefined;
  readonly quadraticKappa: number | undefined;
  readonly alpha: number | undefined;
  readonly alphaInterval: Interval | undefined;
  readonly confusion: Confusion;
  readonly drift: readonly DriftPart[];
}

export interface FieldAgreement {
  readonly coders: readonly string[];
  /** units that at least two coded */
  readonly n: number;
  readonly krippendorffAlphaNominal: number | undefined;
  /** for grades only */
  readonly krippendorffAlphaOrdinal: number | undefined;
  readonly krippendorffAlphaInterval: number | undefined;
  /** undefined where coders left units out */
  readonly fleissKappa: number | undefined;
  readonly pairs: readonly PairAgreement[];
}

/** The parts of a drift: quarters, but none with fewer units than this. */
const LEAST_UNITS_OF_A_PART = 10;
const PARTS = 4;

/** @param coders in their order; left out: by name. @throws RangeError for a value that is not on the scale, and for two codes of one unit by one coder */
export function fieldAgreement(
  codes: readonly Code[],
  scale: Scale,
  coders: readonly string[] = [...new Set(codes.map(({ coder }) => coder))].sort(),
): FieldAgreement {
  const byUnit = new Map<string, Map<string, string>>();
  for (const { unit, coder, value } of codes) {
    const row = byUnit.get(unit) ?? new Map<string, string>();
    if (row.has(coder)) throw new RangeError(`${coder} has coded ${unit} twice: keep one code.`);
    row.set(coder, value);
    byUnit.set(unit, row);
  }
  const rows = [...byUnit.values()].map((row) => coders.map((coder) => row.get(coder)));
  const values = scale.values;
  const pairs = coders.flatMap((first, i) =>
    coders.slice(i + 1).map((second): PairAgreement => {
      const both = [...byUnit].flatMap(([unit, row]): CodedPair[] => {
        const [a, b] = [row.get(first), row.get(second)];
        return a === undefined || b === undefined ? [] : [{ unit, first: a, second: b }];
      });
      return { first, second, ...pairAgreement(both, scale) };
    }),
  );
  return {
    coders,
    n: rows.filter((row) => row.filter((code) => code !== undefined).length > 1).length,
    krippendorffAlphaNominal: krippendorffAlpha(rows, 'nominal', values),
    krippendorffAlphaOrdinal: scale.isOrdered ? krippendorffAlpha(rows, 'ordinal', values) : undefined,
    krippendorffAlphaInterval: scale.isOrdered ? krippendorffAlpha(rows, 'interval', values) : undefined,
    fleissKappa: fleissKappa(rows.map((row) => row.filter((code) => code !== undefined))),
    pairs,
  };
}

function pairAgreement(
  pairs: readonly CodedPair[],
  { values, isOrdered }: Scale,
): Omit<PairAgreement, 'first' | 'second'> {
  const confusion = confusionOf(pairs, values);
  const countsOf = (drawn: readonly CodedPair[]): Confusion['counts'] => confusionOf(drawn, confusion.values).counts;
  const alphaOf = (drawn: readonly CodedPair[]): number | undefined =>
    krippendorffAlpha(
      drawn.map(({ first, second }) => [first, second]),
      isOrdered ? 'ordinal' : 'nominal',
      confusion.values,
    );
  const linear = (drawn: readonly CodedPair[]): number | undefined => cohenKappa(countsOf(drawn), 'linear');
  return {
    n: pairs.length,
    agreement: shareAgreed(confusion),
    cohenKappa: cohenKappa(confusion.counts),
    cohenKappaInterval: bootstrapInterval(pairs, (drawn) => cohenKappa(countsOf(drawn))),
    linearKappa: isOrdered ? linear(pairs) : undefined,
    linearKappaInterval: isOrdered ? bootstrapInterval(pairs, linear) : undefined,
    quadraticKappa: isOrdered ? cohenKappa(confusion.counts, 'quadratic') : undefined,
    alpha: alphaOf(pairs),
    alphaInterval: bootstrapInterval(pairs, alphaOf),
    confusion,
    drift: driftOf(pairs, isOrdered ? confusion.values : undefined),
  };
}

/** The units in four parts of equal size, in their order; fewer parts where these would be too small to say anything. */
function driftOf(pairs: readonly CodedPair[], grades: readonly string[] | undefined): DriftPart[] {
  const parts = Math.min(PARTS, Math.floor(pairs.length / LEAST_UNITS_OF_A_PART));
  return Array.from({ length: parts < 2 ? 0 : parts }, (_, i) => {
    const part = pairs.slice(Math.round((i * pairs.length) / parts), Math.round(((i + 1) * pairs.length) / parts));
    const differences = grades && part.map(({ first, second }) => grades.indexOf(second) - grades.indexOf(first));
    return {
      units: part.length,
      agreement: part.filter(({ first, second }) => first === second).length / part.length,
      meanDifference: differences && differences.reduce((sum, one) => sum + one, 0) / differences.length,
    };
  });
}
