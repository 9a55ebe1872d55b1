import { type Context, Hono, type Next } from "hono";
import { answerProblem } from "../api/problems.ts";
import { FLUSH_PATH } from "../api/send-flush.ts";
import { PUBLIC_URL_HEADER, TOKEN_DIGEST_HEADER } from "../api/worker-headers.ts";
import type { AccountQuery, AudienceAccount } from "../audience/audience-store.ts";
import { buildReport, type TitledArticle, writeCsv } from "../audience/build-report.ts";
import { networkOf } from "../audience/client-network.ts";
import type { CountedFlush } from "../audience/counts.ts";
import { ALL_FEEDS } from "../audience/daily-summary.ts";
import { type CountedDownloads, DOWNLOADS_PATH, type DownloadFlush } from "../audience/downloads.ts";
import { type DailyKey, dayOf, type Flush } from "../audience/flush.ts";
import { readDownloads, type StoredRecording } from "../audience/read-downloads.ts";
import { readFlush } from "../audience/read-flush.ts";
import type { AudienceReport, PublicationFigures, PublicationIdentity } from "../audience/report.ts";
import type { PartnerState } from "../feed/partners/find-left-out.ts";
import type { AppTokenStore } from "../feed/publishing/app-tokens.ts";
import type { HealthReport } from "../health/check-publication.ts";
import { createGuessThrottle, type GuessThrottle } from "../http/guess-throttle.ts";
import { readForm } from "../http/read-form.ts";
import { isCrossSite } from "../http/same-origin.ts";
import { answer, answerPage, answerRefusal, attach, PRIVATE } from "./answers.ts";
import dashboardStyle from "./pages/dashboard.css";
import { PERIODS, renderDashboard } from "./pages/dashboard.tsx";
import { renderSignIn, type SignInProblem } from "./pages/sign-in.tsx";
import { WRITING_TOOLS } from "./pages/writing-tools.tsx";
import { forgetSession, hasSession, isToken, openSession, type SessionKey, type SessionNonce } from "./session.ts";

