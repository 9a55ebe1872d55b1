import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { PUBLIC_URL, readImage, SITE, type TestWorker } from "../support/harness.ts";

// The behaviours that the server tests of micropub.rocks ask for, by their numbers, black-box over HTTP.

interface Answer {
  readonly status: number;
  readonly location: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const ALL = ["create", "update", "delete", "media"];
const SITE_WITH_TOOLS = `${SITE}
micropub: yes
fediverse:
  bridge: bridge.example
  me: https://social.example/@wire
`;
const FAR = "2999-01-01T00:00:00Z";

/** Run by a suite that has a worker: a worker of their own would cost more than all of them. */
export function describeWritingTools(workerOf: () => TestWorker): void {
  let token = "";

  async function createToken(name: string, scopes: readonly string[]): Promise<string> {
    const body = JSON.stringify({ name, scopes });
    const answer = await workerOf().api("POST", "/api/tokens", { body });
    expect(answer.status).toBe(201);
    return (answer.body as unknown as { token: string }).token;
  }

  async function send(path: string, init: RequestInit, bearer: string | undefined = token): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (bearer !== "") headers.set("authorization", `Bearer ${bearer}`);
    const response = await fetch(new URL(path, workerOf().url), { ...init, headers, redirect: "manual" });
    const text = await response.text();
    const body = text === "" ? {} : (JSON.parse(text) as Answer["body"]);
    return { status: response.status, location: response.headers.get("location") ?? "", body };
  }

  const post = (body: BodyInit, bearer?: string, headers: Record<string, string> = {}) =>
    send("/micropub", { method: "POST", body, headers }, bearer);
  const form = (text: string, bearer?: string) => post(new URLSearchParams(text), bearer);
  const json = (value: object, bearer?: string) =>
    post(JSON.stringify(value), bearer, { "content-type": "application/json" });
  const entry = (properties: object, bearer?: string) => json({ type: ["h-entry"], properties }, bearer);
  const query = (text: string, bearer?: string) => send(`/micropub?${text}`, {}, bearer);
  const update = (url: string, changes: object, bearer?: string) => json({ action: "update", url, ...changes }, bearer);
  const page = (location: string) => workerOf().poll(new URL(location).pathname);

  async function readSource(url: string): Promise<Readonly<Record<string, unknown[]>>> {
    const { status, body } = await query(`q=source&url=${encodeURIComponent(url)}`);
    expect([status, body.type]).toEqual([200, ["h-entry"]]);
    return body.properties as Record<string, unknown[]>;
  }

  function formOf(name: string, image: Uint8Array<ArrayBuffer>): FormData {
    const body = new FormData();
    body.append(name, new File([image], "photo.jpg", { type: "image/jpeg" }));
    return body;
  }

  const upload = (image: Uint8Array<ArrayBuffer>, bearer?: string) =>
    send("/micropub/media", { method: "POST", body: formOf("file", image) }, bearer);
  const postFile = (image: Uint8Array<ArrayBuffer>, bearer?: string) => post(formOf("photo", image), bearer);

  beforeAll(async () => {
    token = await createToken("Quill", ALL);
    const answer = await query("q=config");
    expect([answer.status, answer.body.error]).toEqual([404, "invalid_request"]);
    expect((await workerOf().poll("/")).text).not.toContain('rel="micropub"');
    expect((await workerOf().poll("/.well-known/webfinger?resource=acct:a@b.example")).status).toBe(404);
    // 202: the profile is still being applied to stored articles.
    while ((await workerOf().putSite(SITE_WITH_TOOLS)).status === 202);
  });

  it("the front page names the endpoint in header and head; no feed and no other page does", async () => {
    const front = await workerOf().poll("/");
    expect(front.headers.link).toContain(`, <${PUBLIC_URL}/micropub>; rel="micropub"`);
    expect(front.text).toContain('<link rel="micropub" href="/micropub"/>');
    expect(front.text).toContain('<link rel="me" href="https://social.example/@wire"/>');
    const { location } = await entry({ content: ["Beside the front page"] });
    for (const path of ["/rss.xml", "/feed.json", new URL(location).pathname, "/subscribe"]) {
      const { headers, text } = await workerOf().poll(path);
      expect([path, `${headers.link}`.includes("micropub"), text.includes('rel="micropub"')]).toEqual([
        path,
        false,
        false,
      ]);
    }
  });

