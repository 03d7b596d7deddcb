/** The data folder that the built server leaves behind after its first start: shipped events, published lines, a token. */
import { startServer } from './serverProcess.ts';

export async function serveOnce(folder: string): Promise<string> {
  const server = await startServer(folder);
  await server.ready();
  await server.stop();
  return folder;
}
