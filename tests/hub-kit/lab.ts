import assert from "node:assert/strict";
import { type Callback, type CallbackScript, type CallbackServer, hubParam, type Received } from "./callbacks.ts";
import { fetchTopic, type TopicVersion } from "./topic.ts";
import { sleep, waitFor } from "./wait.ts";

/** How long each kind of event is waited for, in milliseconds. */
export interface Waits {
  readonly verificationMs: number;
  readonly deliveryMs: number;
  /** Between two changes of the topic: a hub may wait until a burst of them is over. */
  readonly paceMs: number;
  /** Until a failed delivery must have been tried again. */
  readonly retryMs: number;
  /** After an event, until its consequences are there; and how long nothing must happen to count as nothing. */
  readonly settleMs: number;
  /** The longest lease whose end is waited for. */
  readonly leaseMs: number;
}

export interface LabOptions {
  readonly hub: string;
  readonly topic: string;
  /** Where the topic's document is read, if it has not its own address here. */
  readonly readAt?: string | undefined;
  /** A topic the hub has no reason to serve. */
  readonly foreignTopic: string;
  readonly callbacks: CallbackServer;
  /** Changes the topic, and tells the hub unless it knows by itself. */
  readonly change: () => Promise<void>;
  readonly waits: Waits;
}

export type Form = Readonly<Record<string, string>>;

export interface HubAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface SubscribeOptions {
  /** More parameters, or others. */
  readonly form?: Form;
  readonly script?: Partial<CallbackScript>;
  readonly suffix?: string;
}

export interface Observation {
  readonly observed: readonly Callback[];
  readonly before: () => void;
  readonly after: () => Promise<void>;
}

/** What a check works with: a hub, a topic, and subscribers that do as they are told. */
export interface Lab extends Pick<LabOptions, "hub" | "topic" | "foreignTopic" | "waits"> {
  open: CallbackServer["open"];
  /** One POST to the hub; a form, or a body that is none. */
  ask(form: Form | string, contentType?: string): Promise<HubAnswer>;
  /** Asks for a change of subscription, without waiting for more than 202. */
  request(mode: "subscribe" | "unsubscribe", callback: Callback, form?: Form): Promise<void>;
  /** The same, and waits until the hub has verified it and settled. */
  complete(mode: "subscribe" | "unsubscribe", callback: Callback, form?: Form): Promise<Received>;
  /** A new subscriber, verified. */
  subscribe(options?: SubscribeOptions): Promise<Callback>;
  awaitGet(callback: Callback, mode: string, since?: number): Promise<Received>;
  /** Changes the topic, one change at a time; all who wait for their turn get the same change. */
  publish(): Promise<TopicVersion>;
  /** The same while nothing else changes: from when these subscribers know all that was before, until `after` has ended. */
  publishAlone(observation: Observation): Promise<void>;
  /** Every subscriber of this lab leaves: a hub is not to be burdened with those of whom nobody will ask. */
  leave(): void;
  /** Changes the topic and waits for a delivery, the first that pleases. */
  deliver(callback: Callback, pleases?: (delivery: Received) => boolean): Promise<Received>;
  /** Every version the topic had. */
  readonly versions: readonly TopicVersion[];
}

const MAX_WAIT_FOR_TURN_MS = 1_200_000;

/** Makes labs that share a hub and a topic: one for every check, so that each leaves with its own subscribers. */
export function createLabs(options: LabOptions): () => Lab {
  const { topic, readAt = topic, change } = options;
  const { paceMs, settleMs, deliveryMs } = options.waits;
  const versions: TopicVersion[] = [];
  let lastTurn: Promise<unknown> = Promise.resolve();
  let nextChangeAt = 0;
  let waiting: Promise<TopicVersion> | undefined;
  let observations: { readonly list: Observation[]; readonly ended: Promise<void> } | undefined;

  async function changeTopic(): Promise<TopicVersion> {
    await sleep(nextChangeAt - Date.now());
    waiting = undefined;
    await change();
    const version = await fetchTopic(readAt);
    versions.push(version);
    nextChangeAt = Date.now() + paceMs;
    return version;
  }

  /** One change after the other, so that every version is known. */
  function takeTurn<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    const done = lastTurn.then(work);
    lastTurn = done.catch(() => undefined);
    return done;
  }

  function publish(): Promise<TopicVersion> {
    waiting ??= takeTurn(changeTopic);
    return waiting;
  }

  async function observe(list: readonly Observation[]): Promise<void> {
    const { ids, body } = await changeTopic();
    const knows = (callback: Callback) => deliveriesOf(callback).some((own) => own.body.includes(ids[0] ?? body));
    const observed = list.flatMap((observation) => observation.observed);
    await waitFor(() => observed.every(knows) || undefined, deliveryMs);
    await sleep(settleMs);
    for (const { before } of list) before();
    await changeTopic();
    await Promise.all(list.map(({ after }) => after()));
  }

  function publishAlone(observation: Observation): Promise<void> {
    if (observations === undefined) {
      const list: Observation[] = [];
      const begin = () => {
        observations = undefined;
        return observe(list);
      };
      observations = { list, ended: takeTurn(begin) };
    }
    observations.list.push(observation);
    return observations.ended;
  }

  return () => createLab(options, { versions, publish, publishAlone });
}

