/** What is given of days looked at, recorded: declared, or taken back with a reason; over HTTP and by the command alike. */
import type { CoverageDeclared } from '../../models/contract/coverage.ts';
import { overlaps } from './coverage.ts';
import type { DeclaredStretch, Ledger, RecordedStretch, StretchMarks } from './ledger.ts';

export interface Declaration {
  readonly stretches: readonly DeclaredStretch[];
  /** why they are taken back; undefined where they are declared */
  readonly reason: string | undefined;
  /** what was said of them beside their days: of stretches of the same days only such a one is taken back */
  readonly marks: StretchMarks;
}

/** @throws WithdrawalRefused */
export async function recordDeclaration(
  ledger: Ledger,
  { stretches, reason, marks }: Declaration,
  recordedBy: string,
): Promise<CoverageDeclared> {
  const dyads = [...new Set(stretches.map(({ dyad }) => dyad))];
  if (reason !== undefined) {
    const meant = stretches.map(({ dyad, from, to }) => ({ ...marks, dyad, from, to }));
    return { dyads, declared: 0, withdrawn: await ledger.withdrawCoverage(meant, reason, recordedBy), remarks: [] };
  }
  const held: RecordedStretch[] = [];
  for (const dyad of dyads) held.push(...(await ledger.coverage(dyad)));
  const declared = await ledger.declareCoverage(stretches, recordedBy);
  return { dyads, declared, withdrawn: 0, remarks: overlaps(stretches, held) };
}
