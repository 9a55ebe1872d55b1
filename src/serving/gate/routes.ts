import { isPageSlug } from "../../article/article-path.ts";
import { collections, type FeedName } from "../../feed/feed-names.ts";
import { allFormats } from "../../feed/formats.ts";
import { readPeriodPath } from "../../feed/periods.ts";
import { chooseMediaType } from "../../http/negotiation.ts";
import {
  archiveDocuments,
  chaptersKind,
  type DocumentKind,
  feedDocuments,
  keyKind,
  licenceKind,
  listKind,
  pageKind,
  rootDocuments,
  searchDocuments,
  tdmKind,
} from "../documents.ts";
import { type ListResource, readListPath } from "../lists/list-resource.ts";
import { redirect } from "../plain-responses.ts";
import { ARCHIVE_PAGE, CATALOGUE, MAIN, type Resource } from "../resource.ts";
import { answerCounted, type GateBindings } from "./answer-counted.ts";
import { answerNotFound } from "./answer-not-found.ts";
import type { FormerTargets } from "./former-targets.ts";
import { addressOf, type DocumentAddress, type GateMemory } from "./gate-memory.ts";
import { createRouter, type Routed } from "./router.ts";

type Answering = Response | Promise<Response>;

/** Every address of a publication, but for what the gate knows without a router. `note` is told which document one names. */
export function createRoutes(
  memory: GateMemory,
  note: (url: string, address: DocumentAddress) => void,
): (request: Request, bindings: GateBindings) => Answering {
  const router = createRouter();
  let targets: FormerTargets | undefined;
  const former: FormerTargets = {
    async find(url, ask, now) {
      targets ??= (await loadLateAnswers()).createFormerTargets(memory);
      return targets.find(url, ask, now);
    },
  };

  const answer = ({ request, bindings }: Routed, resource: Resource, kind: DocumentKind) => {
    const address = addressOf(resource, kind);
    note(bindings.url, address);
    return answerCounted(request, address, bindings, memory);
  };

  const answerArchive = (asked: Routed, name: FeedName, kind: DocumentKind): Answering => {
    const page = asked.param("page");
    if (!ARCHIVE_PAGE.test(page)) return answerMissing(asked, kind, memory);
    return answer(asked, { kind: "archive", name, page: Number(page) }, kind);
  };

  for (const kind of feedDocuments) {
    router.get(`/${kind.fileName}`, (asked) => {
      // The pages of the main feed list all feeds.
      const answerMain = () => answer(asked, kind.isFeed ? MAIN : CATALOGUE, kind);
      const isFrontQuery = kind === pageKind && asked.bindings.url.includes("?");
      return isFrontQuery ? answerFrontQuery(asked, former, answerMain) : answerMain();
    });
    for (const collection of collections) {
      router.get(`/${collection}/:slug/${kind.fileName}`, (asked) =>
        answer(asked, { kind: "feed", name: `${collection}/${asked.param("slug")}` }, kind),
      );
    }
  }
  for (const kind of archiveDocuments) {
    router.get(`/archive/:page/${kind.fileName}`, (asked) => answerArchive(asked, "main", kind));
    for (const collection of collections) {
      router.get(`/${collection}/:slug/archive/:page/${kind.fileName}`, (asked) =>
        answerArchive(asked, `${collection}/${asked.param("slug")}`, kind),
      );
    }
  }
  for (const kind of rootDocuments) {
    router.get(`/${kind.fileName}`, (asked) => answer(asked, CATALOGUE, kind));
  }
  router.get("/articles/:slug", (asked) => {
    const slug = asked.param("slug");
    // That of a standing page, which has one address.
    return isPageSlug(slug)
      ? answerMissing(asked, pageKind, memory)
      : answer(asked, { kind: "article", slug }, pageKind);
  });
  router.get(`/articles/:slug/${chaptersKind.fileName}`, (asked) =>
    answer(asked, { kind: "article", slug: asked.param("slug") }, chaptersKind),
  );
  router.get("/media/:name", async ({ request, param, bindings }) => {
    const { answerCountedMedia } = await loadLateAnswers();
    return answerCountedMedia(request, param("name"), bindings, memory);
  });
  router.get("/robots.txt", (asked) => answerRobots(asked, memory));
  router.get("/page.js", async () => (await loadLateAnswers()).answerPageScript());
  router.get("/style/:version/:theme/:file", async ({ param, bindings }) => {
    const { answerThemeFile } = await loadLateAnswers();
    return answerThemeFile(param("theme"), param("file"), bindings.settings);
  });
  router.get("/feed", answerNegotiated);
  for (const document of searchDocuments) {
    router.get(document === "" ? "/search" : `/search/${document}`, async (asked) => {
      const { answerSearch } = await loadLateAnswers();
      return answerSearch(asked, document, memory);
    });
  }
  return (request, bindings) => router.route(request, bindings, (asked) => answerOther(asked, memory, former, answer));
}

