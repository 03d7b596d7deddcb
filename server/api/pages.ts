/** The built client: its files, and index.html for every address that is one of its pages. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type Request, type Response } from 'express';
import { Problem } from './problem.ts';

/** The pages of the client. What follows the first part is the client's own business. */
const PAGES = ['/', '/d/*rest', '/compare', '/lab', '/brief', '/v/*rest', '/m/*rest', '/ops', '/docs', '/method'];

export function servePages(app: Express, clientDir: string): void {
  app.use(
    express.static(clientDir, {
      index: false,
      redirect: false,
      setHeaders(response, path) {
        // The build puts a digest of the content into the name of every file in assets/.
        response.setHeader('Cache-Control', path.startsWith(join(clientDir, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  app.get(PAGES, (request, response, next) => sendPage(request, response, next, clientDir));
  app.use((request, response, next) => {
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !/^\/(?:api|health|metrics)(?:\/|$)/i.test(request.path);
    if (!isPage) throw new Problem('unknown-address', `There is nothing at ${request.method} ${request.path.slice(0, 200)}: GET /api/v1/openapi.json lists what there is.`);
    response.status(404);
    sendPage(request, response, next, clientDir);
  });
}

function sendPage(request: Request, response: Response, next: express.NextFunction, clientDir: string): void {
  if (!existsSync(join(clientDir, 'index.html')))
    throw new Problem('unknown-address', `There is no page at ${request.path.slice(0, 200)}, because the client is not built: run "npm run build". The API is described at /api/v1/openapi.json.`);
  response.sendFile('index.html', { root: clientDir, cacheControl: false, headers: { 'Cache-Control': 'no-cache' } }, (error: unknown) => {
    if (error && !response.headersSent) next(error);
  });
}
