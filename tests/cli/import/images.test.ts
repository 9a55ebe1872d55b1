import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Fetch } from "../../../cli/public-fetch.ts";
import { importText, makeFolder, readArticles, readFiles } from "./support.ts";

/** One pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

function createImageServer(images: Readonly<Record<string, Response | Uint8Array>>) {
  const asked: string[] = [];
  const fetch: Fetch = async (url) => {
    asked.push(url);
    const found = images[url];
    if (found instanceof Uint8Array) return new Response(new Uint8Array(found));
    return found ?? new Response("", { status: 404 });
  };
  return { fetch, asked };
}

const feedOf = (...items: object[]) =>
  JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: "F",
    home_page_url: "https://f.example/",
    items,
  });

const post = (fields: object) => ({
  id: "1",
  url: "https://f.example/2024/one/",
  title: "One",
  date_published: "2024-01-02T00:00:00Z",
  ...fields,
});

describe("the pictures of an import", () => {
  it("stand beside their article, each fetched once, and are not fetched again", async () => {
    const image = "https://f.example/lead.png";
    const html = `<p>Text</p><img src="${image}"><picture><source srcset="/w600.webp 600w"><img src="/Uploads/Über%20uns.PNG?x=1" srcset="/s.png 2x" alt="A"></picture>`;
    const uploaded = "https://f.example/Uploads/%C3%9Cber%20uns.PNG?x=1";
    const { fetch, asked } = createImageServer({ [image]: PNG, [uploaded]: PNG });
    const source = feedOf(post({ image, content_html: html }));
    const { folder, report } = await importText(source, { withImages: true }, fetch);
    expect(report.losses).toEqual([]);
    expect(asked.toSorted()).toEqual([uploaded, image].toSorted());
    const name = "2024-01-02-one";
    expect([...readFiles(folder).keys()]).toEqual([
      `${name}/ber-uns.png`,
      `${name}/index.html`,
      `${name}/lead.png`,
      "site.yaml",
    ]);
    const [article] = await readArticles(folder);
    expect(article?.image?.role).toBe("photograph");
    expect(article?.html).not.toContain("f.example");
    expect(readFileSync(join(folder, name, "index.html"), "utf8")).toContain('<img src="ber-uns.png" alt="A">');
    const before = readFiles(folder);
    await importText(source, { folder, withImages: true }, fetch);
    expect(asked).toHaveLength(2);
    expect(readFiles(folder)).toEqual(before);
  });

  it("that articles share are fetched once", async () => {
    const { fetch, asked } = createImageServer({ "https://f.example/a.png": PNG });
    const shared = { content_html: '<img src="https://f.example/a.png">' };
    const source = feedOf(post(shared), post({ ...shared, id: "2", url: "https://f.example/2024/two/" }));
    const { folder } = await importText(source, { withImages: true }, fetch);
    expect(asked).toEqual(["https://f.example/a.png"]);
    expect(await readArticles(folder)).toHaveLength(2);
  });

  const left: [name: string, address: string, answer: Response | Uint8Array | undefined, why: RegExp][] = [
    ["missing", "https://f.example/gone.png", undefined, /want status 200, found 404/],
    ["no picture", "https://f.example/a.png", new Response("<html>"), /Cannot read the image/],
    [
      "an SVG",
      "https://f.example/a.svg",
      new Response("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      /SVG cannot be published/,
    ],
    ["on a private network", "https://192.168.0.1/a.png", PNG, /must be a public name/],
    ["on this machine", "https://localhost/a.png", PNG, /must be a public name/],
    [
      "sent on to a private network",
      "https://f.example/r.png",
      new Response(null, { status: 302, headers: { location: "https://10.0.0.1/a.png" } }),
      /must be a public name/,
    ],
    ["not at https", "http://f.example/a.png", PNG, /must be an https:\/\/ address/],
  ];

  it.each(left)("are reported and left where they are if %s", async (_, address, answer, why) => {
    const { fetch, asked } = createImageServer(answer === undefined ? {} : { [address]: answer });
    const source = feedOf(post({ content_html: `<p>Text</p><img src="${address}">` }));
    const { folder, report } = await importText(source, { withImages: true }, fetch);
    expect(report.losses).toMatchObject([{ field: "image", message: why }]);
    expect(asked.every((url) => URL.parse(url)?.hostname === "f.example")).toBe(true);
    expect((await readArticles(folder))[0]?.html).toContain(`src="${address}"`);
  });

  it("head the text where a lead image is not at https, and are left out where it cannot be had", async () => {
    const items = [
      post({ image: "http://f.example/a.png", content_html: "<p>A</p>" }),
      post({ id: "2", url: "https://f.example/two", image: "https://f.example/b.png", content_html: "<p>B</p>" }),
    ];
    const { folder } = await importText(feedOf(...items), { withImages: true }, createImageServer({}).fetch);
    const [one, two] = await readArticles(folder);
    expect(one?.image).toBeUndefined();
    expect(one?.html).toBe('<figure><img src="http://f.example/a.png" alt=""></figure><p>A</p>');
    expect(two).toMatchObject({ image: undefined, html: "<p>B</p>" });
  });

  it("are left where they are with --no-images, but those written into the text itself", async () => {
    const html = `<img src="data:image/png;base64,${PNG.toString("base64")}"><img src="https://f.example/a.png">`;
    const { fetch, asked } = createImageServer({});
    const { folder } = await importText(feedOf(post({ content_html: html })), { withImages: false }, fetch);
    expect(asked).toEqual([]);
    expect(existsSync(join(folder, "2024-01-02-one/image.png"))).toBe(true);
    expect((await readArticles(folder))[0]?.html).toContain('src="https://f.example/a.png"');
  });

  it("leave nothing behind in a folder of no article", async () => {
    const folder = makeFolder();
    await importText(feedOf(post({ content_html: "<p>No picture</p>" })), { folder, withImages: true });
    expect([...readFiles(folder).keys()]).toEqual(["2024-01-02-one.html", "site.yaml"]);
  });
});
