import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import {
  ACCOUNT,
  type FakeCloudflare,
  type FakeCloudflareOptions,
  startFakeCloudflare,
} from "../support/fake-cloudflare.ts";
import { makeProject } from "./project-folder.ts";

let cloudflare: FakeCloudflare;

afterEach(() => cloudflare.stop());

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Asynchronously: the fake runs in this process. */
function edgewire(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const { EDGEWIRE_TOKEN: _, CLOUDFLARE_ACCOUNT_ID: _account, ...own } = process.env;
  const child = spawn(process.execPath, [resolve("cli/edgewire.js"), ...args], {
    cwd: folder,
    env: { ...own, CLOUDFLARE_API_BASE_URL: cloudflare.base, CLOUDFLARE_API_TOKEN: "a-token", ...env },
  });
  const ended = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (ended.stdout += chunk));
  child.stderr.on("data", (chunk) => (ended.stderr += chunk));
  return new Promise((finish) => child.once("close", (code) => finish({ code, ...ended })));
}

/** A project whose wrangler is the checkout's. */
async function prepare(
  options: FakeCloudflareOptions = {},
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  cloudflare = await startFakeCloudflare(options);
  const folder = makeProject({ "package.json": '{"name":"wire"}', "articles/site.yaml": "title: Wire\n", ...files });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(resolve("node_modules/wrangler"), join(folder, "node_modules/wrangler"));
  return folder;
}

const deploy = (folder: string, ...args: string[]) => edgewire(folder, ["deploy", "--no-publish", ...args]);

/** Ours in their order, and every change that wrangler makes; what wrangler only reads is its own affair, and comes in any order. */
function listCalls(): string {
  const calls = cloudflare.calls.filter((call) => /^edgewire|^wrangler (?:POST|PUT|PATCH|DELETE)/.test(call));
  const plain = calls.map((call) => call.replace(/[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/g, "ID"));
  return `${plain.filter((call, index) => call !== plain[index - 1]).join("\n")}\n`;
}

const golden = (name: string) => resolve("tests/golden/deploy", `${name}.txt`);

function varsOf(worker: string): Record<string, string | undefined> {
  const bindings = cloudflare.scripts.get(worker)?.settings.bindings ?? [];
  return Object.fromEntries(bindings.filter(({ type }) => type === "plain_text").map(({ name, text }) => [name, text]));
}

describe("edgewire deploy", () => {
  it("makes everything in a fresh account, and nothing twice", async () => {
    const folder = await prepare();
    const first = await deploy(folder);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    await expect(listCalls()).toMatchFileSnapshot(golden("fresh"));
    for (const worker of ["wire", "wire-publisher"]) {
      expect(varsOf(worker)).toEqual({ PUBLIC_URL: "https://wire.example.workers.dev", EDGEWIRE_VERSION: "0.1.0" });
      expect(cloudflare.scripts.get(worker)?.settings).toMatchObject({
        modules:
          worker === "wire"
            ? expect.arrayContaining(["index.js", expect.stringMatching(/^late-answers-/)])
            : ["index.js"],
        observability: { enabled: true },
      });
      expect(JSON.stringify(cloudflare.scripts.get(worker)?.settings)).not.toMatch(/localhost|package_dependencies/);
    }
    expect([...(cloudflare.scripts.get("wire")?.secrets ?? [])]).toEqual(["PUBLISH_TOKEN"]);
    expect(cloudflare.databases.get("wire")?.prepare("SELECT count(*) AS count FROM site").get()).toEqual({
      count: 1,
    });
    expect(first.stdout).toContain(".edgewire/wire.secrets.json");
    expect(statSync(join(folder, ".edgewire/wire.secrets.json")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, ".edgewire/.gitignore"), "utf8")).toBe("*\n");

    const seen = cloudflare.calls.length;
    const token = readFileSync(join(folder, ".edgewire/wire.secrets.json"), "utf8");
    expect(await deploy(folder)).toMatchObject({ code: 0 });
    cloudflare.calls.splice(0, seen);
    await expect(listCalls()).toMatchFileSnapshot(golden("second"));
    expect(readFileSync(join(folder, ".edgewire/wire.secrets.json"), "utf8")).toBe(token);

    const status = await edgewire(folder, ["status"]);
    expect(status).toMatchObject({ code: 0, stderr: "" });
    expect(status.stdout).toMatch(/wire-publisher\s+0\.1\.0, since 2026-11-27/);
    cloudflare.databases.get("wire")?.exec("DELETE FROM d1_migrations WHERE id > 3");
    const behind = await edgewire(folder, ["status"]);
    expect(behind.code).toBe(1);
    expect(behind.stderr).toMatch(
      /The database lacks \d+ of \d+ migrations, from 0004_\S+ on; run: npx edgewire deploy/,
    );
  });

  it("goes on where a deploy failed half-way", async () => {
    const brokenUploads = new Set(["wire"]);
    const folder = await prepare({ brokenUploads });
    const failed = await deploy(folder);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain("the same command goes on where it stopped");
    const seen = cloudflare.calls.length;
    brokenUploads.clear();
    expect(await deploy(folder)).toMatchObject({ code: 0 });
    cloudflare.calls.splice(0, seen);
    await expect(listCalls()).toMatchFileSnapshot(golden("half-finished"));
  });

  it("takes a domain of the user's own, and leaves workers.dev", async () => {
    const settings = "name: wire\ndomain: feeds.example.org\nvariables:\n  MAX_AGE_SECONDS: 600\n";
    const folder = await prepare({ hasSubdomain: false }, { "edgewire.yaml": settings });
    expect(await deploy(folder)).toMatchObject({ code: 0, stderr: "" });
    await expect(listCalls()).toMatchFileSnapshot(golden("custom-domain"));
    expect(varsOf("wire")).toMatchObject({ PUBLIC_URL: "https://feeds.example.org", MAX_AGE_SECONDS: "600" });
    expect([...cloudflare.domains]).toEqual([["feeds.example.org", "wire"]]);
  });

  it("--dry-run prints the plan and changes nothing", async () => {
    const folder = await prepare();
    const { code, stdout } = await deploy(folder, "--dry-run", "--name", "staging");
    expect([code, stdout]).toEqual([
      0,
      [
        "would create the D1 database staging",
        "would create the R2 bucket staging-media",
        "would create the queue staging-deliveries",
        "would apply the migrations",
        "would upload the Worker staging-publisher",
        "would upload the Worker staging",
        "The address would be https://staging.example.workers.dev",
        "",
      ].join("\n"),
    ]);
    expect(cloudflare.calls.every((call) => call.startsWith("edgewire GET"))).toBe(true);
    expect(existsSync(join(folder, ".edgewire"))).toBe(false);
  });
});

