/** The HTTP API: everything a page, a script or a monitor asks of the server, and the built pages themselves. */
import express from 'express';
import type pino from 'pino';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReferenceData } from '../referenceData.ts';
import type { PublishedSeriesReader, Rollup } from '../rollup/rollup.ts';
import type { Database } from '../store/database.ts';

/** What the API is built from; only main.ts and the tests know which database, clock and roll-up stand behind it. */
export interface ApiDependencies {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly rollup: Rollup & PublishedSeriesReader;
  readonly reference: ReferenceData;
  readonly now: () => Date;
  /** the bearer token that writing needs */
  readonly token: string;
  readonly logger: pino.Logger;
  /** the built client; may be missing, then only the API is served */
  readonly clientDir: string;
  /** the address under which readers reach the server, for OpenAPI */
  readonly publicUrl?: string;
}

export interface Api {
  readonly app: express.Express;
  /** Ends the open event streams and stops listening to the roll-up; call it before the HTTP server is closed. */
  close(): void;
}

export function createApi(_dependencies: ApiDependencies): Api {
  const app = express();
  return { app, close: () => {} };
}
