interface ElementOptions {
  /** False: its size is said to be unknown (RFC 8794 §6.2). */
  readonly isSizeKnown?: boolean;
  /** In place of the size of its content. */
  readonly statedBytes?: number;
}

/** RFC 8794: an id, a size of eight bytes, and data. */
export function element(id: number, content: string | Uint8Array, options: ElementOptions = {}): Buffer {
  const data = typeof content === "string" ? Buffer.from(content) : content;
  const idBytes = Buffer.from(id.toString(16).padStart(2, "0"), "hex");
  const size = Buffer.alloc(8, 0xff);
  if (options.isSizeKnown !== false) size.writeBigUInt64BE(BigInt(options.statedBytes ?? data.length));
  size[0] = 1;
  return Buffer.concat([idBytes, size, data]);
}

/** A file: the header, then a segment. */
export function segment(...content: readonly Uint8Array[]): Buffer {
  return Buffer.concat([element(0x1a45dfa3, element(0x4282, "webm")), element(0x18538067, Buffer.concat(content))]);
}

export function tags(...content: readonly Uint8Array[]): Buffer {
  return element(0x1254c367, element(0x7373, Buffer.concat([element(0x63c0, ""), ...content])));
}

/** RFC 9559 §5.1.8.1.2. */
export function simpleTag(name: string, value: string, { language }: { readonly language?: string } = {}): Buffer {
  const spoken = language === undefined ? [] : [element(0x447a, language)];
  return element(0x67c8, Buffer.concat([element(0x45a3, name), ...spoken, element(0x4487, value)]));
}

export function attachment(name: string, bytes: Uint8Array): Buffer {
  const file = Buffer.concat([element(0x466e, name), element(0x4660, "image/jpeg"), element(0x465c, bytes)]);
  return element(0x1941a469, element(0x61a7, file));
}
