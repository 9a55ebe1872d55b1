import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { clauses } from "../hub-kit/clauses.ts";
import { type HubBehaviour, sound } from "../hub-kit/hubs/behaviour.ts";
import { brokenHubs } from "../hub-kit/hubs/broken-hubs.ts";
import { type RunningHub, startHub } from "../hub-kit/hubs/reference-hub.ts";

// The kit as people run it, against a hub that keeps every clause and three that break some.

const KIT = resolve(import.meta.dirname, "../hub-kit/hub-kit.ts");
const QUICKLY = ["--wait", "4", "--retry", "1", "--settle", "0.4", "--lease", "1", "--at-once", "16"];

const hubs: RunningHub[] = [];
afterAll(() => Promise.all(hubs.map((hub) => hub.close())));

interface Verdict {
  readonly code: number;
  readonly output: string;
  /** Ids of the clauses said to be broken. */
  readonly broken: readonly string[];
  /** Those that could not be seen among them. */
  readonly keptCount: number;
}

async function judge(behaviour: HubBehaviour, more: readonly string[] = []): Promise<Verdict> {
  const hub = await startHub(behaviour);
  hubs.push(hub);
  return runKit(hub.url, more);
}

async function runKit(hubUrl: string, more: readonly string[] = []): Promise<Verdict> {
  const child = spawn(process.execPath, [KIT, "--hub", hubUrl, ...QUICKLY, ...more]);
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number>((done) => child.once("close", done));
  const broken = Array.from(output.matchAll(/^not ok \d+ - (\S+)/gm), ([, id = ""]) => id);
  return { code, output, broken, keptCount: output.match(/^ok /gm)?.length ?? 0 };
}

describe.concurrent("WebSub hub kit", () => {
  it("has at least 40 clauses, each with an id of its own that begins with a section", () => {
    const ids = clauses.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[4-8](?:\.\d)*\/[\w-]+$/.test(id))).toEqual([]);
  });

  it("passes a hub that keeps every clause, and says so in TAP 13", async () => {
    const { code, output, broken, keptCount } = await judge(sound);
    expect({ code, broken, keptCount }).toEqual({ code: 0, broken: [], keptCount: clauses.length });
    expect(output).not.toContain("# SKIP");
    expect(output.startsWith(`TAP version 13\n1..${clauses.length}\nok 1 - `)).toBe(true);
  });

  it.for([
    [
      "credulous",
      ["5.1.2/no-callback", "5.1.2/secret-200", "5.3.1/404", "5.3.1/other-text", "5.3.1/redirect", "7/redirect"],
      ["5.1.1/query-overlap", "5.3.1/lease-ends", "7/content-type", "7.1/hmac"],
    ],
    [
      "overwriting",
      ["5.1.1/query-first", "5.1.1/query-overlap", "7.1/hmac", "7.1/own-secret", "7.1/unsigned"],
      ["5.3.1/404", "5.3.1/lease-ends", "7/content-type", "7/redirect"],
    ],
    [
      "perpetual",
      ["5.3.1/lease-ends", "5.3.1/lease-finite", "7/content-type", "7/link-self", "7/link-hub", "7/retry-500"],
      ["5.1.1/query-overlap", "5.3.1/404", "7/redirect", "7.1/hmac"],
    ],
  ] as const)("catches the %s hub at its faults, and at nothing that it keeps", async ([name, faults, kept]) => {
    const behaviour = brokenHubs[name];
    if (behaviour === undefined) throw new Error(`There is no hub called ${name}`);
    const { code, broken } = await judge(behaviour);
    expect(code).toBe(1);
    expect(broken).toEqual(expect.arrayContaining([...faults]));
    expect(broken.filter((id) => kept.some((other) => other === id))).toEqual([]);
  });

  it("fails nothing for a clause that --allow names, but tells it all the same", async () => {
    const hub = { ...sound, describe: () => ({ "Content-Type": "text/plain" }) };
    const allowed = "7/content-type,7/link-self,7/link-hub";
    const { code, output } = await judge(hub, ["--only", "7/", "--allow", allowed]);
    expect(code).toBe(0);
    expect(output).toMatch(/^not ok \d+ - 7\/content-type .* # TODO/m);
  });

  it("reports a hub that is not there as broken, clause by clause", async () => {
    const hub = await startHub(sound);
    await hub.close();
    const { code, output, keptCount } = await runKit(hub.url, ["--only", "5.1/"]);
    expect({ code, keptCount }).toEqual({ code: 1, keptCount: 0 });
    expect(output).toMatch(/not ok 1 - .*\n {2}---\n {2}seen: ".*ECONNREFUSED/);
  });
});
