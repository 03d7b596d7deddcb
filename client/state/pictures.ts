/** A picture that somebody drops, pastes or chooses: read here, held against what the server draws, and its view opened. */
import { language } from './language.ts';
import { readPasted, type Pasted } from './pasted.ts';
import { AS_CSV, BOM } from './download.ts';
import { signal } from '@preact/signals';
import type { DrawnPicture } from '../../models/contract/views.ts';
import { sha256Hex } from '../../models/sha256.ts';
import { MAX_PICTURE_BYTES, type PictureFault, type PictureSpec, readPicture } from '../charts/card/pictureSpec.ts';
import { type Presentation, STANDARD } from '../charts/card/presentation.ts';
import { presentationQuery } from '../charts/card/presentationQuery.ts';
import { ApiProblem, getBytes, getJson, NoAnswer } from './api.ts';
import { navigate } from './location.ts';

/** What came of holding the picture against the server's. */
export type Verdict =
  | 'same' // byte for byte what the server draws
  | 'drawn' // what the server drew before, and draws otherwise now
  | 'differs' // edited or saved again
  | 'unknown' // the server has no view of that code
  | 'unchecked' // the server did not draw it now
  | 'code'; // it carries no view any more, but a code that leads to one

export interface CheckedPicture {
  readonly fileName: string;
  readonly spec: PictureSpec;
  readonly verdict: Verdict;
}

export interface RefusedPicture {
  readonly fileName: string;
  readonly fault: PictureFault | 'no-file' | 'no-code';
  /** programs often hand over the pixels alone */
  readonly isPasted: boolean;
}

/** The last picture that could be read; the page of its view tells what came of it. */
export const checkedPicture = signal<CheckedPicture | undefined>(undefined);
/** The last one that could not. */
export const refusedPicture = signal<RefusedPicture | undefined>(undefined);
/** name of the file that is being looked at */
export const pictureUnderway = signal<string | undefined>(undefined);

/** The page of a view in a look. */
export const viewAddress = (code: string, presentation: Presentation): string =>
  `/v/${encodeURIComponent(code)}?${presentationQuery(presentation)}`;

/** The picture of a view in a look: the file itself. */
export const pictureAddress = (code: string, presentation: Presentation, format = 'png'): string =>
  `/v/${encodeURIComponent(code)}.${format}?${presentationQuery(presentation)}${format === AS_CSV.format ? BOM : ''}`;

/** Goes to a view in the standard look, in the reader's language. */
export function openView(code: string): void {
  navigate(viewAddress(code, { ...STANDARD, lang: language.value }));
}

/**
 * Reads a file and goes to its view, or says why not (`refusedPicture`). Nothing in the file is believed or run.
 *
 * @param pasted what stands beside it on the clipboard
 */
export async function checkPicture(file: File, pasted?: Pasted): Promise<void> {
  refusedPicture.value = undefined;
  pictureUnderway.value = file.name;
  try {
    const read = await readFile(file);
    const found = 'fault' in read ? await foundBeside(file, read.fault, pasted) : read;
    if ('fault' in found) {
      refusedPicture.value = { fileName: file.name, fault: found.fault, isPasted: pasted !== undefined };
      return;
    }
    const { code, presentation } = found.spec;
    const verdict = found.bytes ? await verdictOn(found.bytes, code, presentation) : 'code';
    checkedPicture.value = { fileName: file.name, spec: found.spec, verdict };
    navigate(viewAddress(code, presentation));
  } finally {
    pictureUnderway.value = undefined;
  }
}

/** @param bytes of the file that carries the view; left out where only its code was found */
type ReadFile =
  | { readonly spec: PictureSpec; readonly bytes?: Uint8Array<ArrayBuffer> }
  | { readonly fault: RefusedPicture['fault'] };

async function readFile(file: Blob): Promise<ReadFile> {
  // Before a byte of it is read.
  if (file.size > MAX_PICTURE_BYTES) return { fault: 'too-large' };
  // A folder, or a file that is gone.
  const buffer = await file.arrayBuffer().catch(() => undefined);
  if (!buffer) return { fault: 'no-file' };
  const bytes = new Uint8Array(buffer);
  const read = readPicture(bytes);
  return 'fault' in read ? read : { spec: read.spec, bytes };
}

/** What leads to the view of a picture that carries none: what was copied along with it, or the QR code in it. */
async function foundBeside(file: File, fault: RefusedPicture['fault'], pasted: Pasted | undefined): Promise<ReadFile> {
  if (fault === 'too-large' || fault === 'no-file') return { fault };
  const { isSamePicture, scanned } = await import('./pixels.ts');
  const { code, picture } = pasted ? readPasted(pasted) : {};
  if (picture && (await isSamePicture(file, picture))) {
    const read = await readFile(picture);
    if (!('fault' in read)) return read;
  }
  const found = code === undefined ? await scanned(file) : { isPicture: true, code };
  if (found.code === undefined) return { fault: fault === 'not-png' && found.isPicture ? 'no-code' : fault };
  return { spec: { code: found.code, presentation: { ...STANDARD, lang: language.value }, view: undefined } };
}

async function verdictOn(bytes: Uint8Array<ArrayBuffer>, code: string, presentation: Presentation): Promise<Verdict> {
  try {
    const drawn = new Uint8Array(await (await getBytes(pictureAddress(code, presentation))).arrayBuffer());
    if (drawn.length === bytes.length && drawn.every((byte, i) => byte === bytes[i])) return 'same';
    return (await wasDrawn(code, await digestOf(bytes))) ? 'drawn' : 'differs';
  } catch (error) {
    if (error instanceof ApiProblem) return error.problem?.type.endsWith(':unknown-view') ? 'unknown' : 'unchecked';
    if (error instanceof NoAnswer) return 'unchecked';
    throw error;
  }
}

/** The server knows every file that it drew, by whatever version of it. */
async function wasDrawn(code: string, digest: string): Promise<boolean> {
  try {
    await getJson<DrawnPicture>(`/api/v1/views/${encodeURIComponent(code)}/pictures/${digest}`);
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.problem?.type.endsWith(':unknown-picture')) return false;
    throw error;
  }
}

/** SHA-256, hex. The browser's own is faster, and missing where a page comes over plain http from an intranet. */
async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (!window.isSecureContext) return sha256Hex(bytes);
  return Array.from(new Uint8Array(await window.crypto.subtle.digest('SHA-256', bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
