import { describe, expect, it } from 'vitest';
import { parseDay } from '../../models/calendar.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';

const { names: table, countries } = await loadReferenceData(projectRoot());

const said = (text: string, date?: string): string => {
  const named = table.stateOf(text, date === undefined ? undefined : parseDay(date));
  return named === undefined ? 'none' : 'iso3' in named ? named.iso3 : named.ambiguous.join(' or ');
};

describe('a name', () => {
  it.each(
    `
    USA: USA | US | U.S. | United States | United States of America | the United States of America | america | 미국 | USA | Vereinigte Staaten | États-Unis
    GBR: UK | U.K. | Great Britain | United Kingdom of Great Britain and Northern Ireland | Britain | 영국 | Vereinigtes Königreich | Royaume-Uni
    KOR: Republic of Korea | Korea, Republic of | Korea (the Republic of) | Korea, South | Korea (South) | ROK | S. Korea | 대한민국 | 한국 | Südkorea | Corée du Sud
    PRK: Democratic People's Republic of Korea | Korea (the Democratic People's Republic of) | Korea, Democratic People’s Republic of | Korea, People's Republic of | DPRK | 북한 | Nordkorea
    COD: DRC | DR Congo | D.R. Congo | Congo (Kinshasa) | Congo - Kinshasa | Congo (DRC) | Congo (the Democratic Republic of the) | Congo, Dem. Rep. | Congo, Democratic Republic of (Zaire) | Zaire | Zaïre | 콩고민주공화국
    COG: Congo-Brazzaville | Republic of the Congo | Congo, Rep. | Congo (Brazzaville)
    COD or COG: Congo | Congo (the) | Kongo | 콩고
    KOR or PRK: Korea | Corée
    VGB or VIR: Virgin Islands
    VIR: Virgin Islands (U.S.) | Virgin Islands, U.S. | United States Virgin Islands
    VGB: Virgin Islands (British)
    CHN: China | People's Republic of China | PRC | 중국 | Volksrepublik China | China, People's Republic of
    TWN: Republic of China | China (Taiwan) | Taiwan (Province of China) | Taiwan, Province of China | Chinese Taipei
    HKG: China, Hong Kong SAR | Hong Kong (China) | Hong Kong SAR China
    SSD: Sudan (South) | South Sudan | Republic of South Sudan
    SDN: Sudan | Republic of the Sudan
    ASM: Samoa (American) | American Samoa
    WSM: Samoa | Western Samoa | Independent State of Samoa
    GNQ: Guinea (Equatorial) | Equatorial Guinea
    GIN: Guinea | Republic of Guinea
    SXM: Saint-Martin (partie néerlandaise) | Sint Maarten (Dutch part)
    MAF: Saint-Martin (partie française) | Saint Martin (French part)
    IRN: Iran (Islamic Republic of) | Iran, Islamic Republic of | Islamic Republic of Iran | Persia | Iran (Persia) | Iran (the Islamic Republic of)
    VEN: Venezuela (Bolivarian Republic of) | Bolivarian Republic of Venezuela
    BOL: Bolivia (Plurinational State of)
    FSM: Micronesia (Federated States of) | Federated States of Micronesia
    TZA: United Republic of Tanzania | Tanzania, United Republic of | Tanzania United Republic of
    MDA: Republic of Moldova | Moldova (Republic of) | Moldavia
    BRN: Brunei Darussalam
    PSE: State of Palestine | Palestine, State of
    LCA: St. Lucia | Saint Lucia | St Lucia
    KGZ: Kyrgyz Republic
    DEU: German Federal Republic | Germany, West | Federal Republic of Germany | Deutschland | Allemagne | 독일
    DDR: GDR | German Democratic Republic | Germany (East) | East Germany
    YEM: Yemen Arab Republic | Yemen (North Yemen) | Yemen | Republic of Yemen
    YMD: Yemen People's Republic | Yemen, People's Republic of
    ARE: UAE | U.A.E. | United Arab Emirates
    NLD: Holland | the Netherlands | Netherlands (Kingdom of the) | Niederlande | Pays-Bas
    TUR: Turkey | Türkiye | Turkiye | Turkey (Ottoman Empire) | 터키 | Republic of Türkiye
    MMR: Burma | Myanmar (Burma) | Birmanie
    CIV: Ivory Coast | Cote d'Ivoire | Côte d’Ivoire | Elfenbeinküste
    SWZ: Swaziland | Kingdom of eSwatini (Swaziland)
    MKD: Macedonia | Macedonia, FYR | the former Yugoslav Republic of Macedonia | Macedonia (Former Yugoslav Republic of)
    RUS: Russian Federation | Russia (Soviet Union) | USSR | Russland | Moscow | Kremlin | 러시아
    UKR: Ukraine | The Ukraine | Kyiv | Kiev | 우크라이나
    FLK: Falkland Islands (Malvinas)
    EU: EU | European Union | Europäische Union | 유럽연합
    NATO: NATO | North Atlantic Treaty Organization | OTAN | 나토
    UN: UN | United Nations | Nations Unies | 유엔
    none: Vietnam, Republic of | South Vietnam | Republic of Somaliland | Northern Cyprus | Greese | China (Mars) | Korea (Kurdistan) | Republic of Atlantis | Paul | 동아시아 | IN | ()
  `
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [state = '', list = ''] = line.trim().split(': ');
        return list.split(' | ').map((name): [string, string] => [name, state]);
      }),
  )('%s means %s', (name, state) => {
    expect(said(name)).toBe(state);
  });

  it.each([
    ['Soviet Union', '1962-10-22', 'RUS'],
    ['SUN', '1968-08-21', 'RUS'],
    ['GDR', '1972-12-21', 'DDR'],
    ['Germany (East)', '2024-04-05', 'none'],
    ['Yugoslavia', '1985-01-01', 'YUG'],
    ['Yugoslavia', '1999-03-24', 'SRB'],
    ['Czechoslovakia', '1968-08-21', 'CSK'],
    ['Czechoslovakia', '1995-01-01', 'none'],
    ['Ukraine', '1985-01-01', 'none'],
    ['Congo', '1980-01-01', 'COG'],
    ['Congo', '2024-01-01', 'COD or COG'],
  ])('%s on %s means %s', (name, date, state) => {
    expect(said(name, date)).toBe(state);
  });

  it('is known in English, Korean, German and French for every entry of ISO 3166', () => {
    const inLanguage = new Map(
      ['de', 'fr', 'ko', 'en'].map((one) => [one, new Intl.DisplayNames([one], { type: 'region' })]),
    );
    const unknown = [...countries.values()]
      .filter(({ iso2, kind }) => iso2 !== '' && kind !== 'organisation')
      .flatMap(({ code, iso2 }) =>
        [...inLanguage.values()].map((names) => names.of(iso2)!).filter((name) => said(name) !== code),
      );
    expect(unknown).toEqual([]);
  });
});

