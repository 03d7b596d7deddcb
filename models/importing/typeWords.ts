/** Words by which people name types of acts. They are suggestions: a type is taken from them when somebody says so. */
import type { Codebook } from '../codebook.ts';
import { nearest } from '../nearest.ts';

/** Parts of words that point to a type, in English, Korean, German, French and Spanish; the first that is found counts most. */
const SIGNS: readonly (readonly [type: string, sign: RegExp])[] = [
  [
    'sanction_relief',
    /(lift|eas|waiv|reliev)\w* .*sanction|sanctions? relief|제재 (해제|완화)|sanktionen? (aufge|gelock)|levée des sanctions/i,
  ],
  ['visa_easing', /visa.*(eas|waiv|free)|비자 (면제|완화)/i],
  ['trade_opening', /(trade|market).*(open|reopen|resum)|수입 재개|시장 개방/i],
  ['release', /releas|freed|repatriat|석방|송환|freilass|libérat|liberaci/i],
  ['reopening_restoration', /reopen|re-open|restor|resum|normali[sz]|재개|복원|복구|wiederer|réouverture|reapertura/i],
  ['travel_ban', /travel ban|entry ban|visa ban|flight ban|입국 금지|einreiseverbot|interdiction de (voyage|séjour)/i],
  [
    'trade_restriction',
    /tariff|\bdut(y|ies)\b|embargo|export control|import ban|trade ban|trade (war|restriction|measure)|boycott|관세|수출 ?(통제|규제)|수입 금지|zoll|zölle|droits de douane|arancel/i,
  ],
  ['sanction', /sanction|asset freeze|blacklist|제재|sanktion|sancion/i],
  ['expulsion', /expel|expuls|persona non grata|추방|ausweis(ung|en)|expulsé/i],
  ['recall', /recall|withdr\w* .*ambassador|소환 귀국|본국 소환|abberuf|rappel/i],
  ['summons', /summon|called? in|초치|einbestell|convocat|convoqu|convoc/i],
  [
    'treaty_exit',
    /(withdraw|exit|leav|suspend|denounc|quit)\w* .*(treaty|agreement|pact|accord)|treaty (exit|withdrawal)|파기|탈퇴|vertragsaustritt/i,
  ],
  [
    'closure_suspension',
    /clos(e|ed|ure)|suspen|shut|cancel|called? off|폐쇄|중단|취소|schließ|ausgesetzt|fermeture|suspensión/i,
  ],
  [
    'legal_case',
    /\bcourt|lawsuit|arbitrat|tribunal|legal|prosecut|indict|ruling|재판|소송|klage|gericht|procès|juicio/i,
  ],
  ['legislation', /\blaws?\b|legislat|decree|\bbill\b|입법|법안|gesetz|\bloi\b|\bley\b/i],
  ['nuclear_test', /nuclear test|핵실험|atomtest|essai nucléaire/i],
  ['missile_test', /missile|rocket|launch|미사일|발사|rakete|tir de missile|misil/i],
  ['cyber', /cyber|hack|해킹|사이버/i],
  [
    'airspace_violation',
    /airspace|air defen[cs]e identification|영공|방공식별구역|luftraum|espace aérien|espacio aéreo/i,
  ],
  ['border_incident', /border|국경|grenz|frontal|frontière|frontera/i],
  ['militant_attack', /militant|terror|insurgent|테러|무장 ?세력/i],
  [
    'seizure_detention',
    /seiz|detain|detention|arrest|imprison|captur|나포|억류|구금|체포|festnahme|beschlagnahm|saisie|détention|detención/i,
  ],
  ['military_exercise', /exercise|drill|manoeuv|maneuv|훈련|manöver|übung|manœuvre|exercice|ejercicio/i],
  ['troop_deployment', /deploy|troops|mobili[sz]|파병|배치|병력|stationier|truppen|déploiement|despliegue/i],
  ['arms_transfer', /\barms\b|weapon|무기|waffen|\barmes\b|armas/i],
  [
    'military_incident',
    /attack|\bstrikes?\b|clash|shoot|\bshots?\b|\bfir(e|ed|es|ing)\b|collision|incident|shell|교전|충돌|공격|포격|angriff|zwischenfall|attaque|ataque/i,
  ],
  ['demolition', /demoli|폭파|철거/i],
  ['veto', /veto|거부권/i],
  ['joint_vote', /joint vote|vote(d|s)? (together|with|in favou?r)|공동 표결/i],
  ['vote_against', /\bvot(e|ed|es|ing)\b|반대표|abstimmung/i],
  ['summit', /summit|정상 ?회담|gipfel|sommet|cumbre/i],
  ['visit', /visit|\btrip\b|방문|besuch|reise|visite|visita/i],
  ['call', /\bcall(ed|s)?\b|phone|통화|telefon|appel|llamada/i],
  [
    'talks',
    /\btalk|negotiat|dialog|consult|meeting|회담|협의|협상|대화|gespräch|verhandl|pourparlers|négociat|conversaciones|negociaci/i,
  ],
  [
    'agreement',
    /agree|treat(y|ies)|accord|pact|memorandum|contract|\bdeal\b|ceasefire|truce|협정|합의|조약|양해각서|abkommen|vertrag|traité|acuerdo|tratado/i,
  ],
  ['aid', /\baid\b|assist|relief|\bloan|donat|지원|원조|hilfe|\baide\b|ayuda/i],
  ['protest', /protest|demarche|démarche|complain|note verbale|항의|beschwerde|queja/i],
  [
    'statement_conciliatory',
    /concilia|offer|prais|apolog|regret|condolen|welcom|thank|congratul|유감|사과|환영|제안|entschuldig|excuses|disculpa/i,
  ],
  [
    'statement_hostile',
    /hostile|threat|warn|accus|critici[sz]|condemn|denounc|rhetoric|위협|비난|경고|규탄|drohung|warnung|verurteil|menace|condamn|amenaza|condena/i,
  ],
];

