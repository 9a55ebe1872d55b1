import assert from "node:assert/strict";
import { type Callback, echoChallenge, hubParam, type Received, type Reply } from "../callbacks.ts";
import { type Clause, skip } from "../clause.ts";
import { deliveriesOf, type Lab } from "../lab.ts";
import { expectSame } from "../seen.ts";
import { sleep } from "../wait.ts";

// WebSub §5.3 and §8.2: how a hub makes sure that a subscriber wants it, and for how long.

/** A change that another subscriber is told of must not reach this one. */
export async function getsNothing(lab: Lab, callback: Callback): Promise<void> {
  const other = await lab.subscribe();
  const before = deliveriesOf(callback).length;
  await lab.deliver(other);
  await sleep(lab.waits.settleMs);
  const came = deliveriesOf(callback).length - before;
  expectSame("deliveries", came, 0);
}

async function firstVerification(lab: Lab, form = {}, suffix = ""): Promise<Received> {
  const callback = lab.open({}, suffix);
  await lab.request("subscribe", callback, form);
  return lab.awaitGet(callback, "subscribe");
}

/** §5.3.1: an answer that is no confirmation must not lead to a subscription. */
const notConfirming: readonly (readonly [string, string, (request: Received) => Reply])[] = [
  ["404", "takes a 404 for a failed verification", (request) => ({ ...echoChallenge(request), status: 404 })],
  ["500", "takes a 500 for a failed verification", (request) => ({ ...echoChallenge(request), status: 500 })],
  ["304", "takes a 304 for a failed verification", () => ({ status: 304 })],
  [
    "other-text",
    "takes another text than the challenge for a failed verification",
    () => ({ status: 200, body: "ok" }),
  ],
  ["no-text", "takes an empty answer for a failed verification", () => ({ status: 200, body: "" })],
  [
    "challenge-within",
    "takes a text that only contains the challenge for a failed verification",
    (request) => ({ status: 200, body: `<p>${echoChallenge(request).body}</p>` }),
  ],
];

