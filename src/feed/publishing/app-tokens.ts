/** What a writing tool's token may be allowed to do. */
export const appScopes = ["create", "update", "delete", "media", "draft"] as const;

export type AppScope = (typeof appScopes)[number];

export function isAppScope(text: string): text is AppScope {
  return (appScopes as readonly string[]).includes(text);
}

/** The token of one writing tool, without its secret. Times are milliseconds since the epoch. */
export interface AppToken {
  readonly name: string;
  readonly scopes: readonly AppScope[];
  readonly createdAt: number;
  /** To the day; undefined: never. */
  readonly usedAt: number | undefined;
}

/** Tokens are found by the SHA-256 of their text: the store holds no secret, and a look-up tells nothing by the time it takes. */
export interface AppTokenStore {
  find(hash: string): Promise<AppToken | undefined>;
  noteUse(hash: string, now: number): Promise<void>;
  list(): Promise<readonly AppToken[]>;
  /** False: another token has the name. */
  create(hash: string, token: Omit<AppToken, "usedAt">): Promise<boolean>;
  /** False: no token has the name. */
  revoke(name: string): Promise<boolean>;
}
