/** Stretches of days, and how densely somebody looked at them. */

/** A stretch of days, both ends included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** How densely days were looked at: for all acts, for those that the press reported widely, or for crises and turning points only. */
export const DENSITIES = ['all', 'major', 'crises'] as const;
export type Density = (typeof DENSITIES)[number];

/** Days that somebody looked at, whether or not anything was found. */
export interface CoveredStretch extends Stretch {
  readonly density: Density;
}
