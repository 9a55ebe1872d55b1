import { KEY_WANTED } from "../article/check-key.ts";
import type { RestoreProblem } from "../feed/publishing/backup-store.ts";
import type { PublishProblem } from "../feed/publishing/publish-article.ts";
import type { ProfileProblem } from "../feed/publishing/publish-profile.ts";
import type { UploadProblem } from "../feed/publishing/receive-upload.ts";
import { type ProblemDetails, writeProblem } from "../http/problem-json.ts";
import { formatRfc3339 } from "../lib/dates.ts";
import type { Finding } from "../lib/finding.ts";

/** Everything the API can refuse. The reason is the last part of the problem's `type` (RFC 9457 §3.1.1). */
export type ApiProblem =
  | PublishProblem
  | { readonly reason: "method-not-allowed"; readonly allow: string }
  | { readonly reason: "no-such-address" }
  | { readonly reason: "internal-error" }
  | { readonly reason: "media-type-unsupported"; readonly found: string | null }
  | { readonly reason: "body-too-large"; readonly limitBytes: number }
  | { readonly reason: "form-invalid"; readonly detail: string }
  | { readonly reason: "key-invalid"; readonly found: string }
  | { readonly reason: "parameter-invalid"; readonly detail: string }
  | { readonly reason: "image-invalid"; readonly findings: readonly Finding[] }
  | ProfileProblem
  | UploadProblem
  | RestoreProblem
  | { readonly reason: "feed-not-found"; readonly name: string }
  | { readonly reason: "feed-in-use"; readonly name: string; readonly articles: number; readonly isDeclared: boolean }
  | { readonly reason: "token-name-taken" | "token-not-found"; readonly name: string }
  | { readonly reason: "medium-not-found"; readonly name: string }
  | { readonly reason: "medium-used"; readonly name: string; readonly users: readonly string[] };

function newerBackup(found: string): ProblemDetails {
  const detail = `The store has no place for ${found}: the backup is of a newer edgewire. Upgrade with \`npm install edgewire@latest\` and deploy.`;
  return { status: 422, title: "The backup does not fit the store", detail };
}

