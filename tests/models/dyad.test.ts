import { describe, expect, it } from 'vitest';
import { type Direction, canonicalDyad, directionActor, dyadOf, sidesOf } from '../../models/dyad.ts';

describe('a dyad', () => {
  it('has one id, whatever the order of its sides', () => {
    expect(dyadOf('RUS', 'KOR')).toBe('KOR-RUS'); // the example of the doc block
    expect(dyadOf('KOR', 'RUS')).toBe('KOR-RUS');
    expect(dyadOf('RUS', 'EU')).toBe('EU-RUS');
    expect(dyadOf('NATO', 'CHN')).toBe('CHN-NATO');
  });

  it.each([
    ['KOR', 'KOR'],
    ['KOR', 'RU'],
    ['KOR', 'rus'],
    ['', 'RUS'],
    ['EUR-', 'CHN'],
    ['NATO', 'NATO'],
  ])('is not made of %j and %j', (a, b) => {
    expect(() => dyadOf(a, b)).toThrow('give two different three-letter ISO codes');
  });

  it('has its sides in alphabetical order', () => {
    expect(sidesOf('KOR-RUS')).toEqual(['KOR', 'RUS']);
    for (const text of ['RUS-KOR', 'KOR-KOR', 'KOR', 'KOR-RUS-USA', 'kor-rus', ''])
      expect(sidesOf(text)).toBeUndefined();
  });

  it('is understood when it is written the other way round or in small letters', () => {
    expect(canonicalDyad('RUS-KOR')).toBe('KOR-RUS');
    expect(canonicalDyad('kor-rus')).toBe('KOR-RUS');
    expect(canonicalDyad('rus-eu')).toBe('EU-RUS');
    expect(sidesOf('RUS-UN')).toEqual(['RUS', 'UN']);
    for (const text of ['KOR-KOR', 'kor-KOR', 'KOR_RUS', 'KOR-RUS-', 'KO-RUS', 'EU-EU', ''])
      expect(canonicalDyad(text)).toBeUndefined();
  });

  it('is not found in letters that only become ASCII as capitals', () => {
    expect('kß'.toUpperCase()).toBe('KSS'); // why the rule is needed
    expect(canonicalDyad('kß-rus')).toBeUndefined();
    expect(canonicalDyad('ıta-rus')).toBeUndefined();
  });
});

describe('a direction', () => {
  it('names the side that acts', () => {
    expect(directionActor('both', 'KOR-RUS')).toBeUndefined();
    expect(directionActor('KOR>RUS', 'KOR-RUS')).toBe('KOR');
    expect(directionActor('RUS>KOR', 'KOR-RUS')).toBe('RUS');
  });

  // A tolerant reading once took kor>rus for a direction of the dyad and then for the acts of the other side.
  it.each(['kor>rus', 'KOR>USA', 'KOR>KOR', 'KOR>RUS>', 'KOR-RUS', '>', 'KOR>'] as Direction[])(
    'is refused when it is %j',
    (direction) => {
      expect(() => directionActor(direction, 'KOR-RUS')).toThrow('use both, KOR>RUS or RUS>KOR');
    },
  );
});
