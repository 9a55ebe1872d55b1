import { type Context, Hono } from "hono";
import { type PlanPorts, plan } from "../push/plan.ts";
import type { DeliveryState, RedeliverySelection } from "../push/push-store.ts";
import { topicAddress } from "../push/topics.ts";
import { answerProblem } from "./problems.ts";

/** The inputs of these addresses besides the request. */
export interface DeliveriesInputs {
  readonly ports: PlanPorts;
  readonly publicUrl: string;
  /** Does what the cron does. */
  readonly sweep: () => Promise<void>;
}

/** The variable that the worker sets before one of these routes runs. */
export type DeliveriesEnv = { Variables: { deliveries: DeliveriesInputs } };

type DeliveriesContext = Context<DeliveriesEnv>;

const MAX_DELIVERIES = 1000;

/** For the publisher: who is subscribed, how far each has got, and another try. Callbacks and secrets stay in the store. */
export function createDeliveriesApi(): Hono<DeliveriesEnv> {
  const api = new Hono<DeliveriesEnv>();
  api.get("/api/deliveries", listDeliveries);
  api.post("/api/deliveries", redeliver);
  // For places that have no cron: `edgewire start` is one.
  api.post("/api/deliveries/sweep", async (c) => {
    await c.var.deliveries.sweep();
    return Response.json({ swept: true }, { headers: { "Cache-Control": "no-store" } });
  });
  return api;
}

async function listDeliveries(c: DeliveriesContext): Promise<Response> {
  const { ports, publicUrl } = c.var.deliveries;
  const after = Number(c.req.query("after") ?? 0);
  if (!Number.isSafeInteger(after) || after < 0) {
    const detail = `"after" must be the id of a subscription, found "${c.req.query("after")}"`;
    return answerProblem({ reason: "parameter-invalid", detail });
  }
  const states = await ports.store.listDeliveries(after, MAX_DELIVERIES);
  const last = states.length === MAX_DELIVERIES ? states.at(-1)?.id : undefined;
  const next = last === undefined ? undefined : `/api/deliveries?after=${last}`;
  const deliveries = states.map((state) => describe(state, publicUrl));
  return Response.json({ deliveries, next }, { headers: { "Cache-Control": "no-store" } });
}

function describe({ topic, ...state }: DeliveryState, publicUrl: string): Record<string, unknown> {
  return {
    ...state,
    topic: topicAddress(topic, publicUrl),
    lastTryAt: writeTime(state.lastTryAt),
    nextTryAt: writeTime(state.nextTryAt),
    expiresAt: writeTime(state.expiresAt),
    deadLetters: state.deadLetters.map((letter) => ({ ...letter, at: writeTime(letter.at) })),
  };
}

function writeTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

/** `?id=` or `?host=`; without either, all that were given up. */
async function redeliver(c: DeliveriesContext): Promise<Response> {
  const { ports } = c.var.deliveries;
  const selection = readSelection(c.req.query("id"), c.req.query("host"));
  if (selection === undefined) {
    const detail = `"id" must be the id of a subscription, found "${c.req.query("id")}"`;
    return answerProblem({ reason: "parameter-invalid", detail });
  }
  const redelivered = await ports.store.redeliver(selection, ports.now());
  await plan(ports);
  return Response.json({ redelivered }, { status: 202, headers: { "Cache-Control": "no-store" } });
}

function readSelection(id: string | undefined, host: string | undefined): RedeliverySelection | undefined {
  if (id !== undefined) return /^\d{1,15}$/.test(id) ? { kind: "id", id: Number(id) } : undefined;
  return host === undefined ? { kind: "dead" } : { kind: "host", host };
}
