/** Ways for other pages to hand a text over. */
import { useState } from 'preact/hooks';
import { words } from '../../state/language.ts';

/** What the bookmark does: the selected text, or that of the page, goes into the fragment of the desk's address, which no browser sends. */
const bookmarklet = (origin: string): string =>
  `javascript:(()=>{const d=document,s=String(getSelection()).trim()||(d.querySelector('article')||d.body).innerText;` +
  `const t=d.querySelector('meta[property="article:published_time"]');` +
  `open('${origin}/desk#'+new URLSearchParams({text:s.slice(0,2e5),title:d.title,url:location.href.split('#')[0],published:t?t.content:''}))})()`;

export function BringText() {
  const wording = words.value.desk;
  const [isClicked, setClicked] = useState(false);
  return (
    <details>
      <summary>{wording.bring}</summary>
      <p class="small">
        <a
          class="button"
          href={bookmarklet(window.location.origin)}
          onClick={(event) => {
            event.preventDefault();
            setClicked(true);
          }}
        >
          {wording.bookmarklet}
        </a>{' '}
        {wording.bookmarkletNote}
      </p>
      <p class="small" role="status">
        {isClicked ? wording.bookmarkletDrag : ''}
      </p>
      <p class="small">{wording.shareNote}</p>
    </details>
  );
}
