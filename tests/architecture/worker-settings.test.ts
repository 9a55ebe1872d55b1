import { join } from "node:path";
import { expect, it } from "vitest";
import { unstable_readConfig } from "wrangler";

const read = (name: string) => unstable_readConfig({ config: join(import.meta.dirname, "../..", name) });

/** Only the publishers' worker has a queue, and only the readers' worker must start fast. */
const OF_ONE_WORKER = ["queue_consumer_no_wait_for_wait_until", "no_nodejs_compat", "no_nodejs_compat_v2"];

it("gives both workers the same platform, database and bucket", () => {
  const shared = ["wrangler.toml", "wrangler.publisher.toml"].map((name) => {
    const { compatibility_date, compatibility_flags, minify, keep_names, send_metrics, d1_databases, r2_buckets } =
      read(name);
    const flags = compatibility_flags.filter((flag: string) => !OF_ONE_WORKER.includes(flag));
    return { compatibility_date, flags, minify, keep_names, send_metrics, d1_databases, r2_buckets };
  });
  expect(shared[0]?.d1_databases).toHaveLength(1);
  expect(shared[0]).toEqual(shared[1]);
});

it("binds the readers' worker to the publishers' by its name", () => {
  expect(read("wrangler.toml").services).toMatchObject([{ service: read("wrangler.publisher.toml").name }]);
});