  it("WebFinger and host-meta are sent to the bridge with their query", async () => {
    const resource = "?resource=acct%3Awire%40news.example";
    for (const path of ["/.well-known/webfinger", "/.well-known/host-meta"]) {
      const { status, headers } = await workerOf().poll(path + resource);
      expect([status, headers.location]).toEqual([302, `https://bridge.example${path}${resource}`]);
    }
    expect((await workerOf().poll("/.well-known/nodeinfo")).status).toBe(404);
  });

  describe("creating by a form (100 to 107)", () => {
    it("100, 101: a note, its categories with and without brackets", async () => {
      const { status, location } = await form("h=entry&content=Micropub+test+100&category[]=one&category[]=two");
      expect(status).toBe(201);
      expect(location).toMatch(/\/articles\/micropub-test-100$/);
      expect((await page(location)).text).toContain("Micropub test 100");
      expect(await readSource(location)).toMatchObject({ content: ["Micropub test 100"], category: ["one", "two"] });
      const single = await form("h=entry&content=Micropub+test+103&category=one");
      expect(await readSource(single.location)).toMatchObject({ category: ["one"] });
    });

    it("104: a photo by its address", async () => {
      const { location: photo } = await upload(readImage("baseline.jpg"));
      const { status, location } = await form(`h=entry&content=With+a+photo&photo=${encodeURIComponent(photo)}`);
      expect(status).toBe(201);
      expect((await page(location)).text).toContain(`src="${new URL(photo).pathname}"`);
    });

    it("a field that was left empty says nothing", async () => {
      const { status, location } = await form("h=entry&name=&content=Empty+fields&mp-slug=&photo=&category[]=");
      expect(status).toBe(201);
      expect(Object.keys(await readSource(location)).toSorted()).toEqual(["content", "post-status", "published"]);
    });
  });

  describe("creating by JSON (200 to 205)", () => {
    it("200, 201: a note and its categories", async () => {
      const { status, location } = await entry({ content: ["Micropub test 200"], category: ["a", "b"] });
      expect(status).toBe(201);
      expect(await readSource(location)).toMatchObject({ content: ["Micropub test 200"], category: ["a", "b"] });
    });

    it("202: HTML is shown as HTML, blank lines and indentation included", async () => {
      const html = "<p>This <b>is</b> *HTML*.</p>\n\n    <pre>a\n\n  b</pre>";
      const { status, location } = await entry({ name: ["In HTML"], content: [{ html }] });
      expect(status).toBe(201);
      const { text } = await page(location);
      expect(text).toContain("<p>This <b>is</b> *HTML*.</p>");
      expect(text).toMatch(/<pre[^>]*>(?:<code>)?a\n\n {2}b/);
      expect(await readSource(location)).toMatchObject({ content: [{ html }] });
    });

    it("203, 205: photos by address, with their descriptions", async () => {
      const { location: first } = await upload(readImage("baseline.jpg"));
      const { location: second } = await upload(readImage("plain.png"));
      const photo = [{ value: first, alt: "The [old] quay" }, second];
      const { status, location } = await entry({ content: ["Micropub test 205"], photo });
      expect(status).toBe(201);
      const { text } = await page(location);
      for (const address of [first, second]) expect(text).toContain(`src="${new URL(address).pathname}"`);
      expect(text).toContain('alt="The [old] quay"');
      expect(await readSource(location)).toMatchObject({ photo });
    });

    it("204: nested objects are kept", async () => {
      const checkin = [{ type: ["h-card"], properties: { name: ["Harbour"], latitude: ["53.5"] } }];
      const { status, location } = await entry({ content: ["At the harbour"], checkin });
      expect(status).toBe(201);
      expect(await readSource(location)).toMatchObject({ checkin });
    });

    it("an article with a title, a summary and an address of its own", async () => {
      const properties = {
        name: ["Yes"],
        content: ["# Part\n\nText."],
        summary: ["In short: no"],
        "mp-slug": ["the-bridge"],
      };
      const { status, location } = await entry(properties);
      expect([status, location]).toEqual([201, `${PUBLIC_URL}/articles/the-bridge`]);
      const { "mp-slug": _, ...kept } = properties;
      expect(await readSource(location)).toMatchObject(kept);
    });
  });

  it("300: a form with a file", async () => {
    const body = new FormData();
    body.append("h", "entry");
    body.append("content", "Micropub test 300");
    body.append("photo", new File([readImage("baseline.jpg")], "quay.jpg", { type: "image/jpeg" }));
    body.append("mp-photo-alt", "A quay");
    const { status, location } = await post(body);
    expect(status).toBe(201);
    expect(await readSource(location)).toMatchObject({ photo: [{ alt: "A quay" }] });
    expect((await page(location)).text).toContain('alt="A quay"');
  });

