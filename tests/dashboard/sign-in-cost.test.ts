import { describe, expect, it } from "vitest";
import { TOKEN_DIGEST_HEADER } from "../../src/api/worker-headers.ts";
import { type AudiencePorts, createAudienceRoutes } from "../../src/dashboard/routes.ts";
import { readPublicationIdentity } from "../../src/store/d1-figures.ts";
import { mountRoutes } from "../support/mount-routes.ts";
import { createSimulatedEdge } from "../support/simulated-edge.ts";

// Strangers may ask for the page to sign in at as often as they like.

const edge = createSimulatedEdge();
const statements: string[] = [];
const prepare = edge.store.db.prepare.bind(edge.store.db);
edge.store.db.prepare = (sql) => {
  statements.push(sql);
  return prepare(sql);
};
const refuse = () => Promise.reject(new Error("a stranger's request read the figures"));
const ports: AudiencePorts = {
  record: refuse,
  recordDownloads: refuse,
  findRecordings: refuse,
  findTitled: refuse,
  readAccount: refuse,
  readFigures: refuse,
  readTitles: refuse,
  sessionNonce: { read: refuse, renew: refuse },
  readIdentity: () => readPublicationIdentity(edge.store.db),
  findLeftOut: refuse,
  tokens: { list: refuse, revoke: refuse },
  checkHealth: refuse,
};
const app = mountRoutes(
  createAudienceRoutes(() => edge.clock.now),
  () => ({ audience: ports }),
);

async function ask(path: string, init: RequestInit, headers: Readonly<Record<string, string>>): Promise<Response> {
  const request = new Request(`https://wire.example${path}`, init);
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
  return app.fetch(request);
}

const guess = (): RequestInit => ({ method: "POST", body: new URLSearchParams({ token: "wrong" }) });
const digest = { [TOKEN_DIGEST_HEADER]: "a".repeat(64) };

describe("the page to sign in at", () => {
  it.each<[string, string, () => RequestInit, Record<string, string>, number]>([
    ["asked for", "/dashboard", () => ({}), digest, 200],
    ["before there is a token", "/dashboard", () => ({}), {}, 503],
    ["instead of the account", "/dashboard/audience.csv", () => ({}), digest, 403],
    ["after a wrong token", "/dashboard/sign-in", guess, digest, 403],
    ["after many wrong tokens", "/dashboard/sign-in", guess, digest, 429],
  ])("%s reads one row and no figures", async (_what, path, init, headers, status) => {
    if (status === 429) for (let number = 0; number < 20; number += 1) await ask(path, init(), headers);
    statements.length = 0;
    const response = await ask(path, init(), headers);
    expect(response.status).toBe(status);
    expect(statements).toEqual(["SELECT profile FROM site WHERE only_row = 1"]);
  });
});
