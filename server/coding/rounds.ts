/** What the rest of the server asks of rounds of coding: a second coder codes what a first has coded, without learning the first codes. */
import type { ActRevision, NewAct } from '../../models/contract/acts.ts';
import type {
  CodedUnits,
  Codes,
  CodesSaved,
  ComparedUnit,
  NewDecision,
  NewRound,
  Round,
} from '../../models/contract/coding.ts';

export interface Rounds {
  /** Draws the units, keeps the first codes, and makes the second coder's key, which is not kept. @throws RoundRefused */
  create(asked: NewRound, by: string): Promise<{ readonly round: Round; readonly key: string }>;
  /** The newest first. */
  list(): Promise<Round[]>;
  /** @throws RoundRefused */
  round(id: string): Promise<Round>;
  /** Whose key it is; undefined: no round's. */
  holderOf(
    key: string,
  ): Promise<{ readonly roundId: string; readonly isClosed: boolean; readonly secondCoder: string } | undefined>;
  /** Writes down that a person codes a round, unless she has drawn it. @throws RoundRefused where somebody else does, or she has left it */
  bind(id: string, personId: string, name: string): Promise<void>;
  /** She codes it no longer, and so may learn again what others have coded. @throws RoundRefused where she does not code it */
  leave(id: string, personId: string, name: string): Promise<void>;
  /** The rounds that a person codes and that are open: those whose key she has used, and those that name her. */
  openFor(personId: string, name: string): Promise<readonly string[]>;
  /** What the second coder sees, in an order drawn for the round. @throws RoundRefused */
  units(id: string): Promise<CodedUnits>;
  /** @throws RoundRefused where another save came first, or the round is closed */
  save(id: string, unit: number, version: number, codes: Codes): Promise<CodesSaved>;
  /**
   * Both are in: codes no longer change, and may be compared.
   *
   * @param asCoder the second coder hands in what is complete; an editor may close a round of which units are left
   * @throws RoundRefused
   */
  close(id: string, by: string, asCoder: boolean): Promise<Round>;
  /** First and second codes, with what differs and what was decided. @throws RoundRefused while the round is open */
  compared(id: string): Promise<ComparedUnit[]>;
  /** Accepts one coder's codes or a third; all three are kept, and what was accepted goes into the ledger. @throws RoundRefused, ChangeRefused */
  decide(id: string, decision: NewDecision, by: string): Promise<{ unit: ComparedUnit; isRecorded: boolean }>;
}

/** How what was accepted comes into the ledger. */
export interface Recording {
  /** @returns the ids of the events, one a bearing. @param key asked again with the same key, it is done once */
  record(act: NewAct, by: string, key: string): Promise<readonly string[]>;
  revise(eventId: string, revision: ActRevision, by: string, key: string): Promise<void>;
}

export type RoundRefusal = 'unknown-round' | 'not-now' | 'changed-since' | 'invalid';

/** Something that was asked of a round and not done; the message is a sentence with the remedy. */
export class RoundRefused extends Error {
  override name = 'RoundRefused';
  readonly kind: RoundRefusal;
  readonly field: string | undefined;

  constructor(kind: RoundRefusal, message: string, field?: string) {
    super(message);
    this.kind = kind;
    this.field = field;
  }
}
