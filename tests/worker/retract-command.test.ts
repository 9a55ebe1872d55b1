import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, runEdgewire } from "../cli/run-edgewire.ts";
import { SITE, startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";

// Taking back and bringing back from the terminal, against the real API.

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
  await run("publish");
});

afterAll(() => worker.close());

const folder = makeFolder({
  "site.yaml": SITE,
  "2024-03-01-quay.md": writeMarkdown({ title: "The quay", slug: "quay" }, "Words of the quay."),
  "2024-03-02-pier.md": writeMarkdown({ title: "The pier", slug: "pier" }, "Words of the pier."),
  "2024-03-03-mole.md": writeMarkdown({ title: "The mole", slug: "mole" }, "Words of the mole."),
});

function run(command: string, ...more: string[]) {
  const to = ["--to", worker.url.origin, "--token", worker.token];
  return runEdgewire([command, ...more, ...to, ...(command === "publish" ? ["--articles", folder] : [])]);
}

async function statusOf(slug: string): Promise<number> {
  return (await worker.poll(`/articles/${slug}`)).status;
}

describe("edgewire retract and restore", { timeout: 60_000 }, () => {
  it("by slug, with a reason: the notice tells it; restored by key, the story is back", async () => {
    const taken = await run("retract", "quay", "--reason", "The quay was another one.");
    expect(taken).toMatchObject({ code: 0, stdout: "retracted 2024-03-01-quay\n" });
    const page = await worker.poll("/articles/quay");
    expect([page.status, page.text.includes("The quay was another one.")]).toEqual([410, true]);
    const feed = await worker.poll("/atom.xml");
    expect(feed.text).not.toContain("Words of the quay");
    const same = await run("retract", "quay", "--reason", "The quay was another one.");
    expect((await worker.poll("/atom.xml")).headers.etag, same.stdout).toBe(feed.headers.etag);
    const again = await run("retract", "quay", "--reason", "The quay was never there.");
    expect(again.stdout).toBe("2024-03-01-quay was retracted already; its notice says the new reason\n");
    for (const path of ["/articles/quay", "/atom.xml", "/rss.xml"]) {
      const { text } = await worker.poll(path);
      expect([path, text.includes("another one"), text.includes("never there")]).toEqual([path, false, true]);
      expect(text).not.toContain("Retracted: Retracted:");
    }
    const back = await run("restore", "2024-03-01-quay");
    expect(back).toMatchObject({ code: 0, stdout: "restored 2024-03-01-quay\n" });
    expect((await worker.poll("/atom.xml")).text).toContain("Words of the quay");
  });

  it.each([
    ["retract", "never-was", 'has no article with the key or slug "never-was"'],
    ["restore", "never-was", 'has no article with the key or slug "never-was"'],
    ["restore", "pier", "409 "],
  ])("%s %s: one sentence, exit code 1, and nothing changes", async (command, name, message) => {
    const { etag } = (await worker.poll("/rss.xml")).headers;
    const { code, stdout, stderr } = await run(command, name);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^edgewire: [^\n]+\n$/);
    expect(stderr).toContain(message);
    expect((await worker.poll("/rss.xml")).headers.etag).toBe(etag);
  });
});

describe("a deleted file", { timeout: 60_000 }, () => {
  it("takes nothing back by itself: publish names it, and --dry-run what --retract-missing would do", async () => {
    rmSync(join(folder, "2024-03-02-pier.md"));
    const { code, stdout } = await run("publish");
    expect(code).toBe(0);
    expect(stdout).toContain(
      "1 article has no file here any more; --retract-missing takes it back:\n  2024-03-02-pier\n",
    );
    const dry = await run("publish", "--retract-missing", "--dry-run");
    expect(dry.stdout).toContain("would retract 2024-03-02-pier\n");
    expect(await statusOf("pier")).toBe(200);
  });

  it("--retract-missing shows it, takes it back, and no other; a second time there is nothing to do", async () => {
    const { code, stdout } = await run("publish", "--retract-missing");
    expect([code, stdout.match(/^retracting .*$/gm)]).toEqual([0, ["retracting 2024-03-02-pier"]]);
    expect(await Promise.all(["quay", "pier", "mole"].map(statusOf))).toEqual([200, 410, 200]);
    expect((await run("publish", "--retract-missing")).stdout).not.toContain("retracting");
  });
});
