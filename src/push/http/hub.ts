import { readForm } from "../../http/read-form.ts";
import { isLoopbackHost } from "../../lib/public-address.ts";
import { type AcceptPorts, acceptRequest, type Refusal } from "../accept-request.ts";
import type { HubClient } from "../fair-shares.ts";
import { readHubRequest } from "../read-hub-request.ts";
import { findTopic } from "../topics.ts";

/** The hub's inputs besides the request. */
export interface HubInputs {
  readonly ports: AcceptPorts;
  readonly client: HubClient;
}

/** WebSub §5.1: the hub's endpoint for subscribers, public and without a token. */
export async function answerHub(request: Request, { ports, client }: HubInputs): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return say(form.problem.status, form.problem.detail);
  const asked = readHubRequest(form.value);
  if (!asked.ok) return say(400, asked.problem);
  if (asked.value.mode === "publish") return answerAnnouncement(asked.value.topics, ports.publicUrl);
  if (asked.value.secret !== undefined && isOpen(request))
    return say(400, '"hub.secret" must be sent over https alone');
  const accepted = await acceptRequest(asked.value, client, ports);
  if (!accepted.ok) return refuse(accepted.problem);
  return say(202, "Accepted: verification pending");
}

function refuse(problem: Refusal): Response {
  switch (problem.reason) {
    case "invalid":
      return say(400, problem.detail);
    case "too-many":
      return say(429, problem.detail, { "Retry-After": String(problem.waitSeconds) });
  }
}

/** The publishing API has notified the hub already, so a tool's own ping changes nothing. */
function answerAnnouncement(topics: readonly string[], publicUrl: string): Response {
  const stranger = topics.find((topic) => findTopic(topic, publicUrl) === undefined);
  if (stranger !== undefined) return say(400, "This hub serves the feeds of its own publication alone");
  return say(202, "Accepted: this hub knows what is published here");
}

/** WebSub §5.1: a secret must not cross a network in the open. A machine speaking to itself crosses none. */
function isOpen({ url }: Request): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && !isLoopbackHost(hostname);
}

/** Nosniff: a reason may repeat what was sent. */
function say(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${status}: ${text}\n`, {
    status,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
      ...headers,
    },
  });
}
