/** Ranges that end today, in days; `all` begins a little before the first event, where the line is still neutral. */
export const RANGES = { '90d': 90, '1y': 365, '5y': 1826, all: Infinity } as const;
export type RangeName = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as RangeName[];
export const DEFAULT_RANGE: RangeName = '5y';
