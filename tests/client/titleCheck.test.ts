/**
 * Typed titles against shipped events under baseline 1. KOR-RUS, first half of 2024: 72 to 86 (+15), lowest 70.4 (10 March), highest 86.5
 * (28 June), 24 events, 2 of them unverified; 18 June 76.3; end of May 77.5, of April 77.8, of March 76.5. The first 44 titles are those of a
 * reader who tried to get false ones past the check.
 */
import { describe, expect, it } from 'vitest';
import { cardTexts } from '../../client/charts/card/cardTexts.ts';
import type { View } from '../../client/charts/view.ts';
import { baseline, baseline2, dyads } from '../models/shipped.ts';
import { compareView, dyadView, moveView, shippedCard } from '../figures/shippedCard.ts';

const HALF = dyadView('KOR-RUS', '2024-01-01', '2024-06-30');
const SPRING = dyadView('KOR-RUS', '2024-03-01', '2024-04-05');
const QUARTER = dyadView('IND-PAK', '2016-01-01', '2016-03-31');
const STILL = dyadView('KOR-RUS', '2023-03-01', '2023-03-12');
const THAW = dyadView('JPN-KOR', '2023-03-01', '2023-05-31');
const SINDOOR = dyadView('IND-PAK', '2025-04-01', '2025-05-31');
const UNLOOKED = dyadView('JPN-KOR', '2019-01-01', '2023-12-31');
const STOPPED = dyadView('KOR-PRK', '2025-09-01', '2026-08-31');
const MOVED = moveView('KOR-RUS', '2024-03-01', '2024-04-05');
const CLOSE = compareView(['IRN-USA', 'RUS-USA'], '2020-01-01', '2026-06-27');
const TWO = compareView(['KOR-RUS', 'JPN-KOR'], '2024-01-01', '2024-06-30');

const check = (title: string, view: View = HALF, lang: 'en' | 'ko' = 'en', model = baseline) => {
  const { titleFaults, titleChecked, titleUnchecked } = cardTexts(
    shippedCard({ ...view, title }, { model, presentation: { lang } }),
  );
  return { faults: titleFaults, checked: titleChecked, unchecked: titleUnchecked };
};

/** What a reader tried on the first half of 2024: the title, and what its one fault has to name, if it has one. */
const TRIED: readonly (readonly [string, RegExp | undefined])[] = [
  // False, and once let pass.
  ['South Korea–Russia tension did not rise in the first half of 2024', /did not rise.*\+1[45]/],
  ['South Korea–Russia tension doubled', /doubled.*72 to 86/],
  ['South Korea–Russia tension tripled in six months', /tripled/],
  ['North Korea–Russia tension rose 15 points', /names North Korea/],
  ['Tension peaked in April 2024', /peak in April 2024.*28 Jun 2024/],
  ['South Korea–Russia tension rose 15 points after Putin–Kim treaty in May', /May.*19 Jun 2024/],
  ['Tension jumps from 61 to 86', /61/],
  ['Tension rose by fifty points', /fifty/],
  ['Tension nearly at 100', /100/],
  ['Tension crossed 90 in June', /90.*86\.5/],
  ['South Korea–Russia tension: its biggest half-year rise on record', /biggest half-year rise/],
  ['Little change in tension', /Little change.*a rise/],
  ['Moscow and Tokyo: tension rose 15 points', /names Tokyo/],
  ['30 events in six months', /30 events.*24/],
  ['한국–러시아 긴장도 오르지 않았다', /오르지 않았다/],
  ['한러 긴장도 두 배로 증가', /두 배/],
  ['한일 긴장도 15포인트 상승', /names 한일/],
  ['South Korea–Russia tension tripled after sanctions', /tripled/],
  // True, and once refused.
  ['South Korea–Russia tension has not fallen since January', undefined],
  ['Tension stayed flat until 18 June, then rose 10 points', undefined],
  // Told rightly before as now.
  ['South Korea–Russia tension fell 15 points', /−15/],
  ['South Korea–Russia tension rose 25 points', /\+25/],
  ['Tension rose in September 2024', /September 2024/],
  ['Tension rose in May 2023', /May 2023/],
  ['Tension rose 15%', /15%/],
  ['Tension at a record low', /record low/],
  ['Tension at its highest since 2017', undefined],
  ['Tension at its lowest since 2017', /lowest/],
  ['Japan and Russia drift apart', /names Japan/],
  ['Iran and South Korea drift apart', /names Iran/],
  ['한국–러시아 긴장도 하락', /하락/],
  ['한국–러시아 긴장도 15% 상승', /15%/],
  ['한국–러시아 긴장도 사상 최저', /사상 최저/],
  ['South Korea–Russia tension rose 15 points', undefined],
  ['South Korea–Russia tension rose from 72 to 86', undefined],
  ['South Korea–Russia tension rose 15 points to the highest on record', /highest on record.*“until then”/],
  ['South Korea–Russia tension rose 15 points to the highest on record until then', undefined],
  ['South Korea–Russia tension at 86 on 30 June 2024', undefined],
  ['Tension between South Korea and Russia rose in the first half of 2024', undefined],
  ['한국–러시아 긴장도 15포인트 상승', undefined],
  ['한국–러시아 긴장도, 2024년 상반기 15포인트 상승, 기록 이래 최고', /기록 이래 최고.*“until then”/],
  ['한국–러시아 긴장도, 2024년 상반기 15포인트 상승, 당시까지 최고', undefined],
  ['한국–러시아 긴장도 사상 최고', /사상 최고/],
  ['Tension from 72 to 86', undefined],
  ['24 events in six months', undefined],
  // Nobody can say: let pass with a tick once, now said to be unchecked.
  ['South Korea–Russia: war is imminent', undefined],
];