describe('a search for a pair', () => {
  it.each(
    `
    uk russia: GBR-RUS
    turkey greece: GRC-TUR
    ivory coast mali: CIV-MLI
    czech republic russia: CZE-RUS
    republic of korea japan: JPN-KOR
    dprk usa: PRK-USA
    britain russia: GBR-RUS
    burma thailand: MMR-THA
    holland russia: NLD-RUS
    united states of america iran: IRN-USA
    drc rwanda: COD-RWA
    congo rwanda: COD-RWA COG-RWA
    eu russia: EU-RUS
    uk argentina: ARG-GBR
    dprk rok: KOR-PRK
    seoul moscow: KOR-RUS
    rusia ukraine: RUS-UKR
    한러: KOR-RUS
    미중: CHN-USA
    한일: JPN-KOR
    북러: PRK-RUS
    북미: PRK-USA
    남북: KOR-PRK
    한국 러시아: KOR-RUS
    한국러시아: KOR-RUS
    KOR-RUS: KOR-RUS
    rus-kor: KOR-RUS
    us china: CHN-USA
    prc roc: CHN-TWN
    china taiwan: CHN-TWN
    nato russia: NATO-RUS
    eu china: CHN-EU
    un israel: ISR-UN
    soviet union usa: RUS-USA
    east germany west germany: DDR-DEU
    north korea south korea: KOR-PRK
    south korea japan: JPN-KOR
    russland deutschland: DEU-RUS
    russie france: FRA-RUS
    tehran washington: IRN-USA
    iran vs israel: IRN-ISR
    india and pakistan: IND-PAK
    persia iraq: IRN-IRQ
    zaire angola: AGO-COD
    swaziland south africa: SWZ-ZAF
    uae iran: ARE-IRN
    saudi iran: IRN-SAU
    north macedonia greece: GRC-MKD
    macedonia greece: GRC-MKD
    philipines china: CHN-PHL
    ukrane russia: RUS-UKR
    south sudan sudan: SDN-SSD
    papua new guinea australia: AUS-PNG
    bosnia serbia: BIH-SRB
  `
      .trim()
      .split('\n')
      .map((line) => line.trim().split(': ') as [string, string]),
  )('%s offers %s first', (query, dyads) => {
    const expected = dyads.split(' ');
    expect(
      table
        .pairsIn(query)
        ?.slice(0, expected.length)
        .map(({ dyad }) => dyad),
    ).toEqual(expected);
  });

  it('puts a beginning after the whole word, and a wrong letter last', () => {
    expect(table.pairsIn('uk russia')).toEqual([
      { dyad: 'GBR-RUS', closeness: 0 },
      { dyad: 'RUS-UKR', closeness: 1 },
    ]);
    expect(table.pairsIn('rusia ukraine')).toContainEqual({ dyad: 'RUS-UKR', closeness: 2 });
  });

  it('finds all pairs of one state', () => {
    const found = table.pairsIn('russia')!;
    expect(found.filter(({ closeness }) => closeness === 0).length).toBeGreaterThan(240);
    expect(found.every(({ dyad }) => dyad.split('-').includes('RUS'))).toBe(true);
  });

  it.each(['', '  ', '—'])('asks for nothing with %j', (query) => {
    expect(table.pairsIn(query)).toBeUndefined();
  });

  it.each(['atlantis russia', 'zz', 'india pakistan china', 'a '.repeat(50)])('finds nothing for %j', (query) => {
    expect(table.pairsIn(query)).toEqual([]);
  });
});

