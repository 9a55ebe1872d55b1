import { formatHex } from "../lib/bytes.ts";

/** RFC 9562 §5.5: the UUID of a name in a name space, which is a UUID itself. */
export async function createUuidV5(namespace: string, name: string): Promise<string> {
  const space =
    namespace
      .replaceAll("-", "")
      .match(/../g)
      ?.map((byte) => Number.parseInt(byte, 16)) ?? [];
  const input = new Uint8Array([...space, ...new TextEncoder().encode(name)]);
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-1", input)).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return formatHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
