/**
 * Korean, in the plain style of official reports.
 *
 * Glossary: tension index 긴장도 지수 · dyad 국가 쌍 · event 사건 · contribution 기여 · point(s) 점, 포인트(지수 단위) · band 신뢰 구간(띠) ·
 * neutral 중립 · weight 가중치 · half-life 반감기 · hold 유지 기간 · severity 심각도 · direct/indirect 직접/간접 · coded 코딩된 ·
 * provisional 잠정치 · sparse 희소 · coverage 수집 범위 · model 모형 · draft 초안 · published 공개된 · roll-up 집계 · ledger 원장 ·
 * as known at … 시점 기준 · change of level 수준 변화 · judgement 판단 · sanction 제재 · summons 초치 · veto 거부권 행사 · recall 대사 소환
 */
import * as address from './address.ts';
import * as admin from './admin.ts';
import * as alertPage from './alertPage.ts';
import * as alerts from './alerts.ts';
import * as board from './board.ts';
import * as brief from './brief.ts';
import * as card from './card.ts';
import * as charts from './charts.ts';
import * as codebook from './codebook.ts';
import * as coding from './coding.ts';
import * as compare from './compare.ts';
import * as dates from './dates.ts';
import * as desk from './desk.ts';
import * as deskForms from './deskForms.ts';
import * as deskImport from './deskImport.ts';
import * as deskLists from './deskLists.ts';
import * as docs from './docs.ts';
import * as drafting from './drafting.ts';
import * as dyad from './dyad.ts';
import * as event from './event.ts';
import * as explain from './explain.ts';
import * as files from './files.ts';
import * as lab from './lab.ts';
import * as language from './language.ts';
import * as machine from './machine.ts';
import * as method from './method.ts';
import * as modelCard from './modelCard.ts';
import * as morning from './morning.ts';
import * as notes from './notes.ts';
import * as ops from './ops.ts';
import * as packPages from './packPages.ts';
import * as rubric from './rubric.ts';
import * as search from './search.ts';
import * as shell from './shell.ts';
import * as studies from './studies.ts';
import * as tableFeed from './tableFeed.ts';
import * as unusual from './unusual.ts';
import * as view from './view.ts';
import * as watchLists from './watchLists.ts';
import type { Words } from '../en/index.ts';

export const ko: Words = {
  ...address,
  ...admin,
  ...alertPage,
  ...alerts,
  ...board,
  ...brief,
  ...card,
  ...charts,
  ...codebook,
  ...coding,
  ...compare,
  ...dates,
  ...desk,
  ...deskForms,
  ...deskImport,
  ...deskLists,
  ...docs,
  ...drafting,
  ...dyad,
  ...event,
  ...explain,
  ...files,
  ...lab,
  ...language,
  ...machine,
  ...method,
  ...modelCard,
  ...morning,
  ...notes,
  ...ops,
  ...packPages,
  ...rubric,
  ...search,
  ...shell,
  ...studies,
  ...tableFeed,
  ...unusual,
  ...view,
  ...watchLists,
};
