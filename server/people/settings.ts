/** The settings of people: how they are known, and what an anonymous reader may. */
import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { type Role, ROLES } from '../../models/roles.ts';

/** Which role each group of a provider or a proxy has. */
export interface RoleRules {
  /** by the group's name */
  readonly roles: ReadonlyMap<string, Role>;
  /** whether somebody in none of these groups is refused; else she is a reader */
  readonly isRequired: boolean;
}

export interface OidcSettings extends RoleRules {
  readonly issuer: string;
  readonly clientId: string;
  /** undefined for a public client */
  readonly clientSecret: string | undefined;
  readonly scope: string;
  readonly nameClaim: string;
  /** where the groups stand, such as `realm_access.roles` */
  readonly roleClaim: string;
}

export interface ProxySettings extends RoleRules {
  /** in lower case, as Node has them */
  readonly userHeader: string;
  readonly groupsHeader: string | undefined;
  readonly addresses: BlockList;
}

export interface PeopleSettings {
  readonly readAccess: 'public' | 'signed-in';
  readonly auth:
    | { readonly kind: 'token' }
    | { readonly kind: 'oidc'; readonly oidc: OidcSettings }
    | { readonly kind: 'proxy'; readonly proxy: ProxySettings };
  readonly sessionIdleMinutes: number;
  readonly sessionHours: number;
}

export const TOKEN_ONLY: PeopleSettings = {
  readAccess: 'public',
  auth: { kind: 'token' },
  sessionIdleMinutes: 120,
  sessionHours: 12,
};

const listOf = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');

const ROLE_RULES = `write groups and their roles with blanks between them, such as "tension-admins=admin tension-editors=editor"; roles are ${ROLES.join(', ')}`;
const roleMap = z
  .string()
  .transform((text) => listOf(text).map((part) => /^(.+)=([^=]+)$/.exec(part)?.slice(1)))
  .refine((pairs) => pairs.every((pair) => pair && (ROLES as readonly string[]).includes(pair[1]!)), ROLE_RULES)
  .transform((pairs) => new Map(pairs.map((pair) => [pair![0]!, pair![1] as Role])))
  .default(new Map<string, Role>());
const yes = z
  .enum(['0', '1'], 'write 1 for yes or 0 for no')
  .default('0')
  .transform((text) => text === '1');
const header = z
  .string()
  .regex(/^[\w-]+$/, 'write the name of a header, such as X-Forwarded-User')
  .transform((text) => text.toLowerCase());
const whole = (most: number, standard: number) =>
  z
    .string()
    .regex(/^[1-9]\d*$/, `write a whole number from 1 to ${most}`)
    .transform(Number)
    .refine((value) => value <= most, `write a whole number from 1 to ${most}`)
    .default(standard);

const ADDRESSES = 'write addresses or nets with blanks between them, such as "127.0.0.1 10.0.0.0/8"';

/** `undefined` where a part is no address. */
export function addressList(text: string): BlockList | undefined {
  const list = new BlockList();
  for (const part of listOf(text)) {
    const [address = '', bits, ...rest] = part.split('/');
    const kind = isIP(address);
    if (kind === 0 || rest.length > 0) return undefined;
    const family = kind === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else if (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 6 ? 128 : 32))
      list.addSubnet(address, Number(bits), family);
    else return undefined;
  }
  return list;
}

/** The variables, for config.ts, which alone reads them. */
export const peopleVariables = {
  AUTH: z.enum(['token', 'oidc', 'proxy'], 'write one of token, oidc, proxy').default('token'),
  READ_ACCESS: z.enum(['public', 'signed-in'], 'write one of public, signed-in').default('public'),
  SESSION_IDLE_MINUTES: whole(7 * 24 * 60, TOKEN_ONLY.sessionIdleMinutes),
  SESSION_HOURS: whole(30 * 24, TOKEN_ONLY.sessionHours),
  OIDC_ISSUER: z
    .string()
    .refine(
      (text) => URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol),
      'write the address of the provider, such as https://login.example.org/realms/office',
    )
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPE: z
    .string()
    .refine((text) => listOf(text).includes('openid'), 'write scopes with blanks between them, openid among them')
    .default('openid profile'),
  OIDC_NAME_CLAIM: z.string().default('name'),
  OIDC_ROLE_CLAIM: z.string().default('groups'),
  OIDC_ROLES: roleMap,
  OIDC_REQUIRE_ROLE: yes,
  PROXY_USER_HEADER: header.optional(),
  PROXY_GROUPS_HEADER: header.optional(),
  PROXY_ADDRESSES: z
    .string()
    .refine((text) => addressList(text) !== undefined, ADDRESSES)
    .optional(),
  PROXY_ROLES: roleMap,
  PROXY_REQUIRE_ROLE: yes,
};

type Variables = z.output<z.ZodObject<typeof peopleVariables>>;

/** @returns the settings, or a sentence that says what is missing */
export function peopleSettings(
  given: Variables,
  { publicUrl }: { readonly publicUrl: string | undefined },
): PeopleSettings | string {
  const shared = {
    readAccess: given.READ_ACCESS,
    sessionIdleMinutes: given.SESSION_IDLE_MINUTES,
    sessionHours: given.SESSION_HOURS,
  };
  if (given.AUTH === 'token') {
    if (given.READ_ACCESS === 'signed-in')
      return 'READ_ACCESS is "signed-in", but with AUTH=token nobody can sign in: set AUTH=oidc or AUTH=proxy, or leave READ_ACCESS out.';
    return { ...shared, auth: { kind: 'token' } };
  }
  if (given.AUTH === 'oidc') {
    const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = given;
    if (issuer === undefined || clientId === undefined)
      return 'AUTH is "oidc", which needs OIDC_ISSUER and OIDC_CLIENT_ID: set both, as the provider names them.';
    if (publicUrl === undefined)
      return 'AUTH is "oidc", which needs PUBLIC_URL, the address that the provider sends people back to: set it, such as https://tension.example.org.';
    return {
      ...shared,
      auth: {
        kind: 'oidc',
        oidc: {
          issuer,
          clientId,
          clientSecret: given.OIDC_CLIENT_SECRET,
          scope: listOf(given.OIDC_SCOPE).join(' '),
          nameClaim: given.OIDC_NAME_CLAIM,
          roleClaim: given.OIDC_ROLE_CLAIM,
          roles: given.OIDC_ROLES,
          isRequired: given.OIDC_REQUIRE_ROLE,
        },
      },
    };
  }
  const addresses = given.PROXY_ADDRESSES === undefined ? undefined : addressList(given.PROXY_ADDRESSES);
  if (given.PROXY_USER_HEADER === undefined || addresses === undefined)
    return 'AUTH is "proxy", which needs PROXY_USER_HEADER and PROXY_ADDRESSES: the header that names the person, and the addresses of the proxies that may send it.';
  return {
    ...shared,
    auth: {
      kind: 'proxy',
      proxy: {
        userHeader: given.PROXY_USER_HEADER,
        groupsHeader: given.PROXY_GROUPS_HEADER,
        addresses,
        roles: given.PROXY_ROLES,
        isRequired: given.PROXY_REQUIRE_ROLE,
      },
    },
  };
}