/** `/?feed=rss2` and `/?format=rss` name a feed, `/?p=12` an article. Any other query is ignored. */
async function answerFrontQuery(
  { bindings }: Routed,
  former: FormerTargets,
  answerFront: () => Answering,
): Promise<Response> {
  const { settings, ask, now } = bindings;
  const target = await former.find(new URL(bindings.url), ask, now);
  return target === undefined ? answerFront() : redirect(301, settings.publicUrl + target);
}

/** RFC 9110 §12.5.1: one address for those who let the server choose; it sends on, so that every feed has one address. */
function answerNegotiated({ request, bindings }: Routed): Response {
  const { fileName } = chooseMediaType(request.headers.get("accept"), allFormats);
  return redirect(302, `${bindings.settings.publicUrl}/${fileName}`, "Accept");
}

type AnswerResource = (asked: Routed, resource: Resource, kind: DocumentKind) => Answering;

/** A list, an address of a former tool or of an article's former home, or the publication's key; else there is nothing. */
async function answerOther(
  asked: Routed,
  memory: GateMemory,
  former: FormerTargets,
  answer: AnswerResource,
): Promise<Response> {
  const { settings, ask, now, url: address } = asked.bindings;
  const url = new URL(address);
  const period = readPeriodPath(url.pathname);
  if (period !== undefined) return answer(asked, { kind: "period", ...period }, pageKind);
  if (url.pathname.startsWith("/feeds/")) {
    const { answerPartner, readPartnerPath } = await loadLateAnswers();
    const partner = readPartnerPath(url.pathname);
    if (partner) return (await answerPartner(asked, partner, memory)) ?? answerMissing(asked, pageKind, memory);
  }
  const list = readListPath(url.pathname.slice(1));
  if (list !== undefined && list.list !== "index-now-key") return answer(asked, list, kindOfList(list));
  const target = await former.find(url, ask, now);
  // The path of a standing page leads to itself.
  if (target === url.pathname) return answer(asked, { kind: "article", slug: decodeURI(target) }, pageKind);
  if (target !== undefined) return redirect(301, settings.publicUrl + target);
  return list === undefined ? answerMissing(asked, pageKind, memory) : answer(asked, list, keyKind);
}

/** Files, stylesheets with their palettes and fonts, searches, partners, and addresses of former sites: isolates that answer polls alone never evaluate them. */
const loadLateAnswers = () => import("./late-answers.ts");

function kindOfList({ list }: ListResource): DocumentKind {
  if (list === "licence") return licenceKind;
  return list === "tdm-reservation" ? tdmKind : listKind;
}

/** RSL 1.0: robots.txt names the licence, where there is one; no answer waits for a store that fails. */
async function answerRobots({ bindings }: Routed, { heads }: GateMemory): Promise<Response> {
  const { answerRobotsFile } = await loadLateAnswers();
  const head = await heads.find({ kind: "list", list: "licence" }, 0, bindings.ask).catch(() => undefined);
  return answerRobotsFile(bindings.settings, { hasLicence: head?.status === "live" });
}

function answerMissing({ request, bindings }: Routed, kind: DocumentKind, memory: GateMemory): Promise<Response> {
  const { ask, settings } = bindings;
  return answerNotFound({ request, kind, ask, settings }, memory, { status: "missing" });
}
