import { readForm } from "../../http/read-form.ts";
import { attribute, emptyElement, XML_DECLARATION } from "../../lib/xml.ts";
import { acceptRequest } from "../accept-request.ts";
import { readCloudRequest } from "../read-cloud-request.ts";
import type { SubscriptionRequest } from "../read-hub-request.ts";
import { findTopic } from "../topics.ts";
import type { HubInputs } from "./hub.ts";

const notifyResult = emptyElement("notifyResult");
const success = attribute("success");
const msg = attribute("msg");

/** rssCloud's pleaseNotify: a second dialect over the hub's list of subscribers, for the feeds in RSS. */
export async function answerCloud(request: Request, { ports, client }: HubInputs): Promise<Response> {
  const form = await readForm(request);
  if (!form.ok) return answer(form.problem.status, form.problem.detail);
  const asked = readCloudRequest(form.value);
  if (!asked.ok) return answer(400, asked.problem);
  const stranger = asked.value.find(({ topic }) => findTopic(topic, ports.publicUrl)?.format !== "rss");
  if (stranger !== undefined)
    return answer(400, `"${stranger.topic.slice(0, 200)}" is no RSS feed of this publication`);
  return acceptAll(asked.value, { ports, client });
}

async function acceptAll(requests: readonly SubscriptionRequest[], { ports, client }: HubInputs): Promise<Response> {
  for (const request of requests) {
    const accepted = await acceptRequest(request, client, ports);
    if (accepted.ok) continue;
    const { problem } = accepted;
    if (problem.reason === "invalid") return answer(400, problem.detail);
    return answer(429, problem.detail, { "Retry-After": String(problem.waitSeconds) });
  }
  return answer(200, "Thanks for the registration: it counts once the callback repeats the challenge");
}

function answer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(XML_DECLARATION + notifyResult(success(String(status === 200)) + msg(text)), {
    status,
    headers: {
      "Content-Type": "text/xml; charset=utf-8",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
      ...headers,
    },
  });
}
