/** Signing in at an OpenID provider: the code flow with PKCE, state and nonce. */
import * as client from 'openid-client';
import { messageOf } from '../../models/errorMessage.ts';
import { claimAt, groupsOf, nameFrom, roleOfGroups } from './claims.ts';
import type { Named } from './persons.ts';
import type { OidcSettings } from './settings.ts';

/** What the browser keeps between leaving for the provider and coming back. */
export interface UnderWay {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** the page that she came from */
  readonly to: string;
}

/** A sign-in that came to nothing; the message says why, for whoever tried. */
export class SignInFailed extends Error {
  override name = 'SignInFailed';
  readonly kind: 'refused' | 'provider';

  constructor(kind: 'refused' | 'provider', message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

export interface Provider {
  /** @throws SignInFailed where the provider does not answer */
  reach(): Promise<void>;
  /** @throws SignInFailed where the provider does not answer */
  begin(to: string): Promise<{ address: URL; underWay: UnderWay }>;
  /** @param address that the provider sent the browser to. @throws SignInFailed */
  finish(address: URL, underWay: UnderWay): Promise<{ person: Named; idToken: string; to: string }>;
  /** Where the provider ends its own session; undefined where it offers none. */
  signOutAddress(idToken: string): Promise<string | undefined>;
}

const CALLBACK = '/sign-in/callback';

export function openProvider(settings: OidcSettings, publicUrl: string): Provider {
  const { issuer, clientId, clientSecret } = settings;
  let found: Promise<client.Configuration> | undefined;
  /** Asked at the first sign-in, and again where it failed: a provider may start later than this server. */
  const configuration = (): Promise<client.Configuration> => {
    found ??= client
      .discovery(
        new URL(issuer),
        clientId,
        undefined,
        clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret),
        // Plain HTTP only where the operator wrote it, for a provider on the same machine.
        issuer.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {},
      )
      .catch((error: unknown) => {
        found = undefined;
        throw new SignInFailed('provider', `The provider of sign-ins does not answer: ${messageOf(error)}`, {
          cause: error,
        });
      });
    return found;
  };
  const claimsOf = async (
    config: client.Configuration,
    tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>,
  ): Promise<Readonly<Record<string, unknown>> & { readonly sub: string }> => {
    const claims = tokens.claims();
    if (!claims) throw new SignInFailed('provider', 'The provider sent no ID token: ask for the scope openid.');
    // Some providers give groups and names only when they are asked once more.
    const isWhole =
      claimAt(claims, settings.roleClaim) !== undefined && claimAt(claims, settings.nameClaim) !== undefined;
    if (isWhole || config.serverMetadata().userinfo_endpoint === undefined) return claims;
    return { ...(await client.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims };
  };
  return {
    async reach() {
      await configuration();
    },
    async begin(to) {
      const config = await configuration();
      const underWay = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        to,
      };
      const address = client.buildAuthorizationUrl(config, {
        redirect_uri: publicUrl + CALLBACK,
        scope: settings.scope,
        code_challenge: await client.calculatePKCECodeChallenge(underWay.verifier),
        code_challenge_method: 'S256',
        state: underWay.state,
        nonce: underWay.nonce,
      });
      return { address, underWay };
    },
    async finish(address, underWay) {
      const config = await configuration();
      try {
        const tokens = await client.authorizationCodeGrant(config, address, {
          pkceCodeVerifier: underWay.verifier,
          expectedState: underWay.state,
          expectedNonce: underWay.nonce,
          idTokenExpected: true,
        });
        const claims = await claimsOf(config, tokens);
        const role = roleOfGroups(groupsOf(claimAt(claims, settings.roleClaim)), settings);
        const names = [claimAt(claims, settings.nameClaim), claims['preferred_username'], claims['email']];
        const person = { issuer, subject: claims.sub, name: nameFrom(names, claims.sub), role };
        return { person, idToken: tokens.id_token ?? '', to: underWay.to };
      } catch (error) {
        if (error instanceof SignInFailed) throw error;
        throw new SignInFailed('refused', `The sign-in did not succeed: ${reasonOf(error)}`, { cause: error });
      }
    },
    async signOutAddress(idToken) {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      const parameters = {
        post_logout_redirect_uri: `${publicUrl}/`,
        ...(idToken !== '' && { id_token_hint: idToken }),
      };
      return client.buildEndSessionUrl(config, parameters).href;
    },
  };
}

/** What the provider says of itself is shown; what stands in tokens is not. */
function reasonOf(error: unknown): string {
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
    return `the provider says “${(error.error_description ?? error.error).slice(0, 200)}”`;
  return messageOf(error);
}
