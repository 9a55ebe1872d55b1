import { withTimeout } from "../../lib/timeout.ts";
import { type OriginPorts, STORE_TIMEOUT_MS } from "./origin-ports.ts";

// Two queries that save many others: the newest revision, and the public names.

/** Never cached: it decides whether a client's validator can be newer than our head. */
export async function answerLog({ reader }: OriginPorts): Promise<Response> {
  return answer(
    reader.findLogRevision().then((revision) => ({ revision })),
    "no-store",
  );
}

/** All names may be ten minutes old: those that were added since are asked for next. */
export async function answerNames(since: number | undefined, { reader, now }: OriginPorts): Promise<Response> {
  return answer(reader.findNames(since, now()), since === undefined ? "max-age=600" : "no-store");
}

async function answer(found: Promise<object>, cacheControl: string): Promise<Response> {
  try {
    const value = await withTimeout(found, STORE_TIMEOUT_MS, "The store");
    return Response.json(value, { headers: { "Cache-Control": cacheControl } });
  } catch (error) {
    console.error("Cannot read the log:", error);
    return new Response(null, { status: 503 });
  }
}
