#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// Stripping types and compiling are most of what a command's start takes. JavaScript itself, so that Node need not load what strips
// types when all that it would strip is in the cache.
enableCompileCache();
await import("./edgewire.ts");
