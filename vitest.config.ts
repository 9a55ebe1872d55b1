import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Two cores would get one worker, and most of these tests wait: for workerd, for clocks, for readers.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Tests that say they are concurrent wait for a clock and not for the processor.
    maxConcurrency: 20,
    projects: [
      {
        test: {
          name: "pure",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/worker/**", "tests/clients/**", "tests/browser/**", "tests/package/**"],
          // Long enough for the slowest machine: a test that meets it hangs.
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "worker",
          include: ["tests/worker/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Without these wrangler speaks to its makers.
          env: {
            WRANGLER_SEND_METRICS: "false",
            WRANGLER_HIDE_BANNER: "true",
            WRANGLER_SEND_ERROR_REPORTS: "false",
            CLOUDFLARE_CF_FETCH_ENABLED: "false",
          },
        },
      },
      {
        test: {
          name: "package",
          include: ["tests/package/**/*.test.ts"],
          globalSetup: "tests/package/global-setup.ts",
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "clients",
          include: ["tests/clients/**/*.test.ts"],
          globalSetup: "tests/clients/global-setup.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          globalSetup: "tests/browser/global-setup.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
