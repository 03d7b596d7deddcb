/** A workbook of 40 steps between neighbours, as somebody else's project keeps it: headings that no list has, a second sheet, days as days of a spreadsheet. */
import { workbookOf } from './messyWorkbook.ts';

const STEPS = ['Note of protest', 'Navy drill', 'Envoy called in', 'Talks of officials', 'Airspace violation'];
const FIRST_SERIAL = 45_300; // 9 January 2024
export const STEP_ROWS = 40;

function row(place: number): (string | number | { readonly serial: number })[] {
  const isGreek = place % 2 === 0;
  const [acting, concerned] = isGreek ? ['Greece', 'Türkiye'] : ['Republic of Turkey', 'Hellenic Republic'];
  const step = STEPS[place % STEPS.length]!;
  // One row acts towards two states, and one is of an organisation.
  const towards = place === 4 ? 'Türkiye; Cyprus' : concerned;
  const by = place === 7 ? 'European Union' : acting;
  return [
    place + 1,
    { serial: FIRST_SERIAL + 5 * place },
    by,
    towards,
    step,
    `${step}, as the file of the project has it`,
  ];
}

/** 38 rows are on the line of Greece and Türkiye at once, and one of them on that of Cyprus and Greece as well. */
export const stepsWorkbook = (): Buffer =>
  workbookOf([
    { name: 'About', rows: [['Aegean steps, third wave'], ['Kept by the project; see the next sheet']] },
    {
      name: 'Steps',
      rows: [
        ['Aegean steps 2024', 'draft'],
        ['Entry', 'Took place on', 'Party that moves', 'Party concerned', 'Step', 'Account'],
        ...Array.from({ length: STEP_ROWS }, (_, place) => row(place)),
      ],
    },
  ]);
