/** @example grouped(1234567) // '1,234,567' */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