/** So many suggestions for a word. */
const MAX_SUGGESTIONS = 3;

/** Of a longer cell the beginning says what it is. */
const MAX_CHARACTERS = 200;

const underlined = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s/-]+/g, '_');

/** What types are called: by key, label and the labels of other languages. */
export interface TypeNames {
  readonly codebook: Codebook;
  /** types by their labels in small letters, in every language */
  readonly typeLabels: ReadonlyMap<string, string>;
}

/** The type that a cell names by its key or its label; nothing else is taken without being asked. */
export function typeOf(cell: string, { codebook, typeLabels }: TypeNames): string | undefined {
  const key = underlined(cell);
  return codebook.has(key) ? key : typeLabels.get(cell.trim().toLowerCase());
}

/** The type that a text tells by the first of its words that points to one; `undefined` where none does. @param known types that count */
export function typeInText(text: string, known: { readonly has: (type: string) => boolean }): string | undefined {
  const beginning = text.slice(0, MAX_CHARACTERS);
  return SIGNS.find(([type, sign]) => known.has(type) && sign.test(beginning))?.[0];
}

/** Types that a cell may mean: by its CAMEO code, a known word or a slip of the pen. */
export function typesLike(cell: string, { codebook }: TypeNames): readonly string[] {
  const word = cell.trim().slice(0, MAX_CHARACTERS);
  const found = SIGNS.flatMap(([type, sign]) => (codebook.has(type) && sign.test(word) ? [type] : []));
  const slip = nearest(underlined(word), codebook.keys());
  const coded = /^\d{2,4}$/.test(word)
    ? [...codebook.values()].flatMap(({ type, cameo }) => (cameo === word ? [type] : []))
    : [];
  return [...new Set([...coded, ...found, ...(slip === undefined ? [] : [slip])])].slice(0, MAX_SUGGESTIONS);
}
