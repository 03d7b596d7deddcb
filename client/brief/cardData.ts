/** What the server makes of a view: its code, its texts and the picture itself. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PinnedView } from '../../models/contract/views.ts';
import type { Presentation } from '../charts/card/presentation.ts';
import type { CardTexts } from '../charts/card/cardTexts.ts';
import { type ApiProblem, askJson, getBytes } from '../state/api.ts';
import { useResource } from '../state/resource.ts';
import { pictureAddress } from '../state/pictures.ts';
import type { Language } from '../words/words.ts';
import type { ViewRequest } from './briefState.ts';

/** The file, and what stands in its first bytes. */
export interface Picture {
  readonly address: string;
  readonly file: Blob;
  /** pixels */
  readonly width: number;
  readonly height: number;
}

export interface CardLoad {
  readonly pinned: PinnedView | undefined;
  readonly texts: CardTexts | undefined;
  readonly picture: Picture | undefined;
  /** what is shown is not yet what was asked for */
  readonly isLoading: boolean;
  /** of the first step that the server refused */
  readonly problem: ApiProblem | undefined;
}

/** A drag or a word in the making is no question: the server is asked when the hand rests. */
const REST_MS = 350;

/** A value that has stayed the same for a moment; the first one at once. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** Pins the view, then asks for its texts and its picture; each answer is kept, so that the way back costs nothing. */
export function useCard(request: ViewRequest | undefined, presentation: Presentation): CardLoad {
  const asked = request === undefined ? null : JSON.stringify(request);
  const rested = useRested(asked);
  const look = JSON.stringify(presentation);
  const restedLook = useRested(look);
  const pin = useResource<PinnedView>(rested === null ? null : `pin ${rested}`, () =>
    askJson<PinnedView>('/api/v1/views', JSON.parse(rested!)),
  );
  const code = pin.data?.code;
  const texts = useResource<CardTexts>(
    code === undefined ? null : `/api/v1/views/${encodeURIComponent(code)}/card?lang=${presentation.lang}`,
  );
  const address = code === undefined ? null : pictureAddress(code, JSON.parse(restedLook));
  const picture = useResource<Picture>(address === null ? null : `picture ${address}`, () => readPicture(address!));
  const problem = pin.problem ?? picture.problem ?? texts.problem;
  return {
    pinned: pin.data,
    texts: texts.data,
    picture: picture.data,
    isLoading:
      asked !== rested ||
      look !== restedLook ||
      (rested !== null && !problem && (pin.isLoading || texts.isLoading || picture.isLoading)),
    problem,
  };
}

interface TitleVerdict {
  readonly found?: Pick<CardTexts, 'titleFaults' | 'titleChecked' | 'titleUnchecked'> | undefined;
  /** why no card can have it */
  readonly refused?: ApiProblem | undefined;
}

/** A title that is being typed, held against the view; without a verdict until the server has said. Nothing is pinned for it. */
export function useTitleCheck(code: string | undefined, title: string, language: Language): TitleVerdict {
  const rested = useRested(title);
  const query = new URLSearchParams({ lang: language, title: rested });
  // A title that is refused has no view: it is held against the one before.
  const last = useRef(code);
  last.current = code ?? last.current;
  const { data, problem } = useResource<CardTexts>(
    last.current === undefined || rested === ''
      ? null
      : `/api/v1/views/${encodeURIComponent(last.current)}/card?${query.toString()}`,
  );
  return rested === title ? { found: data, refused: problem } : {};
}

async function readPicture(address: string): Promise<Picture> {
  const file = await getBytes(address);
  return { address, file, ...sizeOfPng(await file.slice(0, HEADER_BYTES).arrayBuffer()) };
}

/** Signature, length and name of the first chunk, width and height. */
const HEADER_BYTES = 24;

/** Width and height stand in the first chunk of every PNG (IHDR). */
function sizeOfPng(head: ArrayBuffer): { readonly width: number; readonly height: number } {
  const view = new DataView(head);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
