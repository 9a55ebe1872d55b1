import { type Context, Hono } from "hono";
import { readBody } from "../../lib/read-body.ts";
import { SHORTEST_MS } from "../pace.ts";
import { LEASE_MS } from "../run-sources.ts";
import type { SourcePorts } from "../source-ports.ts";
import type { FollowedSource } from "../source-store.ts";
import { acceptDenial, grantLease } from "../subscribe.ts";
import { takePushedDocument, takeWebhook } from "../take-push.ts";
import { isSignedByGhost, isSignedByHub, readGhostSignature } from "./signatures.ts";

/** The inputs of these addresses besides the request. */
export interface SourceInputs {
  readonly ports: SourcePorts;
  /** Publishes what is staged, once the request is answered, or polls the source before that, which must be leased. */
  readonly workSoon: (source: FollowedSource, work: "publish" | "poll and publish") => void;
}

/** The variable that the worker sets before one of these routes runs. */
export type SourceEnv = { Variables: { sources: SourceInputs } };

type SourceContext = Context<SourceEnv, "/sources/:name">;

/** Where hubs verify and push, Ghost sends its webhooks, and WordPress its pings. Public, without a token. */
export function createSourceRoutes(): Hono<SourceEnv> {
  const routes = new Hono<SourceEnv>();
  routes.get("/sources/:name", verifyIntent);
  routes.post("/sources/:name", takePost);
  return routes;
}

/** WebSub §5.3: the challenge is echoed only for a subscription that was requested. */
async function verifyIntent(c: SourceContext): Promise<Response> {
  const { store, now } = c.var.sources.ports;
  const source = await store.findSource(c.req.param("name"));
  const [mode, topic] = [c.req.query("hub.mode"), c.req.query("hub.topic")];
  const subscription = source?.subscription;
  const isOurs = subscription?.topic === topic && subscription?.token === c.req.query("token");
  if (mode === "unsubscribe" && !isOurs) return say(200, c.req.query("hub.challenge") ?? "");
  if (source === undefined || subscription === undefined || !isOurs) return say(404, "No such subscription\n");
  if (mode === "denied") {
    const denied = acceptDenial(subscription, now());
    await store.saveSubscription(source.name, denied.subscription, denied.renewAt);
    return say(200, "");
  }
  const challenge = c.req.query("hub.challenge");
  if (mode !== "subscribe" || challenge === undefined) return say(404, "This was not asked for\n");
  const granted = grantLease(subscription, Number(c.req.query("hub.lease_seconds")) || 0, now());
  await store.saveSubscription(source.name, granted.subscription, granted.renewAt);
  return say(200, challenge);
}

/** Larger documents are not read from a push: the source is polled instead. */
const MAX_PUSHED_BYTES = 2 * 1024 * 1024;

/** Ghost deletes a webhook that is answered 410, and hubs may end a subscription: an unknown name is 404. */
async function takePost(c: SourceContext): Promise<Response> {
  const { ports, workSoon } = c.var.sources;
  const source = await ports.store.findSource(c.req.param("name"));
  if (source === undefined) return say(404, "No such source\n");
  const header = (name: string) => c.req.header(name) ?? null;
  const type = header("content-type");
  const take = findTaker(source, { hub: header("x-hub-signature"), ghost: header("x-ghost-signature") }, ports.now());
  // The body of a ping says nothing that is used, and before the first poll new entries cannot be told from old ones.
  const body = take && source.state.isBegun === true ? await readBody(c.req.raw.body, MAX_PUSHED_BYTES) : undefined;
  if (take === undefined || body === undefined || !(await take(body, type, ports))) {
    return answerPing(source, type, ports, workSoon);
  }
  workSoon(source, "publish");
  return say(202, "");
}

type TakeBody = (body: Uint8Array, type: string | null, ports: SourcePorts) => Promise<boolean>;

/** How a body is taken, by the signature that it is sent under; undefined where no body could be right, so that none is read. */
function findTaker(
  source: FollowedSource,
  signatures: { readonly hub: string | null; readonly ghost: string | null },
  now: number,
): TakeBody | undefined {
  const { subscription, secret } = source;
  if (signatures.hub !== null && subscription?.phase === "active") {
    return async (body, type, ports) =>
      (await isSignedByHub(signatures.hub, body, subscription.secret)) && takePushedDocument(source, body, type, ports);
  }
  const signature = readGhostSignature(signatures.ghost, now);
  return (
    signature &&
    (async (body, _type, ports) => (await isSignedByGhost(signature, body, secret)) && takeWebhook(source, body, ports))
  );
}

const PING_ANSWER = `<?xml version="1.0"?>
<methodResponse><params><param><value><struct>
<member><name>flerror</name><value><boolean>0</boolean></value></member>
<member><name>message</name><value>Thanks for the ping.</value></member>
</struct></value></param></params></methodResponse>
`;

/** A ping names no content and proves nothing: it makes the source be read within the pace that is kept with all sources. */
async function answerPing(
  { name }: FollowedSource,
  type: string | null,
  { store, now }: SourcePorts,
  workSoon: SourceInputs["workSoon"],
): Promise<Response> {
  const source = await store.hurry(name, now(), now() + LEASE_MS, SHORTEST_MS);
  if (source !== undefined) workSoon(source, "poll and publish");
  return /^(?:text|application)\/xml\b/i.test(type ?? "")
    ? say(200, PING_ANSWER, "text/xml; charset=utf-8")
    : say(202, "");
}

function say(status: number, text: string, type = "text/plain; charset=utf-8"): Response {
  return new Response(text, {
    status,
    headers: { "Content-Type": type, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store" },
  });
}