type SharedTopic = Pick<Lab, "versions" | "publish" | "publishAlone">;

function createLab(options: LabOptions, { versions, publish, publishAlone }: SharedTopic): Lab {
  const { hub, topic, foreignTopic, callbacks, waits } = options;
  const opened: Callback[] = [];

  const lab: Lab = {
    hub,
    topic,
    foreignTopic,
    waits,
    versions,
    open(script, suffix) {
      const callback = callbacks.open(script, suffix);
      opened.push(callback);
      return callback;
    },
    async ask(form, contentType = "application/x-www-form-urlencoded") {
      const body = typeof form === "string" ? form : new URLSearchParams(form).toString();
      return askInTurn(hub, { method: "POST", body, redirect: "manual", headers: { "Content-Type": contentType } });
    },
    async request(mode, callback, form = {}) {
      const fields = { "hub.mode": mode, "hub.topic": topic, "hub.callback": callback.url, ...form };
      const { status, text } = await lab.ask(fields);
      assert(status === 202, `${mode} was answered ${status} "${firstLine(text)}", wanted 202`);
    },
    async complete(mode, callback, form) {
      const since = callback.received.length;
      await lab.request(mode, callback, form);
      const verification = await lab.awaitGet(callback, mode, since);
      await sleep(waits.settleMs);
      return verification;
    },
    async subscribe({ form, script, suffix } = {}) {
      const callback = lab.open(script, suffix);
      await lab.complete("subscribe", callback, form);
      return callback;
    },
    async awaitGet(callback, mode, since = 0) {
      const isIt = (request: Received) => request.method === "GET" && hubParam(request, "hub.mode") === mode;
      const found = await waitFor(() => callback.received.slice(since).find(isIt), waits.verificationMs);
      assert(found, `no GET with hub.mode=${mode} within ${waits.verificationMs} ms`);
      return found;
    },
    publish,
    publishAlone,
    leave() {
      for (const { script } of opened.splice(0)) {
        script.delivery = () => ({ status: 410 });
        script.verification = () => ({ status: 404 });
      }
    },
    async deliver(callback, pleases = () => true) {
      const since = callback.received.length;
      await lab.publish();
      const isIt = (request: Received) => request.method === "POST" && pleases(request);
      const found = await waitFor(() => callback.received.slice(since).find(isIt), waits.deliveryMs);
      const others = deliveriesOf(callback, since).length;
      assert(found, `no such delivery within ${waits.deliveryMs} ms of a change (${others} others came)`);
      return found;
    },
  };
  return lab;
}

export function deliveriesOf({ received }: Callback, since = 0): Received[] {
  return received.slice(since).filter(({ method }) => method === "POST");
}

export function firstLine(text: string): string {
  return text.trim().split("\n")[0]?.slice(0, 120) ?? "";
}

/** RFC 6585 §4: a hub may ask a hasty client to wait; the kit asks a lot at once. */
async function askInTurn(hub: string, init: RequestInit): Promise<HubAnswer> {
  const deadline = Date.now() + MAX_WAIT_FOR_TURN_MS;
  for (;;) {
    const response = await fetch(hub, init);
    const answer = { status: response.status, headers: response.headers, text: await response.text() };
    const waitMs = Number(response.headers.get("retry-after")) * 1000;
    if (response.status !== 429 || !(waitMs > 0) || Date.now() + waitMs > deadline) return answer;
    await sleep(waitMs);
  }
}
