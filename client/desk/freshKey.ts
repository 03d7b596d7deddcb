/** A key for one request, so that a request sent again after a lost answer is done once. `randomUUID` is missing on plain HTTP. */
export const freshKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
