import { readdirSync, rmSync, utimesSync } from "node:fs";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { readPublication } from "../../cli/publication.ts";
import { makeFolder, runEdgewire } from "./run-edgewire.ts";

// The command against a server of a few lines. Against the real one: tests/worker/publish-command.test.ts.

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface FakeAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Ruling = FakeAnswer | undefined;
type Rule = (asked: Asked, times: number) => Ruling | Promise<Ruling>;

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Answers as the API does when all goes well; `rule` says otherwise. `times`: how often this address was asked before. */
async function startServer(rule: Rule = () => undefined) {
  const asked: Asked[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url: path = "", headers } = request;
    const body = Buffer.concat(chunks).toString();
    const one = { method, path, authorization: headers.authorization, headers, body };
    const times = asked.filter((other) => other.path === path && other.method === method).length;
    asked.push(one);
    const { status, body: answered, headers: more = {} } = (await rule(one, times)) ?? answerWell(one);
    response.writeHead(status, { "content-type": "application/json", ...more }).end(JSON.stringify(answered));
  };
  const server = createServer((request, response) => void answer(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const keysPut = () => asked.filter(({ path }) => path.startsWith("/api/articles/")).map(({ path }) => path.slice(14));
  return { asked, keysPut, url: `http://127.0.0.1:${port}` };
}

function answerWell({ method, path }: Asked): FakeAnswer {
  if (method === "GET") return { status: 200, body: { articles: [] } };
  if (path === "/api/site") return { status: 200, body: { outcome: "unchanged", remaining: false } };
  return { status: 201, body: { outcome: "created", slug: path.slice("/api/articles/".length) } };
}

const SITE = "title: The Test Wire\n";
const TODAY = new Date().toISOString().slice(0, 10);
const article = (title: string, date = "2024-03-01") => `---\ntitle: ${title}\ndate: ${date}\n---\n\nSome text.\n`;

const FILES = { "site.yaml": SITE, "a.md": article("A"), "b.md": article("B"), "deep/c.md": article("C") };

const publish = (folder: string, url: string, ...more: string[]) =>
  runEdgewire(["publish", "--articles", folder, "--to", url, "--token", "secret", ...more]);

describe("edgewire publish", { timeout: 60_000 }, () => {
  it("marks what no reader sees yet: its address leads nowhere", async () => {
    const { url } = await startServer(({ path }) =>
      path === "/api/articles/b"
        ? { status: 201, body: { outcome: "created", slug: "b", state: "draft" } }
        : path === "/api/articles/a"
          ? { status: 201, body: { outcome: "created", slug: "a", state: "published" } }
          : undefined,
    );
    const folder = makeFolder({ "site.yaml": SITE, "a.md": article("A"), "b.md": article("B") });
    const { stdout } = await publish(folder, url);
    expect(stdout).toContain(`created ${folder}/a.md -> /articles/a\n`);
    expect(stdout).toContain(`created ${folder}/b.md -> /articles/b (draft)\n`);
  });

  it("sends the profile first and every article, with the token, in plain lines when in a pipe", async () => {
    const { asked, keysPut, url } = await startServer();
    const folder = makeFolder(FILES);
    const { code, stdout, stderr } = await publish(folder, url);
    expect([code, stderr]).toEqual([0, ""]);
    expect(asked.find(({ method }) => method !== "GET")).toMatchObject({
      method: "PUT",
      path: "/api/site",
      body: expect.stringContaining(SITE),
    });
    expect(keysPut().toSorted()).toEqual(["a", "b", "deep/c"]);
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set(["Bearer secret"]));
    const lines = stdout.split("\n");
    expect(lines.slice(0, 3).toSorted()).toEqual([
      `created ${folder}/a.md -> /articles/a`,
      `created ${folder}/b.md -> /articles/b`,
      `created ${folder}/deep/c.md -> /articles/deep/c`,
    ]);
    expect(lines.slice(3, 7).map((line) => line.trim().split(/ +/))).toEqual([
      ["created", "3"],
      ["updated", "0"],
      ["unchanged", "0"],
      ["failed", "0"],
    ]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toContain("\r");
  });

  it("sends only what changed", async () => {
    const folder = makeFolder(FILES);
    const { articles } = await readPublication(folder);
    const manifest = articles.map(({ file, contentHash }) => ({
      key: file.key,
      contentHash: file.key === "b" ? "older" : contentHash,
    }));
    const { keysPut, url } = await startServer(({ method }) =>
      method === "GET" ? { status: 200, body: { articles: manifest } } : undefined,
    );
    const { code, stdout } = await publish(folder, url);
    expect([code, keysPut()]).toEqual([0, ["b"]]);
    expect(stdout).toMatch(/unchanged +2\n/);
  });

  it("--strict sends nothing where there is a finding, and says which", async () => {
    const { asked, url } = await startServer();
    const folder = makeFolder({ ...FILES, "odd.md": article("Odd\nseries: Tides") });
    const { code, stderr } = await publish(folder, url, "--strict");
    expect([code, asked]).toEqual([1, []]);
    expect(stderr).toContain(`${folder}/odd.md:3: warning: "series"`);
  });

  it("follows the manifest over its pages", async () => {
    const folder = makeFolder(FILES);
    const { articles } = await readPublication(folder);
    const lines = articles.map(({ file, contentHash }) => ({ key: file.key, contentHash }));
    const { keysPut, url } = await startServer(({ method, path }) => {
      if (method !== "GET") return undefined;
      const page = Number(new URL(path, "http://x").searchParams.get("after") ?? 0);
      const next = page + 1 < lines.length ? `/api/articles?after=${page + 1}` : undefined;
      return { status: 200, body: { articles: [lines[page]], next } };
    });
    expect((await publish(folder, url)).code).toBe(0);
    expect(keysPut()).toEqual([]);
  });

  it("one article that cannot be read does not stop the others; exit code 1", async () => {
    const { keysPut, url } = await startServer();
    const folder = makeFolder({ ...FILES, "bad.md": "---\ntitle: Bad\ndate: soon\n---\n\nText." });
    const { code, stdout, stderr } = await publish(folder, url);
    expect(code).toBe(1);
    expect(keysPut().toSorted()).toEqual(["a", "b", "deep/c"]);
    expect(stderr).toBe(`${folder}/bad.md:3: error: "date" must be a date, found "soon"; write date: ${TODAY}\n`);
    expect(stdout).toMatch(/created +3\n/);
    expect(stdout).toMatch(/failed +1\n/);
  });

  it("one article that the server refuses does not stop the others; exit code 1, and its reason is shown once", async () => {
    const findings = [{ severity: "error", reason: "image-missing", message: 'Cannot find the image "x.png"' }];
    const body = { title: "The article cannot be published", status: 422, findings };
    const { keysPut, url } = await startServer(({ path }) => (path.endsWith("/b") ? { status: 422, body } : undefined));
    const folder = makeFolder(FILES);
    const { code, stderr } = await publish(folder, url);
    expect(code).toBe(1);
    expect(keysPut().toSorted()).toEqual(["a", "b", "deep/c"]);
    expect(stderr).toBe(`${folder}/b.md: error: 422 The article cannot be published: Cannot find the image "x.png"\n`);
  });

  it("tries again after a 500, and after losing a race", async () => {
    const { keysPut, url } = await startServer(({ path }, times) => {
      if (path.endsWith("/a") && times === 0) return { status: 500, body: {} };
      const headers = { "retry-after": "1" };
      if (path.endsWith("/b") && times === 0) return { status: 409, body: { title: "A race" }, headers };
      return undefined;
    });
    const { code, stderr } = await publish(makeFolder(FILES), url);
    expect([code, stderr]).toEqual([0, ""]);
    expect(keysPut().toSorted()).toEqual(["a", "a", "b", "b", "deep/c"]);
  });

  it("does not ask again for a slug that is taken", async () => {
    const body = { title: "The slug is taken", detail: 'The slug "b" belongs to the article "x".' };
    const { keysPut, url } = await startServer(({ path }) => (path.endsWith("/b") ? { status: 409, body } : undefined));
    const { code, stderr } = await publish(makeFolder(FILES), url);
    expect(code).toBe(1);
    expect(keysPut().filter((key) => key === "b")).toHaveLength(1);
    expect(stderr).toContain('409 The slug is taken: The slug "b" belongs to the article "x".');
  });

  it("sends the profile again while the server says that stored articles wait for it", async () => {
    const { asked, url } = await startServer(({ method, path }, times) =>
      method === "PUT" && path === "/api/site" && times < 2 ? { status: 202, body: { remaining: true } } : undefined,
    );
    expect((await publish(makeFolder(FILES), url)).code).toBe(0);
    expect(asked.filter(({ method, path }) => method === "PUT" && path === "/api/site")).toHaveLength(3);
  });

  it("sends nothing where site.yaml cannot be read", async () => {
    const { asked, url } = await startServer();
    const folder = makeFolder({ ...FILES, "site.yaml": "title: x\ntittle: red" });
    const { code, stderr } = await publish(folder, url);
    expect([code, asked]).toEqual([1, []]);
    expect(stderr).toBe(`${folder}/site.yaml:2: error: "tittle" is not a known name; did you mean title?\n`);
  });

  it("--dry-run says what it would do, and does nothing", async () => {
    const { asked, url } = await startServer(({ method }) =>
      method === "GET" ? { status: 200, body: { articles: [{ key: "a", contentHash: "older" }] } } : undefined,
    );
    const folder = makeFolder(FILES);
    const { code, stdout } = await publish(folder, url, "--dry-run");
    expect(code).toBe(0);
    expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(stdout.split("\n").filter(Boolean).toSorted()).toEqual([
      `would create ${folder}/b.md`,
      `would create ${folder}/deep/c.md`,
      `would update ${folder}/a.md`,
    ]);
  });

  it("--minor says so of every article", async () => {
    const { keysPut, url } = await startServer();
    await publish(makeFolder(FILES), url, "--minor");
    expect(keysPut().toSorted()).toEqual(["a?minor", "b?minor", "deep/c?minor"]);
  });

  it("begins with the oldest, so that the newest stands on top", async () => {
    const { url } = await startServer();
    const dates = { new: "2024-03-03", old: "2024-03-01", middle: "2024-03-02" };
    const files = Object.entries(dates).map(([name, date]) => [`${name}.md`, article(name, date)]);
    const folder = makeFolder({ "site.yaml": SITE, ...Object.fromEntries(files) });
    const { stdout } = await publish(folder, url, "--dry-run");
    const names = stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => line.slice(`would create ${folder}/`.length));
    expect(names).toEqual(["old.md", "middle.md", "new.md"]);
  });

  it("a wrong token: one sentence and no stack", async () => {
    const body = { title: "A bearer token is needed", detail: "Send it." };
    const { url } = await startServer(() => ({ status: 401, body }));
    const { code, stderr } = await publish(makeFolder(FILES), url);
    expect([code, stderr]).toEqual([1, "edgewire: site.yaml was refused: 401 A bearer token is needed: Send it.\n"]);
  });

  it.each<[what: string, status: number, answer: unknown, sentence: string]>([
    [
      "another publication",
      401,
      { title: "A bearer token is needed" },
      "is another publication: it refuses the token of this folder",
    ],
    ["another program", 404, "Not found", "is another program: it answers 404 to /api/"],
  ])("%s where this folder's is expected: one sentence with the way on", async (_what, status, body, sentence) => {
    const { url } = await startServer(() => ({ status, body }));
    const folder = makeFolder({
      ".edgewire/.dev.vars": "PUBLISH_TOKEN=of-this-folder\n",
      ".edgewire/address": JSON.stringify({ address: url, pid: process.pid, state: ".edgewire/state" }),
      "articles/site.yaml": SITE,
      "articles/a.md": article("A"),
    });
    const { code, stderr } = await runEdgewire(["publish"], undefined, folder);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`edgewire: ${url} ${sentence}`)]);
    expect(stderr).toContain('start this folder\'s own with "npm start", or name another address with --to');
  });

  it("keeps its record in a folder that git ignores", async () => {
    const { url } = await startServer();
    const folder = makeFolder({ "articles/site.yaml": SITE, "articles/a.md": article("A") });
    const { code } = await runEdgewire(["publish", "--to", url, "--token", "secret"], undefined, folder);
    expect([code, readdirSync(join(folder, ".edgewire")).sort()]).toEqual([0, [".gitignore", "published"]]);
  });

  it("before the first start: says what makes the token", async () => {
    const folder = makeFolder({ "articles/site.yaml": SITE });
    const { code, stderr } = await runEdgewire(["publish"], undefined, folder);
    expect([code, stderr]).toEqual([1, expect.stringContaining('"npm start" makes one in .edgewire/.dev.vars')]);
  });

  it("Ctrl-C ends it after what is under way, with exit code 130; the next run sends the rest", async () => {
    const stored = new Map<string, string>();
    const { articles, folder } = await makeMany(40);
    const hashes = new Map(articles.map(({ file, contentHash }) => [file.key, contentHash]));
    const { keysPut, url } = await startServer(async ({ method, path }) => {
      if (method === "GET") {
        return { status: 200, body: { articles: [...stored].map(([key, contentHash]) => ({ key, contentHash })) } };
      }
      if (path === "/api/site") return undefined;
      await new Promise((resolve) => setTimeout(resolve, 50));
      const key = path.slice("/api/articles/".length);
      stored.set(key, hashes.get(key) ?? "");
      return undefined;
    });
    let interrupted = false;
    const args = ["publish", "--articles", folder, "--to", url, "--token", "secret"];
    const { code, stderr } = await runEdgewire(args, (stdout, interrupt) => {
      if (interrupted || !stdout.includes("created")) return;
      interrupted = true;
      interrupt();
    });
    expect(code).toBe(130);
    expect(stderr).toContain("run the same command again to go on");
    const first = keysPut();
    expect(first.length).toBeLessThan(40);
    expect(stored.size).toBe(first.length);
    expect((await publish(folder, url)).code).toBe(0);
    expect(keysPut().toSorted()).toEqual([...hashes.keys()].toSorted());
  });
});

