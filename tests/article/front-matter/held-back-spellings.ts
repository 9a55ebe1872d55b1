/** Every way in which a file says that readers shall not see it, beside a twin that says the opposite. */

export type Value = string | boolean | readonly string[] | { readonly [name: string]: string | boolean };

export interface Statement {
  readonly name: string;
  readonly value: Value;
}

export interface HeldBackPair {
  readonly held: Statement;
  readonly shown: Statement;
  /** The statement alone, in any of the forms; undefined for one whose words are not of the table. */
  readonly mark?: RegExp;
}

const pair = (name: string, held: Value, shown: Value): HeldBackPair => ({
  held: { name, value: held },
  shown: { name, value: shown },
  ...(typeof held === "object" || held === "" ? {} : { mark: markOf(name, String(held)) }),
});

/** The name, its sign and its word, with the quotation marks of the form. */
function markOf(name: string, word: string): RegExp {
  return new RegExp(`"?${name}"?\\s*[:=]\\s*"?${word}"?`);
}

const trues = [
  "draft",
  "isDraft",
  "is_draft",
  "Draft",
  "DRAFT",
  "private",
  "isPrivate",
  "hidden",
  "isHidden",
  "unlisted",
  "unpublished",
];
const falses = [
  "published",
  "Published",
  "publish",
  "public",
  "visible",
  "isPublished",
  "is_public",
  "listed",
  "dg-publish",
];
const statuses = ["draft", "pending", "private", "future", "hidden", "trash", "in review", "archived"];
const tiers = ["password", "members", "paid", "eleventyExcludeFromCollections", "paywall", "members_only"];
const holds = [
  "publishDate",
  "publish_date",
  "publish_at",
  "embargo",
  "scheduled",
  "published_at",
  "pubDate",
  "date_published",
];

export const HELD_BACK: readonly HeldBackPair[] = [
  ...trues.map((name) => pair(name, true, false)),
  ...["yes", "Yes", "TRUE", "1", "on"].map((word) => pair("draft", word, "no")),
  ...["yes", "1"].map((word) => pair("hidden", word, "0")),
  ...falses.map((name) => pair(name, false, true)),
  ...["no", "No", "0", "off"].map((word) => pair("published", word, "yes")),
  ...statuses.map((word) => pair("status", word, "published")),
  pair("Status", "Draft", "Published"),
  pair("status", "skip", "live"),
  pair("post-status", "draft", "publish"),
  pair("post_status", "private", "public"),
  pair("visibility", "members", "public"),
  pair("visibility", "private", "active"),
  pair("visibility", "paid", "live"),
  ...tiers.map((name) => pair(name, true, false)),
  pair("password", "sesame", "false"),
  pair("members", "gold", "no"),
  ...holds.map((name) => ({ held: { name, value: "2099-01-01" }, shown: { name, value: "2020-01-01" } })),
  { held: { name: "permalink", value: false }, shown: { name: "permalink", value: "/low-water/" } },
  pair("render", false, true),
  { held: { name: "expiryDate", value: "2024-06-01" }, shown: { name: "expiryDate", value: "2099-01-01" } },
  { held: { name: "build", value: { render: "never" } }, shown: { name: "build", value: { render: "always" } } },
  { held: { name: "_build", value: { list: "never" } }, shown: { name: "_build", value: { list: "always" } } },
  { held: { name: "extra", value: { draft: true } }, shown: { name: "extra", value: { draft: false } } },
  { held: { name: "params", value: { hidden: true } }, shown: { name: "params", value: { hidden: false } } },
  { held: { name: "draft", value: "perhaps" }, shown: { name: "draft", value: "false" } },
  { held: { name: "published", value: "when ready" }, shown: { name: "published", value: "true" } },
];

const BODY = "\n\nText of it.\n";
const flow = (value: Value): string =>
  typeof value === "object" && !Array.isArray(value)
    ? `{${Object.entries(value)
        .map(([name, inner]) => `${name}: ${inner}`)
        .join(", ")}}`
    : String(value);

const writeYaml = ({ name, value }: Statement) =>
  `---\ntitle: A\ndate: 2024-05-01\n${name}: ${flow(value)}\ntags: [sea, ships]\n---${BODY}`;

const tomlValue = (value: string | boolean) => (typeof value === "boolean" ? String(value) : JSON.stringify(value));

function writeToml({ name, value }: Statement): string {
  const isTable = typeof value === "object";
  const table = isTable
    ? `\n[${name}]\n${Object.entries(value)
        .map(([key, inner]) => `${key} = ${tomlValue(inner)}`)
        .join("\n")}`
    : "";
  const line = isTable ? "" : `${name} = ${tomlValue(value)}\n`;
  return `+++\ntitle = "A"\ndate = 2024-05-01\n${line}tags = ["sea", "ships"]${table}\n+++${BODY}`;
}

function writeJson({ name, value }: Statement): string {
  const lines = [
    `"title": "A"`,
    `"date": "2024-05-01"`,
    `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
    `"tags": ["sea"]`,
  ];
  return `{\n${lines.map((line) => `  ${line}`).join(",\n")}\n}${BODY}`;
}

/** A header has no groups. */
function writeHeaders({ name, value }: Statement): string | undefined {
  return typeof value === "object"
    ? undefined
    : `Title: A\nDate: 2024-05-01\n${name}: ${value}\nTags: sea, ships${BODY}`;
}

export const FORMS: readonly {
  readonly form: string;
  readonly kind: "markdown" | "html" | "text";
  readonly write: (statement: Statement) => string | undefined;
}[] = [
  { form: "YAML in .md", kind: "markdown", write: writeYaml },
  { form: "YAML in .html", kind: "html", write: writeYaml },
  { form: "YAML in .txt", kind: "text", write: writeYaml },
  { form: "TOML", kind: "markdown", write: writeToml },
  { form: "JSON", kind: "markdown", write: writeJson },
  { form: "headers", kind: "markdown", write: writeHeaders },
];
