/** `tension lint`: what to know of a model before trusting it. */
import { lintModel, type ModelRemark } from '../../models/lint.ts';
import type { Config } from '../config.ts';
import { shippedColumns } from './shippedColumns.ts';
import { shippedModel } from './shippedModel.ts';
import { counted, print, printJson } from './terminal.ts';

const HEADS: Readonly<Record<ModelRemark['kind'], string>> = {
  'no-events': 'No events',
  'few-events': 'Few events',
  untested: 'Not tested by any judgement',
  weightless: 'Weight 0',
  unnamed: 'Not named by the model',
};

/** @returns the exit code: 0, whatever is remarked: a remark is no fault */
export async function lintCommand(
  config: Config,
  name: string | undefined,
  { json }: { readonly json?: boolean },
): Promise<number> {
  const { reference, model } = await shippedModel(config, name);
  const { columns } = await shippedColumns(reference);
  const { definition, hash } = model;
  const remarks = lintModel(definition, columns, reference.judgements, reference.codebook);
  if (json)
    printJson({
      model: { name: definition.name, version: definition.version, hash },
      types: Object.keys(definition.types).length,
      remarks,
    });
  else {
    const types = new Set(remarks.map(({ type }) => type)).size;
    print(
      [
        `${definition.name} ${definition.version} (${hash}): ${counted(remarks.length, 'remark')} on ${types} of ${counted(Object.keys(definition.types).length, 'type')}, on the events shipped in data/events`,
        ...Object.entries(HEADS).flatMap(([kind, head]) => {
          const own = remarks.filter((remark) => remark.kind === kind);
          return own.length === 0 ? [] : ['', `${head} (${own.length})`, ...own.map(({ message }) => `  ${message}`)];
        }),
      ].join('\n'),
    );
  }
  return 0;
}
