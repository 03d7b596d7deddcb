/** An article of the structure for which the desk was made: five acts, and everything around them that is none. */
import { describe, expect, test } from 'vitest';
import { draftByRules } from '../../../models/drafting/engine.ts';
import { englishRules } from '../../../models/drafting/english/english.ts';
import { dictionary, world } from './world.ts';

const ARTICLE = `Seoul and Moscow trade barbs as ties sink to a new low
April 8, 2024
By Staff Reporter
Relations between South Korea and Russia have soured further after Seoul imposed sanctions on two Russian ships last Tuesday, with experts warning of more trouble ahead.The measures, announced on April 2, also list two Russian companies and their heads over the shipping of military goods between North Korea and Russia.
Share this article
On Friday, the Russian Foreign Ministry summoned South Korean Ambassador to Russia Lee Do-hoon to protest the sanctions.The ministry said the ambassador was told that the step was unfriendly. A spokesperson for South Korea's Foreign Ministry offered no further comment.
On Wednesday, Russian Foreign Ministry spokeswoman Maria Zakharova called the sanctions "an unfriendly move" and said that Seoul would regret them.
The exchange comes after Russia vetoed on March 29 a United Nations Security Council resolution that would have renewed a panel of experts monitoring UN sanctions on North Korea.
North Korean leader Kim Jong Un and Russian President Vladimir Putin shake hands at the Vostochny Cosmodrome on September 13, 2023. [AP/YONHAP]
Pyongyang and Moscow have moved closer following Kim's visit to Russia last year.
"Russia may take countermeasures against South Korea, and Seoul should prepare for that," said Park Won-gon, a professor at Ewha Womans University. "I hope that the two sides will resume talks."
"If Seoul sends weapons to Ukraine, Moscow will supply missiles to North Korea," another expert said.
Following Seoul's first sanctions on Russian vessels, trade between the two countries is expected to shrink, [광고] 지금 구독하세요 https://example.com/ad analysts say.
The United Nations sanctions ban North Korea from sending workers abroad.
Leave a comment
Name
E-mail`;

const drafted = draftByRules({ text: ARTICLE }, world, dictionary, [englishRules]);
const key = ({ date, actor, target, type }: (typeof drafted.drafts)[number]): string =>
  `${date} ${actor} > ${target} ${type}`;

describe('the article of Seoul and Moscow', () => {
  test('gives its five acts and nothing else', () => {
    expect(drafted.drafts.map(key).sort()).toEqual([
      '2023-09-13 PRK > RUS summit',
      '2024-03-29 RUS > KOR veto',
      '2024-04-02 KOR > RUS sanction',
      '2024-04-03 RUS > KOR statement_hostile',
      '2024-04-05 RUS > KOR summons',
    ]);
  });

  test('was published on the day that its head says', () => {
    expect(drafted.published).toMatchObject({ date: '2024-04-08', guessed: true });
  });

  test('tells only acts that are in the ledger already', () => {
    const matches = Object.fromEntries(drafted.drafts.map(({ type, match }) => [type, match?.eventId]));
    expect(matches).toEqual({
      sanction: 'kor-rus-2024-04-02-sanction',
      summons: 'kor-rus-2024-04-05-summons-lee-do-hoon',
      statement_hostile: 'kor-rus-2024-04-03-mfa-zakharova',
      veto: 'kor-rus-2024-03-28-unsc-1718-panel-veto',
      summit: 'prk-rus-2023-09-13-vostochny-2023',
    });
  });

  test('bears on both dyads where an act favours a third state', () => {
    const veto = drafted.drafts.find(({ type }) => type === 'veto');
    expect(veto?.bearings).toMatchObject([
      { dyad: 'KOR-RUS', role: 'indirect', polarity: 1, suggested: false },
      { dyad: 'PRK-RUS', role: 'indirect', polarity: -1, suggested: true },
    ]);
    const summit = drafted.drafts.find(({ type }) => type === 'summit');
    expect(summit?.bearings).toContainEqual(
      expect.objectContaining({ dyad: 'KOR-RUS', role: 'indirect', polarity: 1, suggested: true }),
    );
  });

  test.each([
    [
      'a clause dates the act before',
      'Relations sank after Tokyo slapped sanctions on Chinese vessels. On Friday, the Chinese foreign ministry summoned the Japanese ambassador over the sanctions, which were announced by Tokyo on April 2.',
      ['2024-04-02 JPN > CHN sanction', '2024-04-05 CHN > JPN summons'],
    ],
    [
      'what is suspected is no act',
      'Iran is suspected of having shipped missiles to Russia. China is believed to have sent arms to Iran. Indian troops allegedly shelled Pakistan.',
      [],
    ],
    [
      'advice is no act',
      '"Tokyo should manage its ties so that it will not cross the red line, such as sending troops to Taiwan," a researcher said. "China could retaliate by expelling Japanese diplomats."',
      [],
    ],
    [
      'those who criticise together are no targets of each other, and a reaction without words is no act',
      'On March 29, Russia vetoed a U.N. Security Council resolution on North Korea. The veto was criticized by Japan and the United States.',
      ['2024-03-29 RUS > PRK veto'],
    ],
    [
      'advertising in another script stands in no way',
      'India and 지금 구독하세요 50% 할인 https://example.com/ad Pakistan signed a trade agreement on Friday.',
      ['2024-04-05 IND > PAK agreement'],
    ],
  ])('%s', (_, text, acts) => {
    const found = draftByRules({ text, published: '2024-04-08', language: 'en' }, world, dictionary, [englishRules]);
    expect(found.drafts.map(key).sort()).toEqual(acts);
  });

  test('says where each field comes from, and shows words that stand in the text', () => {
    for (const { evidence, origins, severity } of drafted.drafts) {
      for (const { start, end } of evidence) expect(ARTICLE.slice(start, end).trim()).toBe(ARTICLE.slice(start, end));
      expect(origins['severity']).toBe(severity === null ? 'open' : 'rule');
    }
  });
});
