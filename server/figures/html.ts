/** A card as one HTML file that needs nothing else: the picture, its reading day by day, its words, its events with their sources, its numbers. */
import { escaped } from '../../client/charts/escaped.ts';
import { WORDS, type Words } from '../../client/words/words.ts';
import type { Page } from './page.ts';
import { policyOf, SCRIPT, STYLE } from './htmlPolicy.ts';
import { svgElement } from './svg.ts';
import { attributes, decimal } from './svgText.ts';
import { boundedTable } from './table.ts';
import { htmlTable } from './tableWords.ts';

export function html(page: Page): Buffer {
  const { input, card } = page;
  const { title, subtitle, sentence, alt, footer, badges } = card.texts;
  const { lang } = input.presentation;
  const words = WORDS[lang];
  const { element, plot, style } = svgElement(page);
  const places = plot
    ? Object.fromEntries(Object.entries(plot).map(([name, value]) => [`data-${name}`, decimal(value)]))
    : {};
  const marking = input.view.marking === undefined ? [] : [`<p class="marking">${escaped(input.view.marking)}</p>`];
  const link = /^https?:\/\//.test(input.link)
    ? `<a href="${escaped(input.link)}">${escaped(input.link)}</a>`
    : escaped(input.link);
  const lines = [
    '<!doctype html>',
    `<html lang="${lang}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(policyOf(style))}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="description" content="${escaped(alt)}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    ...marking,
    // The picture says these itself; who cannot see it hears them here.
    `<h1 class="unseen">${escaped(title)}</h1>`,
    `<p class="unseen">${[subtitle, ...badges.map(({ text }) => text)].map(escaped).join('. ')}</p>`,
    `<p>${escaped(sentence)}</p>`,
    `<figure${attributes({ ...(plot && { tabindex: '0', 'aria-label': words.files.hover }), ...places })}>`,
    element,
    '</figure>',
    ...(plot
      ? [
          `<p><output class="reading" aria-live="polite"></output><span class="muted hint">${escaped(words.files.hover)}</span></p>`,
        ]
      : []),
    ...eventsOf(page, words),
    ...numbersOf(page, words),
    `<h2>${escaped(words.files.view)} ${escaped(input.code)}</h2>`,
    `<p>${link}</p>`,
    ...footer.map(({ text }) => `<p class="muted">${escaped(text)}</p>`),
    `<p class="muted">${escaped(words.files.offline)}</p>`,
    ...marking,
    '</main>',
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>',
  ];
  return Buffer.from(`${lines.join('\n')}\n`);
}

function eventsOf({ card }: Page, words: Words): string[] {
  const { events } = card.texts;
  if (events.length === 0) return [];
  const items = events.map(({ number, type, date, points, headline, summary, verified, sourceName, sourceUrl }) => {
    const source = /^https?:\/\//.test(sourceUrl)
      ? `<a href="${escaped(sourceUrl)}" rel="noreferrer">${escaped(sourceName || sourceUrl)}</a>`
      : escaped(sourceName);
    return `<li value="${number}"><strong>${escaped(words.charts.caption(type, date))}</strong> ${escaped(points)}<br><strong>${escaped(verified ? headline : words.charts.unverified(headline))}</strong><br>${escaped(summary)} <span class="muted">${source}</span></li>`;
  });
  return [`<h2>${escaped(words.files.events)}</h2>`, '<ol>', ...items, '</ol>'];
}

/** Some four years of days: a longer table makes the file heavy and is read by nobody. */
const MOST_ROWS = 1500;

function numbersOf({ input }: Page, words: Words): string[] {
  const table = boundedTable(input, MOST_ROWS);
  const { thinned } = table;
  return [
    `<h2 id="numbers">${escaped(words.files.points)}</h2>`,
    ...(thinned ? [`<p class="muted">${escaped(words.files.thinned(thinned, 1))}</p>`] : []),
    '<div class="scroll" tabindex="0" role="region" aria-labelledby="numbers">',
    ...htmlTable(table, words, 'points'),
    '</div>',
  ];
}
