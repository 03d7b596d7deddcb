import { describe, expect, it } from 'vitest';
import { epochDay, parseDay } from '../../models/calendar.ts';
import { bandOf, Z90 } from '../../models/band.ts';
import { basisOf } from '../../models/basis.ts';
import { scoreOf } from '../../models/score.ts';
import { explainMove, type MoveCause, type MoveExplanation } from '../../models/move.ts';
import { moveSentence, type MoveSubject } from '../../models/moveSentence.ts';
import { baseline, codebook, columnsOf, eventRows } from './shipped.ts';

const cause = (type: string, indexPoints: number, eventId = `${type}-${indexPoints}`): MoveCause => ({
  eventId,
  type,
  tensionPoints: indexPoints * 2,
  indexPoints,
});

/** A move made of given causes, so that each rule can be seen alone. */
function moveOf(
  from: number,
  causes: Partial<Pick<MoveExplanation, 'new' | 'fading' | 'revised' | 'model'>> & { rescaling?: number },
  days: [string, string] = ['2024-03-01', '2024-04-05'],
): MoveExplanation {
  const all = { new: [], fading: [], revised: [], model: [], rescaling: 0, ...causes };
  const change = [...all.new, ...all.fading, ...all.revised, ...all.model].reduce(
    (sum, part) => sum + part.indexPoints,
    all.rescaling,
  );
  return {
    ...all,
    from: { day: epochDay(days[0]), index: from, tension: 0 },
    to: { day: epochDay(days[1]), index: from + change, tension: 0 },
    change,
    residual: 0,
  };
}

const subject = (
  low: number,
  high: number,
  events: Record<string, { summary: string; day: number }> = {},
): MoveSubject => ({ name: 'South Korea – Russia', fromBand: { low, high }, eventOf: (id) => events[id] });

describe('the sentence of a move', () => {
  it('says little changed inside the band, whatever the causes', () => {
    const move = moveOf(70, { new: [cause('sanction', 6)], fading: [cause('summit', -3)] });
    expect(moveSentence(move, subject(66, 74), codebook)).toBe(
      'South Korea – Russia tension was little changed between 1 March and 5 April 2024, from 70.0 to 73.0.',
    );
  });

  it('says little changed below one point, however narrow the band', () => {
    const move = moveOf(50, { new: [cause('sanction', 0.9)] });
    expect(moveSentence(move, subject(50, 50), codebook)).toBe(
      'South Korea – Russia tension was little changed between 1 March and 5 April 2024, from 50.0 to 50.9.',
    );
  });

  it('names the driver that explains at least half', () => {
    const move = moveOf(70, {
      new: [cause('sanction', 2), cause('trade_restriction', 2), cause('veto', 2)],
      fading: [cause('summit', 2)],
    });
    expect(moveSentence(move, subject(66, 74), codebook)).toBe(
      'South Korea – Russia tension rose 8.0 points between 1 March and 5 April 2024, from 70.0 to 78.0, driven by sanctions and trade measures (2 new events).',
    );
  });

  it('names the largest event of the driver when it alone explains a quarter', () => {
    const move = moveOf(70, { new: [cause('sanction', 6, 'ships'), cause('veto', 3)] });
    const events = { ships: { summary: 'Seoul lists two Russian ships.', day: epochDay('2024-04-02') } };
    expect(moveSentence(move, subject(66, 74, events), codebook)).toBe(
      'South Korea – Russia tension rose 9.0 points between 1 March and 5 April 2024, from 70.0 to 79.0, driven by sanctions and trade measures (1 new event): above all "Seoul lists two Russian ships" (2 April 2024).',
    );
  });

  it('names no driver when none explains half', () => {
    const move = moveOf(70, { new: [cause('sanction', 4), cause('veto', 3), cause('summons', 2)] });
    expect(moveSentence(move, subject(66, 74), codebook)).toBe(
      'South Korea – Russia tension rose 9.0 points between 1 March and 5 April 2024, from 70.0 to 79.0, with no single cause behind half of it.',
    );
  });

  it('reads a fall by what lowers, fading included', () => {
    const move = moveOf(79, { new: [cause('sanction', 1)], fading: [cause('sanction', -8), cause('expulsion', -3)] }, [
      '2023-12-31',
      '2024-12-31',
    ]);
    expect(moveSentence(move, subject(76, 82), codebook)).toBe(
      'South Korea – Russia tension fell 10.0 points between 31 December 2023 and 31 December 2024, from 79.0 to 69.0, driven by the fading of earlier sanctions and trade measures (1 event).',
    );
  });

  it('tells a revision and a model apart from news', () => {
    expect(
      moveSentence(
        moveOf(60, { revised: [cause('veto', 9)] }, ['2024-04-05', '2024-04-05']),
        subject(55, 65),
        codebook,
      ),
    ).toBe(
      'South Korea – Russia tension rose 9.0 points on 5 April 2024, from 60.0 to 69.0, driven by what has since been recorded or recoded among votes and statements (1 event).',
    );
    expect(
      moveSentence(moveOf(60, { model: [cause('veto', -9)] }, ['2024-04-05', '2024-04-05']), subject(55, 65), codebook),
    ).toBe(
      "South Korea – Russia tension fell 9.0 points on 5 April 2024, from 60.0 to 51.0, driven by the model's other view of votes and statements (1 event).",
    );
    expect(moveSentence(moveOf(60, { rescaling: 8 }, ['2024-04-05', '2024-04-05']), subject(55, 65), codebook)).toBe(
      'South Korea – Russia tension rose 8.0 points on 5 April 2024, from 60.0 to 68.0, driven by another base or scale of the model.',
    );
  });

  it('tells spring 2024 between Seoul and Moscow from the shipped events', () => {
    const [from, to] = [epochDay('2024-03-01'), epochDay('2024-04-05')];
    const columns = columnsOf('KOR-RUS');
    const score = scoreOf(basisOf(columns, baseline, from, to), baseline);
    const rows = new Map(eventRows.get('KOR-RUS')!.map((row) => [row['id']!, row]));
    const sentence = moveSentence(
      explainMove(columns, baseline, from, to),
      {
        name: 'South Korea – Russia',
        fromBand: bandOf(score.tension[0]!, score.sd[0]!, baseline.scale, Z90),
        eventOf: (id) => ({ summary: rows.get(id)!['summary']!, day: parseDay(rows.get(id)!['date']!)! }),
      },
      codebook,
    );
    expect(sentence).toMatch(
      /^South Korea – Russia tension rose 8\.7 points between 1 March and 5 April 2024, from 70\.3 to 79\.0, driven by sanctions and trade measures \(2 new events\)/,
    );
  });
});
