import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";

// Loads pages as the workers' bundler does, with `node --import ./bench/text-modules.ts`: stylesheets are text, JSX is Hono's.

registerHooks({
  load(url, context, nextLoad) {
    if (!/\.(?:css|tsx)$/.test(url)) return nextLoad(url, context);
    const text = readFileSync(fileURLToPath(url), "utf8");
    const jsx = { loader: "tsx", jsx: "automatic", jsxImportSource: "hono/jsx" } as const;
    const source = url.endsWith(".css") ? `export default ${JSON.stringify(text)};` : transformSync(text, jsx).code;
    return { format: "module", shortCircuit: true, source };
  },
});
