/** The parts of the checkout's package.json that the published one is made of. */
export interface CheckoutManifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Not bundled: its code is native, and npm picks the build for the machine. */
const NATIVE = "@resvg/resvg-js";

/** Packages of the user's project that some commands need. */
const PEERS = ["wrangler", "sharp", "music-metadata"];

/** The range of the same major version, from the version that is tested here. */
function rangeOf({ dependencies, devDependencies }: CheckoutManifest, name: string): string {
  const version = dependencies[name] ?? devDependencies[name];
  if (version === undefined) throw new Error(`package.json names no ${name}`);
  return `^${version}`;
}

/** The package.json that is published: everything but the native renderer is bundled. */
export function writeManifest(checkout: CheckoutManifest, exports: Readonly<Record<string, unknown>>): string {
  const manifest = {
    name: "edgewire",
    version: checkout.version,
    description: checkout.description,
    keywords: ["rss", "atom", "json-feed", "podcast", "websub", "cloudflare-workers"],
    license: checkout.license,
    type: "module",
    engines: { node: ">=22" },
    sideEffects: ["./bin/*", "./dist/cli/*"],
    bin: { edgewire: "bin/edgewire.js" },
    exports: { ...exports, "./package.json": "./package.json" },
    dependencies: { [NATIVE]: checkout.dependencies[NATIVE] },
    peerDependencies: Object.fromEntries(PEERS.map((name) => [name, rangeOf(checkout, name)])),
    peerDependenciesMeta: Object.fromEntries(PEERS.map((name) => [name, { optional: true }])),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
