/** What Korean words say of how severe an act is. */
import { severityOf, type Severity } from '../severity.ts';

const KINDS = [/선박|유조선|어선|\d척/u, /기업|기관|단체|은행|법인|회사/u, /개인|인사|관리|\d명|올리가르히|의원/u];
/** 11명, 두 척, 22곳 */
const COUNT = /(\d{1,4}|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?(?:여\s?)?(?:명|척|곳|개)/gu;
const NUMBERS = new Map(
  ['한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉', '열'].map((word, i) => [word, i + 1]),
);
const LEADER = /대통령|총리|국가주석|주석|국무위원장|위원장|국왕|최고지도자/u;

/** @param sentence the sentence that tells the act; @param acting the words of who acts, up to the pattern */
export function severityIn(type: string, sentence: string, acting: string): Severity | undefined {
  const has = (pattern: RegExp): boolean => pattern.test(sentence);
  const counts = [...sentence.matchAll(COUNT)].map(([, count]) => NUMBERS.get(count!) ?? Number(count));
  return severityOf(type, {
    count: counts.length > 0 ? counts.reduce((sum, count) => sum + count, 0) : undefined,
    kinds: KINDS.filter(has).length,
    isSector: has(/부문|업종|은행권|중앙은행|원유 금수|석유 금수|에너지 산업/u),
    envoy: has(/대사대리|공사참사관|참사관|(?<!대)공사(?!관)/u)
      ? 'deputy'
      : has(/대사(?!관)/u)
        ? 'ambassador'
        : undefined,
    isBreak: has(/단교|(?:국교|외교\s?관계)(?:를|을)?\s?(?:전면 )?(?:단절|끊)/u),
    isThermonuclear: has(/수소탄|수소폭탄/u),
    range: has(/ICBM|대륙간/u)
      ? 'intercontinental'
      : has(/정찰위성|우주발사체|위성|중거리(?! 핵)|IRBM/u)
        ? 'intermediate'
        : has(/단거리|SRBM|방사포/u)
          ? 'short'
          : undefined,
    isOver: has(/일본 (?:열도|상공)/u),
    isSeveral: has(/(?:[2-9]|\d\d)\s?(?:여\s?)?발|두 발|수 발|여러 발/u),
    speaker: LEADER.test(acting)
      ? 'leader'
      : /외교부|외무부|외무성|국방부|대변인|통일부/u.test(acting)
        ? 'ministry'
        : undefined,
    isFormal: has(/항의 ?서한|공한|구상서|공식 항의/u),
    isEnmity: has(/주적|전쟁 선포|적대국/u),
    isAll: has(/모든 제재|제재(?:를|의)? 전면 해제/u),
  });
}
