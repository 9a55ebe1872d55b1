import { expect, it } from "vitest";
import { createSimulatedEdge } from "../support/simulated-edge.ts";

const SITE = "title: The Wire\ndomain: wire.example\n";

it("a link post names the page that it is about on its own page, in Atom and in JSON Feed; a note shows no heading twice", async () => {
  const edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  const about = "https://other.example/paper?a=1&b=2";
  await edge.publish(0, "linked", `---\ntitle: Linked\ndate: 2026-11-20\nlink: ${about}\n---\n\nWorth reading.\n`);
  await edge.publish(0, "note", "---\ndate: 2026-11-21\n---\n\nA heron on the quay.\n");
  const escaped = about.replace("&", "&amp;");
  expect((await edge.poll(0, "/articles/linked")).text).toContain(
    `<a href="${escaped}">other.example/paper?a=1&amp;b=2</a>`,
  );
  expect((await edge.poll(0, "/atom.xml")).text).toContain(`<link rel="related" href="${escaped}"/>`);
  expect((await edge.poll(0, "/feed.json")).text).toContain(about);
  expect((await edge.poll(0, "/articles/note")).text).toContain('<h1 class="unseen">A heron on the quay</h1>');
  expect((await edge.poll(0, "/articles/linked")).text).toContain("<h1>Linked</h1>");
});
