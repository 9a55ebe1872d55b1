import { createHmac } from "node:crypto";
import { type Received, type Subscriber, startSubscriber, type Told } from "./subscriber.ts";

// Three subscribers that behave as Feedbin, FreshRSS and NewsBlur do, as far as a hub can tell: how
// they find the hub, what they ask, what they check, and what they do with a delivery.

export interface Discovery {
  readonly hub: string;
  readonly self: string;
}

export interface ScriptedSubscriber {
  readonly server: Subscriber;
  /** Finds the hub as this subscriber does. `at` is where the publication really listens. */
  discover(feedUrl: string, at: URL): Promise<Discovery>;
  subscribe(discovery: Discovery, at: URL): Promise<number>;
  /** What it holds by now: the titles of entries it took from deliveries, newest delivery last. */
  readonly taken: string[][];
  readonly notes: string[];
}

const titlesOf = (text: string) =>
  Array.from(text.matchAll(/<(?:item|entry)>[\s\S]*?<title[^>]*>([^<]*)</g), ([, title = ""]) => title);

/** The publication says http://localhost:8787, and listens elsewhere. */
const locate = (address: string, at: URL) => new URL(new URL(address).pathname, at);

async function post(hub: string, at: URL, form: Readonly<Record<string, string>>): Promise<number> {
  const response = await fetch(locate(hub, at), { method: "POST", body: new URLSearchParams(form) });
  return response.status;
}

function readLinkHeader(header: string | null): Discovery | undefined {
  const target = (rel: string) => new RegExp(`<([^>]+)>\\s*;\\s*rel="${rel}"`).exec(header ?? "")?.[1];
  const [hub, self] = [target("hub"), target("self")];
  return hub === undefined || self === undefined ? undefined : { hub, self };
}

function readBodyLinks(text: string): Discovery | undefined {
  const links = text.match(/<(?:atom:)?link [^>]*>/g) ?? [];
  const target = (rel: string) => /href="([^"]+)"/.exec(links.find((link) => link.includes(`rel="${rel}"`)) ?? "")?.[1];
  const [hub, self] = [target("hub"), target("self")];
  return hub === undefined || self === undefined ? undefined : { hub, self };
}

/** Link headers first; a secret always; no lease; deliveries without a good signature are dropped. */
export async function startFeedbin(): Promise<ScriptedSubscriber> {
  const secret = "feedbin-secret-0123456789abcdef";
  const taken: string[][] = [];
  const notes: string[] = [];
  let stored = "";
  function confirm(query: URLSearchParams): Told {
    // Exactly the address it has stored, or nothing.
    if (query.get("hub.topic") !== stored) return { status: 404 };
    notes.push(`${query.get("hub.mode")} for ${query.get("hub.lease_seconds")}`);
    return { status: 200, body: query.get("hub.challenge") ?? "" };
  }
  function take({ headers, body }: Received): Told {
    const [algorithm = "", digest = ""] = (headers["x-hub-signature"] ?? "").split("=");
    const isKnown = ["sha1", "sha256", "sha384", "sha512"].includes(algorithm);
    // Compared as text: hexadecimal digits in capitals would not do.
    const isGood = isKnown && createHmac(algorithm, secret).update(body).digest("hex") === digest;
    const charset = /charset=([\w-]+)/.exec(headers["content-type"] ?? "")?.[1];
    if (isGood && charset === "utf-8") taken.push(titlesOf(body.toString()));
    else notes.push("dropped");
    return { status: 202 };
  }
  const answer = (request: Received) => (request.method === "GET" ? confirm(request.query) : take(request));
  const server = await startSubscriber(answer);
  return {
    server,
    taken,
    notes,
    async discover(feedUrl, at) {
      const response = await fetch(locate(feedUrl, at));
      const found = readLinkHeader(response.headers.get("link")) ?? readBodyLinks(await response.text());
      if (found === undefined) throw new Error("Feedbin finds no hub");
      return found;
    },
    subscribe({ hub, self }, at) {
      stored = self;
      return post(hub, at, {
        "hub.mode": "subscribe",
        "hub.verify": "async",
        "hub.topic": self,
        "hub.secret": secret,
        "hub.callback": `${server.url}/web_sub/1/signature`,
      });
    },
  };
}

const FRESHRSS_MAX_BYTES = 3 * 1024 * 1024;

/** Links in the body; moves to self; no secret; a key in the callback's query; unproven until the first delivery. */
export async function startFreshRss(): Promise<ScriptedSubscriber> {
  const key = "c0ffee1234567890";
  const taken: string[][] = [];
  const notes: string[] = [];
  function answer({ method, query, body, headers }: Received): Told {
    if (query.get("k") !== key) return { status: 410, body: "Feed not found!" };
    if (query.get("hub.mode") === "subscribe") {
      notes.push(`lease ${query.get("hub.lease_seconds")}`);
      return { status: 200, body: query.get("hub.challenge") ?? "" };
    }
    // It never asks to be let go: it lets the lease run out.
    if (query.get("hub.mode") === "unsubscribe") return { status: 422, body: "Invalid subscription!" };
    if (method !== "POST" || body.byteLength === 0) return { status: 422 };
    if (body.byteLength > FRESHRSS_MAX_BYTES) return { status: 413 };
    const self = /<([^>]+)>; rel="self"/.exec(headers.link ?? "")?.[1];
    notes.push(`proven for ${self}`);
    taken.push(titlesOf(body.toString()));
    return { status: 200 };
  }
  const server = await startSubscriber(answer);
  return {
    server,
    taken,
    notes,
    async discover(feedUrl, at) {
      const first = readBodyLinks(await (await fetch(locate(feedUrl, at))).text());
      if (first === undefined) throw new Error("FreshRSS finds no hub");
      const second = readBodyLinks(await (await fetch(locate(first.self, at))).text());
      if (second?.self !== first.self) throw new Error("FreshRSS was sent on from self");
      return second;
    },
    subscribe: ({ hub, self }, at) =>
      post(hub, at, {
        "hub.verify": "sync",
        "hub.mode": "subscribe",
        "hub.topic": self,
        "hub.callback": `${server.url}/api/pshb.php?k=${key}`,
      }),
  };
}

/** PubSubHubbub 0.3: nothing without its own token; the payload is ignored, and the feed fetched at that moment. */
export async function startNewsBlur(): Promise<ScriptedSubscriber> {
  const token = "subscribe4f2a&b=c d";
  const taken: string[][] = [];
  const notes: string[] = [];
  let feed: URL | undefined;
  async function answer({ method, query }: Received): Promise<Told> {
    if (method === "GET") {
      if (query.get("hub.verify_token") !== token) return { status: 404 };
      return { status: 200, body: query.get("hub.challenge") ?? "" };
    }
    if (feed === undefined) return { status: 404 };
    taken.push(titlesOf(await (await fetch(feed)).text()));
    return { status: 200 };
  }
  const server = await startSubscriber(answer);
  return {
    server,
    taken,
    notes,
    async discover(feedUrl, at) {
      const found = readBodyLinks(await (await fetch(locate(feedUrl, at))).text());
      if (found === undefined) throw new Error("NewsBlur finds no hub");
      return found;
    },
    subscribe({ hub, self }, at) {
      feed = locate(self, at);
      return post(hub, at, {
        "hub.mode": "subscribe",
        "hub.verify": "async",
        "hub.verify_token": token,
        "hub.lease_seconds": "864000",
        "hub.topic": self,
        "hub.callback": `${server.url}/push/42`,
      });
    },
  };
}
