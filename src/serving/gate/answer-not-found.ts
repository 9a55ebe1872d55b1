import { escapeText } from "../../lib/xml.ts";
import { NOTICE_MARK } from "../../pages/notice-mark.ts";
import { type DocumentKind, notFoundKinds } from "../documents.ts";
import { goneText, missingText, notFoundMaxAgeSeconds } from "../plain-responses.ts";
import { CATALOGUE } from "../resource.ts";
import type { DocumentRequest, GateMemory } from "./gate-memory.ts";
import { pageHeadersOf } from "./prepared-responses.ts";

type NotFound = { readonly status: "missing" } | { readonly status: "gone"; readonly notice?: string };

/** Answers 404 and 410: an HTML page with the latest articles for browsers, a line of text for other clients. */
export async function answerNotFound(
  asked: Pick<DocumentRequest, "request" | "kind" | "ask" | "settings">,
  memory: GateMemory,
  notFound: NotFound,
): Promise<Response> {
  const { request, kind, settings } = asked;
  const isForPeople = kind.isPage && /\btext\/html\b/i.test(request.headers.get("accept") ?? "");
  const html = isForPeople ? await findPage(notFoundKinds[notFound.status], asked, memory) : undefined;
  if (html === undefined) {
    return notFound.status === "gone"
      ? goneText(kind, settings.publicUrl, notFound.notice)
      : missingText(kind, settings.publicUrl);
  }
  const notice =
    notFound.status === "gone"
      ? (notFound.notice ?? "Its publisher has taken it back, or its time here was over.")
      : "";
  return new Response(
    html.replace(NOTICE_MARK, () => escapeText(notice)),
    {
      status: notFound.status === "gone" ? 410 : 404,
      headers: [
        ["Content-Type", "text/html; charset=utf-8"],
        ["Cache-Control", `public, max-age=${notFoundMaxAgeSeconds[notFound.status]}`],
        ["Vary", "Accept, Accept-Encoding"],
        ["X-Content-Type-Options", "nosniff"],
        ...pageHeadersOf(settings.publicUrl),
      ],
    },
  );
}

/** Finds the page under the catalogue's head, as it lists the latest articles. */
async function findPage(
  kind: DocumentKind,
  { ask }: Pick<DocumentRequest, "ask">,
  { heads, renderings }: GateMemory,
): Promise<string | undefined> {
  const head = await heads.find(CATALOGUE, 0, ask);
  if (head?.status !== "live") return undefined;
  const found = await renderings.find(CATALOGUE, kind.id, head, ask);
  return found?.rendering.plain.text();
}
