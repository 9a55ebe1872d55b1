/** A heading of an article's text that can be linked to. */
export interface TextSection {
  readonly id: string;
  /** HTML: the heading without tags; characters are escaped as in the text. */
  readonly html: string;
}

const HEADING = /<h2((?: [a-z-]+="[^"]*")*)>(.*?)<\/h2>/gs;
const ID = / id="([^"]+)"/;
const TAG = /<(?:"[^"]*"|[^">])*>/g;

/** The sections of a fitted body, which begin at h2. Footnotes are no section. */
export function listSections(body: string): readonly TextSection[] {
  return Array.from(body.matchAll(HEADING), ([, attributes = "", content = ""]) => ({
    id: ID.exec(attributes)?.[1] ?? "",
    html: content.replace(TAG, "").trim(),
  })).filter(({ id, html }) => id !== "" && id !== "user-content-footnote-label" && html !== "");
}