/** An empty home: wrangler finds no login there. */
const NO_LOGIN = { CLOUDFLARE_API_TOKEN: "", HOME: tmpdir(), XDG_CONFIG_HOME: join(tmpdir(), "edgewire-no-config") };

describe("without a login", () => {
  it("--dry-run prints the plan for an account that has nothing yet, and status what this folder knows", async () => {
    const folder = await prepare();
    const plan = await edgewire(folder, ["deploy", "--dry-run", "--no-publish"], NO_LOGIN);
    expect(plan).toMatchObject({ code: 0, stderr: "" });
    expect(plan.stdout).toContain(
      "would upload the Worker wire\nThe address would be https://wire.SUBDOMAIN.workers.dev\n",
    );
    expect(plan.stdout).toContain("run: npx wrangler login");
    const status = await edgewire(folder, ["status"], NO_LOGIN);
    expect([status.code, status.stdout]).toEqual([1, "Nothing was deployed from this folder yet.\n"]);
    expect(status.stderr).toMatch(/^You are not logged in to Cloudflare, which alone .* npx wrangler login\n$/);
  });
});

interface Obstacle {
  readonly name: string;
  readonly options?: FakeCloudflareOptions;
  readonly arrange?: (fake: FakeCloudflare) => void;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly sentences: readonly string[];
}

