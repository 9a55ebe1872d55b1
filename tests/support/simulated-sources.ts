import { createCallbackPolicy } from "../../src/push/callback-policy.ts";
import { createSourceRoutes } from "../../src/sources/http/source-routes.ts";
import { pollSource } from "../../src/sources/poll-source.ts";
import { publishStaged } from "../../src/sources/publish-staged.ts";
import { RUN_LIMITS, type RunLimits, runSources } from "../../src/sources/run-sources.ts";
import type { SourcePorts } from "../../src/sources/source-ports.ts";
import type { SourceStore } from "../../src/sources/source-store.ts";
import { createStore } from "../../src/store/d1-store.ts";
import { createSourceStore } from "../../src/store/sources/d1-sources.ts";
import { mountRoutes } from "./mount-routes.ts";
import { PUBLIC_URL, type SimulatedEdge } from "./simulated-edge.ts";
import type { Passage } from "./simulated-hub.ts";

// Sources in Node: the real code and SQL, on the clock of a simulation, with other publications that are functions.

export type Site = (request: Request) => Response | Promise<Response>;

export interface Asked {
  readonly at: number;
  readonly url: string;
  readonly headers: Headers;
}

export interface SimulatedSources {
  /** Every request that was sent. */
  readonly asked: Asked[];
  readonly store: SourceStore;
  connect(passage?: Passage): SourcePorts;
  /** One run of the cron. */
  run(ports?: SourcePorts, limits?: Partial<RunLimits>): Promise<void>;
  /** Lets time pass, and the cron run whenever there is something to do. */
  runUntil(time: number, onStep?: () => void | Promise<void>): Promise<void>;
  /** A request to `/sources/:name`; what it starts is over when this is. */
  call(path: string, init?: RequestInit): Promise<Response>;
}

/** `sites` by host; others cannot be reached. */
export function createSimulatedSources(edge: SimulatedEdge, sites: ReadonlyMap<string, Site>): SimulatedSources {
  const { clock } = edge;
  const asked: Asked[] = [];
  const store = createSourceStore(edge.store.db);
  let secrets = 0;
  const fetch = async (address: string, init: RequestInit = {}) => {
    const url = new URL(address);
    asked.push({ at: clock.now, url: address, headers: new Headers(init.headers) });
    const site = sites.get(url.host);
    if (site === undefined) throw new TypeError("the host cannot be reached");
    return site(new Request(address, { ...init, signal: null }));
  };

  const sources: SimulatedSources = {
    asked,
    store,
    connect(passage = (work) => work()) {
      const publishing = edge.openPublishing();
      return {
        store: passAll(store, passage),
        publishing: {
          ...publishing,
          store: passAll(publishing.store, passage),
          get now() {
            return clock.now;
          },
        },
        publicUrl: PUBLIC_URL,
        now: () => clock.now,
        drawSecret: () => `secret-${++secrets}`,
        client: {
          policy: createCallbackPolicy({ publicUrl: PUBLIC_URL, ports: "", privateCallbacks: "" }),
          fetch: (address, init) => passage(() => fetch(address, init)),
          userAgent: "edgewire",
          startTimeout: () => new AbortController().signal,
        },
      };
    },
    async run(ports = sources.connect(), limits = {}) {
      const { profile } = await createStore(edge.store.db, {} as R2Bucket).readSite();
      await runSources(profile?.sources ?? [], ports, { ...RUN_LIMITS, ...limits } as typeof RUN_LIMITS);
    },
    async runUntil(time, onStep) {
      for (;;) {
        await onStep?.();
        await sources.run();
        const next = findNext(edge);
        if (next > time) break;
        // The cron fires once a minute.
        clock.now = Math.max(clock.now + 60_000, next);
      }
      clock.now = Math.max(clock.now, time);
    },
    async call(path, init) {
      const work: Promise<unknown>[] = [];
      const ports = sources.connect();
      const routes = mountRoutes(createSourceRoutes(), () => ({
        sources: {
          ports,
          workSoon: (source: Parameters<typeof pollSource>[0], asked: "publish" | "poll and publish") => {
            const begin = asked === "poll and publish" ? pollSource(source, ports) : Promise.resolve();
            work.push(begin.then(() => publishStaged([source.rule], RUN_LIMITS, ports, () => false)));
          },
        },
      }));
      const response = await routes.fetch(new Request(PUBLIC_URL + path, init));
      await Promise.all(work);
      return response;
    },
  };
  return sources;
}

function findNext({ store }: SimulatedEdge): number {
  const [row] = store.query<{ next: number | null }>(
    `SELECT min(at) AS next FROM (
       SELECT min(max(next_at, leased_until)) AS at FROM sources UNION ALL SELECT min(renew_at) FROM sources
       UNION ALL SELECT min(checked_at) + 86400000 FROM source_entries WHERE missing_since IS NOT NULL
       UNION ALL SELECT 0 FROM source_entries WHERE pending IS NOT NULL)`,
  );
  return row?.next ?? Number.POSITIVE_INFINITY;
}

function passAll<Port extends object>(port: Port, passage: Passage): Port {
  const entries = Object.entries(port).map(([name, method]) => [
    name,
    (...values: never[]) => passage(() => (method as (...values: never[]) => Promise<unknown>)(...values)),
  ]);
  return Object.fromEntries(entries) as Port;
}
