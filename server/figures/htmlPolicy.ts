/** What may run in the HTML file of a figure: its own style and its own script, known by their digests, and nothing from anywhere else. */
import { createHash } from 'node:crypto';

export const STYLE = `
:root { color-scheme: light dark; --ink: #1a1f26; --muted: #59616b; --paper: #f4f2ec; --line: #d8d3c8; }
@media (prefers-color-scheme: dark) { :root { --ink: #ebe8e2; --muted: #a6adb6; --paper: #101317; --line: #2f353d; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Pretendard, 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', system-ui, sans-serif; }
main { max-width: 80rem; margin: 0 auto; padding: 1rem; }
.unseen { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 0.5rem; }
figure { margin: 1rem 0; overflow-x: auto; }
figure:focus-visible { outline: 3px solid #2e6fb8; outline-offset: 2px; }
svg { display: block; width: 100%; min-width: 60rem; height: auto; }
.reading { display: block; min-height: 1.5em; font-variant-numeric: tabular-nums; }
.muted { color: var(--muted); }
.marking { text-align: center; font-weight: 700; }
a { color: inherit; }
ol { padding-left: 1.5rem; }
.scroll { max-height: 28rem; overflow: auto; border: 1px solid var(--line); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 0.2rem 0.6rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { position: sticky; top: 0; background: var(--paper); }
th:first-child, td:first-child { text-align: left; }
@media print { svg { min-width: 0; } .scroll { max-height: none; overflow: visible; } .hint { display: none; } }
`;

/** Reads a day under the pointer, or with the arrow keys, out of the table: what is shown is what the table holds. */
export const SCRIPT = `
(() => {
  const figure = document.querySelector('figure[data-from]');
  if (!figure) return;
  const svg = figure.querySelector('svg');
  const reading = document.querySelector('.reading');
  const heads = [...document.querySelectorAll('#points th')].map((head) => head.textContent);
  const rows = [...document.querySelectorAll('#points tbody tr')];
  const days = rows.map((row) => Date.parse(row.cells[0].textContent) / 86400000);
  const { left, right, top, bottom, from, to } = Object.fromEntries(Object.entries(figure.dataset).map(([name, value]) => [name, Number(value)]));
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
  for (const [name, value] of Object.entries({ y1: top, y2: bottom, stroke: '#7b828b', 'stroke-width': 1, visibility: 'hidden', 'pointer-events': 'none' })) line.setAttribute(name, value);
  svg.append(line);
  let at = rows.length - 1;
  const show = (index) => {
    at = Math.max(0, Math.min(rows.length - 1, index));
    const x = left + ((days[at] - from) / (to - from)) * (right - left);
    line.setAttribute('x1', x);
    line.setAttribute('x2', x);
    line.setAttribute('visibility', 'visible');
    reading.textContent = [...rows[at].cells]
      .map((cell, i) => [cell.textContent, heads[i]])
      .filter(([text]) => text !== '')
      .map(([text, head], i) => (i === 0 || !/\\d/.test(text) ? text : head + ' ' + text))
      .join('  ·  ');
  };
  const nearest = (day) => {
    let low = 0;
    let high = days.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (days[middle] <= day) low = middle;
      else high = middle;
    }
    return day - days[low] <= days[high] - day ? low : high;
  };
  svg.addEventListener('pointermove', (event) => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
    if (x >= left && x <= right) show(nearest(from + ((x - left) / (right - left)) * (to - from)));
  });
  figure.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    show(at + step);
  });
})();
`;

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const policy = (styles: string): string =>
  `default-src 'none'; style-src ${styles}; font-src data:; script-src ${digest(SCRIPT)}; base-uri 'none'; form-action 'none'`;

/** Content-Security-Policy of the file, in its head. @param style that brings the fonts of its picture */
export const policyOf = (style: string): string => policy([STYLE, style].map(digest).join(' '));

/** What the server sends with the file, whatever fonts are in it: both hold. */
export const HTML_POLICY = `${policy("'unsafe-inline'")}; frame-ancestors 'none'`;

/** The same for an SVG: its fonts, and nothing else: no script, nothing from elsewhere. */
export const SVG_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
