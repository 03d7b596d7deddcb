/** `tension agreement`: how far coders agree who have coded the same units. */
import type { FieldAgreement, PairAgreement } from '../../models/agreement/agreement.ts';
import { DRAWS, type Interval, SEED } from '../../models/agreement/interval.ts';
import { agreementOfFile, CodesUnreadable, shippedCodesFile } from '../codedTwice.ts';
import { CommandFailure } from './failure.ts';
import { print, printJson, table } from './terminal.ts';

export interface AgreementOptions {
  readonly field?: string;
  readonly json?: boolean;
}

/** @returns the exit code: 0, however far they agree */
export async function agreementCommand(file: string | undefined, options: AgreementOptions): Promise<number> {
  const found = await agreementOfFile(file ?? shippedCodesFile()).catch((error: unknown) => {
    throw error instanceof CodesUnreadable ? new CommandFailure(error.message) : error;
  });
  const wanted = Object.entries(found).filter(
    ([key]) => options.field === undefined || key === options.field || key.endsWith(`.${options.field}`),
  );
  if (wanted.length === 0)
    throw new CommandFailure(`There is no field "${options.field}": use one of ${Object.keys(found).join(', ')}.`);
  if (options.json)
    printJson({
      file: file ?? 'data/two-coder.csv',
      interval: { share: 0.95, method: 'bootstrap, percentile', draws: DRAWS, seed: SEED },
      fields: Object.fromEntries(wanted.map(([key, agreement]) => [key, ofField(agreement)])),
    });
  else print(inWords(file, Object.fromEntries(wanted)));
  return 0;
}

/** Pairs by their names, such as "first-second". */
function ofField({ pairs, ...all }: FieldAgreement): object {
  return {
    ...all,
    coders: all.coders.length,
    coderNames: all.coders,
    pairs: Object.fromEntries(pairs.map(({ first, second, ...pair }) => [`${first}-${second}`, pair])),
  };
}

const figure = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(2));
const withInterval = (value: number | undefined, interval: Interval | undefined): string =>
  interval ? `${figure(value)} [${figure(interval.low)} to ${figure(interval.high)}]` : figure(value);

function inWords(file: string | undefined, fields: Readonly<Record<string, FieldAgreement>>): string {
  const right = (head: string) => ({ head, align: 'right' as const });
  const row = (key: string, pair: PairAgreement): string[] => [
    key,
    `${pair.first}, ${pair.second}`,
    String(pair.n),
    pair.agreement === undefined ? '–' : `${(100 * pair.agreement).toFixed(0)}%`,
    withInterval(pair.cohenKappa, pair.cohenKappaInterval),
    withInterval(pair.linearKappa, pair.linearKappaInterval),
    withInterval(pair.alpha, pair.alphaInterval),
  ];
  const many = Object.entries(fields).filter(([, { coders }]) => coders.length > 2);
  return [
    `How far coders agree in ${file ?? 'data/two-coder.csv'}, with 95% intervals (bootstrap, ${DRAWS} draws of units, seed ${SEED})`,
    '',
    table(
      [
        { head: 'Field', align: 'left' },
        { head: 'Coders', align: 'left' },
        right('Units'),
        right('Same'),
        right('Cohen’s kappa'),
        right('Weighted (linear)'),
        right('Krippendorff’s alpha'),
      ],
      Object.entries(fields).flatMap(([key, { pairs }]) => pairs.map((pair) => row(key, pair))),
    ),
    ...(many.length > 0
      ? [
          '',
          'All coders together:',
          table(
            [
              { head: 'Field', align: 'left' },
              right('Coders'),
              right('Units'),
              right('Krippendorff’s alpha'),
              right('Fleiss’ kappa'),
            ],
            many.map(([key, one]) => [
              key,
              String(one.coders.length),
              String(one.n),
              figure(one.krippendorffAlphaOrdinal ?? one.krippendorffAlphaNominal),
              figure(one.fleissKappa),
            ]),
          ),
        ]
      : []),
    ...(file === undefined
      ? [
          '',
          'Both passes were made by the same kind of coder, from the summaries: the codebook can be applied again. It does not say that the events are true, nor how two people would agree.',
        ]
      : []),
  ].join('\n');
}