const obstacles: readonly Obstacle[] = [
  {
    name: "missing-scope",
    options: { denied: /(?:d1|queues)/ },
    sentences: [
      'add the permission "D1: Edit" at https://dash.cloudflare.com/profile/api-tokens',
      'add the permission "Queues: Edit"',
    ],
  },
  { name: "missing-r2", options: { hasR2: false }, sentences: [`https://dash.cloudflare.com/${ACCOUNT}/r2/overview`] },
  {
    name: "no-subdomain",
    options: { hasSubdomain: false },
    sentences: [
      `choose one at https://dash.cloudflare.com/${ACCOUNT}/workers/onboarding, or use a domain of yours with --domain`,
    ],
  },
  {
    name: "taken-name",
    arrange: ({ scripts }) => scripts.set("wire", { settings: { bindings: [] }, secrets: new Set(), moduleBytes: 1 }),
    sentences: ['The account has a Worker "wire" that is not edgewire\'s; choose another name with --name'],
  },
  {
    name: "taken-domain",
    arrange: ({ domains }) => domains.set("www.example.org", "shop"),
    args: ["--domain", "www.example.org"],
    sentences: ['www.example.org leads to the Worker "shop"; choose another domain'],
  },
  {
    name: "taken-record",
    arrange: ({ records }) => records.push({ name: "www.example.org", type: "CNAME", content: "shop.example" }),
    args: ["--domain", "www.example.org"],
    sentences: ["www.example.org has a DNS record already (CNAME shop.example); delete it"],
  },
  {
    name: "foreign-zone",
    args: ["--domain", "feeds.example.net"],
    sentences: ["No zone of this account holds feeds.example.net; add its domain at https://dash.cloudflare.com/"],
  },
];

describe("an obstacle is named before anything is changed", () => {
  it.each(obstacles)("$name", async ({ name, options = {}, arrange = () => {}, args = [], sentences }) => {
    const folder = await prepare(options);
    arrange(cloudflare);
    const { code, stderr } = await deploy(folder, ...args);
    expect(code).toBe(1);
    for (const sentence of sentences) expect(stderr).toContain(sentence);
    expect(stderr).toContain("Nothing was changed. Once this is done, run the same command again");
    await expect(listCalls()).toMatchFileSnapshot(golden(name));
    expect(cloudflare.calls.every((call) => call.startsWith("edgewire GET"))).toBe(true);
    expect(existsSync(join(folder, ".edgewire"))).toBe(false);
  });
});

const slips: readonly Obstacle[] = [
  {
    name: "a token that is not known",
    env: { CLOUDFLARE_API_TOKEN: "wrong" },
    sentences: ["Cloudflare refuses the token (Authentication error); make one at https://"],
  },
  {
    name: "no login",
    env: NO_LOGIN,
    sentences: ["You are not logged in to Cloudflare; run: npx wrangler login."],
  },
  {
    name: "no network",
    env: { CLOUDFLARE_API_BASE_URL: "http://127.0.0.1:9/client/v4" },
    sentences: ["Cannot reach Cloudflare (127.0.0.1:9)", "check the network and run the same command again"],
  },
  {
    name: "a name with blanks",
    args: ["--name", "My Wire"],
    sentences: ['--name must be lower-case letters, digits and hyphens, at most 40, found "My Wire"'],
  },
  {
    name: "an address for a domain",
    args: ["--domain", "https://example.org/"],
    sentences: ['--domain must be a hostname of a zone of yours, such as "feeds.example.org"'],
  },
  {
    name: "a misspelt setting",
    files: { "edgewire.yaml": "domian: example.org\n" },
    sentences: ['edgewire.yaml has no setting "domian"; did you mean domain?'],
  },
  {
    name: "a file that is no list of settings",
    files: { "edgewire.yaml": "- a\n" },
    sentences: ['edgewire.yaml must be lines of the form "name: value"'],
  },
  {
    name: "no folder of articles",
    args: ["--articles", "nowhere"],
    sentences: ['There is no folder "nowhere" to publish'],
  },
];

describe("bad input is a sentence with the way on", () => {
  it.each(slips)("$name", async ({ args = [], env = {}, files = {}, sentences }) => {
    const folder = await prepare({}, files);
    const { code, stderr } = await edgewire(folder, ["deploy", ...args], env);
    expect(code).toBe(1);
    for (const sentence of sentences) expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