  describe("two requests as clients send them", () => {
    it("an editor that sends bare strings where lists are wanted", async () => {
      const properties = { name: "A draft", content: "Bare.", category: "one", "post-status": "published" };
      const { status, location } = await json({ type: "h-entry", properties });
      expect(status).toBe(201);
      const changed = await update(location, { replace: { content: "Bare again." } });
      expect(changed.status).toBe(204);
      expect(await readSource(location)).toMatchObject({ content: ["Bare again."], category: ["one"] });
    });

    it("a client that sends a form with several files and a token in it", async () => {
      const body = new FormData();
      for (const [name, value] of Object.entries({ access_token: token, h: "entry", content: "Two photos" }))
        body.append(name, value);
      for (const name of ["baseline.jpg", "plain.png"]) body.append("photo[]", new File([readImage(name)], name));
      const { status, location } = await post(body, "");
      expect(status).toBe(201);
      expect((await readSource(location)).photo).toHaveLength(2);
    });
  });

  describe("updating (400 to 405)", () => {
    const rows: [name: string, changes: object, expected: object, absent?: string][] = [
      [
        "400: replaces a property",
        { replace: { content: ["New text."] } },
        { content: ["New text."], category: ["a", "b"] },
      ],
      ["401: adds a value", { add: { category: ["c", "a"] } }, { category: ["a", "b", "c"] }],
      ["402: adds a property", { add: { summary: ["In short."] } }, { summary: ["In short."], content: ["Old text."] }],
      ["403: removes a value", { delete: { category: ["a"] } }, { category: ["b"] }],
      ["404: removes a property", { delete: ["category"] }, { content: ["Old text."] }, "category"],
    ];

    it.each(rows)("%s", async (name, changes, expected, absent = "nothing") => {
      const { location } = await entry({ name: [name], content: ["Old text."], category: ["a", "b"] });
      expect((await update(location, changes)).status).toBe(204);
      const source = await readSource(location);
      expect(source).toMatchObject(expected);
      expect(source).not.toHaveProperty(absent);
    });

    it("an article from the folder keeps its comments and other values", async () => {
      const file = "---\n# ours\ntitle: Ferry\ndate: 2024-03-01\nlayout: wide\n---\n\nOld.\n";
      const { body } = await workerOf().putArticle("by-hand", file);
      expect((await update(body.url, { replace: { content: ["New."] } })).status).toBe(204);
      const stored = await workerOf().api("GET", "/api/articles/by-hand");
      expect(stored.body.source).toBe(file.replace("Old.", "New."));
    });

    it("front matter in another syntax than YAML is left to the folder", async () => {
      const { body } = await workerOf().putArticle("in-toml", '+++\ntitle = "T"\ndate = 2024-03-01\n+++\n\nText.\n');
      const answer = await update(body.url, { replace: { content: ["New."] } });
      expect([answer.status, answer.body.error]).toEqual([409, "invalid_request"]);
    });
  });

  it("500 to 503: deletes and brings back, by a form and by JSON", async () => {
    const { location } = await form("h=entry&content=To+be+deleted");
    expect((await form(`action=delete&url=${location}`)).status).toBe(204);
    expect((await page(location)).status).toBe(410);
    expect((await form(`action=undelete&url=${location}`)).status).toBe(204);
    expect((await page(location)).text).toContain("To be deleted");
    expect((await json({ action: "delete", url: location })).status).toBe(204);
    expect((await page(location)).status).toBe(410);
    expect((await json({ action: "undelete", url: location })).status).toBe(204);
    expect((await page(location)).status).toBe(200);
  });

  it("600 to 603: queries", async () => {
    const config = await query("q=config");
    expect(config.body).toMatchObject({ "media-endpoint": `${PUBLIC_URL}/micropub/media`, "syndicate-to": [] });
    expect((await query("q=syndicate-to")).body).toEqual({ "syndicate-to": [] });
    expect((await query("q=category")).body).toMatchObject({ categories: expect.arrayContaining(["Russia"]) });
    const { location } = await entry({ content: ["Queried"], category: ["a"] });
    const asked = `q=source&url=${location}&properties[]=content&properties[]=category`;
    expect((await query(asked)).body).toEqual({ properties: { content: ["Queried"], category: ["a"] } });
    expect((await query("q=everything")).status).toBe(400);
  });

