/** What leaves the Brief page as text beside a picture on the clipboard. */
import { describe, expect, it } from 'vitest';
import { type CardNote, noteHtml, noteText } from '../../client/brief/cardClipboard.ts';
import { WORDS } from '../../client/words/words.ts';

const note: CardNote = {
  title: 'Tension up 8 points',
  citation: 'Tension up 8 points. View 0123ABCD*.',
  alt: 'Line chart of the index.',
  link: 'http://127.0.0.1:8080/v/0123ABCD*',
  titleFaults: [],
};

describe('the note of a picture', () => {
  it('as text has title, citation, alt text and link, a paragraph each', () => {
    expect(noteText(note, WORDS.en.brief).split('\n\n')).toEqual([
      'Tension up 8 points',
      'Tension up 8 points. View 0123ABCD*.',
      'Alt text: Line chart of the index.',
      'Link: http://127.0.0.1:8080/v/0123ABCD*',
    ]);
  });

  it('as a page has the picture, linked, with its alt text', () => {
    expect(noteHtml(note, 'data:image/png;base64,AAAA', WORDS.en.brief)).toBe(
      '<figure><a href="http://127.0.0.1:8080/v/0123ABCD*"><img src="data:image/png;base64,AAAA" alt="Line chart of the index." title="Tension up 8 points"></a><figcaption>Tension up 8 points. View 0123ABCD*.</figcaption></figure>',
    );
  });

  it('carries the warning about a typed title wherever the picture goes', () => {
    const typed = { ...note, titleFaults: ['The title says +14, the view shows +8.'] };
    expect(noteText(typed, WORDS.en.brief)).toContain(
      'Warning: the title was typed. The title says +14, the view shows +8.',
    );
    expect(noteHtml(typed, 'x', WORDS.en.brief)).toMatch(
      /<p>Warning: the title was typed\. The title says \+14, the view shows \+8\.<\/p>$/,
    );
    expect(noteText(typed, WORDS.ko.brief)).toContain('주의: 직접 입력한 제목입니다.');
  });

  it('lets no text become a tag', () => {
    const hostile = { ...note, title: '"><script>alert(1)</script>', alt: `<b onload='x'>` };
    expect(noteHtml(hostile, 'x', WORDS.en.brief)).not.toMatch(/<script|<b /);
  });
});
