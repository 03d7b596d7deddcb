import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cited, type CitationStyle, citationOf as written } from '../../client/charts/card/citation.ts';
import { type Language, WORDS } from '../../client/words/words.ts';

const citationOf = (cited: Cited, style: CitationStyle, language: Language = 'en'): string =>
  written(cited, style, WORDS[language].citation);

const cited: Cited = {
  title: 'South Korea – Russia: tension up 8.7 points between 1 March and 5 April 2024',
  model: { name: 'baseline', version: 1, hash: '3f9a1c07' },
  asOf: '2026-11-23T12:00:00.000Z',
  code: '0123ABCD*',
  link: 'http://127.0.0.1:8080/v/0123ABCD*',
  madeBy: undefined,
  accessed: '2026-12-01',
};

describe('a citation', () => {
  it('in plain words says what, under which model, as known when, where, and under which licence', () => {
    expect(citationOf(cited, 'plain')).toBe(
      'South Korea – Russia: tension up 8.7 points between 1 March and 5 April 2024. Tension index, model baseline v1 (3f9a1c07), as known on 2026-11-23 12:00 UTC. View 0123ABCD*. http://127.0.0.1:8080/v/0123ABCD* (accessed 2026-12-01). Events: CC BY 4.0.',
    );
  });

  it('in plain words speaks the language of the card', () => {
    expect(citationOf({ ...cited, title: '한국–러시아 긴장도 8.7포인트 상승.' }, 'plain', 'ko')).toBe(
      '한국–러시아 긴장도 8.7포인트 상승. 긴장도 지수, 모형 baseline v1 (3f9a1c07), 2026-11-23 12:00 UTC 시점 기준. 보기 0123ABCD*. http://127.0.0.1:8080/v/0123ABCD* (2026-12-01 열람). 사건 자료: CC BY 4.0.',
    );
  });

  it('in APA has author, date of the data, title, kind and the day of access, and no full stop after the address', () => {
    expect(citationOf(cited, 'apa')).toBe(
      'Tension. (2026, November 23). South Korea – Russia: tension up 8.7 points between 1 March and 5 April 2024 [Figure; model baseline v1 (3f9a1c07); data as known on 2026-11-23 12:00 UTC; view 0123ABCD*; events CC BY 4.0]. Retrieved December 1, 2026, from http://127.0.0.1:8080/v/0123ABCD*',
    );
  });

  it('in BibTeX has the same as fields, and a key without the check character', () => {
    expect(citationOf(cited, 'bibtex')).toBe(
      [
        '@misc{tension-0123abcd,',
        '  author       = {{Tension}},',
        '  title        = {{South Korea -- Russia: tension up 8.7 points between 1 March and 5 April 2024}},',
        '  year         = {2026},',
        '  month        = nov,',
        '  howpublished = {\\url{http://127.0.0.1:8080/v/0123ABCD*}},',
        '  note         = {Model baseline v1 (3f9a1c07); data as known on 2026-11-23 12:00 UTC; view 0123ABCD*; accessed 2026-12-01; events CC BY 4.0}',
        '}',
      ].join('\n'),
    );
  });

  it('has as its author who made the card, where the server says so', () => {
    const madeBy = 'Ministry of Foreign Affairs & Trade';
    expect(citationOf({ ...cited, madeBy }, 'apa')).toMatch(
      /^Ministry of Foreign Affairs & Trade\. \(2026, November 23\)\. /,
    );
    expect(citationOf({ ...cited, madeBy }, 'bibtex')).toContain(
      'author       = {{Ministry of Foreign Affairs \\& Trade}},',
    );
  });

  it('escapes in BibTeX what TeX would run or choke on, and leaves letters of any script', () => {
    const title = 'R&D_1 {up} 5% ~ #2 $3 ^ \\cmd “quoted” −4 … 대한민국 Россия';
    expect(citationOf({ ...cited, title }, 'bibtex')).toContain(
      "title        = {{R\\&D\\_1 \\{up\\} 5\\% \\textasciitilde{} \\#2 \\$3 \\textasciicircum{} \\textbackslash{}cmd ``quoted'' $-$4 \\ldots{} 대한민국 Россия}}",
    );
  });

  it('keeps a check character that TeX would run out of the key, and escapes it in the note', () => {
    const found = citationOf({ ...cited, code: '0123ABCD$', link: 'https://example.org/v/0123ABCD$' }, 'bibtex');
    expect(found).toContain('@misc{tension-0123abcd,');
    expect(found).toContain('view 0123ABCD\\$;');
    expect(found).toContain('\\url{https://example.org/v/0123ABCD$}');
  });

  it('has balanced braces in BibTeX, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        const found = citationOf({ ...cited, title }, 'bibtex');
        const written = found.split('\n').find((line) => line.startsWith('  title'))!;
        expect(
          written
            .replace(/\\[&#%_$]/g, '')
            .replace('$\\rightarrow$', '')
            .replaceAll('$-$', ''),
        ).not.toMatch(/[&#%_~^]/);
        const bare = found.replace(/\\[{}]/g, '');
        let depth = 0;
        for (const sign of bare) {
          if (sign === '{') depth++;
          if (sign === '}') depth--;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
      }),
    );
  });

  it('in a file that is the same whenever it is made names no day of access', () => {
    const found = (style: CitationStyle): string => citationOf({ ...cited, accessed: undefined }, style);
    expect(found('plain')).toContain('http://127.0.0.1:8080/v/0123ABCD*. Events');
    expect(found('apa')).toMatch(/events CC BY 4\.0\]\. http:\/\/127\.0\.0\.1:8080\/v\/0123ABCD\*$/);
    expect(found('bibtex')).toContain('view 0123ABCD*; events CC BY 4.0}');
  });

  it('takes a date as a moment: the end of that day has no hour', () => {
    expect(citationOf({ ...cited, asOf: '2026-05-01' }, 'plain')).toContain('as known on 2026-05-01. View');
  });
});
