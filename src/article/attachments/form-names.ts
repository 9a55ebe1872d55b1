/**
 * File names in `multipart/form-data` (RFC 7578 §4.2; HTML "multipart/form-data encoding algorithm"): browsers write a quotation
 * mark and line breaks as %22, %0D and %0A. "%" is written as %25, so that a name which holds "%22" comes back as it was.
 */

/** A name as the command sends it. */
export function encodeFormName(name: string): string {
  return name.replace(/[%"\r\n]/g, encodeURIComponent);
}

/** A name as it was before it was sent; other uses of "%", which clients send as they are, stay. */
export function decodeFormName(name: string): string {
  return name.replace(/%(?:25|22|0d|0a)/gi, decodeURIComponent);
}