  it("700: the media endpoint takes a picture, which is public once an article shows it", async () => {
    const image = readImage("alpha.avif");
    const { status, location } = await upload(image);
    expect([status, location]).toEqual([201, expect.stringMatching(/\/media\/[0-9a-f]{32}\.avif$/)]);
    expect((await page(location)).status).toBe(404);
    await entry({ content: ["Shows it"], photo: [location] });
    expect((await page(location)).status).toBe(200);
  });

  describe("authentication (800 to 805)", () => {
    const note = { type: ["h-entry"], properties: { content: ["Nothing of this is stored"] } };

    it("800, 801: the token in the header, and in the form", async () => {
      expect((await form("h=entry&content=By+header")).status).toBe(201);
      expect((await form(`h=entry&content=By+form&access_token=${token}`, "")).status).toBe(201);
    });

    it("802 to 805 and other bad input: a clear answer, and nothing is stored", async () => {
      const drafting = await createToken("Drafts alone", ["draft", "media"]);
      const { location } = await entry({ content: ["Stays"] });
      const count = async () => (await workerOf().listManifest()).length;
      const before = await count();
      const wrong = `ew_${"x".repeat(43)}`;
      const answers = {
        both: await form(`h=entry&content=x&access_token=${token}`),
        none: await json(note, ""),
        wrong: await json(note, wrong),
        publishToken: await json(note, workerOf().token),
        update: await update(location, { replace: { content: ["x"] } }, drafting),
        delete: await form(`action=delete&url=${location}`, drafting),
        source: await query(`q=source&url=${location}`, drafting),
        large: await form(`h=entry&content=${"x".repeat(10_000_000)}`),
        largeFromStranger: await postFile(new Uint8Array(3_000_000), ""),
        pictureFromStranger: await upload(new Uint8Array(3_000_000), ""),
        type: await post("x", token, { "content-type": "text/plain" }),
        event: await form("h=event&content=x"),
        action: await form("action=burn&url=x"),
        status: await entry({ content: ["x"], "post-status": ["secret"] }),
        date: await entry({ content: ["x"], published: ["soon"] }),
        empty: await entry({ name: ["Nothing but a title"] }),
        lost: await form(`action=delete&url=${PUBLIC_URL}/articles/never-was`),
      };
      const told = Object.entries(answers).map(([name, { status, body }]) => [name, status, body.error]);
      expect(told).toEqual([
        ["both", 400, "invalid_request"],
        ["none", 401, "unauthorized"],
        ["wrong", 401, "unauthorized"],
        ["publishToken", 401, "unauthorized"],
        ["update", 403, "insufficient_scope"],
        ["delete", 403, "insufficient_scope"],
        ["source", 403, "insufficient_scope"],
        ["large", 413, "invalid_request"],
        ["largeFromStranger", 413, "invalid_request"],
        ["pictureFromStranger", 413, "invalid_request"],
        ["type", 415, "invalid_request"],
        ["event", 400, "invalid_request"],
        ["action", 400, "invalid_request"],
        ["status", 400, "invalid_request"],
        ["date", 400, "invalid_request"],
        ["empty", 422, "invalid_request"],
        ["lost", 400, "invalid_request"],
      ]);
      for (const { body } of Object.values(answers)) expect(String(body.error_description)).not.toBe("");
      expect(await count()).toBe(before);
    });

    it("an unknown scope and a name that is taken are refused; the store has the digest alone", async () => {
      const ask = (value: object) => workerOf().api("POST", "/api/tokens", { body: JSON.stringify(value) });
      const unknown = await ask({ name: "Odd", scopes: ["create", "everything"] });
      expect([unknown.status, unknown.body.detail]).toEqual([400, expect.stringContaining('found "everything"')]);
      expect((await ask({ name: "Quill", scopes: ALL })).status).toBe(409);
      const rows = await workerOf().query<Record<string, unknown>>("SELECT * FROM app_tokens WHERE name = 'Quill'");
      const digest = createHash("sha256").update(token).digest("hex");
      expect(rows).toMatchObject([{ token_hash: digest, scopes: JSON.stringify(ALL) }]);
      expect(JSON.stringify(rows)).not.toContain(token);
    });

    it("a token that is revoked fails with the next request", async () => {
      const short = await createToken("Short", ["create"]);
      expect((await entry({ content: ["Before"] }, short)).status).toBe(201);
      expect((await workerOf().api("DELETE", "/api/tokens/Short")).status).toBe(204);
      expect((await entry({ content: ["After"] }, short)).status).toBe(401);
      expect((await query("q=config", short)).status).toBe(401);
    });
  });

