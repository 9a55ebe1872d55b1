import assert from "node:assert/strict";
import { echoChallenge, hubParam } from "../callbacks.ts";
import { type Clause, skip } from "../clause.ts";
import { type Form, firstLine, type Lab } from "../lab.ts";
import { expectSame } from "../seen.ts";
import { sleep, waitFor } from "../wait.ts";

// WebSub §5.1 and §5.2: what a hub takes, what it refuses, and how it says so.

async function isAccepted(lab: Lab, form: Form): Promise<void> {
  await lab.subscribe({ form });
}

/** §5.1.2: any error is a 4xx or 5xx; one that the subscriber made is a 4xx. */
async function isRefused(lab: Lab, form: Readonly<Record<string, string | undefined>>): Promise<void> {
  const callback = lab.open();
  const fields = { "hub.mode": "subscribe", "hub.topic": lab.topic, "hub.callback": callback.url, ...form };
  const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { status, text } = await lab.ask(Object.fromEntries(given));
  assert(status >= 400 && status < 500, `answered ${status} "${firstLine(text)}", wanted 4xx`);
}

/** One faulty parameter each; undefined: it is missing. */
const faultyRequests: readonly (readonly [string, string, Readonly<Record<string, string | undefined>>])[] = [
  ["no-callback", "refuses a request without hub.callback", { "hub.callback": undefined }],
  ["no-mode", "refuses a request without hub.mode", { "hub.mode": undefined }],
  ["no-topic", "refuses a request without hub.topic", { "hub.topic": undefined }],
  ["unknown-mode", "refuses a mode that is neither subscribe nor unsubscribe", { "hub.mode": "follow" }],
  ["callback-no-url", "refuses a callback that is no URL", { "hub.callback": "not a url" }],
  ["callback-scheme", "refuses a callback that is neither http nor https", { "hub.callback": "ftp://example.com/c" }],
  ["topic-no-url", "refuses a topic that is no URL", { "hub.topic": "not a url" }],
  ["secret-200", "refuses a secret of 200 bytes", { "hub.secret": "s".repeat(200) }],
  ["secret-bytes", "counts a secret's bytes, not its characters", { "hub.secret": "é".repeat(100) }],
];

