/** The type and subtype of a Content-Type in lower case, without parameters (RFC 9110 §8.3.1); empty where there is none. */
export function mediaTypeOf(contentType: string | null): string {
  return (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}
