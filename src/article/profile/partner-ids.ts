/** The last part of a partner feed's address. Apart from the rows, so that the workers of polls carry names alone. */
export const partnerIds = ["msn", "smartnews", "flipboard", "newsbreak", "fulltext", "flatplan", "ninjs"] as const;

export type PartnerId = (typeof partnerIds)[number];

/** How the address of a partner's feed ends. */
export function partnerEnding(id: PartnerId): "json" | "xml" {
  return id === "ninjs" ? "json" : "xml";
}

export function isPartnerId(text: string): text is PartnerId {
  return partnerIds.some((id) => id === text);
}
