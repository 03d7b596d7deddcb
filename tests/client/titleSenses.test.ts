/**
 * Typed titles that a second reader tried, under baseline 2. CHN-USA 2025: 72.0 to 58.3 (−13.7), highest 90.8, lowest 51.7 (16 December),
 * end of November 54.4. KOR-RUS, 28 March to 5 April 2024: 71.4 to 80.1 (+8.7), lowest 76.1.
 */
import { describe, expect, it } from 'vitest';
import { cardTexts } from '../../client/charts/card/cardTexts.ts';
import type { View } from '../../client/charts/view.ts';
import { dyadView, shippedCard } from '../figures/shippedCard.ts';

const YEAR = dyadView('CHN-USA', '2025-01-01', '2025-12-31');
const TWO_YEARS = dyadView('CHN-USA', '2024-01-01', '2025-12-31');
const NINE_DAYS = dyadView('KOR-RUS', '2024-03-28', '2024-04-05');
const HALF = dyadView('KOR-RUS', '2024-01-01', '2024-06-30');
const STILL = dyadView('KOR-RUS', '2023-03-01', '2023-03-12');

const check = (title: string, view: View) => {
  const { titleFaults, titleUnchecked } = cardTexts(shippedCard({ ...view, title }));
  return { faults: titleFaults, unchecked: titleUnchecked.map(({ text }) => text) };
};

describe('a false title is refused', () => {
  it.each<[string, View, RegExp]>([
    // Never higher, never lower
    ['Tension has never been higher', YEAR, /never been higher.*higher before/],
    // Which later days may have beaten
    ['Tension has never been higher', HALF, /never been higher/],
    ['Tension was never higher than now', YEAR, /never higher/],
    ['Tension is lower than ever', YEAR, /lower than ever/],
    ['긴장도 그 어느 때보다 높다', YEAR, /어느 때보다 높/],
    // The month that the eve of the window is of too
    ['Tension fell in December', YEAR, /fell.*\+3\.9/],
    ['미중 긴장 12월 하락', YEAR, /하락.*\+3\.9/],
    ['Tension fell 14 points in December', YEAR, /−14.*\+3\.9/],
    ['US–China tension fell in 2024', YEAR, /says 2024/],
    ['US–China tension fell in December 2024', YEAR, /says December 2024/],
    // As long as the view
    ['Tension fell 14 points in a month', YEAR, /a month/],
    ['Tension rose over a year', NINE_DAYS, /a year/],
    ['Tension fell in the past month', YEAR, /past month/],
    ['Tension rose in the second half of 2024', HALF, /second half of 2024/],
    ['한러 긴장도 2024년 하반기 상승', HALF, /하반기/],
    // A record is that of the end
    ['Tension is at its lowest since 2018', YEAR, /lowest.*51\.7 on 16 Dec 2025/],
    ['Tension is at its lowest since July 2018 at the end of 2025', YEAR, /51\.7 on 16 Dec 2025/],
    ['미중 긴장, 2018년 이후 최저', YEAR, /최저.*51\.7/],
    ['Tension is at its lowest of the year', YEAR, /lowest.*51\.7/],
    ['미중 긴장 2025년 사상 최저', YEAR, /사상 최저/],
    // A value named as that of the end, the high or the low
    ['Tension ends year at 51.7', YEAR, /51\.7, but on 31 Dec 2025 the index was 58\.3/],
    ['Tension at 52', YEAR, /52, but on 31 Dec 2025 the index was 58/],
    ['Tension at 72', YEAR, /72, but/],
    ['Tension fell from 72 to 52', YEAR, /52, but/],
    ['미중 긴장도 72에서 52로 하락', YEAR, /52, but/],
    ['Tension peaked at 52', YEAR, /52/],
    ['Tension hit a low of 91', YEAR, /91/],
    // All the time
    ['Tension never fell below 77', NINE_DAYS, /77, but on .* 76\.1/],
    ['Tension never rose above 90', YEAR, /90, but on .* 90\.8/],
    ['Tension stayed above 60', YEAR, /60, but on 16 Dec 2025 the index was 51\.7/],
    ['긴장도 90을 넘지 않았다', YEAR, /90, but/],
    // Fractions
    ['Tension fell by nearly half', YEAR, /by nearly half.*72 to 58/],
    ['Tension rose by half', NINE_DAYS, /by half.*71 to 80/],
    ['Tension rose by a quarter', NINE_DAYS, /by a quarter/],
    ['Tension rose two thirds', NINE_DAYS, /two thirds/],
    ['Tension hardly rose', HALF, /hardly rose/],
  ])('%s', (title, view, fault) => {
    expect(check(title, view).faults.join('\n')).toMatch(fault);
  });
});

describe('a true title is ticked as a whole', () => {
  it.each<[string, View]>([
    ['Tension never fell below 71', NINE_DAYS],
    ['Tension never rose above 91', YEAR],
    ['Tension did not exceed 91', YEAR],
    ['Tension stayed above 50', YEAR],
    ['긴장도 91을 넘지 않았다', YEAR],
    ['Tension rose in December', YEAR],
    ['Tension fell in 2025', YEAR],
    ['Tension fell 14 points in a year', YEAR],
    ['Tension fell to 58', YEAR],
    ['Tension fell from 72 to 58', YEAR],
    ['Tension ends at 58.3', YEAR],
    ['Tension peaked at 91', YEAR],
    ['Tension hit a low of 52', YEAR],
    ['Tension hit its lowest since 2018', YEAR],
    ['Tension hit its lowest of 2025', YEAR],
    ['미중 긴장 2025년 최저 기록', YEAR],
    ['Tension fell from a peak of 91 to 58', YEAR],
    ['Tension rose in the first half of 2024', HALF],
    ['한러 긴장도 2024년 상반기 상승', HALF],
    ['Tension had never been higher until then', HALF],
    ['Tension hardly rose', STILL],
  ])('%s', (title, view) => {
    expect(check(title, view)).toEqual({ faults: [], unchecked: [] });
  });
});

describe('what is not certain is said to be unchecked', () => {
  it.each<[string, View, string]>([
    ['Tension fell slightly', YEAR, 'slightly'],
    ['Tension fell sharply', YEAR, 'sharply'],
    ['Tension fell steadily', YEAR, 'steadily'],
    ['Tension hardly rose', YEAR, 'Tension hardly rose'],
    ['Tension never rose', YEAR, 'Tension never'],
    ['Tension fell to 52', YEAR, 'to 52'],
    ['Tension fell from 91 to 58', YEAR, 'from 91'],
    ['Tension fell to its lowest since 2018', YEAR, 'its lowest since'],
    ['Tension higher at the end of 2025 than in April', YEAR, 'Tension higher'],
    ['Tension fell in summer', YEAR, 'in summer'],
    ['Tension is not at its lowest', YEAR, 'is not at its lowest'],
    ['Tension did not double', YEAR, 'Tension did not double'],
    ['Tension fell in December', TWO_YEARS, 'Tension fell in'],
  ])('%s', (title, view, text) => {
    const { faults, unchecked } = check(title, view);
    expect(faults).toEqual([]);
    expect(unchecked.join(' | ')).toContain(text);
  });
});