interface Own {
  readonly title: string;
  readonly view?: View;
  /** baseline 1 where left out; the second knows of days that nobody looked at */
  readonly model?: typeof baseline;
  /** what its fault has to name; none: no fault */
  readonly fault?: RegExp;
}

const OWN: readonly Own[] = [
  // Negation
  { title: 'Tension never fell in the first half of 2024' },
  { title: 'Tension didn’t rise', fault: /didn't rise/ },
  { title: 'Tension failed to rise', fault: /rise/ },
  { title: 'No rise in tension', fault: /No rise/ },
  { title: 'Tension did not fall', view: THAW, fault: /fall/ },
  { title: 'Tension barely rose', fault: /rose/ },
  { title: 'Tension did not rise', view: STILL },
  { title: '긴장도 하락하지 않았다' },
  { title: '긴장도 상승하지 않았다', fault: /상승하지 않았다/ },
  { title: '긴장도 변화 없음', fault: /변화 없/ },
  { title: '긴장도 큰 변화 없음', view: STILL },
  // Multiples
  { title: 'Tension halved', view: THAW, fault: /halved.*\d to \d/ },
  { title: 'Tension twice as high', fault: /twice as/ },
  { title: 'Tension increased threefold', fault: /threefold/ },
  { title: '긴장도 세 배로 급등', fault: /세 배/ },
  { title: '긴장도 절반으로 하락', view: THAW, fault: /절반/ },
  // Number words
  { title: 'Tension rose by fifteen points' },
  { title: 'Tension fell nineteen points', view: THAW },
  { title: 'Tension rose twenty-five points', fault: /twenty-five/ },
  { title: '긴장도 십오 포인트 상승' },
  { title: '긴장도 오십 포인트 상승', fault: /오십/ },
  { title: 'Two dozen events: twenty-four events in six months' },
  { title: 'Thirty events', fault: /Thirty events/ },
  { title: '사건 30건', fault: /30건/ },
  { title: '사건 24건' },
  { title: '2 unverified events' },
  { title: '5 unverified events', fault: /5/ },
  // Levels, about, above, below
  { title: 'Tension nearly at 87' },
  { title: 'Tension above 80' },
  { title: 'Tension exceeded 95', fault: /95/ },
  { title: 'Tension fell below 20', view: THAW, fault: /20/ },
  { title: 'Tension rose more than 10 points' },
  { title: 'Tension rose more than 20 points', fault: /20/ },
  { title: 'Tension at 24', fault: /24/ },
  { title: 'Tension at 50', fault: /50/ },
  { title: 'Tension at 86 (50 is neutral)' },
  { title: 'Tension at 86 out of 100' },
  { title: '긴장도 90 돌파', fault: /90/ },
  { title: '긴장도 80 넘어' },
  // Parts of the view
  { title: 'Tension fell in January 2024', fault: /fell/ },
  { title: 'Tension rose in June 2024' },
  { title: 'Tension peaked in June 2024' },
  { title: 'Tension peaked on 28 June' },
  { title: 'Tension peaked at 86' },
  { title: 'Tension bottomed out in March 2024' },
  { title: 'Tension bottomed out in May 2024', fault: /low in May 2024.*10 Mar 2024/ },
  { title: 'Tension rose 10 points since 18 June' },
  { title: 'Tension rose 15 points since 18 June', fault: /15/ },
  { title: 'Tension was flat from January to May', fault: /flat.*\+6/ },
  { title: 'Tension rose 9 points in June' },
  { title: '6월 18일까지 큰 변화 없다가 이후 10포인트 상승' },
  { title: '2024년 4월 정점', fault: /4월/ },
  { title: '2024년 6월 정점' },
  { title: 'Tension at 79 on 30 June 2024', fault: /79.*86/ },
  // Records and lengths
  { title: 'The largest fall on record', view: THAW, fault: /largest fall on record.*“until then”/ },
  { title: 'The largest fall on record until then', view: THAW },
  { title: 'The sharpest quarterly rise on record', view: QUARTER, fault: /sharpest quarterly rise/ },
  { title: 'The biggest two-month rise on record until then', view: SINDOOR },
  { title: 'Tension up 15 points in six weeks', fault: /six weeks/ },
  { title: '6개월 만에 15포인트 상승' },
  { title: '6주 만에 15포인트 상승', fault: /6주/ },
  // Names
  { title: 'Seoul–Moscow tension rose 15 points' },
  { title: 'Russian–South Korean tension rose 15 points' },
  { title: 'Pyongyang and Moscow: tension rose', fault: /Pyongyang/ },
  { title: 'Tehran sees tension rise', fault: /Tehran/ },
  { title: 'Seoul and Tokyo thaw', view: THAW },
  { title: 'Beijing–Tokyo tension fell 16 points', view: THAW, fault: /Beijing/ },
  { title: '미중 긴장도 15포인트 상승', fault: /미중/ },
  { title: '한러 긴장도 15포인트 상승' },
  { title: '북러 긴장도 15포인트 상승', fault: /북러/ },
  { title: '북러 조약 여파로 한러 긴장도 15포인트 상승' },
  { title: '한일 관계 개선', view: THAW },
  { title: '남북 긴장도 상승', fault: /남북/ },
  // Senses of words
  { title: 'Seoul and Moscow fall out over North Korea' },
  { title: 'Seoul and Moscow break up' },
  { title: 'Seoul and Tokyo fall out', view: THAW, fault: /fall out/ },
  { title: 'Relations between Seoul and Moscow fell to a new low' },
  { title: 'Ties deteriorate' },
  { title: 'Relations between Seoul and Moscow rose to a new high', fault: /rose/ },
  { title: 'Tension rose in the fall', fault: /.*/ },
  // Days that nobody looked at
  {
    title: 'Japan–South Korea tension fell in 2020',
    view: UNLOOKED,
    model: baseline2,
    fault: /“fell” of what nobody looked at/,
  },
  { title: 'Tension is at 58.6', view: STOPPED, fault: /58\.6.*nobody looked at: 31 Aug 2026/ },
  { title: 'Tension fell since April 2026', view: STOPPED, fault: /“fell” of what nobody looked at/ },
  { title: 'Tension fell; nobody looked after 19 April 2026', view: STOPPED },
  // Today, of a view of the past
  { title: 'Tension now at 80.1', view: SPRING, fault: /“now”, but the view ends on 5 Apr 2024/ },
  {
    title: 'South Korea–Russia tension is at a record high',
    view: SPRING,
    fault: /“is”.*\n.*record high.*“until then”/,
  },
  { title: 'Tension at 80.1', view: SPRING },
  { title: 'Tension rose to its highest since 2017', view: SPRING },
  // Shares of a change
  { title: 'Sanctions added 4.3 points, votes 3.6', view: MOVED },
  { title: 'Sanctions added 4.3 points, votes 2.9', view: MOVED, fault: /2\.9/ },
  // Comparisons
  { title: 'Tension was highest for South Korea–Russia', view: TWO },
  { title: 'Tension was highest for Japan–South Korea', view: TWO, fault: /highest.*South Korea–Russia/ },
  {
    title: 'Tension was highest for Russia–United States',
    view: CLOSE,
    fault: /does not set it above Iran–United States/,
  },
  { title: 'Tension was highest for Russia–United States or Iran–United States, too close to rank', view: CLOSE },
  { title: 'South Korea–Russia at 86, Japan–South Korea at 41', view: TWO, fault: /41/ },
];

describe('what a reader tried', () => {
  it.each(TRIED)('%s', (title, fault) => {
    const { faults } = check(title);
    if (fault === undefined) expect(faults).toEqual([]);
    else expect(faults.join('\n')).toMatch(fault);
  });
});

describe('titles of our own', () => {
  it.each(OWN)('$title', ({ title, view, model, fault }) => {
    const { faults } = check(title, view, 'en', model);
    if (fault === undefined) expect(faults).toEqual([]);
    else expect(faults.join('\n')).toMatch(fault);
  });
});

describe('a fault', () => {
  it.each<[string, readonly RegExp[]]>([
    ['Tension +14 since March', [/^The title says \+14, the view shows \+9\.$/]],
    ['A change of 14 points', [/^The title says 14 points, the view shows \+9\.$/]],
    ['Tension rose 12%', [/^The title says 12%, but the index counts points and no percent: the view shows \+9\.$/]],
    [
      'Tension at 91',
      [/^The title says 91, which the view does not show: its index went from 71\.0 to 80\.1 \(\+9\.1\)\.$/],
    ],
    ['Tension down 9', [/^The title says “down”, the view shows a rise/, /^The title says −9, the view shows \+9\.$/]],
    ['Relations improved in April 2024', [/^The title says “improved”, but .* changed by \+\d\.\d/]],
    ['Belarus and Russia drift apart', [/^The title names Belarus, the view shows South Korea–Russia tension\.$/]],
    ['Tension rose in May 2024', [/^The title says May 2024, the view shows 1 Mar to 5 Apr 2024\.$/]],
  ])('is a sentence with what is said and what is shown: %s', (title, sentences) => {
    const { faults } = check(title, SPRING);
    expect(faults).toHaveLength(sentences.length);
    for (const [i, sentence] of sentences.entries()) expect(faults[i]).toMatch(sentence);
  });

  it('is said in Korean too', () => {
    expect(check('벨라루스와 러시아의 긴장 고조', SPRING, 'ko').faults).toEqual([
      '제목은 벨라루스를 말하지만 자료는 한국–러시아 긴장도입니다.',
    ]);
    expect(check('긴장도 14포인트 상승', SPRING, 'ko').faults).toEqual([
      '제목은 “+14”(이)라고 하지만 자료는 +9입니다.',
    ]);
  });

  it('is printed with the title, and no title without one has such a badge', () => {
    const badgesOf = (title: string) =>
      cardTexts(shippedCard({ ...SPRING, title }, { model: baseline })).badges.filter(({ kind }) => kind === 'title');
    expect(badgesOf('Tension rose 9 points')).toEqual([]);
    expect(badgesOf('Tension fell 14 points')).toEqual([{ kind: 'title', text: expect.stringContaining('fell') }]);
  });

  it('is none in what the view shows', () => {
    for (const title of [
      'Seoul and Moscow: tension up 9 after new sanctions',
      'Tension +9 in five weeks',
      'Tension rose from 71 to 80 (90% band 75–84)',
      'Relations worsened in spring 2024',
      'A veto added 2.0 points',
      'Highest on record until then, in April 2024',
      'Russia blocks the 1718 Committee’s panel',
      'What the G7 sees between South Korea and Russia',
    ])
      expect([title, check(title, SPRING).faults]).toEqual([title, []]);
  });
});

describe('what no data decide', () => {
  it.each<[string, string, string]>([
    ['South Korea–Russia tension rose 15 points, driven by Trump', 'cause', 'driven by Trump'],
    ['Tension rose after North Korean troops arrived', 'cause', 'after North Korean troops arrived'],
    ['Russia is to blame for rise in tension', 'cause', 'to blame for rise in tension'],
    [
      'South Korea–Russia tension rose for the fifth month in a row',
      'run',
      'South Korea–Russia tension rose for the fifth month in a row',
    ],
    ['War between Seoul and Moscow imminent', 'forecast', 'War between Seoul and Moscow imminent'],
    ['North Korea drives the two apart', 'words', 'drives the two apart'],
    ['Seoul and Moscow fall out over North Korea', 'cause', 'over North Korea'],
    ['북러 조약 여파로 한러 긴장도 15포인트 상승', 'cause', '북러 조약 여파로'],
    ['한러 긴장도 5개월 연속 상승', 'run', '한러 긴장도 5개월 연속 상승'],
    ['한러 긴장도 상승, 전쟁 임박', 'forecast', '전쟁 임박'],
  ])('is said to be unchecked: %s', (title, kind, text) => {
    expect(check(title)).toMatchObject({ faults: [], unchecked: expect.arrayContaining([{ kind, text }]) });
  });

  it.each<[string, readonly string[]]>([
    ['South Korea–Russia tension rose 15 points', ['number', 'direction', 'name']],
    ['Tension peaked in June 2024', ['day', 'record']],
    ['한러 긴장도 15포인트 상승', ['number', 'direction', 'name']],
  ])('is nothing in: %s', (title, checked) => {
    expect(check(title)).toEqual({ faults: [], checked, unchecked: [] });
  });
});

describe('a computed title', () => {
  const windows = dyads.flatMap((dyad) =>
    [
      ['2024-01-01', '2024-06-30'],
      ['2020-02-10', '2022-11-03'],
    ].map(([from, to]) => dyadView(dyad, from!, to!)),
  );

  it.each(windows)('is without fault, were it typed: $dyad from $from', (view) => {
    for (const lang of ['en', 'ko'] as const) {
      const { computedTitle } = cardTexts(shippedCard(view, { model: baseline, presentation: { lang } }));
      expect(check(computedTitle, view, lang)).toMatchObject({ faults: [], unchecked: [] });
      // A full stop more, and every word of it is read.
      expect(check(`${computedTitle}.`, view, lang).faults).toEqual([]);
    }
  });
});
