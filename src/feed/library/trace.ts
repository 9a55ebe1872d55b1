import type { Problem } from "./types.ts";

/** The member that is being read, of a source that {@link traceReads} has wrapped. */
export interface Trace {
  path: string;
  value: unknown;
  readonly problems: Problem[];
}

/** Notes a problem of the member that was read last; a value that is missing is none. */
export function report(trace: Trace | undefined, wanted: string, value: unknown): undefined {
  if (value != null) trace?.problems.push({ path: trace.path, message: `expected ${wanted}`, value: trace.value });
}

/**
 * The same values behind proxies that note where reading is, and give undefined for a getter that throws. Documents are rendered without:
 * reading through proxies takes many times as long.
 */
export function traceReads(value: unknown, trace: Trace, path = ""): unknown {
  if (typeof value !== "object" || value === null) return value;
  // Throws for an object that only inherits from Date. A proxy has no time of its own.
  if (value instanceof Date) return new Date(value);
  const isList = Array.isArray(value);
  return new Proxy(isList ? [] : {}, {
    get: (_target, name: string) => {
      const step = isList ? `[${name}]` : `.${name}`;
      trace.path = path ? path + step : name;
      try {
        trace.value = Reflect.get(value, name);
        // Extensions are copied by JSON, which asks proxies for more than values.
        return name === "objects" ? trace.value : traceReads(trace.value, trace, trace.path);
      } catch {
        trace.problems.push({ path: trace.path, message: "expected a value", value: undefined });
      }
    },
  });
}
