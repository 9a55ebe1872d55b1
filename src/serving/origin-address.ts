import { type Resource, readResource, writeResource } from "./resource.ts";

// The addresses of Origin, and of the lists that it requests from the publishers' worker. A path names one answer in every cache
// between the two sides, so each is written and read here alone.

/** A question of the gate to Origin. */
export type OriginQuestion =
  /** Undefined: no resource has this path. */
  | { readonly kind: "head"; readonly resource: Resource | undefined }
  | {
      readonly kind: "rendering";
      readonly tag: string;
      readonly format: string;
      readonly resource: Resource | undefined;
    }
  | { readonly kind: "media"; readonly name: string }
  /** The type and the length of a file, without its bytes. */
  | { readonly kind: "file"; readonly name: string }
  | { readonly kind: "log" }
  /** The one question whose query is a reader's: no cache keeps the answer. */
  | { readonly kind: "search"; readonly document: string; readonly search: string }
  /** The names added since a revision; undefined: all. */
  | { readonly kind: "names"; readonly since: number | undefined }
  | { readonly kind: "alias"; readonly path: string; readonly search: string };

/** The condition under which a head is recent enough. No cached head has such an address unless it was requested under the same condition. */
export type HeadFreshness =
  | { readonly after: number; readonly dueAt: number | undefined }
  /** The tag of a head that Origin has contradicted. */
  | { readonly not: string };

/** `path`: the resource as {@link writeResource} writes it. */
export function writeHeadAddress(path: string, freshness: HeadFreshness): string {
  if ("not" in freshness) return `/head/${path}?not=${freshness.not}`;
  const due = freshness.dueAt === undefined ? "" : `&due=${freshness.dueAt}`;
  return `/head/${path}?after=${freshness.after}${due}`;
}

/** The name of a rendering in memory and, after its tag, at Origin. */
export function renderingKey(format: string, path: string): string {
  return `${format}/${path}`;
}

export function writeRenderingAddress(tag: string, key: string): string {
  return `/rendering/${tag}/${key}`;
}

export function writeMediaAddress(name: string): string {
  return `/media/${name}`;
}

export function writeFileAddress(name: string): string {
  return `/file/${name}`;
}

/** `claimedRevision` keeps answers to earlier claims out. */
export function writeLogAddress(claimedRevision: number): string {
  return `/log?after=${claimedRevision}`;
}

export function writeNamesAddress(since: number | undefined): string {
  return since === undefined ? "/names" : `/names?since=${since}`;
}

/** `alias`: a former address, with its query. */
export function writeAliasAddress(alias: string): string {
  return `/alias${alias}`;
}

export function readOriginAddress(url: URL): OriginQuestion | undefined {
  const { pathname, search } = url;
  const [kind, ...rest] = pathname.slice(1).split("/");
  switch (kind) {
    case "head":
      return { kind, resource: readResource(rest.join("/")) };
    case "rendering": {
      const [tag = "", format = "", ...resource] = rest;
      return { kind, tag, format, resource: readResource(resource.join("/")) };
    }
    case "media":
    case "file":
      return { kind, name: rest.join("/") };
    case "log":
      return { kind };
    case "names": {
      // Taken here: the runtime makes the object at its first use.
      const since = url.searchParams.get("since");
      return { kind, since: since === null ? undefined : Number(since) };
    }
    case "search":
      return { kind, document: rest.join("/"), search };
    case "alias":
      return { kind, path: `/${rest.join("/")}`, search };
    default:
      return undefined;
  }
}

/** A question of Origin to the publishers' worker: the head of a list, or the rendering of a list or a page. */
export type PublisherQuestion =
  | { readonly kind: "head"; readonly resource: Resource }
  | { readonly kind: "rendering"; readonly format: string; readonly resource: Resource };

/**
 * The number of this grammar and of what its answers mean; every answer of the publishers' worker carries it. Raise it when a former
 * readers' worker would misread an answer.
 */
export const PROTOCOL = "1";
export const PROTOCOL_HEADER = "edgewire-protocol";

/** Without a leading slash: the publishers' worker has a prefix for them. */
export function writePublisherAddress(question: PublisherQuestion): string {
  return renderingKey(question.kind === "head" ? "head" : question.format, writeResource(question.resource));
}

export function readPublisherAddress(address: string): PublisherQuestion | undefined {
  const [format = "", ...path] = address.split("/");
  const resource = readResource(path.join("/"));
  if (resource === undefined) return undefined;
  return format === "head" ? { kind: "head", resource } : { kind: "rendering", format, resource };
}
