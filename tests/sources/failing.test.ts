import { expect, it } from "vitest";
import type { CloudflareAccount } from "../../cli/deploy/credentials.ts";
import { readStatus } from "../../cli/deploy/read-status.ts";
import { nameWorkers } from "../../cli/worker-configs.ts";
import { readPublicationFigures } from "../../src/store/d1-figures.ts";
import { createSimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedSources } from "../support/simulated-sources.ts";

const DAY_MS = 86_400_000;

it("a source that fails for a week is on the dashboard and in `edgewire status`, and not before", async () => {
  const edge = createSimulatedEdge();
  const sources = createSimulatedSources(edge, new Map([["post.example", () => new Response("", { status: 404 })]]));
  await edge.putSite(
    0,
    "title: W\ndomain: wire.example\nsources:\n  - { name: post, from: https://post.example/feed }\n",
  );
  await sources.run();
  const begin = edge.clock.now;

  // The account's API: one database, and the workers are not asked for here.
  const ask = async (
    _method: string,
    path: string,
    body?: { readonly sql: string; readonly params?: readonly string[] },
  ) => {
    if (path.includes("/d1/database?"))
      return { ok: true, value: [{ name: nameWorkers("edgewire").database, uuid: "1" }] };
    if (body === undefined || body.sql.includes("d1_migrations")) return { ok: false };
    const { results } = await edge.store.db
      .prepare(body.sql)
      .bind(...(body.params ?? []))
      .all();
    return { ok: true, value: [{ results }] };
  };
  const account = { id: "a", api: { ask } } as unknown as CloudflareAccount;
  const listFailing = async () => [
    (await readPublicationFigures(edge.store.db, edge.clock.now)).failingSources,
    (await readStatus(account, nameWorkers("edgewire"), edge.clock.now)).failingSources,
  ];

  await sources.runUntil(begin + 6.5 * DAY_MS);
  expect(await listFailing()).toEqual([[], []]);
  await sources.runUntil(begin + 7.5 * DAY_MS);
  expect(await listFailing()).toEqual([
    [{ name: "post", from: "https://post.example/feed", problem: "it answered 404", since: begin }],
    [{ name: "post", problem: "it answered 404", since: `${new Date(begin).toISOString().slice(0, 19)}Z` }],
  ]);
});