/** Where counts are, and what the publication knows of itself. */
export interface AudiencePorts {
  readonly record: (flush: CountedFlush) => Promise<DailyKey>;
  readonly recordDownloads: (downloads: CountedDownloads) => Promise<DailyKey>;
  /** Of recordings that an article uses, by the names of their files. */
  readonly findRecordings: (names: readonly string[]) => Promise<ReadonlyMap<string, StoredRecording>>;
  readonly readAccount: (query: AccountQuery) => Promise<AudienceAccount>;
  readonly readFigures: () => Promise<PublicationFigures>;
  /** The titles of public articles by their slugs. */
  readonly readTitles: (slugs: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Titles and slugs of public articles by their ids. */
  readonly findTitled: (ids: readonly string[]) => Promise<ReadonlyMap<string, TitledArticle>>;
  /** A single route: the sign-in page needs no session. */
  readonly readIdentity: () => Promise<PublicationIdentity>;
  readonly sessionNonce: SessionNonce;
  /** The partners' feeds, and the articles that they leave out. */
  readonly findLeftOut: (publicUrl: string) => Promise<readonly PartnerState[]>;
  /** The tokens of writing tools. */
  readonly tokens: Pick<AppTokenStore, "list" | "revoke">;
  /** Fetches the feeds from outside. */
  readonly checkHealth: (publicUrl: string) => Promise<HealthReport>;
}

/** The variable that the worker sets before one of these routes runs. */
export type AudienceEnv = { Variables: { audience: AudiencePorts } };
type AudienceContext = Context<AudienceEnv>;

/** Where the variable must be set. */
export const AUDIENCE_PATHS = [FLUSH_PATH, DOWNLOADS_PATH, "/api/audience", "/dashboard/*"];

const MAX_GUESSES_PER_MINUTE = 5;

/** The publishers' worker's answers about readers: counts taken in, the API's report, and the dashboard. */
export function createAudienceRoutes(now: () => number): Hono<AudienceEnv> {
  const app = new Hono<AudienceEnv>();
  const guesses = createGuessThrottle(MAX_GUESSES_PER_MINUTE);
  app.use("/dashboard/*", refuseCrossSite);
  app.post(FLUSH_PATH, async (c) => {
    const flush = readFlush(await c.req.json<Flush>());
    return Response.json(await c.var.audience.record(flush));
  });
  app.post(DOWNLOADS_PATH, async (c) => {
    const { recordDownloads, findRecordings } = c.var.audience;
    const flush = await c.req.json<DownloadFlush>();
    const recordings = await findRecordings([...new Set(flush.parts.map(({ recording }) => recording))]);
    return Response.json(await recordDownloads(readDownloads(flush, recordings)));
  });
  app.get("/api/audience", async (c) => answerReport(await readReport(c, now())));
  app.get("/dashboard/dashboard.css", () => answer(dashboardStyle, "text/css; charset=utf-8"));
  app.post("/dashboard/sign-in", (c) => signIn(c, guesses, now()));
  app.post("/dashboard/sign-out", (c) => signOut(c, now()));
  const wantSession = createSessionGuard(now);
  app.get("/dashboard", wantSession, (c) => answerDashboard(c, now()));
  app.post("/dashboard/revoke-token", wantSession, revokeToken);
  app.get("/dashboard/audience.json", wantSession, async (c) =>
    answerReport(await readReport(c, now()), "audience.json"),
  );
  app.get("/dashboard/audience.csv", wantSession, (c) => answerCsv(c, now()));
  return app;
}

/** Another site's form could sign a browser in under a token of its choice, or out. */
async function refuseCrossSite(c: AudienceContext, next: Next): Promise<Response | undefined> {
  if (c.req.method !== "POST" || !isCrossSite(c.req.raw, publicUrlOf(c) ?? null)) {
    await next();
    return undefined;
  }
  return answerRefusal(403, "this form must be sent from the dashboard itself");
}

async function signIn(c: AudienceContext, guesses: GuessThrottle, now: number): Promise<Response> {
  const key = sessionKeyOf(c, now);
  if (key === undefined) return answerSignIn(c, 503, "token-unset");
  const client = networkOf(c.req.header("cf-connecting-ip") ?? "");
  const waitSeconds = guesses.admit(client, now);
  if (waitSeconds !== undefined) return answerSignIn(c, 429, "too-many", { "Retry-After": `${waitSeconds}` });
  const form = await readForm(c.req.raw);
  const given = form.ok ? (form.value.get("token") ?? "") : "";
  if (!(await isToken(given.trim(), key.digest))) return answerSignIn(c, 403, "wrong");
  guesses.forgive(client);
  await openSession(c, key);
  return seeDashboard(c);
}

/** Ends all sessions, this browser's and any other's. A visitor without one ends none. */
async function signOut(c: AudienceContext, now: number): Promise<Response> {
  const key = sessionKeyOf(c, now);
  if (key !== undefined && (await hasSession(c, key))) await key.nonce.renew();
  forgetSession(c, { isSecure: isSecure(c) });
  return seeDashboard(c);
}

/** Requires a session; without one, responds with the sign-in page. */
function createSessionGuard(now: () => number) {
  return async (c: AudienceContext, next: Next): Promise<Response | undefined> => {
    const key = sessionKeyOf(c, now());
    if (key === undefined) return answerSignIn(c, 503, "token-unset");
    if (!(await hasSession(c, key))) return answerSignIn(c, c.req.path === "/dashboard" ? 200 : 403, undefined);
    await next();
    return undefined;
  };
}

function sessionKeyOf(c: AudienceContext, now: number): SessionKey | undefined {
  const digest = c.req.header(TOKEN_DIGEST_HEADER);
  return digest === undefined ? undefined : { digest, nonce: c.var.audience.sessionNonce, now, isSecure: isSecure(c) };
}

const MAX_DAYS = 800;

async function readReport(
  c: AudienceContext,
  now: number,
): Promise<{ readonly report: AudienceReport; readonly figures: PublicationFigures } | { readonly problem: string }> {
  const { readAccount, readFigures, readTitles, findTitled } = c.var.audience;
  const days = Number(c.req.query("days") ?? PERIODS[1]);
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) {
    return { problem: `"days" must be a whole number from 1 to ${MAX_DAYS}, found "${c.req.query("days")}"` };
  }
  const feed = c.req.query("feed") || ALL_FEEDS;
  const today = dayOf(now);
  const figures = await readFigures();
  // The week's figures need a week, however short the time that is asked for.
  const fromDay = today - Math.max(days, 7) + 1;
  const account = await readAccount({ feed, fromDay, sinceRevision: figures.newest?.revision });
  const titles = await readTitles(account.opens.map(({ slug }) => slug));
  const downloaded = await findTitled([...new Set(account.downloads.map(({ article }) => article))]);
  return { report: buildReport(account, figures, { feed, days, today, titles, downloaded }), figures };
}

