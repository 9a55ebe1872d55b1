/** The parts of the checkout's package.json that the published one is made of. */
export interface CheckoutManifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly repository?: string | { readonly type: string; readonly url: string };
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

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The code host of this copy: npm resolves README's links against it, and checks it against the provenance of a release. It is what
 * package.json names, else the repository whose workflow builds the package; elsewhere none is known.
 */
function namePlaces({ repository }: CheckoutManifest, { GITHUB_SERVER_URL, GITHUB_REPOSITORY }: Environment) {
  if (repository !== undefined) return { repository };
  if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY) return {};
  const page = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
  return {
    homepage: `${page}#readme`,
    bugs: { url: `${page}/issues` },
    repository: { type: "git", url: `git+${page}.git` },
  };
}

/** The package.json that is published: everything but the native renderer is bundled. */
export function writeManifest(
  checkout: CheckoutManifest,
  exports: Readonly<Record<string, unknown>>,
  environment: Environment = process.env,
): string {
  const manifest = {
    name: "edgewire",
    version: checkout.version,
    description: checkout.description,
    keywords: ["rss", "atom", "json-feed", "podcast", "websub", "cloudflare-workers"],
    license: checkout.license,
    ...namePlaces(checkout, environment),
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