describe('a sentence', () => {
  const mentioned = (sentence: string): string =>
    table
      .statesIn(sentence)
      .map(({ named }) => ('iso3' in named ? named.iso3 : named.ambiguous.join('/')))
      .join(' ');

  it.each([
    ['Tension between Moscow and Tokyo rose', 'RUS JPN'],
    ['North Korea–Russia tension rose 15 points', 'PRK RUS'],
    ["Russia's veto and the US sanctions", 'RUS USA'],
    ['South Korean sanctions on Russian firms', 'KOR RUS'],
    ['It is up to us in may', ''],
    ['Ships in the South China Sea', ''],
    ['Guinea-Bissau and Papua New Guinea', 'GNB PNG'],
    ['Latin America watches Washington', 'USA'],
    ['한일 긴장도 15포인트 상승', 'KOR JPN'],
    ['한러 관계', 'KOR RUS'],
    ['미국과 중국의 갈등', 'USA CHN'],
    ['북러 정상회담', 'PRK RUS'],
    ['대러 제재', 'RUS'],
    ['제재 수단에 대한 우호적 반응, 인도적 지원', ''],
    ['인도네시아와 인도', 'IDN IND'],
  ])('%s names %s', (sentence, states) => {
    expect(mentioned(sentence)).toBe(states);
  });

  it('is read to its full stop', () => {
    expect(table.statesIn('Seoul met Russia. It met the U.S.').map(({ text }) => text)).toEqual([
      'Seoul',
      'Russia',
      'U.S.',
    ]);
  });

  it('tells where', () => {
    expect(table.statesIn('So Seoul spoke.')).toEqual([{ named: { iso3: 'KOR' }, text: 'Seoul', at: 3 }]);
  });
});
