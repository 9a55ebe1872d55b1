import type { DailyKey, Flush } from "../audience/flush.ts";
import type { Publisher } from "./forward.ts";

/** Where the publishers' worker takes counts. No request from outside gets there: only `/api/` and `/dashboard` are passed on. */
export const FLUSH_PATH = "/audience";

export async function sendFlush(flush: Flush, publisher: Publisher): Promise<DailyKey> {
  const request = new Request(`http://publisher${FLUSH_PATH}`, { method: "POST", body: JSON.stringify(flush) });
  const response = await publisher.fetch(request);
  if (!response.ok) throw new Error(`The publishers' worker answered ${response.status} to a flush`);
  return response.json<DailyKey>();
}
