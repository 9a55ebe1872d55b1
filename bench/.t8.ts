import { measureMiniflare } from "/work/main/bench/polls-miniflare.ts";
import { mkdtempSync } from "node:fs";
await measureMiniflare(mkdtempSync("/tmp/x-"));