describe("edgewire publish beside another publisher", { timeout: 60_000 }, () => {
  const manifestOf =
    (lines: readonly object[]): Rule =>
    ({ method, path }) =>
      method === "GET" && path === "/api/articles" ? { status: 200, body: { articles: lines } } : undefined;

  it("says of site.yaml and of each article when its edition was made, and with --force that it is now", async () => {
    const { asked, url } = await startServer();
    const folder = makeFolder(FILES);
    const at = new Date("2026-03-14T09:26:53Z");
    for (const name of Object.keys(FILES)) utimesSync(join(folder, name), at, at);
    const editionsOf = () =>
      asked.filter(({ method }) => method === "PUT").map(({ headers }) => headers["edgewire-edition"]);
    await publish(folder, url);
    expect(new Set(editionsOf())).toEqual(new Set([at.toISOString()]));
    asked.length = 0;
    const began = Date.now();
    await publish(folder, url, "--force");
    for (const edition of editionsOf()) expect(Date.parse(String(edition))).toBeGreaterThanOrEqual(began);
  });

  it("sends site.yaml on the condition that the stored one is what it read; none: that there is none", async () => {
    const { asked, url } = await startServer(({ method, path }, times) => {
      if (path !== "/api/site") return undefined;
      if (method === "GET") return { status: 200, body: {}, headers: { etag: '"first"' } };
      return { status: times === 0 ? 202 : 200, body: {}, headers: { etag: '"own"' } };
    });
    await publish(makeFolder(FILES), url);
    const conditions = asked.filter(({ method, path }) => method === "PUT" && path === "/api/site");
    expect(conditions.map(({ headers }) => headers["if-match"])).toEqual(['"first"', '"own"']);

    const body = { type: "urn:edgewire:problem:profile-missing", title: "There is no profile yet" };
    const empty = await startServer(({ method, path }) =>
      method === "GET" && path === "/api/site" ? { status: 409, body } : undefined,
    );
    await publish(makeFolder(FILES), empty.url);
    expect(empty.asked.find(({ method }) => method === "PUT")?.headers["if-none-match"]).toBe("*");
  });

  it.each([
    [
      "an article of an older edition",
      "/api/articles/b",
      "b.md: error: 409 An older edition: Made before; `--force` publishes it.",
    ],
    [
      "a site.yaml of an older edition",
      "/api/site",
      "site.yaml was refused: 409 An older edition: Made before; `--force` publishes it.",
    ],
  ])("%s: told with the way on, exit code 1", async (_, refused, message) => {
    const body = {
      type: "urn:edgewire:problem:older-edition",
      title: "An older edition",
      detail: "Made before; `--force` publishes it.",
    };
    const { url } = await startServer(({ method, path }) =>
      method === "PUT" && path === refused ? { status: 409, body } : undefined,
    );
    const { code, stderr } = await publish(makeFolder(FILES), url);
    expect([code, stderr.includes(message)]).toEqual([1, true]);
  });

  it("a profile that is replaced while stored articles are brought to ours: told, exit code 1", async () => {
    const { url } = await startServer(({ method, path }, times) => {
      if (path !== "/api/site") return undefined;
      if (method === "GET") return { status: 200, body: {}, headers: { etag: '"first"' } };
      return times === 0
        ? { status: 202, body: {}, headers: { etag: '"own"' } }
        : { status: 412, body: { title: "No" } };
    });
    const { code, stderr } = await publish(makeFolder(FILES), url);
    expect([code, stderr]).toEqual([
      1,
      "edgewire: site.yaml was refused: another publisher changed it meanwhile; publish again\n",
    ]);
  });

  it.each([
    [
      "known beforehand",
      manifestOf([{ key: "b", slug: "b", state: "retracted", contentHash: "other" }]),
      ["a", "deep/c"],
    ],
    [
      "taken back in between",
      (({ path }) =>
        path === "/api/articles/b"
          ? { status: 409, body: { type: "urn:edgewire:problem:retracted", title: "The article was retracted" } }
          : undefined) satisfies Rule,
      ["a", "b", "deep/c"],
    ],
  ])("a retracted article fails no publish, %s: one line says how it comes back", async (_, rule, sent) => {
    const { keysPut, url } = await startServer(rule);
    const folder = makeFolder(FILES);
    const { code, stdout, stderr } = await publish(folder, url);
    expect([code, keysPut().toSorted()]).toEqual([0, sent]);
    expect(stdout + stderr).toContain(`retracted ${folder}/b.md: not sent; npx edgewire restore b brings it back`);
    expect(stdout).toMatch(/failed +0\n/);
  });

  it.each([
    ["one file cannot be read", { "bad.md": "---\ndate: soon\n---\n\nText." }, undefined],
    ["the server refuses one", {}, { status: 422, body: { title: "No" } }],
  ])("--retract-missing takes nothing back where %s", async (_, more, refusal) => {
    const missing = { key: "gone", slug: "gone", state: "published", contentHash: "x" };
    const manifest = manifestOf([missing]);
    const { asked, url } = await startServer((one, times) =>
      one.path.endsWith("/b") ? refusal : manifest(one, times),
    );
    const folder = makeFolder({ ...FILES, "gone.md": article("Gone"), ...more });
    await publish(folder, (await startServer()).url);
    rmSync(join(folder, "gone.md"));
    const { code, stdout } = await publish(folder, url, "--retract-missing");
    expect([code, asked.filter(({ method }) => method === "DELETE")]).toEqual([1, []]);
    expect(stdout).toContain("nothing is retracted, since not everything could be published:\n  gone\n");
  });

  it("--retract-missing leaves alone what never had a file here, and names it in one line", async () => {
    const lines = ["api-note", ".pages/imprint", "elsewhere/b"].map((key) => ({
      key,
      state: "published",
      contentHash: "x",
    }));
    const { asked, url } = await startServer(manifestOf(lines));
    for (const flags of [["--dry-run"], []]) {
      const { code, stdout } = await publish(makeFolder(FILES), url, "--retract-missing", ...flags);
      expect([code, asked.filter(({ method }) => method === "DELETE")]).toEqual([0, []]);
      expect(stdout).not.toMatch(/would retract|retracting/);
      expect(stdout).toContain(
        "3 articles were never published from this folder and stay: api-note, .pages/imprint, elsewhere/b; npx edgewire retract KEY takes one back\n",
      );
    }
  });

  it.each([
    ["NFC", "NFD"],
    ["NFD", "NFC"],
  ] as const)(
    "a file named in %s is the article that is stored in %s: not missing, and sent under the stored name",
    async (here, there) => {
      const name = "cafe\u0301";
      const stored = name.normalize(there);
      const lines = [{ key: stored, slug: "cafe", state: "published", contentHash: "older" }];
      const { asked, keysPut, url } = await startServer(manifestOf(lines));
      const folder = makeFolder({ "site.yaml": SITE, [`${name.normalize(here)}.md`]: article("Café") });
      const { code, stdout } = await publish(folder, url, "--retract-missing");
      expect([code, stdout.includes("retracting")]).toEqual([0, false]);
      expect([keysPut(), asked.filter(({ method }) => method === "DELETE")]).toEqual([
        [encodeURIComponent(stored)],
        [],
      ]);
    },
  );
});

