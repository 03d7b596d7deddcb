/** GET /api/v1/backup: everything, as one file, while the server serves. */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Ledger } from '../ledger/ledger.ts';
import { crossSite, isCrossSite } from './gate.ts';
import { recordedBy } from './recordedBy.ts';
import { noQuery, route } from './route.ts';

export const BACKUP_TYPE = 'application/gzip';

export const backupRoute = (backup: () => Readable, ledger: Pick<Ledger, 'note'>, publicUrl: string | undefined) =>
  route({
    method: 'get',
    path: '/api/v1/backup',
    needs: 'admin',
    summary: 'A backup of everything',
    description:
      'A gzipped tar of JSON lines, read at one moment; its last file, `manifest.json`, has the SHA-256 of each other. One that is cut has none. `restore-backup` puts it into an empty database.',
    query: noQuery,
    answers: { 200: { description: 'The backup', body: BACKUP_TYPE } },
    async reply({ request, response }) {
      // A link elsewhere would have the browser of an admin write a file and the audit an entry.
      if (isCrossSite(request, publicUrl)) throw crossSite('downloads a backup');
      const by = recordedBy(request);
      if (request.method !== 'HEAD')
        await ledger.note({ action: 'download-backup', subject: 'backup', before: null, after: null, why: '' }, by);
      response.writeHead(200, {
        'Content-Type': BACKUP_TYPE,
        'Content-Disposition': 'attachment; filename="tension.backup.tar.gz"',
        'Cache-Control': 'no-store',
      });
      if (request.method === 'HEAD') response.end();
      else await pipeline(backup(), response);
      return undefined;
    },
  });
