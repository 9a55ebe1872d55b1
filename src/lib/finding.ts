/** A finding about one file: an error keeps the article out, a warning does not. */
export interface Finding {
  readonly severity: "error" | "warning";
  /** Machine-readable and stable; becomes the last part of the problem's `type` on the API. */
  readonly reason: FindingReason;
  /** 1-based line in the source, if it can be told. */
  readonly line: number | undefined;
  /** One sentence: what was tried, what was found, what was wanted. E.g. `"date" must be an ISO 8601 date, found "soon"`. */
  readonly message: string;
}

export type FindingReason =
  | "front-matter-unreadable"
  | "front-matter-unknown-key"
  | "held-back"
  | "label-renamed"
  | "tags-many"
  | "field-invalid"
  | "date-invalid"
  | "date-missing"
  | "date-moved"
  | "date-old"
  | "file-unreadable"
  | "file-name-case"
  | "file-not-read"
  | "encoding-invalid"
  | "article-empty"
  | "article-too-large"
  | "image-missing"
  | "image-unreadable"
  | "image-svg"
  | "image-name-case"
  | "images-too-large"
  | "image-too-large"
  | "image-misnamed"
  | "image-outside-folder"
  | "image-address-private"
  | "image-address-invalid"
  | "image-remote-unreachable"
  | "image-alt-missing"
  | "recording-invalid"
  | "recording-placed"
  | "recording-unmeasured"
  | "chapter-late"
  | "file-missing"
  | "file-too-large"
  | "link-to-file"
  | "link-held-back"
  | "markup-removed"
  | "template-left"
  | "template-removed"
  | "template-held"
  | "template-open"
  | "markup-too-costly"
  | "slug-taken"
  | "alias-taken"
  | "id-taken"
  | "key-invalid"
  | "domain-missing"
  | "partner-rule"
  | "token-shown"
  | "podcast-artwork"
  | "podcast-rule"
  | "profile-invalid";

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === "error");
}
