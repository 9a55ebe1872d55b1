import { measureMiniflare } from "./polls-miniflare.ts";
import { median } from "./measure.ts";
import { mkdtempSync } from "node:fs";
for (const [n, v] of await measureMiniflare(mkdtempSync("/tmp/x-"))) console.log(n.padEnd(30), median(v).toFixed(0));
