/** Who may do what: each role may do all that those before it may. */

/** reader: reads, suggests; coder: drafts, second codings; editor: records, adjudicates, revises, imports, saves models, starts runs; admin: people, keys, feeds. */
export const ROLES = ['reader', 'coder', 'editor', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** Whether a role reaches to what another may do; `none` may do nothing. */
export const reaches = (held: Role | 'none', needed: Role): boolean =>
  held !== 'none' && ROLES.indexOf(held) >= ROLES.indexOf(needed);
