import pino from 'pino';
import { z } from 'zod';
import { visible } from '../models/textFault.ts';

const LEVEL_WARN = 40;

const line = z.looseObject({
  level: z.number(),
  time: z.number(),
  msg: z.string().default(''),
  err: z.object({ message: z.string() }).optional(),
});

/**
 * The log of the server: short lines for a reader at a terminal, JSON for whatever collects logs.
 *
 * @param terminal whether a person reads along
 */
export function openLog(level: string, terminal: boolean, write: (text: string) => void): pino.Logger {
  return pino({ level, base: null }, { write: terminal ? (text) => write(shortLine(text)) : write });
}

/** `14:05:09  Run 3 published ...`, in UTC like all times here; a warning or an error says so. No text from elsewhere moves the cursor. */
function shortLine(json: string): string {
  const { level, time, msg, err } = line.parse(JSON.parse(json));
  const name = level >= LEVEL_WARN ? `${pino.levels.labels[level] ?? level}: ` : '';
  const cause = err && !msg.includes(err.message) ? ` (${err.message})` : '';
  return `${new Date(time).toISOString().slice(11, 19)}  ${name}${visible(`${msg}${cause}`)}\n`;
}