describe("--dry-run", { timeout: 60_000 }, () => {
  const lines = [
    { key: "a", slug: "a", state: "published", contentHash: "x" },
    { key: "b", slug: "b", state: "retracted", contentHash: "x" },
    { key: "c", slug: null, state: "draft", contentHash: "x" },
  ];
  const deliveries = [
    {
      id: 7,
      topic: "t",
      host: "reader.example",
      cursor: 1,
      headRevision: 2,
      attempts: 9,
      expiresAt: "",
      deadLetters: [{}],
    },
  ];

  it.each([
    ["retract a", "would retract a\n"],
    ["retract b", "b was retracted already\n"],
    ["retract c", "c is a draft: no reader sees it, and no notice is written\n"],
    ["restore b", "would restore b\n"],
    ["redeliver", "would be sent again: 1\n"],
    ["redeliver reader.example", "would be sent again: 1\n"],
    ["redeliver 8", "would be sent again: 0\n"],
  ])("edgewire %s asks only what is there", async (command, plan) => {
    const { asked, url } = await startServer(() => ({ status: 200, body: { articles: lines, deliveries } }));
    const { code, stdout } = await runEdgewire([...command.split(" "), "--dry-run", "--to", url, "--token", "secret"]);
    expect([code, stdout]).toEqual([0, plan]);
    expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("edgewire move asks only what is there, and wants the file under its new name", async () => {
    const { asked, url } = await startServer(() => ({ status: 200, body: { articles: lines } }));
    const folder = makeFolder({ "site.yaml": SITE, "posts/2026-03-14-a.md": article("A") });
    const move = (next: string) =>
      runEdgewire(["move", "a.md", next, "--articles", folder, "--dry-run", "--to", url, "--token", "secret"]);
    const { code, stdout } = await move(`${folder}/posts/2026-03-14-a.md`);
    expect([code, stdout]).toEqual([0, "would move a to posts/2026-03-14-a\n"]);
    expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(["GET"]));
    const { stderr } = await move("posts/b.md");
    expect(stderr).toBe(
      `edgewire: There is no file "posts/b.md" in ${folder}; rename the file first, then say so here\n`,
    );
  });

  it("edgewire new writes no file", async () => {
    const folder = makeFolder({ "site.yaml": SITE });
    const { code, stdout } = await runEdgewire(["new", "A title", "--dry-run", "--articles", folder]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^would create .+-a-title\.md\n$/)]);
    expect(readdirSync(folder)).toEqual(["site.yaml"]);
  });

  it("edgewire import makes no folder and writes no file", async () => {
    const item =
      "<item><title>One</title><guid>urn:x:1</guid><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><description>Text</description></item>";
    const source = makeFolder({ "feed.xml": `<rss version="2.0"><channel><title>Old</title>${item}</channel></rss>` });
    const target = join(source, "articles");
    const { code, stdout } = await runEdgewire(["import", join(source, "feed.xml"), "--dry-run", "--articles", target]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/to import +1\n/)]);
    expect(readdirSync(source)).toEqual(["feed.xml"]);
  });
});

async function makeMany(count: number) {
  const names = Array.from({ length: count }, (_, index) => `a${index}`);
  const files = names.map((name) => [`${name}.md`, article(name)]);
  const folder = makeFolder({ "site.yaml": SITE, ...Object.fromEntries(files) });
  return { folder, ...(await readPublication(folder)) };
}
