/** What a roll-up is made from. */
import type pino from 'pino';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReferenceData } from '../referenceData.ts';
import type { Database } from '../store/database.ts';
import type { Reading } from '../store/reading.ts';
import type { RunRules } from './rollup.ts';

export interface RollupOptions {
  readonly database: Database;
  /** where what runs published is read; default: the database */
  readonly reading?: Reading;
  readonly ledger: Ledger;
  readonly reference: Pick<ReferenceData, 'codebook' | 'models' | 'dyads' | 'countries'>;
  /** what other servers have saved is among the models of a run, and there when a run of theirs is served */
  readonly savedModels?: { look(): Promise<void> };
  /** the moment now; its UTC day is the last that is scored */
  readonly clock: () => Date;
  readonly logger: pino.Logger;
  /** what is held against each dyad of a run */
  readonly rules?: RunRules;
  /** names a run; default: a random UUID */
  readonly newName?: () => string;
  /** names what scores; default: this program with its codebook */
  readonly program?: string;
}
