import type { MicropubRequest, Properties } from "./read-micropub-request.ts";

type Update = Extract<MicropubRequest, { readonly action: "update" }>;

/** The new lists of the properties that an update touches (Micropub §3.4); those that it empties are empty. */
export function updateProperties(properties: Properties, { replace, add, remove }: Update): Properties {
  const names = new Set([replace, add, remove].flatMap((part) => Object.keys(part)));
  return Object.fromEntries(
    [...names].map((name) => {
      const removed = remove[name] ?? [];
      const base = replace[name] ?? properties[name] ?? [];
      const kept = removed === "all" ? [] : base.filter((value) => !removed.some((one) => isSame(one, value)));
      const added = (add[name] ?? []).filter((value) => !kept.some((one) => isSame(one, value)));
      return [name, [...kept, ...added]];
    }),
  );
}

/** A photo is the same one with and without its description. */
function isSame(one: unknown, other: unknown): boolean {
  return nameOf(one) === nameOf(other);
}

function nameOf(value: unknown): string {
  const { value: address } = (typeof value === "object" ? (value ?? {}) : {}) as { readonly value?: unknown };
  return JSON.stringify(typeof address === "string" ? address : value);
}
