/** A real OpenID provider on loopback, with one form for the name: whoever is known signs in. */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';
import { freePort } from './freePort.ts';

export interface KnownPerson {
  readonly name: string;
  readonly roles: readonly string[];
}

export interface OidcServer {
  readonly issuer: string;
  close(): Promise<void>;
}

export const CLIENT = { id: 'tension', secret: 'secret-of-the-tests' };

/**
 * @param publicUrl of the server that people sign in to
 * @param people by the name that they type
 * @param port to listen on; one that is free where left out
 * @param inIdToken whether names and roles stand in the ID token; else they are told only when asked for once more, at userinfo
 */
export async function startOidcServer(
  publicUrl: string,
  people: Readonly<Record<string, KnownPerson>>,
  inIdToken = true,
  port?: number,
): Promise<OidcServer> {
  port ??= await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [`${publicUrl}/sign-in/callback`],
        post_logout_redirect_uris: [`${publicUrl}/`],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'realm_access'] },
    conformIdTokenClaims: !inIdToken,
    pkce: { required: () => true },
    cookies: { keys: ['key-of-the-tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: people[id]!.name, realm_access: { roles: people[id]!.roles } }),
    }),
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client!.clientId,
        accountId: context.oidc.session!.accountId,
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    if (request.method === 'GET')
      return void response
        .setHeader('Content-Type', 'text/html')
        .end(
          `<!doctype html><html lang="en"><title>Provider</title><form method="post" action="${request.url}"><label>Name <input name="login"></label><button>Go on</button><button name="cancel" value="1">Cancel</button></form></html>`,
        );
    void text(request).then((body) => {
      const form = new URLSearchParams(body);
      const login = form.get('login') ?? '';
      const result =
        form.has('cancel') || !Object.hasOwn(people, login)
          ? { error: 'access_denied', error_description: 'the sign-in was cancelled' }
          : { login: { accountId: login } };
      return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    issuer,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
