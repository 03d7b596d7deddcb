/** `--template`: an office's own template, which slides are laid on. */
import { readFile } from 'node:fs/promises';
import { messageOf } from '../../models/errorMessage.ts';
import { TEMPLATE_TYPE } from '../api/templateUpload.ts';
import { MAX_TEMPLATE_BYTES, TOO_LARGE } from '../figures/ownTemplate.ts';
import { CommandFailure } from './failure.ts';
import { type Upload, uploadOf } from './runningServer.ts';

/**
 * @param format of the file that is written
 * @throws CommandFailure for what takes no template, and for a file that cannot be read
 */
export async function templateUpload(
  file: string | undefined,
  format: string,
  { preset }: { readonly preset?: string },
): Promise<Upload | undefined> {
  if (file === undefined) return undefined;
  if (format !== 'pptx')
    throw new CommandFailure(`--template is for slides: write a .pptx in place of a .${format}, or leave it out.`);
  if (preset !== undefined)
    throw new CommandFailure(
      `--preset: "${preset}" has no place beside --template, whose slides have their own size: leave one of them out.`,
    );
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new CommandFailure(
      `--template: "${file}" cannot be read: ${messageOf(error)}. Give it a template (.potx) or a presentation (.pptx).`,
      { cause: error },
    );
  });
  if (bytes.length > MAX_TEMPLATE_BYTES) throw new CommandFailure(`--template: "${file}" ${TOO_LARGE}.`);
  return uploadOf(TEMPLATE_TYPE, bytes);
}
