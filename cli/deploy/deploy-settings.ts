import { existsSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { parse } from "yaml";
import { UsageError } from "../../src/lib/usage-error.ts";
import { adviseName } from "../../src/lib/words/find-closest.ts";
import { nameProject } from "../init/gather-answers.ts";
import { SETTINGS_FILE } from "../project-settings.ts";

const FILE = SETTINGS_FILE;

const NAME_WANTED = "lower-case letters, digits and hyphens, at most 40";
const DOMAIN_WANTED = 'a hostname of a zone of yours, such as "feeds.example.org"';
const ACCOUNT_WANTED = "the 32 hexadecimal digits of an account id";
const VARIABLES_WANTED = "names and values, such as MAX_AGE_SECONDS: 600";

const name = v.pipe(v.string(NAME_WANTED), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, NAME_WANTED));
const domain = v.pipe(
  v.string(DOMAIN_WANTED),
  v.toLowerCase(),
  v.regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, DOMAIN_WANTED),
);
const account = v.pipe(v.string(ACCOUNT_WANTED), v.regex(/^[0-9a-f]{32}$/, ACCOUNT_WANTED));
const value = v.pipe(v.union([v.string(), v.number()], VARIABLES_WANTED), v.transform(String));
const variable = v.pipe(v.string(), v.regex(/^(?:MAX_|HUB_)[A-Z_]+$/, VARIABLES_WANTED));

const schema = v.strictObject({
  /** Read by cli/project-settings.ts. */
  articles: v.optional(v.string("a folder below this one")),
  name: v.optional(name),
  domain: v.optional(domain),
  account: v.optional(account),
  variables: v.optional(v.record(variable, value, VARIABLES_WANTED), {}),
});

export interface DeploySettings {
  /** Of the readers' worker; everything else is named after it. */
  readonly name: string;
  readonly domain: string | undefined;
  readonly account: string | undefined;
  /** Variables of both workers, as docs/operations.md lists them. */
  readonly variables: Readonly<Record<string, string>>;
}

interface DeployFlags {
  readonly name: string | undefined;
  readonly domain: string | undefined;
}

/** Flags before edgewire.yaml, and that before package.json. */
export function readDeploySettings({ name: givenName, domain: givenDomain }: DeployFlags): DeploySettings {
  const flags = { name: givenName, domain: givenDomain };
  const file = readFile();
  const given = Object.fromEntries(Object.entries(flags).filter(([, flag]) => flag !== undefined));
  const parsed = v.safeParse(schema, { ...file, ...given });
  if (!parsed.success) throw new UsageError(explain(parsed.issues[0], flags));
  const { name: chosen, ...rest } = parsed.output;
  const settings = {
    domain: rest.domain,
    account: rest.account ?? process.env.CLOUDFLARE_ACCOUNT_ID,
    variables: rest.variables,
  };
  return { name: chosen ?? nameProject(readPackageName() ?? process.cwd()), ...settings };
}

function readFile(): Record<string, unknown> {
  if (!existsSync(FILE)) return {};
  try {
    const read: unknown = parse(readFileSync(FILE, "utf8"));
    if (read === null) return {};
    if (typeof read === "object" && !Array.isArray(read)) return read as Record<string, unknown>;
  } catch {
    // As for a list: it is said below.
  }
  throw new UsageError(`${FILE} must be lines of the form "name: value"`);
}

function explain(
  issue: {
    readonly message: string;
    readonly path?: readonly { readonly key: unknown }[] | undefined;
    readonly input: unknown;
  },
  flags: DeployFlags,
): string {
  const [field = ""] = (issue.path ?? []).map(({ key }) => String(key));
  const place = flags[field as keyof DeployFlags] === undefined ? `"${field}" in ${FILE}` : `--${field}`;
  const known = Object.keys(schema.entries);
  if (!known.includes(field)) return `${FILE} has no setting "${field}"; ${adviseName(field, known)}`;
  return `${place} must be ${issue.message}, found ${JSON.stringify(issue.input)}`;
}

function readPackageName(): string | undefined {
  if (!existsSync("package.json")) return undefined;
  const { name: found } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly name?: unknown };
  return typeof found === "string" ? found.replace(/^@[^/]*\//, "") : undefined;
}
