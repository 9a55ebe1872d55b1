import { DOWNLOADS_PATH, type DownloadFlush } from "../../audience/downloads.ts";
import type { DailyKey } from "../../audience/flush.ts";

/** The binding of the publishers' worker. */
export interface DownloadsWay {
  fetch(request: Request): Promise<Response>;
}

export async function sendDownloads(flush: DownloadFlush, publisher: DownloadsWay): Promise<DailyKey> {
  const request = new Request(`http://publisher${DOWNLOADS_PATH}`, { method: "POST", body: JSON.stringify(flush) });
  const response = await publisher.fetch(request);
  if (!response.ok) throw new Error(`The publishers' worker answered ${response.status} to downloads`);
  return response.json<DailyKey>();
}
