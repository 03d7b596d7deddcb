/**
 * zod looks, when the first schema is made, whether it may write code from texts. The content security policy forbids it and reports the
 * attempt: so this stands before any schema, as the first import of every page that brings one.
 */
import { config } from 'zod';

config({ jitless: true });
