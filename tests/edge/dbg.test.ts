import { it } from "vitest";
import { live } from "./histories.ts";
it("dbg", async () => {
 await live([{"do":"profile","isolate":0,"variant":2},{"do":"publish","isolate":0,"key":0,"words":0,"isMinor":false,"categories":0,"dueIn":undefined,"expiresIn":undefined},{"do":"wait","milliseconds":1900},{"do":"polls","polls":[{"do":"poll","isolate":0,"client":41,"isFull":false,"meanwhile":{"nth":1,"change":{"do":"wait","milliseconds":100}}},{"do":"poll","isolate":0,"client":0,"isFull":false,"meanwhile":undefined},{"do":"poll","isolate":0,"client":0,"isFull":false,"meanwhile":{"nth":1,"change":{"do":"rebuild","isolate":0}}}]}], { hasWorkersCache: true, replicaLagMs: 1000 });
});
