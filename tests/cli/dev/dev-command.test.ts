import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { openDevProxy } from "../../../cli/dev/dev-proxy.ts";
import { DevState } from "../../../cli/dev/dev-state.ts";
import { findPort } from "../../../cli/local/find-port.ts";
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

  it("nothing where another program took the port since it was found free: the search goes on", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port: taken } = holder.address() as { readonly port: number };
    const found = [taken, await findPort(undefined)];
    const settings = { findUpstream: () => undefined, state: new DevState(), preview: async () => "" };
    const { port, server } = await openDevProxy(undefined, settings, async () => found.shift() ?? findPort(undefined));
    const starting = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept: "text/html" } });
    server.closeAllConnections();
    server.close();
    holder.close();
    expect(port).not.toBe(taken);
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
