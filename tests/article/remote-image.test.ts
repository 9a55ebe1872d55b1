import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkRemoteAddress, fetchRemoteImage } from "../../src/article/images/remote-image.ts";

const PNG = new Uint8Array(readFileSync(`${import.meta.dirname}/../fixtures/images/plain.png`));
const START = "https://images.example.com/a.png";

describe("checkRemoteAddress", () => {
  it.each([
    ["https://images.example.com/a b.jpg?x=1", "https://images.example.com/a%20b.jpg?x=1"],
    ["HTTPS://Example.COM:443/a.jpg", "https://example.com/a.jpg"],
    ["https://bücher.example.com/ü.jpg", "https://xn--bcher-kva.example.com/%C3%BC.jpg"],
    ["https://123.example.com/", "https://123.example.com/"],
    ["https://local.news/", "https://local.news/"],
  ])("%s may be fetched", (address, href) => {
    const checked = checkRemoteAddress(address);
    expect(checked.ok && checked.value.href).toBe(href);
  });

  it.each([
    "",
    "photo.jpg",
    "//example.com/a.jpg",
    "http://example.com/a.jpg",
    "ftp://example.com/a.jpg",
    "data:image/png;base64,AAAA",
    "file:///etc/passwd",
    "https://",
    "https://[",
    "https://user@example.com/",
    "https://user:secret@example.com/",
    "https://:secret@example.com/",
    "https://example.com:8443/",
    "https://example.com:80/",
    "https://1.2.3.4.5.0x/",
  ])("%j is no address of an image", (address) => {
    expect(checkRemoteAddress(address)).toMatchObject({ ok: false, problem: { reason: "image-address-invalid" } });
  });

  it.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://%31%32%37.0.0.1/",
    "https://127。0。0。1/",
    "https://①②⑦.0.0.1/",
    "https://127.0.0.1./",
    "https://0/",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://192.168.1.1/",
    "https://8.8.8.8/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[0:0:0:0:0:ffff:7f00:1]/",
    "https://[fe80::1]/",
    "https://[fd00:ec2::254]/",
    "https://[64:ff9b::7f00:1]/",
    "https://localhost/",
    "https://LOCALHOST./",
    "https://intranet/",
    "https://a.localhost/",
    "https://printer.local/",
    "https://printer.LOCAL./",
    "https://metadata.google.internal/",
    "https://router.home.arpa/",
    "https://nas.lan/",
    "https://a.test/",
    "https://1.0.0.127.in-addr.arpa/",
    "https://hidden.onion/",
  ])("%s is private", (address) => {
    expect(checkRemoteAddress(address)).toMatchObject({ ok: false, problem: { reason: "image-address-private" } });
  });
});

/** Answers by address; records what was asked. */
function fakeFetch(answers: Record<string, () => Response | Promise<Response>>) {
  const asked: string[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    asked.push(url);
    expect(init.redirect).toBe("manual");
    return answers[url]?.() ?? new Response(null, { status: 404 });
  };
  return { asked, fetch };
}

const redirect =
  (location: string, status = 302) =>
  () =>
    new Response(null, { status, headers: { location } });
const image = () => new Response(PNG);

