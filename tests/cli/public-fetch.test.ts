import { once } from "node:events";
import { createServer } from "node:http";
import net, { type AddressInfo, type TcpNetConnectOpts } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { readSource } from "../../cli/import/read-source.ts";
import { chooseFetch, createPublicFetch, type Resolve } from "../../cli/public-fetch.ts";
import { checkPublication } from "../../src/health/check-publication.ts";

// A server on this machine, as an attacker's name would lead to it.

const server = createServer((request, response) => {
  asked.push(request.url ?? "");
  const target = URL.parse(request.url ?? "", "http://server.example")?.searchParams.get("to");
  if (target) response.writeHead(302, { location: target });
  response.end("secret");
});
let asked: string[] = [];
let port = 0;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
});
beforeEach(() => {
  asked = [];
});
afterAll(() => void server.close());

const PUBLIC = { address: "93.184.216.34", family: 4 };
const LOCAL = { address: "127.0.0.1", family: 4 };

/** Answers the first question with the first addresses, the second with the next, and then the last for ever. */
function answerInTurn(...turns: (readonly { address: string; family: number }[])[]): Resolve {
  let count = 0;
  return async () => turns[Math.min(count++, turns.length - 1)] ?? [];
}

describe("a name that resolves to this machine", () => {
  it.each([
    ["at once", answerInTurn([LOCAL])],
    ["beside a public address", answerInTurn([PUBLIC, LOCAL])],
    ["as IPv6", answerInTurn([{ address: "::1", family: 6 }])],
    ["as a mapped address", answerInTurn([{ address: "::ffff:127.0.0.1", family: 6 }])],
    ["to nothing", answerInTurn([])],
  ])("%s: is not connected to", async (_how, resolve) => {
    const error = await createPublicFetch(resolve)(`http://rebind.example:${port}/`, {}).catch((error) => error);
    expect(error.cause.message).toMatch(/^its host resolves to .*, which is not public$/);
    expect(asked).toEqual([]);
  });

  it("only after it was judged (DNS rebinding): neither doctor nor import connects to it", async () => {
    const address = `http://rebind.example:${port}/`;
    const fetch = await chooseFetch(address, answerInTurn([PUBLIC], [LOCAL]));
    const { findings } = await checkPublication(address, { fetch, now: () => 0 });
    expect(findings.map(({ found }) => found)).toEqual(["its host resolves to 127.0.0.1, which is not public"]);
    await expect(readSource(address, fetch)).rejects.toThrow("its host resolves to 127.0.0.1, which is not public");
    expect(asked).toEqual([]);
  });

  it("is connected to where the user named it: doctor and import work inside a network", async () => {
    const fetch = await chooseFetch(`http://localhost:${port}/`);
    expect(await (await fetch(`http://localhost:${port}/`, {})).text()).toBe("secret");
  });
});

/** Leads every connection to a public address to the server on this machine; the look-up has judged the address before. */
function routePublicHere(): void {
  const connect = net.connect as (options: TcpNetConnectOpts) => net.Socket;
  const spy = vi.spyOn(net, "connect").mockImplementation(((options: TcpNetConnectOpts) =>
    connect({
      ...options,
      lookup: (hostname, how, callback) =>
        options.lookup?.(hostname, how, (error) => {
          if (error !== null) callback(error, "", 0);
          else callback(null, [LOCAL]);
        }),
    })) as typeof net.connect);
  onTestFinished(() => spy.mockRestore());
}

describe("a redirect that fetch follows by itself", () => {
  const resolveNames: Resolve = async (name) => [name.startsWith("inside") ? LOCAL : PUBLIC];

  it.each([
    ["an address of this machine", "127.0.0.1"],
    ["that address as a number", "0x7f000001"],
    ["that address as IPv6", "[::ffff:127.0.0.1]"],
    ["localhost", "localhost"],
    ["a name that resolves to this machine", "inside.example"],
  ])("to %s is not connected to", async (_, host) => {
    routePublicHere();
    const address = `http://public.example:${port}/?to=http://${host}:${port}/secret`;
    const error = await createPublicFetch(resolveNames)(address, {}).catch((error) => error);
    expect(error.cause.message).toMatch(/^its host /);
    expect(asked).toEqual([`/?to=http://${host}:${port}/secret`]);
  });

  it("to a public name is followed", async () => {
    routePublicHere();
    const address = `http://public.example:${port}/?to=http://other.example:${port}/there`;
    const response = await createPublicFetch(resolveNames)(address, {});
    expect([response.url, asked[1]]).toEqual([`http://other.example:${port}/there`, "/there"]);
  });
});
