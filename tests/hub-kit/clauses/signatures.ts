import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import type { Received } from "../callbacks.ts";
import type { Clause } from "../clause.ts";

// WebSub §7.1: who gave a secret can tell the hub's deliveries from anybody else's.

const RECOGNISED = ["sha1", "sha256", "sha384", "sha512"];

function readSignature({ headers }: Received): { readonly method: string; readonly digits: string } | undefined {
  const [, method = "", digits = ""] = /^([^=]+)=(.*)$/.exec(String(headers["x-hub-signature"] ?? "")) ?? [];
  return method === "" ? undefined : { method, digits };
}

export function isSignedWith(secret: string, delivery: Received): boolean {
  const signature = readSignature(delivery);
  if (signature === undefined || !RECOGNISED.includes(signature.method)) return false;
  const expected = createHmac(signature.method, secret).update(delivery.body).digest("hex");
  return signature.digits.toLowerCase() === expected;
}

function tell(delivery: Received): string {
  return `X-Hub-Signature is "${delivery.headers["x-hub-signature"] ?? ""}"`;
}

export const signatureClauses: readonly Clause[] = [
  {
    id: "7.1/signed",
    level: "must",
    description: "sends X-Hub-Signature to who gave a secret",
    async check(lab) {
      const delivery = await lab.deliver(await lab.subscribe({ form: { "hub.secret": "kept" } }));
      assert(delivery.headers["x-hub-signature"], "there is no X-Hub-Signature");
    },
  },
  {
    id: "7.1/form",
    level: "must",
    description: "writes the signature as a recognised method, =, and hexadecimal digits",
    async check(lab) {
      const delivery = await lab.deliver(await lab.subscribe({ form: { "hub.secret": "kept" } }));
      const { method = "", digits = "" } = readSignature(delivery) ?? {};
      assert(RECOGNISED.includes(method) && /^[0-9a-f]+$/i.test(digits), tell(delivery));
    },
  },
  {
    id: "7.1/hmac",
    level: "must",
    description: "computes the HMAC of the body's bytes under the secret",
    async check(lab) {
      const delivery = await lab.deliver(await lab.subscribe({ form: { "hub.secret": "kept" } }));
      assert(isSignedWith("kept", delivery), `${tell(delivery)}, which is not the body's`);
    },
  },
  {
    id: "7.1/secret-bytes",
    level: "must",
    description: "uses a secret's UTF-8 bytes as the key, white space and signs included",
    async check(lab) {
      const secret = " gehëim+& 秘密 ";
      const delivery = await lab.deliver(await lab.subscribe({ form: { "hub.secret": secret } }));
      assert(isSignedWith(secret, delivery), `${tell(delivery)}, which is not the body's`);
    },
  },
  {
    id: "7.1/own-secret",
    level: "must",
    description: "signs each subscriber's delivery with that subscriber's secret",
    async check(lab) {
      const secrets = ["one", "two"];
      const callbacks = await Promise.all(secrets.map((secret) => lab.subscribe({ form: { "hub.secret": secret } })));
      const deliveries = await Promise.all(callbacks.map((callback) => lab.deliver(callback)));
      for (const [index, delivery] of deliveries.entries()) {
        assert(isSignedWith(secrets[index] ?? "", delivery), `subscriber ${index + 1}: ${tell(delivery)}`);
      }
    },
  },
  {
    id: "7.1/unsigned",
    level: "must",
    description: "sends no signature to who gave no secret",
    async check(lab) {
      const delivery = await lab.deliver(await lab.subscribe());
      assert(delivery.headers["x-hub-signature"] === undefined, tell(delivery));
    },
  },
  {
    id: "8.3/sha256",
    level: "should",
    description: "signs with SHA-256 or better",
    async check(lab) {
      const delivery = await lab.deliver(await lab.subscribe({ form: { "hub.secret": "kept" } }));
      const method = readSignature(delivery)?.method ?? "nothing";
      assert.match(method, /^sha(?:256|384|512)$/, `signs with ${method}`);
    },
  },
];
