import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clauses } from "../hub-kit/clauses.ts";
import { PUBLIC_URL, startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";

// The kit against our own hub, as anybody runs it.

const KIT = resolve(import.meta.dirname, "../hub-kit/hub-kit.ts");
let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite("title: The Test Wire\ndomain: wire.example");
  for (const key of ["one", "two", "three"]) await worker.putArticle(key, writeMarkdown({ title: key }));
});

afterAll(() => worker.close());

/** PUTs an article that was never there. */
function writePublishCommand(): string {
  const script = `fetch("${new URL("/api/articles/", worker.url)}" + crypto.randomUUID(), { method: "PUT",
    headers: { authorization: "Bearer ${worker.token}", "content-type": "text/markdown" },
    body: "---\\\\ntitle: News\\\\ndate: 2026-01-01\\\\n---\\\\n\\\\nText." }).then(({ ok }) => process.exit(ok ? 0 : 1))`;
  return `${process.execPath} -e '${script}'`;
}

function runKit(): Promise<string> {
  const topic = ["--topic", `${PUBLIC_URL}/rss.xml`, "--read", new URL("/rss.xml", worker.url).href];
  const waits = ["--wait", "30", "--retry", "20", "--settle", "1", "--lease", "1", "--at-once", "24"];
  const args = ["--hub", new URL("/hub", worker.url).href, ...topic, "--publish", writePublishCommand(), ...waits];
  const child = spawn(process.execPath, [KIT, ...args]);
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  return new Promise((done) => child.once("close", () => done(output)));
}

describe("our hub", () => {
  it("keeps every clause of the kit", async () => {
    // A minute until the first retry passes in a second: what failed once is due, and the cron comes by.
    const cron = setInterval(async () => {
      await worker.query("UPDATE subscriptions SET next_try_at = 1 WHERE attempts = 1 RETURNING id");
      await worker.runSweep();
    }, 2000);
    const output = await runKit();
    clearInterval(cron);
    expect(output.match(/^not ok .*(?:\n {2}.*)*/gm) ?? []).toEqual([]);
    expect(output.match(/^ok /gm)?.length).toBe(clauses.length);
  }, 180_000);
});
