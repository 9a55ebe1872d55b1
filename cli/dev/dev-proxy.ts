import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import { findPort } from "../local/find-port.ts";
import { addDevParts, allowDevParts, DEV_PATH, devFiles } from "./dev-files.ts";
import { isOwnRequest, refuseRequest } from "./dev-guard.ts";
import type { DevState, HeldArticle } from "./dev-state.ts";

export interface ProxySettings {
  readonly port: number;
  /** Where the local workers listen; undefined while they start. */
  readonly findUpstream: () => number | undefined;
  readonly state: DevState;
  /** The page of an article that is not public, as the workers would show it. */
  readonly preview: (held: HeldArticle) => Promise<string>;
}

/** Never kept by a browser: the page may look different at the next edit. */
const FRESH = { "Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin" };
const PAGE_POLICY = `default-src 'none'; style-src 'self'; img-src 'self' https: http:; media-src 'self' https: http:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * Takes the port that was asked for, or the next free one. Another program may take it between the search and this: then the search
 * goes on.
 */
export async function openDevProxy(
  asked: string | undefined,
  settings: Omit<ProxySettings, "port">,
  search: (asked: string | undefined) => Promise<number> = findPort,
): Promise<{ readonly port: number; readonly server: Server }> {
  for (;;) {
    const port = await search(asked);
    try {
      return { port, server: await startDevProxy({ ...settings, port }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
}

/** Serves the local publication on loopback, with the parts of `edgewire dev` in its pages and the articles that are not public. */
function startDevProxy(settings: ProxySettings): Promise<Server> {
  const server = createServer((asked, answer) => {
    answerRequest(asked, answer, settings).catch(() => refuse(answer, 502, "the local server does not answer"));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, "127.0.0.1", () => resolve(server));
  });
}

async function answerRequest(asked: IncomingMessage, answer: ServerResponse, settings: ProxySettings): Promise<void> {
  const refusal = refuseRequest(asked, settings.port);
  if (refusal !== undefined) {
    refuse(answer, refusal.status, refusal.reason);
    return;
  }
  const path = new URL(asked.url ?? "/", "http://localhost").pathname;
  const held = asked.method === "GET" ? findHeld(path, settings.state.held) : undefined;
  if (held === undefined && !path.startsWith(DEV_PATH)) return forward(asked, answer, settings);
  if (!isOwnRequest(asked, settings.port)) refuse(answer, 403, "pages of other sites may not read this");
  else if (held?.kind === "picture") sendPicture(answer, held);
  else if (held?.kind === "page") await sendPreview(answer, held.article, settings);
  else answerOwn(path.slice(DEV_PATH.length), answer, settings.state);
}

type Held =
  | { readonly kind: "page"; readonly article: HeldArticle }
  | { readonly kind: "picture"; readonly mediaType: string; readonly bytes: Uint8Array };

/** The page of an article that is not public, or a picture of one. */
function findHeld(path: string, held: readonly HeldArticle[]): Held | undefined {
  const article = held.find((one) => one.path === path);
  if (article !== undefined) return { kind: "page", article };
  for (const { prepared } of held) {
    for (const { medium, bytes } of [...prepared.file.media.used.values(), ...prepared.file.attachments.used.values()])
      if (path === `/media/${medium.name}`) return { kind: "picture", mediaType: medium.mediaType, bytes };
  }
  return undefined;
}

function refuse(answer: ServerResponse, status: number, reason: string): void {
  if (answer.headersSent) answer.destroy();
  else answer.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", ...FRESH }).end(`${reason}\n`);
}

function answerOwn(name: string, answer: ServerResponse, state: DevState): void {
  const file = devFiles.get(name);
  if (name === "events") sendEvents(answer, state);
  else if (file === undefined) refuse(answer, 404, "there is no such file");
  else
    answer.writeHead(200, { "Content-Type": file.type, "X-Content-Type-Options": "nosniff", ...FRESH }).end(file.text);
}

/** HTML Living Standard §9.2: an event a change, the state first. */
function sendEvents(answer: ServerResponse, state: DevState): void {
  answer.writeHead(200, { "Content-Type": "text/event-stream", ...FRESH });
  const tell = (text: string) => answer.write(`data: ${text}\n\n`);
  tell(state.describe());
  answer.on("close", state.listen(tell));
}

function sendPicture(answer: ServerResponse, { mediaType, bytes }: Extract<Held, { kind: "picture" }>): void {
  const policy = "sandbox; default-src 'none'";
  const headers = { "Content-Type": mediaType, "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff" };
  answer.writeHead(200, { ...headers, ...FRESH }).end(bytes);
}

async function sendPreview(answer: ServerResponse, held: HeldArticle, { preview }: ProxySettings): Promise<void> {
  const html = addDevParts(await preview(held), held.mark);
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": allowDevParts(PAGE_POLICY) };
  answer.writeHead(200, { ...headers, ...FRESH, "X-Robots-Tag": "noindex" }).end(html);
}

/** Miniflare obeys `mf-` headers, and the workers trust those that Cloudflare sets. */
const TRUSTED_UPSTREAM = /^(?:mf-|cf-)/i;

function forward(asked: IncomingMessage, answer: ServerResponse, settings: ProxySettings): Promise<void> {
  const isPage = asked.headers.accept?.includes("text/html") === true;
  const headers = Object.fromEntries(
    Object.entries(asked.headers).filter(([name]) => !TRUSTED_UPSTREAM.test(name) && !(isPage && isCacheHeader(name))),
  );
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const { method, url: path } = asked;
  const port = settings.findUpstream();
  if (port === undefined) {
    refuse(answer, 503, "the publication is starting");
    return Promise.resolve();
  }
  const upstream = request({ host: "127.0.0.1", port, method, path, headers }, (got) => {
    const isHtml = got.headers["content-type"]?.startsWith("text/html") === true;
    (isPage && isHtml ? sendPage(got, answer) : sendAsIs(got, answer)).then(resolve, reject);
  });
  upstream.on("error", reject);
  pipeline(asked, upstream, () => {});
  return promise;
}

/** A page is changed on its way, so it must come whole and unpacked. */
function isCacheHeader(name: string): boolean {
  return ["accept-encoding", "if-none-match", "if-modified-since"].includes(name);
}

function sendAsIs(got: IncomingMessage, answer: ServerResponse): Promise<void> {
  answer.writeHead(got.statusCode ?? 502, got.headers);
  return new Promise((resolve) => pipeline(got, answer, () => resolve()));
}

async function sendPage(got: IncomingMessage, answer: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of got) chunks.push(chunk as Buffer);
  const { etag: _, "last-modified": _date, "content-length": _length, ...kept } = got.headers;
  const policy = allowDevParts(String(got.headers["content-security-policy"] ?? PAGE_POLICY));
  const headers = { ...kept, "content-security-policy": policy, "cache-control": "no-store" };
  answer.writeHead(got.statusCode ?? 502, headers).end(addDevParts(Buffer.concat(chunks).toString()));
}
