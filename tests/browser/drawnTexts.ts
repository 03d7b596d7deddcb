/** What a canvas of a page has written, as boxes in px of the page: so that a test sees what is too small, cut or written over. */
import type { Page } from 'playwright-core';

interface DrawnText {
  readonly text: string;
  readonly size: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Notes from now on what pages write on canvases, of each canvas what stands there since it was cleared. */
export async function noteDrawnTexts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const drawn: DrawnText[] = [];
    Reflect.set(window, 'drawnTexts', drawn);
    const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
      const { a, e, f } = this.getTransform();
      const box = this.measureText(text);
      const [left, top] = [e / a + x, f / a + y];
      drawn.push({
        text,
        size: Number(/([\d.]+)px/.exec(this.font)![1]),
        left: left - box.actualBoundingBoxLeft,
        right: left + box.actualBoundingBoxRight,
        top: top - box.actualBoundingBoxAscent,
        bottom: top + box.actualBoundingBoxDescent,
      });
      fillText.call(this, text, x, y, ...rest);
    };
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      drawn.length = 0;
      clearRect.apply(this, box);
    };
  });
}

/** What of a page cannot be read: text smaller than `least` px, beyond its canvas, upon another, and what is wider than the window. */
export function unreadable(page: Page, least: number): Promise<string[]> {
  return page.evaluate((smallest) => {
    const drawn = Reflect.get(window, 'drawnTexts') as DrawnText[];
    const { width, height } = document.querySelector('canvas')!.getBoundingClientRect();
    const found = drawn.flatMap(({ text, size, left, right, top, bottom }) => [
      ...(size < smallest ? [`${text} has ${size} px`] : []),
      ...(left < -1 || right > width + 1 || top < -1 || bottom > height + 1 ? [`${text} is cut`] : []),
    ]);
    drawn.forEach((a, i) => {
      for (const b of drawn.slice(i + 1))
        if (a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5)
          found.push(`${a.text} stands on ${b.text}`);
    });
    for (const element of document.querySelectorAll<HTMLElement>('main *')) {
      const isWritten = [...element.childNodes].some(({ nodeType, data }: Node & { data?: string }) =>
        nodeType === Node.TEXT_NODE ? data?.trim() !== '' : false,
      );
      if (isWritten && Number.parseFloat(getComputedStyle(element).fontSize) < smallest)
        found.push(`${element.tagName} is written smaller`);
    }
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page is wider than its window');
    return found;
  }, least);
}

/** Where the lines of a page's own text end and the next begin; runs in the page. */
export function linesShown(): { readonly end: string; readonly start: string }[] {
  const found: { end: string; start: string }[] = [];
  for (const block of document.querySelectorAll('main h1, main h2, main p, main .events li')) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    let said = '';
    let bottom = Infinity;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!(node instanceof Text)) {
        if (node.nodeName === 'BR') [said, bottom] = ['', Infinity];
        continue;
      }
      for (let i = 0; i < node.data.length; i++) {
        const range = document.createRange();
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect();
        if (box.width > 0 && node.data[i] !== ' ') {
          if (box.top > bottom - 2) found.push({ end: said.slice(-12), start: node.data.slice(i, i + 12) });
          bottom = box.bottom;
        }
        said += node.data[i];
      }
    }
  }
  return found;
}
