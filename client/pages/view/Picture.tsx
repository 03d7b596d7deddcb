/** The picture of a view, and what came of the file that led here. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { FORMATS, type Presentation } from '../../charts/card/presentation.ts';
import { Notice } from '../../components/Notice.tsx';
import { words } from '../../state/language.ts';
import { type CheckedPicture, checkedPicture, pictureAddress } from '../../state/pictures.ts';

/** The file itself, at the size of the page. */
export function Picture({
  code,
  presentation,
  alt,
  describedBy,
}: {
  readonly code: string;
  readonly presentation: Presentation;
  readonly alt: string;
  readonly describedBy: string;
}) {
  const failed = useSignal(false);
  const address = pictureAddress(code, presentation);
  useEffect(() => {
    failed.value = false;
  }, [address]);
  const { width, height } = FORMATS[presentation.preset];
  if (failed.value) return <Notice kind="error">{words.value.view.notDrawn}</Notice>;
  return (
    <a href={address} title={words.value.view.fullSize}>
      <img
        src={address}
        alt={alt}
        aria-describedby={describedBy}
        width={width}
        height={height}
        onError={() => (failed.value = true)}
      />
    </a>
  );
}

/** What came of the picture that led here. */
export function PictureVerdict({
  checked,
  isTitleTyped,
}: {
  readonly checked: CheckedPicture;
  readonly isTitleTyped: boolean;
}) {
  const wording = words.value.view;
  const { verdict, fileName } = checked;
  const kind = verdict === 'same' || verdict === 'drawn' ? 'info' : verdict === 'differs' ? 'error' : 'warning';
  return (
    <Notice kind={kind} title={wording.verdicts[verdict]}>
      {wording.verdictNotes[verdict](fileName)} {isTitleTyped ? `${wording.notChecked} ` : ''}
      <button type="button" class="link" onClick={() => (checkedPicture.value = undefined)}>
        {wording.dismiss}
      </button>
    </Notice>
  );
}
