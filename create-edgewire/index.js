#!/usr/bin/env node
// `npm create edgewire my-news` is `edgewire init my-news`. The command checks the version of Node.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const command = join(createRequire(import.meta.url).resolve("edgewire/package.json"), "..", "bin", "edgewire.js");
const { status } = spawnSync(process.execPath, [command, "init", ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? 1;
