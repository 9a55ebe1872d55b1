import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callBack } from "../../src/push/callback-client.ts";
import { createCallbackPolicy } from "../../src/push/callback-policy.ts";

// Callbacks that are of no good will, over real HTTP.

let server: Server;
let base = "";
let writtenBytes = 0;

const BLOCK = Buffer.alloc(65_536, "x");
const ENDLESS_BYTES = 1_000_000_000;

beforeAll(async () => {
  server = createServer((request, response) => {
    switch (request.url) {
      case "/drip": {
        response.writeHead(200);
        const timer = setInterval(() => response.write("x"), 20);
        response.on("close", () => clearInterval(timer));
        return;
      }
      case "/silent":
        return;
      case "/endless": {
        response.writeHead(200);
        const write = () => {
          while (writtenBytes < ENDLESS_BYTES && !response.destroyed) {
            writtenBytes += BLOCK.length;
            if (!response.write(BLOCK)) return void response.once("drain", write);
          }
          return response.end();
        };
        return write();
      }
      case "/loop":
        return response.writeHead(302, { Location: "/loop" }).end();
      case "/cut":
        return response.destroy();
      default:
        return response.writeHead(200).end("challenge");
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const policy = createCallbackPolicy({ publicUrl: "https://wire.example", ports: "", privateCallbacks: "127.0.0.1" });
const startTimeout = () => AbortSignal.timeout(300);
const speaker = { fetch, policy, userAgent: "edgewire", startTimeout };
const ask = (path: string, method = "GET") => callBack(base + path, { method }, speaker);

describe("a callback", () => {
  it("is heard", async () => {
    expect(await ask("/")).toEqual({ status: 200, told: "200", text: "challenge" });
  });

  it("that drips for ever is left after the time it has", async () => {
    expect(await ask("/drip")).toMatchObject({ status: undefined, told: "no answer in time" });
  });

  it("that says nothing is left, too", async () => {
    expect(await ask("/silent")).toMatchObject({ status: undefined, told: "no answer in time" });
  });

  it("that answers with 1 GB is cut off", async () => {
    const { status, text } = await ask("/endless");
    expect(status).toBe(200);
    expect(text.length).toBeLessThanOrEqual(4096);
    expect(writtenBytes).toBeLessThan(ENDLESS_BYTES / 10);
  });

  it("that drips at a delivery holds nobody: its status is all that counts", async () => {
    expect(await ask("/drip", "POST")).toMatchObject({ status: 200, text: "" });
  });

  it("that leads in a circle is followed nowhere", async () => {
    expect(await ask("/loop")).toMatchObject({ status: 302 });
  });

  it.each(["/cut", ":1/"])("that breaks off (%s) has failed, and its address is told to nobody", async (path) => {
    const address = path.startsWith(":") ? `http://127.0.0.1${path}` : base + path;
    const reply = await callBack(address, { method: "GET" }, speaker);
    expect(reply).toEqual({ status: undefined, told: "cannot connect", text: "" });
  });
});