describe("fetchRemoteImage", () => {
  it("measures the image from its bytes, whatever the server calls it", async () => {
    const { fetch } = fakeFetch({ [START]: () => new Response(PNG, { headers: { "content-type": "text/html" } }) });
    const value = { url: START, mediaType: "image/png", sizeBytes: PNG.length, width: 40, height: 30 };
    expect(await fetchRemoteImage(START, { fetch })).toEqual({ ok: true, value });
  });

  it("follows three redirects, relative ones too, and reports where the image is", async () => {
    const { fetch, asked } = fakeFetch({
      [START]: redirect("/b", 301),
      "https://images.example.com/b": redirect("//cdn.example.com/c", 307),
      "https://cdn.example.com/c": redirect("https://cdn.example.com/d.png", 308),
      "https://cdn.example.com/d.png": image,
    });
    const found = await fetchRemoteImage(START, { fetch });
    expect(found).toMatchObject({ ok: true, value: { url: "https://cdn.example.com/d.png" } });
    expect(asked).toHaveLength(4);
  });

  it("asks for the address that documents will have, and reports it", async () => {
    const url = "https://images.example.com/a%7Cb.png?c%5B%5D=1";
    const { fetch } = fakeFetch({ [url]: image });
    const found = await fetchRemoteImage("https://images.example.com/a|b.png?c[]=1", { fetch });
    expect(found).toMatchObject({ ok: true, value: { url } });
  });

  it("does not follow a fourth", async () => {
    const { fetch, asked } = fakeFetch({ [START]: redirect(START) });
    const found = await fetchRemoteImage(START, { fetch });
    expect(found).toMatchObject({ ok: false, problem: { reason: "image-remote-unreachable" } });
    expect(asked).toHaveLength(4);
  });

  it.each([
    ["https://169.254.169.254/latest", "image-address-private"],
    ["https://2130706433/", "image-address-private"],
    ["https://localhost/a.png", "image-address-private"],
    ["http://cdn.example.com/a.png", "image-address-invalid"],
    ["https://cdn.example.com:8443/a.png", "image-address-invalid"],
    ["file:///etc/passwd", "image-address-invalid"],
    ["https://[", "image-address-invalid"],
  ])("a redirect to %s is not asked for", async (location, reason) => {
    const { fetch, asked } = fakeFetch({ [START]: redirect(location) });
    expect(await fetchRemoteImage(START, { fetch })).toMatchObject({ ok: false, problem: { reason } });
    expect(asked).toEqual([START]);
  });

  it("a private address is never asked for", async () => {
    const { fetch, asked } = fakeFetch({});
    expect(await fetchRemoteImage("https://10.0.0.1/a.png", { fetch })).toMatchObject({ ok: false });
    expect(asked).toEqual([]);
  });

  it("an endless body is read up to the limit and no further, whatever its content-length", async () => {
    let sent = 0;
    const chunk = new Uint8Array(1000);
    const pull = (controller: ReadableStreamDefaultController) => {
      sent++;
      controller.enqueue(chunk);
    };
    const body = () => new ReadableStream({ pull });
    const { fetch } = fakeFetch({ [START]: () => new Response(body(), { headers: { "content-length": "10" } }) });
    const found = await fetchRemoteImage(START, { fetch, maxBytes: 10_000 });
    expect(found).toMatchObject({ ok: false, problem: { reason: "image-too-large" } });
    expect(sent).toBeLessThan(15);
  });

  it.each([
    ["a page", () => new Response("<!doctype html>", { headers: { "content-type": "image/png" } }), "image-unreadable"],
    ["SVG", () => new Response("<svg onload='alert(1)'/>"), "image-svg"],
    ["nothing", () => new Response(""), "image-unreadable"],
    ["half an image", () => new Response(PNG.slice(0, 60)), "image-unreadable"],
    ["status 404", () => new Response(PNG, { status: 404 }), "image-remote-unreachable"],
    ["status 204", () => new Response(null, { status: 204 }), "image-remote-unreachable"],
    ["status 206", () => new Response(PNG, { status: 206 }), "image-remote-unreachable"],
    ["status 304 without a location", () => new Response(null, { status: 304 }), "image-remote-unreachable"],
    ["a broken connection", () => Promise.reject(new TypeError("fetch failed")), "image-remote-unreachable"],
  ])("%s is a finding that names the address", async (_, answer, reason) => {
    const found = await fetchRemoteImage(START, fakeFetch({ [START]: answer }));
    expect(found).toMatchObject({ ok: false, problem: { reason, message: expect.stringContaining(START) } });
  });

  it.each([
    ["Node", new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") }), "getaddrinfo ENOTFOUND"],
    ["workerd", new Error("internal error; reference = q6k3"), "its host cannot be reached"],
    ["either", new Error("Network connection lost."), "Network connection lost."],
  ])("what went wrong is said in words, in %s", async (_, error, words) => {
    const found = await fetchRemoteImage(START, fakeFetch({ [START]: () => Promise.reject(error) }));
    expect(found).toMatchObject({ ok: false, problem: { message: `Cannot fetch the image ${START}: ${words}` } });
  });

  it.each([
    ["a server that does not answer", () => new Promise<Response>(() => undefined)],
    [
      "a body that stops",
      () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(PNG.slice(0, 50)) })),
    ],
  ])("%s is given up in time, even by a fetch that ignores its signal", async (_, answer) => {
    const found = await fetchRemoteImage(START, { ...fakeFetch({ [START]: answer }), timeoutMs: 20 });
    expect(found).toMatchObject({ ok: false, problem: { message: expect.stringContaining("within 20 ms") } });
  });
});