export const verificationClauses: readonly Clause[] = [
  {
    id: "5.3/get",
    level: "must",
    description: "verifies by GET, with hub.mode=subscribe",
    async check(lab) {
      const request = await firstVerification(lab);
      expectSame("bytes in the body of the GET", request.body.length, 0);
    },
  },
  {
    id: "5.3/topic",
    level: "must",
    description: "names the topic in the verification as it stood in the request",
    async check(lab) {
      expectSame("hub.topic", hubParam(await firstVerification(lab), "hub.topic"), lab.topic);
    },
  },
  {
    id: "5.3/challenge",
    level: "must",
    description: "sends a challenge",
    async check(lab) {
      const challenge = hubParam(await firstVerification(lab), "hub.challenge");
      assert(challenge, "there is no hub.challenge");
    },
  },
  {
    id: "5.3/lease",
    level: "must",
    description: "tells the lease it grants, in whole seconds",
    async check(lab) {
      const lease = hubParam(await firstVerification(lab), "hub.lease_seconds");
      assert.match(lease ?? "", /^[1-9]\d*$/, `hub.lease_seconds is "${lease}"`);
    },
  },
  {
    id: "5.3/unsubscribe",
    level: "must",
    description: "verifies a request to unsubscribe with its mode, topic and a challenge",
    async check(lab) {
      const request = await lab.complete("unsubscribe", await lab.subscribe());
      expectSame("hub.topic", hubParam(request, "hub.topic"), lab.topic);
      assert(hubParam(request, "hub.challenge"), "there is no hub.challenge");
    },
  },
  {
    id: "5.1.1/query-first",
    level: "must",
    description: "appends its parameters to the callback's query, which stays byte for byte",
    async check(lab) {
      const query = "?b=2&a=1&&c=x+y%20z%2f&d";
      const { target } = await firstVerification(lab, {}, query);
      assert(target.includes(`${query}&hub.`), `the query became ?${target.split("?")[1]}`);
    },
  },
  {
    id: "5.1.1/query-overlap",
    level: "must",
    description: "overwrites no parameter of the callback's own that has the name of one of the hub's",
    async check(lab) {
      const { params } = await firstVerification(lab, {}, "?hub.mode=mine&hub.challenge=mine&hub.topic=mine");
      for (const name of ["hub.mode", "hub.challenge", "hub.topic"]) {
        const values = params.getAll(name);
        assert(values.length === 2 && values[0] === "mine", `${name} is ${JSON.stringify(values)}`);
      }
    },
  },
  {
    id: "5.3.1/2xx",
    level: "must",
    description: "takes any 2xx with the challenge for a confirmation",
    async check(lab) {
      const script = { verification: (request: Received) => ({ ...echoChallenge(request), status: 202 }) };
      await lab.deliver(await lab.subscribe({ script }));
    },
  },
  ...notConfirming.map(
    ([name, description, verification]): Clause => ({
      id: `5.3.1/${name}`,
      level: "must",
      description,
      async check(lab) {
        await getsNothing(lab, await lab.subscribe({ script: { verification } }));
      },
    }),
  ),
  {
    id: "5.3.1/redirect",
    level: "must",
    description: "takes a redirect for a failed verification, and does not follow it",
    async check(lab) {
      const elsewhere = lab.open();
      const verification = (request: Received): Reply => {
        const query = request.target.slice(request.target.indexOf("?"));
        return { status: 302, headers: { Location: elsewhere.url + query } };
      };
      await getsNothing(lab, await lab.subscribe({ script: { verification } }));
      expectSame("requests where the redirect points", elsewhere.received.length, 0);
    },
  },
  {
    id: "5.3.1/unsubscribe-unconfirmed",
    level: "must",
    description: "keeps a subscription whose end the subscriber does not confirm",
    async check(lab) {
      const callback = await lab.subscribe();
      callback.script.verification = () => ({ status: 404 });
      await lab.complete("unsubscribe", callback);
      await lab.deliver(callback);
    },
  },
  {
    id: "5.3.1/lease-ends",
    level: "must",
    description: "delivers nothing after the end of a lease",
    async check(lab) {
      const callback = lab.open();
      const verification = await lab.complete("subscribe", callback, { "hub.lease_seconds": "1" });
      const leaseMs = Number(hubParam(verification, "hub.lease_seconds")) * 1000;
      if (!(leaseMs <= lab.waits.leaseMs)) skip(`the shortest lease is ${leaseMs / 1000} s`);
      await sleep(leaseMs);
      await getsNothing(lab, callback);
    },
  },
  {
    id: "5.3.1/lease-finite",
    level: "must",
    description: "grants no lease for ever, whatever is asked for",
    async check(lab) {
      const tenYears = 10 * 365 * 86_400;
      const request = await firstVerification(lab, { "hub.lease_seconds": "100000000000" });
      const lease = Number(hubParam(request, "hub.lease_seconds"));
      assert(lease > 0 && lease <= tenYears, `granted ${lease} s`);
    },
  },
  {
    id: "8.2/lease-short",
    level: "should",
    description: "grants a short lease (ten days are a good one) to whoever asks for none",
    async check(lab) {
      const lease = Number(hubParam(await firstVerification(lab), "hub.lease_seconds"));
      assert(lease >= 60 && lease <= 31 * 86_400, `granted ${lease} s`);
    },
  },
  {
    id: "8.2/challenge-random",
    level: "should",
    description: "draws a new challenge for every verification, too long to guess",
    async check(lab) {
      const requests = await Promise.all([firstVerification(lab), firstVerification(lab)]);
      const [one = "", two = ""] = requests.map((request) => hubParam(request, "hub.challenge"));
      assert(one !== two, "two verifications have one challenge");
      assert(one.length >= 16, `the challenge has ${one.length} characters`);
    },
  },
  {
    id: "8.2/challenge-alphabet",
    level: "must",
    description: "makes challenges of + - . / 0-9 = A-Z _ a-z alone",
    async check(lab) {
      const challenge = hubParam(await firstVerification(lab), "hub.challenge");
      assert.match(challenge ?? "", /^[+\-./0-9=A-Z_a-z]+$/, `the challenge is "${challenge}"`);
    },
  },
  {
    id: "8.2/secret-kept",
    level: "should",
    description: "never tells the secret, not even to the subscriber",
    async check(lab) {
      const { target } = await firstVerification(lab, { "hub.secret": "do-not-tell" });
      assert(!target.includes("do-not-tell"), "the verification carries the secret");
    },
  },
];