  describe("what is held back stays so", () => {
    async function expectHidden(text: string): Promise<void> {
      for (const path of ["/", "/rss.xml", "/feed.json", "/sitemap.xml"]) {
        expect((await workerOf().poll(path)).text).not.toContain(text);
      }
    }

    it("a draft is nowhere until it is published, at the address that the tool got", async () => {
      const { status, location } = await entry({
        name: ["Secret harbour"],
        content: ["Held."],
        "post-status": ["draft"],
      });
      expect([status, (await page(location)).status]).toEqual([201, 404]);
      await expectHidden("Secret harbour");
      expect(await readSource(location)).toMatchObject({ "post-status": ["draft"] });
      const released = await update(location, { replace: { "post-status": ["published"] } });
      expect([released.status, released.location]).toEqual([201, `${PUBLIC_URL}/articles/secret-harbour`]);
      expect((await page(released.location)).status).toBe(200);
    });

    it("a date in the future is an embargo; private is held, and unlisted in no feed", async () => {
      const embargoed = await entry({ name: ["Secret quay"], content: ["x"], published: [FAR] });
      const kept = await entry({ name: ["Secret pier"], content: ["x"], visibility: ["private"] });
      const unlisted = await entry({ name: ["Quiet mole"], content: ["x"], visibility: ["unlisted"] });
      const statuses = await Promise.all(
        [embargoed, kept, unlisted].map(async ({ location }) => (await page(location)).status),
      );
      expect(statuses).toEqual([404, 404, 200]);
      for (const name of ["Secret quay", "Secret pier"]) await expectHidden(name);
      expect((await workerOf().poll("/feed.json")).text).not.toContain("Quiet mole");
    });

    it("a token that may draft makes drafts, and one that may update publishes none", async () => {
      const drafting = await createToken("Drafting", ["draft", "update"]);
      const { status, location } = await entry(
        { name: ["Secret dock"], content: ["x"], "post-status": ["published"] },
        drafting,
      );
      expect([status, (await page(location)).status]).toEqual([201, 404]);
      const edit = await update(location, { replace: { content: ["y"] } }, drafting);
      expect([edit.status, (await page(location)).status]).toEqual([204, 404]);
      for (const changes of [
        { replace: { "post-status": ["published"] } },
        { delete: ["post-status"] },
        { add: { visibility: ["public"] } },
        { replace: { published: ["2020-01-01"] } },
      ]) {
        expect((await update(location, changes, drafting)).body.error).toBe("insufficient_scope");
      }
      await expectHidden("Secret dock");
    });

    it("an embargoed article that was deleted stays away through an edit", async () => {
      const { location } = await entry({ name: ["Secret lock"], content: ["x"], published: [FAR] });
      expect((await json({ action: "delete", url: location })).status).toBe(204);
      const { body } = await workerOf().api("GET", "/api/articles");
      const { key = "" } = body.articles.find((line) => line.key.endsWith("secret-lock")) ?? {};
      const stateOf = async () => (await workerOf().api("GET", `/api/articles/${key}`)).body.state;
      const byKey = `${PUBLIC_URL}/micropub/articles/${key}`;
      expect((await update(byKey, { replace: { content: ["y"] } })).status).toBe(201);
      expect(await stateOf()).toBe("draft");
    });
  });

  describe("folder and store agree", () => {
    it("a folder's edition that lacks the tool's is refused until it has that, or names what it replaces", async () => {
      const { location } = await entry({ name: ["Written with Quill"], content: ["From the tool."] });
      const slug = location.split("/").at(-1) ?? "";
      const line = (await workerOf().listManifest()).find((one) => one.slug === slug);
      expect(line).toMatchObject({ tool: "Quill", baseHash: null });
      const key = line?.key ?? "";
      const stored = (await workerOf().api("GET", `/api/articles/${key}`)).body;
      const other = stored.source.replace("From the tool.", "From the folder.");
      const refused = await workerOf().putArticle(key, other);
      expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining("edgewire pull")]);
      const pull = (hash: string) =>
        workerOf().api("POST", `/api/pulls/${key}`, { headers: { "if-match": `"${hash}"` } });
      expect((await pull("another")).status).toBe(412);
      expect((await pull(stored.contentHash)).status).toBe(204);
      expect((await workerOf().putArticle(key, other)).status).toBe(200);
      await update(location, { replace: { content: ["Again from the tool."] } });
      expect((await workerOf().putArticle(key, other)).status).toBe(409);
      const { contentHash } = (await workerOf().api("GET", `/api/articles/${key}`)).body;
      expect((await workerOf().putArticle(key, other, { "if-match": `"${contentHash}"` })).status).toBe(200);
    });
  });
}
