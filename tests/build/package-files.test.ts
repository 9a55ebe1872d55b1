import { describe, expect, it } from "vitest";
import { keepLinks } from "../../build/documents.ts";
import { type CheckoutManifest, writeManifest } from "../../build/manifest.ts";

const CHECKOUT = {
  version: "1.0.0",
  description: "Feeds",
  license: "MIT",
  dependencies: { "@resvg/resvg-js": "2.6.2" },
  devDependencies: { wrangler: "4.155.0", sharp: "0.34.0", "music-metadata": "11.0.0" },
} satisfies CheckoutManifest;

describe("the place of the source in package.json", () => {
  const read = (checkout: CheckoutManifest, environment: Record<string, string>) =>
    JSON.parse(writeManifest(checkout, {}, environment));

  it("is the repository whose workflow builds the package", () => {
    const environment = { GITHUB_SERVER_URL: "https://code.example", GITHUB_REPOSITORY: "wire/edgewire" };
    expect(read(CHECKOUT, environment)).toMatchObject({
      homepage: "https://code.example/wire/edgewire#readme",
      bugs: { url: "https://code.example/wire/edgewire/issues" },
      repository: { type: "git", url: "git+https://code.example/wire/edgewire.git" },
    });
  });

  it("is what the checkout names, where it names one, and nothing where none is known", () => {
    const repository = { type: "git", url: "https://other.example/edgewire.git" };
    expect(read({ ...CHECKOUT, repository }, { GITHUB_REPOSITORY: "a/b" })).toMatchObject({ repository });
    expect(read(CHECKOUT, {})).not.toHaveProperty("repository");
  });
});

it("a page in the package links to files of the package and to the web, and shows no picture", () => {
  const text = [
    "![The front page: a picture](docs/images/front.png)",
    "",
    "See [reading](docs/reading.md#dates), [decision 2](docs/decisions/0002.md), [npm](https://www.npmjs.com/) and [below](#below).",
    "",
  ].join("\n");
  expect(keepLinks(text, (path) => path === "docs/reading.md")).toBe(
    "See [reading](docs/reading.md#dates), decision 2, [npm](https://www.npmjs.com/) and [below](#below).\n",
  );
});