export const requestClauses: readonly Clause[] = [
  {
    id: "5.1/three-parameters",
    level: "must",
    description: "accepts callback, mode and topic alone with 202, and verifies",
    check: (lab) => isAccepted(lab, {}),
  },
  {
    id: "5.1/charset",
    level: "must",
    description: "accepts a form whose Content-Type names its charset",
    async check(lab) {
      const callback = lab.open();
      const form = { "hub.mode": "subscribe", "hub.topic": lab.topic, "hub.callback": callback.url };
      const type = "application/x-www-form-urlencoded; charset=UTF-8";
      const { status } = await lab.ask(new URLSearchParams(form).toString(), type);
      expectSame("status", status, 202);
      await lab.awaitGet(callback, "subscribe");
    },
  },
  {
    id: "5.1/no-form",
    level: "must",
    description: "refuses a body that is no form",
    async check(lab) {
      const form = { "hub.mode": "subscribe", "hub.topic": lab.topic, "hub.callback": lab.open().url };
      const { status } = await lab.ask(JSON.stringify(form), "application/json");
      assert(status >= 400 && status < 500, `answered ${status}, wanted 4xx`);
    },
  },
  {
    id: "5.1/secret",
    level: "must",
    description: "accepts a secret",
    check: (lab) => isAccepted(lab, { "hub.secret": "a secret" }),
  },
  {
    id: "5.1/secret-199",
    level: "must",
    description: "accepts a secret of 199 bytes",
    check: (lab) => isAccepted(lab, { "hub.secret": "s".repeat(199) }),
  },
  {
    id: "5.1/lease",
    level: "must",
    description: "accepts a wish for a lease",
    check: (lab) => isAccepted(lab, { "hub.lease_seconds": "86400" }),
  },
  {
    id: "5.1/unknown-parameters",
    level: "must",
    description: "ignores parameters it does not know",
    check: (lab) => isAccepted(lab, { "hub.verify": "sync", "hub.colour": "blue", other: "thing" }),
  },
  {
    id: "5.1/unsubscribe-lease",
    level: "must",
    description: "ignores a lease in a request to unsubscribe",
    async check(lab) {
      const callback = await lab.subscribe();
      await lab.complete("unsubscribe", callback, { "hub.lease_seconds": "0" });
    },
  },
  {
    id: "5.1.1/percent-encoding",
    level: "must",
    description: "decodes characters that were percent-encoded without need",
    async check(lab) {
      const callback = lab.open();
      const encode = (text: string) => text.replace(/./g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
      const { status } = await lab.ask(
        `hub.mode=${encode("subscribe")}&hub.topic=${encode(lab.topic)}&hub.callback=${encode(callback.url)}`,
      );
      expectSame("status", status, 202);
      const request = await lab.awaitGet(callback, "subscribe");
      expectSame("hub.topic", hubParam(request, "hub.topic"), lab.topic);
    },
  },
  ...faultyRequests.map(
    ([name, description, form]): Clause => ({
      id: `5.1.2/${name}`,
      level: "must",
      description,
      check: (lab) => isRefused(lab, form),
    }),
  ),
  {
    id: "5.1.2/error-text",
    level: "should",
    description: "says in plain text what is wrong with a request",
    async check(lab) {
      const { headers, text } = await lab.ask({ "hub.mode": "subscribe" });
      const type = headers.get("content-type") ?? "nothing";
      assert.match(type, /^text\/plain/, `Content-Type is ${type}, wanted text/plain`);
      assert(text.trim() !== "", "the error has no text");
    },
  },
  {
    id: "5.1.2/nosniff",
    level: "should",
    description: "answers with X-Content-Type-Options: nosniff, so that no browser runs what it echoes",
    async check(lab) {
      const { headers } = await lab.ask({ "hub.mode": "<script>" });
      expectSame("X-Content-Type-Options", headers.get("x-content-type-options"), "nosniff");
    },
  },
  {
    id: "5.1.2/lease-no-number",
    level: "must",
    description: "refuses a lease that is no number, or grants one of its own",
    async check(lab) {
      const callback = lab.open();
      const form = { "hub.mode": "subscribe", "hub.topic": lab.topic, "hub.callback": callback.url };
      const { status } = await lab.ask({ ...form, "hub.lease_seconds": "soon" });
      if (status >= 400 && status < 500) return;
      expectSame("status", status, 202);
      const granted = hubParam(await lab.awaitGet(callback, "subscribe"), "hub.lease_seconds");
      assert.match(granted ?? "", /^[1-9]\d*$/, `granted "${granted}"`);
    },
  },
  {
    id: "5.1.2/unsubscribe",
    level: "must",
    description: "answers 202 to a request to unsubscribe, and verifies it",
    async check(lab) {
      await lab.complete("unsubscribe", await lab.subscribe());
    },
  },
  {
    id: "5.1.2/not-by-outcome",
    level: "must",
    description: "answers 202 although the verification will fail",
    async check(lab) {
      const callback = lab.open({ verification: () => ({ status: 404 }) });
      await lab.request("subscribe", callback);
      await lab.awaitGet(callback, "subscribe");
    },
  },
  {
    id: "5.1.2/not-after-outcome",
    level: "must",
    description: "answers before the subscriber has confirmed",
    async check(lab) {
      const delayMs = 2 * lab.waits.settleMs;
      let isConfirmed = false;
      const callback = lab.open({
        verification: (request) => {
          setTimeout(() => {
            isConfirmed = true;
          }, delayMs);
          return { ...echoChallenge(request), delayMs };
        },
      });
      await lab.request("subscribe", callback);
      assert(!isConfirmed, "202 came only when the subscriber had confirmed");
    },
  },
  {
    id: "5.2/foreign-topic",
    level: "must",
    description: "refuses, denies or verifies a subscription to somebody else's topic, and never falls silent",
    async check(lab) {
      const callback = lab.open();
      const form = { "hub.mode": "subscribe", "hub.topic": lab.foreignTopic, "hub.callback": callback.url };
      const { status } = await lab.ask(form);
      if (status >= 400 && status < 600) return;
      expectSame("status", status, 202);
      const told = await waitFor(() => callback.received[0], lab.waits.verificationMs);
      assert(told, "neither denied nor verified");
      const mode = hubParam(told, "hub.mode") ?? "nothing";
      assert.match(mode, /^(?:denied|subscribe)$/, `told the subscriber hub.mode=${mode}`);
    },
  },
  {
    id: "5.2/denial",
    level: "must",
    description: "names the topic in a denial, appended to the callback's own query, and asks for no confirmation",
    async check(lab) {
      const callback = lab.open({}, "?mine=1");
      const form = { "hub.mode": "subscribe", "hub.topic": lab.foreignTopic, "hub.callback": callback.url };
      const { status } = await lab.ask(form);
      if (status !== 202) skip(`a foreign topic is refused at once, with ${status}`);
      const told = await waitFor(() => callback.received[0], lab.waits.verificationMs);
      assert(told, "neither denied nor verified");
      if (hubParam(told, "hub.mode") !== "denied") skip("this hub takes any topic");
      expectSame("method", told.method, "GET");
      expectSame("hub.topic", hubParam(told, "hub.topic"), lab.foreignTopic);
      assert(told.target.includes("?mine=1&hub."), `the query became ${told.target.split("?")[1]}`);
      expectSame("a denial's challenge", hubParam(told, "hub.challenge"), undefined);
      await sleep(lab.waits.settleMs);
      expectSame("requests to a denied subscriber", callback.received.length, 1);
    },
  },
];
