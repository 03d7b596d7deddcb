/** 한국어: 초안이 본문에 관해 하는 말. 초안은 영어로 말하며, 여기 없는 문장은 그대로 보인다. */
import type { Words } from '../en/index.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  advertising: '광고',
  'an address': '주소',
  'a byline': '기자 이름',
  'a credit': '사진이나 자료의 출처',
  'a form': '입력 양식',
  'a note of rights': '저작권 표시',
  'no words': '글자가 아님',
  'page furniture': '본문이 아닌 화면 요소',
  'when it was published': '발행 시각',
  'words in another script': '다른 문자로 쓴 말',
  'too long for a sentence': '한 문장으로 보기에 너무 김',
  'what observers say': '관측통의 말',
  'where it was written, and by whom': '작성한 곳과 사람',
  'a condition': '조건',
  'a purpose': '목적',
  'a reaction without words of its own': '내용이 없는 반응',
  'alleged, not told as done': '의혹일 뿐 한 일로 전하지 않음',
  'an accusation or a wish': '비난이나 바람',
  'an intention': '의도',
  'asked for or advised': '요구나 조언',
  'hoped or expected': '희망이나 예상',
  'no act by itself': '그 자체로는 행위가 아님',
  'no verb governs it': '이끄는 동사가 없음',
  'not an act between states': '국가 사이의 행위가 아님',
  'not done': '하지 않음',
  'only possible': '가능성일 뿐',
  'only supposed': '추측일 뿐',
  'supposed, not told': '추측일 뿐',
  'part of what was not done': '하지 않은 일의 일부',
  'planned or expected': '계획이나 예상',
  'planned, tried or wished': '계획, 시도나 바람',
  'spoken of, not told': '언급일 뿐 한 일로 전하지 않음',
  'as given': '입력한 대로',
  'the page marks its time': '페이지에 적힌 시각',
  'the dateline says the day': '기사 첫머리에 적힌 날짜',
  'the text says when it was published': '본문에 적힌 발행일',
  'a line of the head is a date': '본문 첫머리에 날짜만 적힌 줄',
  'the last date that the text names': '본문에 나오는 마지막 날짜',
};

const WITH_PARTS: readonly (readonly [english: RegExp, korean: string])[] = [
  [/^the text says "(.+)"$/, '본문에 “$1”(으)로 적힘'],
  [/^the head of the text says (.+)$/, '본문 첫머리에 $1(으)로 적힘'],
  [/^the \w+day (?:behind|after) the last date that the text names$/, '본문에 나오는 마지막 날짜 다음의 그 요일'],
];

export const drafting: Words['drafting'] = {
  said: (sentence) =>
    SENTENCES[sentence] ??
    WITH_PARTS.reduce(
      (told, [english, korean]) => (english.test(told) ? told.replace(english, korean) : told),
      sentence,
    ),
};
