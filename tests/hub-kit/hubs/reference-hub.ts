import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { sleep } from "../wait.ts";
import { drawChallenge, type HubBehaviour } from "./behaviour.ts";

interface Subscription {
  readonly topic: string;
  readonly callback: string;
  readonly secret: string | undefined;
  readonly endsAt: number;
}

export interface RunningHub {
  readonly url: string;
  close(): Promise<void>;
}

/** A small hub in memory for anybody's topics: what the kit is tested against. */
export async function startHub(behaviour: HubBehaviour): Promise<RunningHub> {
  const subscriptions = new Map<string, Subscription>();
  const { addParameters, redirect } = behaviour;

  async function verify(mode: string, topic: string, callback: string, lease: number): Promise<boolean> {
    const challenge = drawChallenge();
    const parameters = new URLSearchParams({ "hub.mode": mode, "hub.topic": topic, "hub.challenge": challenge });
    if (mode === "subscribe") parameters.set("hub.lease_seconds", String(lease));
    const response = await fetch(addParameters(callback, parameters), { redirect });
    return !behaviour.verifies || (response.ok && (await response.text()) === challenge);
  }

  async function deny(topic: string, callback: string): Promise<void> {
    const parameters = new URLSearchParams({
      "hub.mode": "denied",
      "hub.topic": topic,
      "hub.reason": "not served here",
    });
    await fetch(addParameters(callback, parameters), { redirect });
  }

  async function settle(form: URLSearchParams): Promise<void> {
    const [mode, topic, callback] = ["hub.mode", "hub.topic", "hub.callback"].map((name) => form.get(name) ?? "") as [
      string,
      string,
      string,
    ];
    if (!behaviour.servesTopic(topic)) return deny(topic, callback);
    const lease = behaviour.grantLease(form.get("hub.lease_seconds"));
    if (!(await verify(mode, topic, callback, lease))) return;
    const key = `${topic} ${callback}`;
    if (mode === "unsubscribe") subscriptions.delete(key);
    else {
      const secret = form.get("hub.secret") ?? undefined;
      subscriptions.set(key, { topic, callback, secret, endsAt: Date.now() + lease * 1000 });
    }
  }

  async function distribute(topic: string): Promise<void> {
    const response = await fetch(topic);
    const body = Buffer.from(await response.arrayBuffer());
    const link = response.headers.get("link") ?? "";
    const headers = behaviour.describe({ contentType: response.headers.get("content-type") ?? "", link });
    const now = Date.now();
    for (const [key, subscription] of subscriptions) {
      if (behaviour.endsLeases && subscription.endsAt <= now) subscriptions.delete(key);
      else if (subscription.topic === topic) inBackground(deliver(key, subscription, body, headers));
    }
  }

  async function deliver(
    key: string,
    { callback, secret }: Subscription,
    body: Buffer<ArrayBuffer>,
    headers: Record<string, string>,
  ): Promise<void> {
    const signed = { ...headers, ...behaviour.sign(secret, body) };
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const { status } = await fetch(callback, { method: "POST", body, headers: signed, redirect });
      if (status === 410) subscriptions.delete(key);
      if (behaviour.retryMs === undefined || status === 410 || (status >= 200 && status < 300)) return;
      await sleep(behaviour.retryMs);
    }
  }

  /** What a stranger's server does wrong is no fault of the hub. */
  function inBackground(work: Promise<void>): void {
    work.catch(() => undefined);
  }

  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await readBody(request));
    const fault = behaviour.findFault(form, request.headers["content-type"] ?? "");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Type", "text/plain; charset=utf-8");
    if (fault !== undefined) return response.writeHead(400).end(`${fault}\n`);
    inBackground(form.get("hub.mode") === "publish" ? distribute(form.get("hub.topic") ?? "") : settle(form));
    return response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
