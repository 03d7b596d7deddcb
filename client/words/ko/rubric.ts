/** Korean: what each severity means, type by type, as data/severity.md says it in English; `scale` is that of all types. */
import type { Words } from '../en/index.ts';

const sanction = [
  '사소한 인물·품목 하나',
  '소수 지정, 선박 두 척',
  '일괄 지정, 다수 기업·품목',
  '산업·은행·핵심 원자재 등 체계 수준',
  '거의 전면 차단',
];
const relief = ['발언 또는 면제 목록', '품목·사업 하나', '여러 건', '주요 조치 해제', '전면 철폐'];
const leaving = [
  '대사급 미만 한 명, 조용히',
  '몇 명',
  '약 열 명 또는 기자단',
  '대사 또는 유명 외교관',
  '대규모 추방, 단교',
];
const meeting = ['하급, 의례', '차관, 특사', '장관, 수년 만', '장관, 성과 있음', '정부 수반, 관계 전환'];
const closing = [
  '보건 사유 또는 행사 하나',
  '발표만 또는 부분',
  '실무 채널·사업 일부 중단',
  '대표 사업 또는 주요 조약 단계',
  '종료, 영사관 폐쇄, 핵심 조약',
];
const incident = [
  '경고 사격, 추적',
  '소규모 사격, 위험 행위',
  '부상, 피해, 레이더 조준',
  '사망, 영토에 사격',
  '다수 사망, 공습, 전쟁',
];
const arms = ['의도 보도', '의혹', '신빙성 있는 폭로', '공식 인정', '첫 실전 사용, 기록적 규모'];
const seizure = ['재산, 검색', '선박, 구금', '국민', '간첩 사건, 유명 인물', '인질, 대규모 교환'];
const giving = ['상징적', '소규모, 특별 여권', '정례, 단체, 채널 복원', '대규모, 일반', '완전 정상화'];
const voting = [
  '기권에 가까움',
  '총회 표결',
  '다른 국가와 함께 안보리 거부권',
  '국가 쌍의 핵심 사안에서 단독 거부권',
  '체제를 끝내는 거부권',
];

export const rubric: Words['rubric'] = {
  scale: [
    '일상적 또는 상징적',
    '제한적',
    '심각, 널리 보도된 행위의 통상 수준',
    '중대',
    '극단적 또는 유형에 비해 역사적',
  ],
  sanction,
  trade_restriction: sanction,
  sanction_relief: relief,
  trade_opening: relief,
  summons: ['실무급', '대사대리·차석, 일상적', '대사, 특정 사안', '대사, 전략적 행위', '소환·단절 위협 동반'],
  protest: ['구두', '공식 서한', '고위급 항의, 기구 제소', '후속 조치 명시', '최후통첩'],
  expulsion: leaving,
  recall: leaving,
  veto: voting,
  vote_against: voting,
  visit: meeting,
  talks: meeting,
  summit: [
    '짧은 만남',
    '다자 회의 계기, 성과 없음',
    '다자 회의 계기, 내용 있음',
    '정식 정상회담',
    '국빈 방문, 첫 사례, 의제 설정',
  ],
  call: ['실무', '정상, 일상적', '정상, 실질적', '정상, 위기 해결', '-'],
  agreement: ['쿼터, 의사록', '분야별', '상당함', '주요', '조약 또는 관계를 규정'],
  closure_suspension: closing,
  treaty_exit: closing,
  travel_ban: closing,
  military_incident: incident,
  border_incident: incident,
  airspace_violation: [
    '방공식별구역 진입, 한 대',
    '방공식별구역 진입, 편대',
    '반복 또는 대규모 진입',
    '영공 침범',
    '사격을 동반한 침범',
  ],
  missile_test: [
    '단거리',
    '단거리·준중거리 여러 발',
    '중거리, 우주발사체, 경고성',
    '대륙간',
    '이웃 국가 상공을 넘은 대륙간',
  ],
  arms_transfer: arms,
  troop_deployment: arms,
  seizure_detention: seizure,
  release: seizure,
  statement_hostile: ['유감', '부처의 비판', '지도자·장관, 법률', '국가원수, 단절·무력 경고', '적대 선언'],
  statement_conciliatory: ['대변인', '지도자, 한마디', '제안 또는 유감', '행동을 동반한 사과', '정책 전환'],
  aid: giving,
  visa_easing: giving,
  reopening_restoration: giving,
  military_exercise: [
    '도상 또는 소규모, 사전 발표',
    '연례 훈련, 순찰·통과',
    '대규모 또는 위기 직후',
    '근접 실사격, 포위·봉쇄 연습',
    '사상 최대, 상대측 상공으로 미사일',
  ],
  nuclear_test: ['준비 보도', '임계 전 또는 무출력', '의심 또는 논란', '폭발 확인', '역대 최대, 수소폭탄'],
  joint_vote: [
    '절차 또는 만장일치',
    '유보를 둔 공동 표결',
    '소수 중 하나 또는 자국 동맹에 반대',
    '핵심 사안 공동 결의안',
    '분쟁을 끝내는 표결',
  ],
};
