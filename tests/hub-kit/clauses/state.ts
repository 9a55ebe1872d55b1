import assert from "node:assert/strict";
import type { Clause } from "../clause.ts";
import { deliveriesOf } from "../lab.ts";
import { expectSame } from "../seen.ts";
import { sleep, waitFor } from "../wait.ts";
import { isSignedWith } from "./signatures.ts";
import { getsNothing } from "./verification.ts";

// WebSub §5.1: one subscription for a topic and a callback, as the last verified request wants it.

export const stateClauses: readonly Clause[] = [
  {
    id: "5.1/renewal",
    level: "must",
    description: "lets an active subscription be asked for again, and verifies again",
    async check(lab) {
      const callback = await lab.subscribe();
      await lab.complete("subscribe", callback);
      await lab.deliver(callback);
    },
  },
  {
    id: "5.1/renewal-once",
    level: "must",
    description: "delivers once to who subscribed twice",
    async check(lab) {
      const callback = await lab.subscribe();
      await lab.complete("subscribe", callback);
      let before = 0;
      await lab.publishAlone({
        observed: [callback],
        before: () => {
          before = callback.received.length;
        },
        after: async () => {
          await waitFor(() => deliveriesOf(callback, before)[0], lab.waits.deliveryMs);
          await sleep(lab.waits.settleMs);
        },
      });
      expectSame("deliveries of one version", deliveriesOf(callback, before).length, 1);
    },
  },
  {
    id: "5.1/renewal-secret",
    level: "must",
    description: "signs with the secret of the last verified request",
    async check(lab) {
      const callback = await lab.subscribe({ form: { "hub.secret": "the first" } });
      await lab.complete("subscribe", callback, { "hub.secret": "the second" });
      await lab.deliver(callback, (delivery) => isSignedWith("the second", delivery));
    },
  },
  {
    id: "5.1/renewal-no-secret",
    level: "must",
    description: "stops signing when a subscription is renewed without a secret",
    async check(lab) {
      const callback = await lab.subscribe({ form: { "hub.secret": "the first" } });
      await lab.complete("subscribe", callback);
      await lab.deliver(callback, ({ headers }) => headers["x-hub-signature"] === undefined);
    },
  },
  {
    id: "5.1/renewal-unconfirmed",
    level: "must",
    description: "leaves a subscription as it was when its renewal is not confirmed",
    async check(lab) {
      const callback = await lab.subscribe({ form: { "hub.secret": "the first" } });
      callback.script.verification = () => ({ status: 404 });
      await lab.complete("subscribe", callback, { "hub.secret": "the second" });
      const delivery = await lab.deliver(callback);
      assert(isSignedWith("the first", delivery), "the delivery is not signed with the secret that was confirmed");
    },
  },
  {
    id: "5.1/unsubscribed",
    level: "must",
    description: "delivers nothing after a verified request to unsubscribe",
    async check(lab) {
      const callback = await lab.subscribe();
      await lab.deliver(callback);
      await lab.complete("unsubscribe", callback);
      await getsNothing(lab, callback);
    },
  },
  {
    id: "5.1/pair",
    level: "must",
    description: "tells two callbacks for one topic apart: one that leaves does not take the other along",
    async check(lab) {
      const [leaving, staying] = await Promise.all([lab.subscribe(), lab.subscribe()]);
      await lab.complete("unsubscribe", leaving);
      await lab.deliver(staying);
    },
  },
  {
    id: "5.1/pair-query",
    level: "must",
    description: "tells two callbacks apart that differ in their query alone",
    async check(lab) {
      const first = await lab.subscribe({ suffix: "?user=1" });
      const second = { ...first, url: first.url.replace("user=1", "user=2") };
      await lab.complete("subscribe", second);
      const before = first.received.length;
      await lab.publish();
      const queries = () => new Set(deliveriesOf(first, before).map(({ target }) => target.split("?")[1]));
      await waitFor(() => queries().size > 1 || undefined, lab.waits.deliveryMs);
      expectSame("queries", [...queries()].sort(), ["user=1", "user=2"]);
    },
  },
  {
    id: "5.1/again-after-end",
    level: "must",
    description: "lets a subscriber come back that has left",
    async check(lab) {
      const callback = await lab.subscribe();
      await lab.complete("unsubscribe", callback);
      await lab.complete("subscribe", callback);
      await lab.deliver(callback);
    },
  },
];
