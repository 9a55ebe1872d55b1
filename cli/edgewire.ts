#!/usr/bin/env node
import { parseArgs } from "node:util";
import { removeForbiddenCharacters } from "../src/lib/text.ts";
import { UsageError } from "../src/lib/usage-error.ts";

const HELP = `edgewire turns a folder of articles into RSS, Atom and JSON Feed.

  edgewire start               publish articles/ locally and serve it on http://localhost:8787
  edgewire check               read every article and show what was understood; needs no server
  edgewire publish             send what changed to a running publication
  edgewire new "Title"         begin an article
  edgewire import FILE|URL     make articles of a feed (RSS, Atom, JSON) or an export (WordPress, Ghost)
  edgewire retract KEY|SLUG    take an article back: a notice, then nothing; --reason "…" says why
  edgewire restore KEY|SLUG    bring it back
  edgewire doctor URL          look at any publication as feed readers do, and say what to mend
  edgewire deliveries          show who is subscribed to pushes, and how far each has got
  edgewire redeliver [HOST|ID] push again: to all that were given up, to a host, or to one subscriber

Options
  --articles FOLDER    the publication's folder (articles)
  --to URL             where to publish to (http://localhost:8787)
  --token TOKEN        the publish token; else EDGEWIRE_TOKEN, else PUBLISH_TOKEN in .dev.vars
  --minor              publish: these edits change no substance, "updated" stays
  --retract-missing    publish: retract articles whose files are gone, after showing which
  --dry-run            publish: say what would be sent, send nothing
  --port NUMBER        start: another port than 8787
  --state FOLDER       start: keep the local store elsewhere (.wrangler/state)
  --json               check, import, doctor, deliveries: for programs
  --no-images          import: leave pictures where they are
  --site URL           import: where the old site is, if the export does not say
`;

/** What every command is given. */
export interface Options {
  readonly articles: string;
  /** Without a slash at its end. */
  readonly to: string;
  readonly token: string | undefined;
  readonly minor: boolean;
  readonly dryRun: boolean;
  readonly retractMissing: boolean;
  readonly reason: string | undefined;
  readonly json: boolean;
  readonly images: boolean;
  readonly site: string | undefined;
  readonly port: number;
  readonly state: string;
}

type Command = (options: Options, operands: readonly string[]) => Promise<number>;

/** Each is loaded when it is called: drawing and parsing take longer to load than most commands to run. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import("./commands/start.ts")).start,
  check: async () => (await import("./commands/check.ts")).check,
  publish: async () => (await import("./commands/publish.ts")).publish,
  new: async () => (await import("./commands/new.ts")).createArticle,
  import: async () => (await import("./commands/import.ts")).importArticles,
  retract: async () => (await import("./commands/retract.ts")).retract,
  restore: async () => (await import("./commands/retract.ts")).restore,
  doctor: async () => (await import("./commands/doctor.ts")).examine,
  deliveries: async () => (await import("./commands/deliveries.ts")).showDeliveries,
  redeliver: async () => (await import("./commands/deliveries.ts")).redeliver,
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      articles: { type: "string", default: "articles" },
      to: { type: "string", default: "http://localhost:8787" },
      token: { type: "string" },
      minor: { type: "boolean", default: false },
      "dry-run": { type: "boolean", default: false },
      "retract-missing": { type: "boolean", default: false },
      reason: { type: "string" },
      json: { type: "boolean", default: false },
      "no-images": { type: "boolean", default: false },
      site: { type: "string" },
      port: { type: "string", default: "8787" },
      state: { type: "string", default: ".wrangler/state" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [name, ...operands] = positionals;
  if (values.help || name === undefined || name === "help") {
    process.stdout.write(HELP);
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined)
    throw new UsageError(`There is no command "${name}"; wanted ${Object.keys(commands).join(", ")}`);
  const { articles, token, minor, json, state, reason, site } = values;
  const to = values.to.replace(/\/+$/, "");
  const [dryRun, retractMissing] = [values["dry-run"], values["retract-missing"]];
  const port = readPort(values.port);
  const images = !values["no-images"];
  const command = await load();
  return command(
    { articles, to, token, minor, json, state, reason, dryRun, retractMissing, images, site, port },
    operands,
  );
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageError(`--port must be a number from 1 to 65535, found "${text}"`);
}

/** What people can mend, in a sentence; undefined for a bug. */
function explain(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  // Node adds how to write operands that look like options; nobody meant one.
  if (error instanceof TypeError && "code" in error) return `${error.message.split(". ")[0]}; see edgewire --help`;
  return undefined;
}

try {
  const code = await main();
  // A command that was interrupted has said so already.
  process.exitCode ??= code;
} catch (error) {
  // A bug keeps its stack; a message may repeat what a file or a server says, which is not to speak to the terminal.
  const message = explain(error);
  console.error(message === undefined ? error : `edgewire: ${removeForbiddenCharacters(message)}`);
  process.exitCode = 1;
}