type ReadReport = Awaited<ReturnType<typeof readReport>>;

function answerReport(read: ReadReport, fileName?: string): Response {
  if ("problem" in read) return answerProblem({ reason: "parameter-invalid", detail: read.problem });
  const headers = { "Cache-Control": "no-store", ...(fileName === undefined ? {} : attach(fileName)) };
  return Response.json(read.report, { headers });
}

async function answerCsv(c: AudienceContext, now: number): Promise<Response> {
  const read = await readReport(c, now);
  if ("problem" in read) return answerProblem({ reason: "parameter-invalid", detail: read.problem });
  return answer(writeCsv(read.report), "text/csv; charset=utf-8; header=present", attach("audience.csv"));
}

async function answerDashboard(c: AudienceContext, now: number): Promise<Response> {
  const read = await readReport(c, now);
  if ("problem" in read) return answerProblem({ reason: "parameter-invalid", detail: read.problem });
  const publicUrl = publicUrlOf(c);
  const isAsked = c.req.query("check") === "feeds" && publicUrl !== undefined;
  const health = isAsked ? await c.var.audience.checkHealth(publicUrl) : undefined;
  const partners = publicUrl === undefined ? [] : await c.var.audience.findLeftOut(publicUrl);
  const tokens = await c.var.audience.tokens.list();
  return answerPage(await renderDashboard(read.report, read.figures, { health, partners, tokens }));
}

/** A token that is gone already, as after the second click on a button, is no error: the page lists those that are left. */
async function revokeToken(c: AudienceContext): Promise<Response> {
  const form = await readForm(c.req.raw);
  if (!form.ok) return answerRefusal(form.problem.status, form.problem.detail);
  await c.var.audience.tokens.revoke(form.value.get("name") ?? "");
  return seeDashboard(c, `#${WRITING_TOOLS}`);
}

async function answerSignIn(
  c: AudienceContext,
  status: number,
  problem: SignInProblem | undefined,
  headers: Record<string, string> = {},
): Promise<Response> {
  return answerPage(await renderSignIn(await c.var.audience.readIdentity(), problem), headers, status);
}

/** RFC 9110 §15.4.4: after a form, a page that can be loaded again. Through the context, which holds the cookie. */
function seeDashboard(c: AudienceContext, fragment = ""): Response {
  return c.body(null, 303, { ...PRIVATE, Location: `/dashboard${fragment}` });
}

function publicUrlOf(c: AudienceContext): string | undefined {
  return c.req.header(PUBLIC_URL_HEADER);
}

function isSecure(c: AudienceContext): boolean {
  return publicUrlOf(c)?.startsWith("https:") ?? true;
}
