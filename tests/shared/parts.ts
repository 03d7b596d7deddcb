/**
 * The parts that all test files share. Each is made once in a run, when the first file asks for it: the main process of the run
 * makes it and keeps it. Outside of a run (in a benchmark) the process that asks makes it for itself.
 */
import { type MadeParts, makeParts, type Part, type PartName } from './makeParts.ts';

/** Holds the address at which the main process answers. */
export const PARTS_VARIABLE = 'TENSION_TEST_PARTS';

let own: MadeParts | undefined;

export async function sharedPart(name: PartName): Promise<Part> {
  const address = process.env[PARTS_VARIABLE];
  if (address === undefined) return (own ??= makeParts()).part(name);
  const response = await fetch(`${address}/${name}`);
  if (!response.ok) throw new Error(`The tests' shared ${name} could not be made: ${await response.text()}`);
  return response.json();
}

/** The same, where the part exists on every machine. */
export async function sharedPlace(name: PartName): Promise<string> {
  const part = await sharedPart(name);
  if ('missing' in part) throw new Error(part.missing);
  return part.at;
}
