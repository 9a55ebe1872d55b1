#!/usr/bin/env node
// JavaScript itself, and nothing imported before the check: Node strips no types below node_modules, and an older Node could not
// read the rest.
const WANTED_MAJOR = 22;
if (Number(process.versions.node.split(".")[0]) < WANTED_MAJOR) {
  process.stderr.write(
    `edgewire: Node ${WANTED_MAJOR} or newer is wanted, found ${process.version}; install it from https://nodejs.org or with your version manager\n`,
  );
  process.exit(1);
}
// Stripping types and compiling are most of the time that a command takes to start.
const { enableCompileCache } = await import("node:module");
enableCompileCache();
await import("./edgewire.ts");
