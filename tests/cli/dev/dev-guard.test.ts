import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { isOwnRequest, refuseRequest } from "../../../cli/dev/dev-guard.ts";

// Pages of other sites run in the same browser, and reach every port of this machine.

function ask(method: string, headers: IncomingMessage["headers"]): IncomingMessage {
  return { method, headers: { host: "localhost:8787", ...headers } } as IncomingMessage;
}

describe("a request must be meant for this publication", () => {
  it.each<[what: string, method: string, headers: IncomingMessage["headers"], status: number | undefined]>([
    ["its name", "GET", {}, undefined],
    ["its IPv4 address", "GET", { host: "127.0.0.1:8787" }, undefined],
    ["its IPv6 address", "GET", { host: "[::1]:8787" }, undefined],
    ["a name that was rebound to this machine", "GET", { host: "evil.example:8787" }, 421],
    ["a name below localhost", "GET", { host: "evil.localhost:8787" }, 421],
    ["another port", "GET", { host: "localhost:9999" }, 421],
    ["no host", "GET", { host: undefined }, 421],
    ["a form of its own", "POST", { origin: "http://localhost:8787" }, undefined],
    ["a command, which has no origin", "PUT", {}, undefined],
    ["a form of another site", "POST", { origin: "https://evil.example" }, 403],
    ["a form of another local server", "POST", { origin: "http://localhost:3000" }, 403],
    ["a sandboxed frame", "POST", { origin: "null" }, 403],
    ["a feed read by a page elsewhere", "GET", { origin: "https://reader.example" }, undefined],
  ])("%s", (_what, method, headers, status) => {
    expect(refuseRequest(ask(method, headers), 8787)?.status).toBe(status);
  });
});

describe("an article that is not public is shown to its own pages alone", () => {
  it.each<[what: string, headers: IncomingMessage["headers"], isOwn: boolean]>([
    ["an address that was typed", { "sec-fetch-site": "none" }, true],
    ["a program", {}, true],
    ["a page of its own", { "sec-fetch-site": "same-origin" }, true],
    ["a page elsewhere that reads it", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" }, false],
    ["another local server", { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors" }, false],
    [
      "a frame elsewhere",
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
      false,
    ],
    [
      "a link elsewhere",
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
      true,
    ],
    ["an old browser's page elsewhere", { origin: "https://evil.example" }, false],
  ])("%s", (_what, headers, isOwn) => {
    expect(isOwnRequest(ask("GET", headers), 8787)).toBe(isOwn);
  });
});