/** The one place where reasons meet HTTP: a new reason does not compile until it has a status. */
export function explain(problem: ApiProblem): ProblemDetails {
  switch (problem.reason) {
    case "method-not-allowed":
      return { status: 405, title: "This address does not take that method", headers: { Allow: problem.allow } };
    case "no-such-address":
      return { status: 404, title: "There is no such address in the API" };
    case "internal-error":
      return { status: 500, title: "The server failed", detail: "The log of the publishers' worker says why." };
    case "not-found":
      return { status: 404, title: "There is no such article", detail: `No article has the key "${problem.key}".` };
    case "retracted":
      return {
        status: 409,
        title: "The article was retracted",
        detail: `"${problem.key}" was taken back; \`npx edgewire restore ${problem.key}\` brings it back before it can change.`,
      };
    case "not-retracted":
      return { status: 409, title: "The article was not retracted", detail: `"${problem.key}" needs no restoration.` };
    case "store-not-empty":
      return {
        status: 409,
        title: "The store holds a publication",
        detail:
          "A backup is restored into an empty store: `npx edgewire deploy --no-publish --name NAME` makes one, `npx edgewire start --no-publish --state FOLDER` one on this machine.",
      };
    case "table-unknown":
      return newerBackup(`the table "${problem.table}"`);
    case "column-unknown":
      return newerBackup(`the column "${problem.column}" of the table "${problem.table}"`);
    case "media-type-unsupported":
      return {
        status: 415,
        title: "Unsupported media type",
        detail: `Found Content-Type ${problem.found ?? "(none)"}; wanted text/plain, text/markdown, text/mdx, text/html, multipart/form-data, or for media an image.`,
      };
    case "body-too-large":
      return { status: 413, title: "The body is too large", detail: `At most ${problem.limitBytes} bytes are taken.` };
    case "form-invalid":
      return { status: 400, title: "The form cannot be read", detail: problem.detail };
    case "key-invalid":
      return {
        status: 400,
        title: "This cannot be an article's key",
        detail: `Found "${problem.found}"; wanted the article's path in articles/ without its extension: ${KEY_WANTED}.`,
      };
    case "parameter-invalid":
      return { status: 400, title: "A parameter is wrong", detail: problem.detail };
    case "precondition-failed":
      return unexpected("article", problem.current);
    case "profile-precondition-failed":
      return unexpected("profile", problem.current);
    case "older-edition":
      return {
        status: 409,
        title: "An older edition",
        detail: `This edition was made at ${formatRfc3339(problem.madeAt)}, the stored one at ${formatRfc3339(problem.storedAt)}; \`--force\` publishes it.`,
      };
    case "written-by-tool":
      return {
        status: 409,
        title: "A writing tool has changed the article",
        detail: `"${problem.key}" was last written with ${problem.tool}, and this edition does not have that; \`npx edgewire pull\` brings it into the folder, \`--force\` replaces it.`,
      };
    case "token-name-taken":
      return {
        status: 409,
        title: "The name is taken",
        detail: `A token named "${problem.name}" exists; revoke it or choose another name.`,
      };
    case "token-not-found":
      return { status: 404, title: "There is no such token", detail: `No token is named "${problem.name}".` };
    case "conflict":
      return {
        status: 409,
        title: "Another publisher is changing this at the same time",
        detail: "Nothing was stored; try again.",
        headers: { "Retry-After": "1" },
      };
    case "key-taken":
      return {
        status: 409,
        title: "The key is taken",
        detail: `"${problem.key}" is another article's; retract that one or move it elsewhere first.`,
      };
    case "key-fixed":
      return {
        status: 409,
        title: "The key cannot change",
        detail: `"${problem.key}" is the key of an article from a source, which keeps it.`,
      };
    case "slug-taken":
      return taken("slug", problem.value, problem.holder);
    case "id-taken":
      return taken("id", problem.value, problem.holder);
    case "article-invalid":
      return { status: 422, title: "The article cannot be published", findings: problem.findings };
    case "image-invalid":
      return { status: 422, title: "The image cannot be stored", findings: problem.findings };
    case "profile-invalid":
      return { status: 422, title: "The profile cannot be used", findings: problem.findings };
    case "feed-not-found":
      return {
        status: 404,
        title: "There is no such feed",
        detail: `Found "${problem.name}"; wanted the name of a feed such as categories/russia: \`npx edgewire retire\` lists them.`,
      };
    case "feed-in-use":
      return {
        status: 409,
        title: "The feed is in use",
        detail: problem.isDeclared
          ? `site.yaml names "${problem.name}"; publish a site.yaml without it, then retire it.`
          : `"${problem.name}" has ${problem.articles === 1 ? "an article" : `${problem.articles} articles`}; move or retract what is in it, then retire it.`,
      };
    case "medium-not-found":
      return { status: 404, title: "There is no such medium", detail: `No medium has the name "${problem.name}".` };
    case "medium-used":
      return {
        status: 409,
        title: "The medium is in use",
        detail: `"${problem.name}" is used by ${problem.users.join(", ")}; publish them without it, then delete it.`,
      };
    case "upload-not-found":
      return {
        status: 404,
        title: "There is no such upload",
        detail: `No upload of "${problem.name}" is open; begin it again.`,
      };
    case "part-invalid":
      return { status: 400, title: "The part does not fit the upload", detail: problem.detail };
    case "parts-missing":
      return {
        status: 409,
        title: "Parts are missing",
        detail: `Send ${problem.numbers.join(", ")}, then finish the upload.`,
      };
    case "recording-invalid":
      return {
        status: 422,
        title: "The recording cannot be used",
        detail: problem.detail,
      };
    case "pictures-missing":
      return {
        status: 409,
        title: "Sizes of pictures are missing",
        detail: `The store has no sizes of ${problem.names.join(", ")}; publish again, which sends them.`,
      };
    case "profile-missing":
      return { status: 409, title: "There is no profile yet", detail: "PUT /api/site comes first." };
  }
}

/** RFC 9110 §13.1: what If-Match or If-None-Match names is not what is stored. */
function unexpected(what: "article" | "profile", current: string | undefined): ProblemDetails {
  return {
    status: 412,
    title: `The ${what} is not what the request expects`,
    detail: current === undefined ? "It does not exist." : `Its hash is ${current}.`,
  };
}

function taken(what: string, value: string, holder: string): ProblemDetails {
  return {
    status: 409,
    title: `The ${what} is taken`,
    detail: `The ${what} "${value}" belongs to the article "${holder}"; give this one another \`${what}\` in its front matter.`,
  };
}

export function answerProblem(problem: ApiProblem): Response {
  return writeProblem(problem.reason, explain(problem));
}
