import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { request } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, runEdgewire } from "../cli/run-edgewire.ts";
import { type RunningPublication, startLocalPublication } from "../support/local-publication.ts";

// `edgewire start` as a process, attacked from the machine it runs on.

const SITE = "title: Closed\n";
const DRAFT = "---\ntitle: A page\ndate: 2024-03-01\n---\n\nIts text.\n";

let publication: RunningPublication;

beforeAll(async () => {
  publication = await startLocalPublication(makeFolder({ "site.yaml": SITE, "a-page.md": DRAFT }));
});

afterAll(() => publication.stop());

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Sends Host and every other header as given; `fetch` would not. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}, port = publication.port): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const asked = request({ host: "127.0.0.1", port, path, headers, timeout: 10_000 }, async (response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
  });
  asked.on("error", reject);
  asked.end();
  return promise;
}

/** The process and all that it started. */
function listProcesses(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  return [pid, ...children.flatMap((child) => listProcesses(Number(child)))];
}

interface Listener {
  readonly address: string;
  readonly port: number;
}

/** proc(5): rows of /proc/net/tcp in state 0A listen; a process's sockets are links in its `fd` folder. */
function listListeners(pid: number): Listener[] {
  const own = new Set(
    listProcesses(pid).flatMap((one) =>
      readdirSync(`/proc/${one}/fd`).flatMap((fd) => {
        try {
          return [readlinkSync(`/proc/${one}/fd/${fd}`)];
        } catch {
          return [];
        }
      }),
    ),
  );
  const rows = ["tcp", "tcp6"].flatMap((table) => readFileSync(`/proc/net/${table}`, "utf8").split("\n"));
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter((fields) => fields[3] === "0A" && own.has(`socket:[${fields[9]}]`))
    .map(([, local = ""]) => {
      const [address = "", port = ""] = local.split(":");
      return { address, port: Number.parseInt(port, 16) };
    });
}

/** Where /proc tells of sockets and processes. */
const IS_LINUX = process.platform === "linux";
const LOOPBACK = "0100007F";
const EXPLORER = "/cdn-cgi/local/explorer";

describe("edgewire start answers nothing without the token", () => {
  it.each([
    [EXPLORER],
    [`${EXPLORER}/`],
    [`${EXPLORER}/api/d1/database`],
    [`${EXPLORER}/api/storage/kv/namespaces`],
    ["/cdn-cgi/local/scheduled"],
    ["/cdn-cgi/local/email"],
    ["/cdn-cgi/local/platform-proxy"],
    ["/cdn-cgi/local/r2/s3"],
    ["/cdn-cgi/local/r2/public"],
    ["/cdn-cgi/handler/scheduled"],
    ["/cdn-cgi/mf/scheduled"],
    ["/__scheduled"],
    ["/json/list"],
  ])("at %s, whichever Host is claimed", async (path) => {
    for (const host of ["localhost", "127.0.0.1", "evil.example"]) {
      const { status, text } = await ask(path, { Host: host });
      expect([400, 401, 403, 404]).toContain(status);
      expect(text).not.toMatch(/sqlite|"uuid"|webSocketDebuggerUrl|bindings/i);
    }
  });

  it.each<[what: string, path: string, headers: Record<string, string>]>([
    ["the publishers' worker by a route override", "/api/articles", { "MF-Route-Override": "edgewire-publisher" }],
    ["its audience", "/audience", { "MF-Route-Override": "edgewire-publisher" }],
    ["its lists", "/lists/opml/feed/main", { "MF-Route-Override": "edgewire-publisher" }],
    ["its deliveries", "/api/deliveries", { "MF-Route-Override": "edgewire-publisher" }],
    ["the runtime's objects", "/cdn-cgi/local/platform-proxy", { "MF-Op": "GET", "MF-Op-Target": "0" }],
    ["the API under a foreign Host", "/api/articles", { Host: "evil.example" }],
    ["the API by a claimed address", "/", { "MF-Original-URL": "http://x/api/articles" }],
    ["the API as the proxy's own request", "/api/articles", { "MF-Proxy-Shared-Secret": "guess" }],
  ])("for %s", async (_what, path, headers) => {
    const { status, text } = await ask(path, headers);
    expect([400, 401, 404]).toContain(status);
    expect(text).not.toContain("a-page");
  });

  it.runIf(IS_LINUX)("at a port besides its own: one more listens, on loopback, and wants a secret", async () => {
    const listeners = listListeners(publication.pid);
    expect(listeners.map(({ address }) => address)).toEqual(listeners.map(() => LOOPBACK));
    const others = listeners.filter(({ port }) => port !== publication.port);
    expect(others.length).toBeLessThanOrEqual(1);
    for (const { port } of others) {
      for (const path of ["/", "/json/list", "/core/error", EXPLORER]) {
        expect((await ask(path, {}, port)).status).toBe(403);
      }
    }
  });

  it.runIf(IS_LINUX)("at the inspector's port, which is closed", async () => {
    const ports = listListeners(publication.pid).map(({ port }) => port);
    expect(ports).not.toContain(9229);
  });
});

describe("edgewire start keeps its store to its owner", () => {
  it("state folder and what is in it are 0700", () => {
    const folders = ["", "v3", "build"].map((name) => join(publication.state, name));
    expect(folders.map((folder) => statSync(folder).mode & 0o777)).toEqual([0o700, 0o700, 0o700]);
  });

  it("no request is kept: there is no store of traces", async () => {
    for (let count = 0; count < 20; count += 1) await ask(`/rss.xml?secret-address-${count}`);
    const files = readdirSync(publication.state, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /trace|observ/i.test(file))).toEqual([]);
  });
});

describe.runIf(IS_LINUX)("edgewire start outlives its runtime, and names what outlived it", () => {
  it("a runtime that is killed is restarted, and the terminal says so", async () => {
    const [, runtime = 0] = listProcesses(publication.pid);
    process.kill(runtime, "SIGKILL");
    await expect.poll(() => publication.output()).toContain("edgewire: the local server died and is being restarted");
    await expect
      .poll(
        () =>
          ask("/rss.xml").then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(200);
  });

  it("a runtime left behind by kill -9 is named by the next start", async () => {
    const [, runtime = 0] = listProcesses(publication.pid);
    process.kill(publication.pid, "SIGKILL");
    const next = await runEdgewire(["start", "--port", String(publication.port), "--state", publication.state]);
    expect(next.code).toBe(1);
    expect(next.stderr).toBe(
      `edgewire: port ${publication.port} is held by workerd (process ${runtime}), which a former edgewire start may have left behind; ` +
        `end it with: kill ${runtime}, or choose another with --port\n`,
    );
  });
});

describe("a port that is taken while the workers are built", () => {
  it.runIf(IS_LINUX)("ends the process, and the holder is named", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as AddressInfo;
    const settings = { port, state: join(makeFolder({}), "state"), publicUrl: `http://localhost:${port}`, token: "t" };
    const code = `import { startLocalWorkers } from "./cli/local/local-workers.ts";
      await startLocalWorkers(${JSON.stringify(settings)});`;
    const args = ["--input-type=module", "-e", code];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 55_000 });
    holder.close();
    expect(status).toBe(1);
    expect(stderr).toContain(`(process ${process.pid}); end it with: kill ${process.pid}`);
  });
});
