import { Hono } from "hono";
import type { SourceReport } from "../source-store.ts";
import type { SourceEnv } from "./source-routes.ts";

/** For the publisher: how each source is followed, and the secret for the webhooks of Ghost. Below /api/, which wants the token. */
export function createSourceReports(): Hono<SourceEnv> {
  const routes = new Hono<SourceEnv>();
  routes.get("/api/sources", async (c) => {
    const { store, publicUrl } = c.var.sources.ports;
    const sources = (await store.listReports()).map((report) => describe(report, publicUrl));
    return Response.json({ sources }, { headers: { "Cache-Control": "no-store" } });
  });
  return routes;
}

function describe({ name, rule, state, nextAt, secret, subscription, ...report }: SourceReport, publicUrl: string) {
  return {
    name,
    from: rule.from,
    address: state.address ?? rule.from,
    title: rule.title ?? state.title,
    published: report.published,
    pending: report.pending,
    refused: report.refused,
    withoutPage: report.withoutPage,
    readAt: writeTime(state.readAt),
    changedAt: writeTime(state.changedAt),
    nextAt: writeTime(nextAt),
    failingSince: writeTime(state.failingSince),
    problem: state.problem,
    hub: subscription && {
      address: subscription.hub,
      phase: subscription.phase,
      leaseUntil: writeTime(subscription.leaseUntil),
    },
    webhook: { address: `${publicUrl}/sources/${name}`, secret },
  };
}

function writeTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}
