/** Text that reads otherwise than it is: refused wherever people write, and whole in every file that is written from it. */
import { describe, expect, it } from 'vitest';
import { composed, textFault, visible } from '../../models/textFault.ts';

const UNSEEN: Readonly<Record<string, string>> = {
  NUL: '\0',
  escape: '\u001b',
  'C1 control': '\u0085',
  'soft hyphen': '\u00ad',
  'combining grapheme joiner': '\u034f',
  'Arabic letter mark': '\u061c',
  'Hangul filler': '\u3164',
  'halfwidth Hangul filler': '\uffa0',
  'Hangul choseong filler': '\u115f',
  'Khmer inherent vowel': '\u17b4',
  'Mongolian vowel separator': '\u180e',
  'zero width space': '\u200b',
  'zero width non-joiner in Latin': '\u200c',
  'zero width joiner in Latin': '\u200d',
  'left-to-right mark': '\u200e',
  'right-to-left mark': '\u200f',
  'line separator': '\u2028',
  'paragraph separator': '\u2029',
  'right-to-left override': '\u202e',
  'word joiner': '\u2060',
  'invisible plus': '\u2064',
  'right-to-left isolate': '\u2067',
  'pop directional isolate': '\u2069',
  'variation selector': '\ufe0f',
  'byte order mark': '\ufeff',
  'annotation anchor': '\ufff9',
  noncharacter: '\ufffe',
  'last noncharacter': '\uffff',
  'noncharacter of a plane': '\u{1fffe}',
  'noncharacter of Arabic': '\ufdd0',
  'half of a pair': '\ud83d',
  'other half of a pair': '\ude00',
  tag: '\u{e0041}',
  'ideographic selector': '\u{e0100}',
};

describe('no text holds', () => {
  it.each(Object.entries(UNSEEN))('a %s', (_, character) => {
    const name = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    expect(textFault(`fe${character}ll`)).toBe(
      `holds the character ${name} at place 3, which is no text: take it out.`,
    );
    expect(textFault(`fe${character}ll`, true)).toBeDefined();
    expect(visible(`fe${character}ll`)).toBe(`fe${name}ll`);
  });

  it('a line end or tab, where it is one line', () => {
    expect(textFault('a\nb\tc', true)).toBeUndefined();
    expect(textFault('a\nb')).toContain('U+000A');
    expect(textFault('a\tb')).toContain('U+0009');
  });
});

it.each([
  'Café – “naïve” … 30 %',
  '서울, 러시아 대사 초치',
  '中俄外長會談',
  'Москва вызвала посла',
  'می\u200cخواهد',
  'क्\u200dष',
  'ශ්\u200dරී ලංකා',
  'السفير',
  'no\u00a0break',
  '🇰🇷 😀',
])('%s is text', (text) => {
  expect(textFault(text)).toBeUndefined();
  expect(visible(text)).toBe(text);
});

it('letters and their marks have one form', () => {
  expect(composed('Cafe\u0301')).toBe('Café');
  expect(composed('\u1109\u1165\u110b\u116e\u11af')).toBe('서울');
});
