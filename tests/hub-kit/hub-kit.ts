import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { startCallbacks } from "./callbacks.ts";
import { clauses } from "./clauses.ts";
import { createLabs } from "./lab.ts";
import { runClauses } from "./run-clauses.ts";
import { isFault, writeOutcome, writeSummary } from "./tap.ts";
import { createOwnTopic } from "./topic.ts";

const USAGE = `npm run hub-kit -- --hub URL [options]

  --topic URL           a feed the hub serves; without it, one of the kit's own
  --read URL            where the topic is read, if not at its own address
  --publish URL|COMMAND where to POST hub.mode=publish (the hub itself, if not given), or a command that
                        adds an entry to the topic and lets the hub know
  --foreign-topic URL   a topic the hub has no reason to serve
  --allow IDS           clauses that may be broken, separated by commas: 5.1/charset,7/link-hub
  --only TEXT           only clauses whose id contains it
  --listen HOST:PORT    where callbacks listen (127.0.0.1:0)
  --callback-base URL   how the hub reaches them, if otherwise
  --wait SECONDS        for a verification or a delivery (15)
  --pace SECONDS        between two changes, for hubs that wait until a burst is over (0)
  --retry SECONDS       until a failed delivery must have been tried again (90)
  --settle SECONDS      how long nothing must happen to count as nothing (2)
  --lease SECONDS       the longest lease whose end is waited for (60)
  --at-once NUMBER      clauses checked at the same time (8)
`;

const { values } = parseArgs({
  options: {
    hub: { type: "string" },
    topic: { type: "string" },
    read: { type: "string" },
    publish: { type: "string" },
    "foreign-topic": { type: "string", default: "https://feeds.example.net/not-yours.xml" },
    allow: { type: "string", default: "" },
    only: { type: "string", default: "" },
    listen: { type: "string", default: "127.0.0.1:0" },
    "callback-base": { type: "string" },
    wait: { type: "string", default: "15" },
    pace: { type: "string", default: "0" },
    retry: { type: "string", default: "90" },
    settle: { type: "string", default: "2" },
    lease: { type: "string", default: "60" },
    "at-once": { type: "string", default: "8" },
  },
});

process.exitCode = await main(values);

async function main(options: typeof values): Promise<number> {
  if (options.hub === undefined || !URL.canParse(options.hub)) {
    process.stderr.write(`Cannot begin: --hub must be a URL, found "${options.hub ?? ""}"\n\n${USAGE}`);
    return 2;
  }
  const [host = "", port = "0"] = options.listen.split(/:(?=\d+$)/);
  const callbacks = await startCallbacks(host, Number(port), options["callback-base"]);
  const own = createOwnTopic(callbacks, options.hub);
  const topic = options.topic ?? own.topic;
  const publish = options.publish ?? options.hub;
  const milliseconds = (seconds: string) => Number(seconds) * 1000;
  const createLab = createLabs({
    hub: options.hub,
    topic,
    readAt: options.read,
    foreignTopic: options["foreign-topic"],
    callbacks,
    change: async () => {
      if (topic === own.topic) own.addEntry();
      await (/^https?:/.test(publish) ? ping(publish, topic) : run(publish, topic));
    },
    waits: {
      verificationMs: milliseconds(options.wait),
      deliveryMs: milliseconds(options.wait),
      paceMs: milliseconds(options.pace),
      retryMs: milliseconds(options.retry),
      settleMs: milliseconds(options.settle),
      leaseMs: milliseconds(options.lease),
    },
  });
  const allowed = new Set(options.allow.split(","));
  const chosen = clauses.filter(({ id }) => id.includes(options.only));
  process.stdout.write(`TAP version 13\n1..${chosen.length}\n`);
  const outcomes = await runClauses(chosen, createLab, Number(options["at-once"]), (outcome, number) => {
    process.stdout.write(writeOutcome(outcome, number, allowed.has(outcome.clause.id)));
  });
  process.stdout.write(writeSummary(outcomes, allowed));
  await callbacks.close();
  return outcomes.some((outcome) => isFault(outcome, allowed)) ? 1 : 0;
}

/** WebSub §6 leaves open how a hub learns of a change; this is the habit, with both names for the topic. */
async function ping(publishUrl: string, topic: string): Promise<void> {
  const body = new URLSearchParams({ "hub.mode": "publish", "hub.url": topic, "hub.topic": topic });
  const response = await fetch(publishUrl, { method: "POST", body });
  if (!response.ok) throw new Error(`Cannot publish: ${publishUrl} answered ${response.status}, wanted 2xx`);
}

async function run(command: string, topic: string): Promise<void> {
  const child = spawn(command, { shell: true, stdio: "ignore", env: { ...process.env, HUB_KIT_TOPIC: topic } });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`Cannot publish: "${command}" ended with ${code}, wanted 0`);
}
