import { it, expect } from "vitest";
import { createSimulatedEdge } from "../support/simulated-edge.ts";
it("smoke", async () => {
  const edge = createSimulatedEdge({ isolates: 2, colos: 1, hasWorkersCache: true });
  await edge.putSite(0, "title: T\ndomain: wire.example\ncategories: [A, B]\nfeeds:\n  - name: small\n    title: Small\n    window_size: 5\n");
  const t0 = performance.now();
  for (let i = 0; i < 200; i++) { edge.clock.now += 1000; expect(await edge.publish(0, "k" + (i % 8), `---\ntitle: T${i}\ndate: 2026-01-0${1 + (i % 8)}\ncategories: [A]\n---\n\nText ${i}.\n`)).toMatch(/created|updated/); }
  const t1 = performance.now();
  console.log("publish ms", (t1 - t0) / 200);
  edge.clock.now += 5000;
  const a = await edge.poll(0, "/rss.xml");
  console.log(a.status, Object.fromEntries(a.headers), a.text.slice(0, 1500));
  const t2 = performance.now();
  for (let i = 0; i < 1000; i++) { edge.clock.now += 100; await edge.poll(i % 2, "/rss.xml", { headers: { "if-none-match": a.headers.get("etag")! } }); }
  console.log("poll ms", (performance.now() - t2) / 1000);
  const t3 = performance.now();
  for (let i = 0; i < 100; i++) createSimulatedEdge({});
  console.log("edge ms", (performance.now() - t3) / 100);
});
