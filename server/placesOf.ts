/** Places of parameters for a list in a statement, such as `$2, $3`. */
export const placesOf = (list: readonly unknown[], first: number): string =>
  list.map((_, i) => `$${first + i}`).join(', ');
