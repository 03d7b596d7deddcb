/** The shortest half-life. Apart from model.ts, whose schemas bring zod along: the pages score without it. */

/** In days: with so little, a day after its hold nothing is left of an act that a number could show, and a line is the sum over a window. */
export const MIN_HALF_LIFE = 0.01;
