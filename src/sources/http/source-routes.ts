import { type Context, Hono } from "hono";
import { readBody } from "../../lib/read-body.ts";
import { MAX_DOCUMENT_BYTES } from "../fetch-source.ts";
import type { SourcePorts } from "../source-ports.ts";
import type { FollowedSource } from "../source-store.ts";
import { acceptDenial, grantLease } from "../subscribe.ts";
import { takePushedDocument, takeWebhook } from "../take-push.ts";
import { isSignedByGhost, isSignedByHub } from "./signatures.ts";

/** The inputs of these addresses besides the request. */
export interface SourceInputs {
  readonly ports: SourcePorts;
  /** Publishes what is staged, once the request is answered; `poll`: asks the source before that. */
  readonly workSoon: (source: FollowedSource, poll: "poll" | "no poll") => void;
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

/** Ghost deletes a webhook that is answered 410, and hubs may end a subscription: an unknown name is 404. */
async function takePost(c: SourceContext): Promise<Response> {
  const { ports, workSoon } = c.var.sources;
  const source = await ports.store.findSource(c.req.param("name"));
  if (source === undefined) return say(404, "No such source\n");
  const header = (name: string) => c.req.header(name) ?? null;
  const type = header("content-type");
  // The body of a ping says nothing that is used.
  const isSigned = header("x-hub-signature") !== null || header("x-ghost-signature") !== null;
  if (!isSigned) return answerPing(source, type, ports, workSoon);
  const body = await readBody(c.req.raw.body, MAX_DOCUMENT_BYTES);
  if (body === undefined) return say(413, `At most ${MAX_DOCUMENT_BYTES} bytes are taken\n`);
  const { subscription, secret, state } = source;
  const isPush =
    subscription?.phase === "active" && (await isSignedByHub(header("x-hub-signature"), body, subscription.secret));
  const isWebhook = !isPush && (await isSignedByGhost(header("x-ghost-signature"), body, secret, ports.now()));
  // Before the first poll, new entries cannot be told from old ones.
  if (state.isBegun === true && isPush && (await takePushedDocument(source, body, type, ports))) {
    workSoon(source, "no poll");
    return say(202, "");
  }
  if (state.isBegun === true && isWebhook && (await takeWebhook(source, body, ports))) {
    workSoon(source, "no poll");
    return say(202, "");
  }
  return answerPing(source, type, ports, workSoon);
}

const PING_ANSWER = `<?xml version="1.0"?>
<methodResponse><params><param><value><struct>
<member><name>flerror</name><value><boolean>0</boolean></value></member>
<member><name>message</name><value>Thanks for the ping.</value></member>
</struct></value></param></params></methodResponse>
`;

/** Between two polls that were asked for without a signature. */
const HURRY_PAUSE_MS = 60_000;

/** A ping names no content, and proves nothing: it makes the source due, at most once a minute. */
async function answerPing(
  source: FollowedSource,
  type: string | null,
  { store, now }: SourcePorts,
  workSoon: SourceInputs["workSoon"],
): Promise<Response> {
  const at = now();
  if (await store.hurry(source.name, at, at - HURRY_PAUSE_MS)) workSoon(source, "poll");
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
