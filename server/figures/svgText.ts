/** How SVG and HTML write texts and numbers. */
import { escaped } from '../../client/charts/escaped.ts';

/** To a hundredth of a unit: no eye and no printer tells less, and the file is half as long. */
export const decimal = (value: number): string => String(Math.round(value * 100) / 100 + 0);

export const attributes = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');
