import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { openDevProxy } from "../../../cli/dev/dev-proxy.ts";
import { DevState } from "../../../cli/dev/dev-state.ts";
import { makeFolder, runEdgewire } from "../run-edgewire.ts";

describe("edgewire dev refuses in one sentence", () => {
  it.each<[what: string, args: readonly string[], sentence: string]>([
    [
      "a folder that is not there",
      ["--articles", "nowhere"],
      'There is no folder "nowhere"; npx edgewire init --here makes one, and --articles names another',
    ],
    ["a port that is none", ["--port", "http"], '--port must be a number from 1 to 65535, found "http"'],
    ["an option of another command", ["--dry-run"], "edgewire dev has no option --dry-run"],
  ])("%s", async (_what, args, sentence) => {
    const { code, stderr } = await runEdgewire(["dev", ...args]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(sentence)]);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("a port that another one took since it was found free: each takes one of its own", async () => {
    const settings = { findUpstream: () => undefined, state: new DevState(), preview: async () => "" };
    const opened = await Promise.all(Array.from({ length: 6 }, () => openDevProxy(undefined, settings)));
    const starting = await fetch(`http://127.0.0.1:${opened[0]?.port}/`, { headers: { accept: "text/html" } });
    for (const { server } of opened) {
      server.closeAllConnections();
      server.close();
    }
    expect(new Set(opened.map(({ port }) => port)).size).toBe(opened.length);
    expect([starting.status, await starting.text()]).toEqual([503, "the publication is starting\n"]);
  });

  it("a port that was asked for and is taken", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port } = holder.address() as { readonly port: number };
    const { code, stderr } = await runEdgewire(["dev", "--articles", makeFolder({}), "--port", String(port)]);
    holder.close();
    expect([code, stderr]).toEqual([1, expect.stringMatching(new RegExp(`port ${port} is .*--port`))]);
  });
});
