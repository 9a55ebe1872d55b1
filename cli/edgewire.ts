import { inspect } from "node:util";
import { UsageError } from "../src/lib/usage-error.ts";
import { adviseName } from "../src/lib/words/find-closest.ts";
import { callEdgewire } from "./call-edgewire.ts";
import type { LoadedCommand } from "./command.ts";
import { print, printError } from "./output.ts";

interface CommandRow {
  readonly usage: string;
  readonly help: string;
  /** Each is loaded when it is called: drawing and parsing take longer to load than most commands to run. */
  readonly load: () => Promise<LoadedCommand>;
}

const commands: Readonly<Record<string, CommandRow>> = {
  init: {
    usage: "init [FOLDER]",
    help: "begin a publication of your own",
    load: async () => (await import("./commands/init.ts")).init,
  },
  dev: {
    usage: "dev",
    help: "serve articles/ here while you write: drafts shown, each edit at once",
    load: async () => (await import("./commands/dev.ts")).dev,
  },
  start: {
    usage: "start",
    help: "publish articles/ locally and serve it on http://localhost:8787",
    load: async () => (await import("./commands/start.ts")).start,
  },
  deploy: {
    usage: "deploy",
    help: "bring the publication to your Cloudflare account, and publish it there",
    load: async () => (await import("./commands/deploy.ts")).deployCommand,
  },
  status: {
    usage: "status",
    help: "show what is deployed, and whether its parts fit each other",
    load: async () => (await import("./commands/status.ts")).status,
  },
  check: {
    usage: "check",
    help: "read every article and show what was understood; needs no server",
    load: async () => (await import("./commands/check.ts")).check,
  },
  publish: {
    usage: "publish",
    help: "send what changed to a running publication",
    load: async () => (await import("./commands/publish.ts")).publish,
  },
  new: {
    usage: 'new "Title"',
    help: "begin an article",
    load: async () => (await import("./commands/new.ts")).createArticle,
  },
  import: {
    usage: "import FILE|URL",
    help: "make articles of a feed (RSS, Atom, JSON) or an export (WordPress, Ghost, Blogger, Substack, …)",
    load: async () => (await import("./commands/import.ts")).importArticles,
  },
  retract: {
    usage: "retract KEY|SLUG",
    help: "take an article back: a notice, then nothing",
    load: async () => (await import("./commands/retract.ts")).retract,
  },
  backup: {
    usage: "backup FOLDER",
    help: "keep everything of a running publication in a folder",
    load: async () => (await import("./commands/backup.ts")).backup,
  },
  restore: {
    usage: "restore KEY|FOLDER",
    help: "bring a retracted article back, or a backup into an empty store",
    load: async () => (await import("./commands/restore.ts")).restore,
  },
  move: {
    usage: "move KEY|SLUG NEW-KEY",
    help: "say that an article's file has another name now",
    load: async () => (await import("./commands/move.ts")).move,
  },
  retire: {
    usage: "retire [FEED]",
    help: "end a feed that has no article any more: it answers 410",
    load: async () => (await import("./commands/retire.ts")).retire,
  },
  leave: {
    usage: "leave ADDRESS",
    help: "send the feed's readers to its new address elsewhere",
    load: async () => (await import("./commands/leave.ts")).leave,
  },
  doctor: {
    usage: "doctor URL [URL]",
    help: "look at any publication as feed readers do, and say what to mend",
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  deliveries: {
    usage: "deliveries",
    help: "show who is subscribed to pushes, and how far each has got",
    load: async () => (await import("./commands/deliveries.ts")).deliveries,
  },
  sources: {
    usage: "sources",
    help: "show how the sources of site.yaml are followed",
    load: async () => (await import("./commands/sources.ts")).sources,
  },
  tokens: {
    usage: "tokens",
    help: "show the tokens of writing tools; create NAME, revoke NAME",
    load: async () => (await import("./commands/tokens.ts")).tokens,
  },
  pull: {
    usage: "pull",
    help: "bring what writing tools wrote into the folder",
    load: async () => (await import("./commands/pull.ts")).pull,
  },
  media: {
    usage: "media",
    help: "show stored pictures; --unused: those that nothing uses",
    load: async () => (await import("./commands/media.ts")).media,
  },
  redeliver: {
    usage: "redeliver [HOST|ID]",
    help: "push again: to all that were given up, to a host, or to one subscriber",
    load: async () => (await import("./commands/redeliver.ts")).redeliver,
  },
};

function writeHelp(): string {
  const rows = Object.values(commands).map(({ usage, help }) => `  edgewire ${usage.padEnd(20)} ${help}`);
  return [
    "edgewire turns a folder of articles into RSS, Atom and JSON Feed.",
    "",
    ...rows,
    "",
    `${callEdgewire("COMMAND --help")} shows a command's options, ${callEdgewire("--version")} the version.`,
    "",
  ].join("\n");
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    print(...writeHelp().trimEnd().split("\n"));
    return 0;
  }
  if (VERSION_WORDS.has(name)) {
    const { readOwnVersion } = await import("./deploy/own-version.ts");
    print(readOwnVersion());
    return 0;
  }
  const row = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (row === undefined) throw new UsageError(refuseCommand(name));
  const command = await row.load();
  if (args.some((arg) => arg === "--help" || arg === "-h")) {
    print(...command.help(name).trimEnd().split("\n"));
    return 0;
  }
  return command.run(name, args);
}

const VERSION_WORDS: ReadonlySet<string> = new Set(["version", "--version", "-v", "-V"]);

function refuseCommand(name: string): string {
  if (name.startsWith("-")) return `the command comes first: ${callEdgewire(`check ${name}`)}`;
  return `There is no command "${name}"; ${adviseName(name, Object.keys(commands))}`;
}

try {
  const code = await main(process.argv.slice(2));
  // An interrupted command has set its exit code already.
  process.exitCode ??= code;
} catch (error) {
  // A bug keeps its stack. A message may repeat a file's or a server's words, which must not control the terminal.
  const message = error instanceof UsageError ? error.message : undefined;
  printError(...(message === undefined ? inspect(error).split("\n") : [`edgewire: ${message}`]));
  process.exitCode = 1;
}
