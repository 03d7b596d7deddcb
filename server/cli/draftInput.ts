/** What `draft` is given: its options, and a text from a file or from stdin. */
import { readFile } from 'node:fs/promises';
import { reasonOf } from '../../models/errorMessage.ts';
import type { Provider } from '../drafting/drafting.ts';
import { CommandFailure } from './failure.ts';
import { terminal } from './terminal.ts';

export interface DraftOptions {
  readonly published?: string;
  readonly lang?: 'en' | 'ko';
  readonly provider?: Provider;
  readonly json?: boolean;
}

/** @throws CommandFailure when there is no such file */
export async function textOf(file: string): Promise<string> {
  if (file === '-') {
    const chunks: Buffer[] = [];
    for await (const chunk of terminal().stdin) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks).toString('utf8');
  }
  try {
    return (await readFile(file, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    throw new CommandFailure(`${file} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}
