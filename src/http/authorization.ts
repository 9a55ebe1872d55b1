import { timingSafeEqual } from "hono/utils/buffer";

/** The token of an `Authorization: Bearer` field (RFC 6750 §2.1); undefined without one. */
export function readBearer(request: Request): string | undefined {
  return /^Bearer +([\x21-\x7e]+) *$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}

export type Authorization = "authorized" | "wrong" | "missing";

/** Whether the request carries the token. The time taken tells nothing of how much of a wrong one was right. */
export async function authorize(request: Request, token: string): Promise<Authorization> {
  const given = readBearer(request);
  if (given === undefined) return "missing";
  return (await timingSafeEqual(given, token)) ? "authorized" : "wrong";
}
