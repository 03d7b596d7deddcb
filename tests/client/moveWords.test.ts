/** A move in the words of a language keeps the rules of the published sentence, on every year of every dyad. */
import { describe, expect, it } from 'vitest';
import { bandOf, Z90 } from '../../models/band.ts';
import { basisOf } from '../../models/basis.ts';
import { epochDay } from '../../models/calendar.ts';
import { scoreOf } from '../../models/score.ts';
import { explainMove } from '../../models/move.ts';
import { moveSentence } from '../../models/moveSentence.ts';
import { moveInWords } from '../../client/charts/moveWords.ts';
import { en } from '../../client/words/en/index.ts';
import { ko } from '../../client/words/ko/index.ts';
import { baseline, codebook, columnsOf, eventRows } from '../models/shipped.ts';

const summaries = new Map([...eventRows.values()].flat().map((row) => [row['id'], row['summary']]));
const YEARS = [1995, 2005, 2014, 2016, 2018, 2020, 2022, 2024];

function moves(dyad: string) {
  const columns = columnsOf(dyad);
  return YEARS.map((year) => {
    const [from, to] = [epochDay(`${year}-01-01`), epochDay(`${year}-12-31`)];
    const score = scoreOf(basisOf(columns, baseline, from, to), baseline);
    const subject = {
      name: 'A – B',
      tension: 'A – B tension',
      fromBand: bandOf(score.tension[0]!, score.sd[0]!, baseline.scale, Z90),
      eventOf: (id: string) => ({ summary: summaries.get(id) ?? '', day: columns.day[columns.ids.indexOf(id)]! }),
    };
    return { move: explainMove(columns, baseline, from, to, 'both'), subject };
  });
}

describe.each(['KOR-RUS', 'CHN-USA', 'CHN-LTU'])('the moves of %s', (dyad) => {
  it('are told in English as the API tells them', () => {
    for (const { move, subject } of moves(dyad))
      expect(moveInWords(move, subject, codebook, en)).toBe(moveSentence(move, subject, codebook));
  });

  it('are told in Korean with the same numbers', () => {
    for (const { move, subject } of moves(dyad)) {
      const told = moveInWords(move, { ...subject, tension: '가–나 긴장도' }, codebook, ko);
      expect(told).toMatch(/^가–나 긴장도는 .*(상승했다|하락했다|변화가 없었다)\./);
      for (const value of [move.from.index, move.to.index]) expect(told).toContain(value.toFixed(1));
    }
  });
});
