/** Severities on another scale: the rule that turns them into 1 to 5 is found, shown and can be changed. */
import type { SeverityRule } from './mapping.ts';

/** Words for severity in English, Korean, German, French and Spanish. */
const WORDS: Readonly<Record<string, number>> = {
  'very low': 1,
  minor: 1,
  trivial: 1,
  routine: 1,
  'very minor': 1,
  '매우 낮음': 1,
  경미: 1,
  gering: 1,
  'sehr gering': 1,
  'sehr niedrig': 1,
  'très faible': 1,
  mineur: 1,
  'muy bajo': 1,
  'muy baja': 1,
  low: 2,
  small: 2,
  light: 2,
  낮음: 2,
  하: 2,
  niedrig: 2,
  faible: 2,
  bajo: 2,
  baja: 2,
  leve: 2,
  medium: 3,
  moderate: 3,
  mid: 3,
  middle: 3,
  med: 3,
  average: 3,
  보통: 3,
  중간: 3,
  중: 3,
  mittel: 3,
  moyen: 3,
  moyenne: 3,
  modéré: 3,
  medio: 3,
  media: 3,
  moderado: 3,
  high: 4,
  serious: 4,
  major: 4,
  severe: 4,
  높음: 4,
  상: 4,
  심각: 4,
  hoch: 4,
  élevé: 4,
  élevée: 4,
  grave: 4,
  alto: 4,
  alta: 4,
  'very high': 5,
  critical: 5,
  extreme: 5,
  historic: 5,
  '매우 높음': 5,
  '매우 심각': 5,
  'sehr hoch': 5,
  kritisch: 5,
  extrem: 5,
  'très élevé': 5,
  critique: 5,
  'muy alto': 5,
  'muy alta': 5,
  crítico: 5,
};

/** Ends of scales that people grade by; the least that holds all values is taken. */
const SCALE_ENDS = [10, 20, 100, 1000];
export const LEVELS = 5;

/** The rule that the values of a file ask for; `undefined` where they are 1 to 5 as ours, or nothing that can be read. */
export function severityRuleOf(cells: Iterable<string>): SeverityRule | undefined {
  const values = [...new Set([...cells].map((cell) => cell.trim()).filter((cell) => cell !== ''))];
  if (values.length === 0) return undefined;
  const numbers = values.flatMap((cell) => numberIn(cell) ?? []);
  if (numbers.length * 2 > values.length) {
    if (numbers.every((number) => Number.isInteger(number) && number >= 1 && number <= LEVELS)) return undefined;
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    if (least < 0) return undefined;
    const end = SCALE_ENDS.find((end) => most <= end);
    return end === undefined
      ? undefined
      : { from: most <= LEVELS || least < 1 ? 0 : 1, to: most <= LEVELS ? LEVELS : end };
  }
  const words = Object.fromEntries(
    values.flatMap((cell) => (WORDS[cell.toLowerCase()] === undefined ? [] : [[cell, WORDS[cell.toLowerCase()]!]])),
  );
  return Object.keys(words).length === 0 ? undefined : { words };
}

/**
 * A severity of the file as 1 to 5; `undefined` where the rule does not say. A scale is cut into five parts of the same width.
 *
 * @example severityBy({ from: 1, to: 10 }, '7') // 4: 1-2, 3-4, 5-6, 7-8, 9-10
 */
export function severityBy(rule: SeverityRule | undefined, cell: string): number | undefined {
  const text = cell.trim();
  if (rule && 'words' in rule) return rule.words[text] ?? own(text);
  if (!rule) return own(text);
  const number = numberIn(text);
  if (number === undefined || number < rule.from || number > rule.to) return undefined;
  // On whole numbers from 1 the first part holds as many as the others: 1 to 10 has two in each.
  const start = rule.from === 1 ? 0 : rule.from;
  return Math.min(LEVELS, Math.max(1, Math.ceil(((number - start) / (rule.to - start)) * LEVELS)));
}

const own = (text: string): number | undefined => (/^[1-5](?:[.,]0+)?$/.test(text) ? Number(text[0]) : undefined);

/** @example numberIn('7/10') // 7 */
function numberIn(text: string): number | undefined {
  const found = /^(-?\d+(?:[.,]\d+)?)(?:\s*\/\s*\d+)?$/.exec(text);
  return found ? Number(found[1]!.replace(',', '.')) : undefined;
}
