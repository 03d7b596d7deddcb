/** Secrets of keys and sessions: random, and kept as their hash. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 192 random bits. */
export const newSecret = (): string => randomBytes(24).toString('base64url');

/** SHA-256, hex. Secrets are random, so nothing slower is needed. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compared in constant time. */
export const isSame = (given: string, held: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(hashOf(held)));
