import { encodeUtf8 } from "../../lib/bytes.ts";
import { createHeadReader } from "../origin/read-head.ts";
import type { MadeRendering } from "../origin/render-resource.ts";
import { PROTOCOL, PROTOCOL_HEADER, type PublisherQuestion, readPublisherAddress } from "../origin-address.ts";
import { renderPage } from "../pages/render-page.ts";
import { HEAD_HEADER } from "../renderings.ts";
import { findList, type ListPorts } from "./lists.ts";

// Lists and pages are asked for seldom: the publishers' worker writes them, so that the isolates that answer polls carry none of
// their code.

/** Answers Origin: with a list's head, or with bytes under the head they were really read with. */
export async function writeForOrigin(address: string, ports: ListPorts): Promise<Response> {
  const answer = await answerQuestion(address, ports);
  answer.headers.set(PROTOCOL_HEADER, PROTOCOL);
  return answer;
}

async function answerQuestion(address: string, ports: ListPorts): Promise<Response> {
  const question = readPublisherAddress(address);
  if (question?.kind === "head") return writeHead(question, ports);
  const made = question && (await render(question, ports));
  if (made === undefined) return new Response(null, { status: 404 });
  return new Response(made.bytes, { headers: { [HEAD_HEADER]: JSON.stringify(made.head) } });
}

async function writeHead(question: PublisherQuestion, ports: ListPorts): Promise<Response> {
  const readHead = findList(question)?.readHead;
  if (readHead === undefined) return Response.json({ status: "missing" });
  const heads = createHeadReader(ports);
  return Response.json(await heads.readSettled(() => readHead(ports, heads)));
}

type RenderingQuestion = Extract<PublisherQuestion, { readonly kind: "rendering" }>;

async function render(question: RenderingQuestion, ports: ListPorts): Promise<MadeRendering | undefined> {
  const list = findList(question);
  if (list === undefined) return renderPage(question.resource, question.format, ports);
  const { head, write } = await list.render(ports, createHeadReader(ports));
  return head.status === "live" ? { head, bytes: encodeUtf8(write()) } : undefined;
}
