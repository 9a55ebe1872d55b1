import { PUBLIC_URL_HEADER, TOKEN_DIGEST_HEADER } from "../api/forward.ts";
import { answerProblem } from "../api/problems.ts";
import { FLUSH_PATH } from "../api/send-flush.ts";
import type { AccountQuery, AudienceAccount } from "../audience/audience-store.ts";
import { buildReport, writeCsv } from "../audience/build-report.ts";
import { networkOf } from "../audience/client-network.ts";
import type { CountedFlush } from "../audience/counts.ts";
import { ALL_FEEDS } from "../audience/daily-summary.ts";
import { type DailyKey, dayOf, type Flush } from "../audience/flush.ts";
import { readFlush } from "../audience/read-flush.ts";
import type { AudienceReport, PublicationFigures, PublicationIdentity } from "../audience/report.ts";
import type { HealthReport } from "../health/check-publication.ts";
import { readForm } from "../http/read-form.ts";
import { createLoginThrottle } from "./login-throttle.ts";
import dashboardStyle from "./pages/dashboard.css";
import { PERIODS, renderDashboard } from "./pages/dashboard.tsx";
import { renderSignIn, type SignInProblem } from "./pages/sign-in.tsx";
import { closeSession, hasSession, isToken, openSession } from "./session.ts";

/** Where counts are, and what the publication knows of itself. */
export interface AudiencePorts {
  readonly record: (flush: CountedFlush) => Promise<DailyKey>;
  readonly readAccount: (query: AccountQuery) => Promise<AudienceAccount>;
  readonly readFigures: () => Promise<PublicationFigures>;
  /** One row: every stranger may ask for the page to sign in at. */
  readonly readIdentity: () => Promise<PublicationIdentity>;
  /** Fetches the feeds from outside. */
  readonly checkHealth: (publicUrl: string) => Promise<HealthReport>;
}

type AudienceRoute = (request: Request, ports: AudiencePorts) => Promise<Response>;

/** The publishers' worker's answers about readers: counts taken in, the API's report, and the dashboard. */
export function createAudienceRoutes(now: () => number): { find(pathname: string): AudienceRoute | undefined } {
  const attempts = createLoginThrottle();

  const signIn: AudienceRoute = async (request, { readIdentity }) => {
    const digest = request.headers.get(TOKEN_DIGEST_HEADER);
    if (digest === null) return answerSignIn(503, "token-unset", readIdentity);
    const client = networkOf(request.headers.get("cf-connecting-ip") ?? "");
    const waitSeconds = attempts.findWait(client, now());
    if (waitSeconds !== undefined)
      return answerSignIn(429, "too-many", readIdentity, { "Retry-After": `${waitSeconds}` });
    const form = await readForm(request);
    const given = form.ok ? (form.value.get("token") ?? "") : "";
    if (await isToken(given.trim(), digest)) {
      return seeDashboard(await openSession(digest, isSecure(request), now()));
    }
    attempts.addFailure(client, now());
    return answerSignIn(403, "wrong", readIdentity);
  };

  /** Only with a session; without one, the page to sign in at. */
  const signedIn =
    (answer: (request: Request, ports: AudiencePorts) => Promise<Response>): AudienceRoute =>
    async (request, ports) => {
      const digest = request.headers.get(TOKEN_DIGEST_HEADER);
      if (digest === null) return answerSignIn(503, "token-unset", ports.readIdentity);
      if (await hasSession(request, digest, now())) return answer(request, ports);
      return answerSignIn(new URL(request.url).pathname === "/dashboard" ? 200 : 403, undefined, ports.readIdentity);
    };

  const routes: Readonly<Record<string, Readonly<Record<string, AudienceRoute>>>> = {
    [FLUSH_PATH]: {
      POST: async (request, { record }) => Response.json(await record(readFlush(await request.json<Flush>()))),
    },
    "/api/audience": { GET: async (request, ports) => answerReport(await readReport(request, ports, now())) },
    "/dashboard": { GET: signedIn((request, ports) => answerDashboard(request, ports, now())) },
    "/dashboard/audience.json": {
      GET: signedIn(async (request, ports) => answerReport(await readReport(request, ports, now()), "audience.json")),
    },
    "/dashboard/audience.csv": { GET: signedIn((request, ports) => answerCsv(request, ports, now())) },
    "/dashboard/dashboard.css": { GET: async () => answer(dashboardStyle, "text/css; charset=utf-8") },
    "/dashboard/sign-in": { POST: signIn },
    "/dashboard/sign-out": { POST: async (request) => seeDashboard(closeSession(isSecure(request))) },
  };

  return {
    find(pathname) {
      const methods = routes[pathname];
      if (methods === undefined) return pathname.startsWith("/dashboard") ? answerMissing : undefined;
      const allow = Object.keys(methods).join(", ");
      return async (request, ports) => {
        const route = methods[request.method === "HEAD" ? "GET" : request.method];
        if (route !== undefined) return route(request, ports);
        return answer(`405: this address answers ${allow}\n`, "text/plain; charset=utf-8", { Allow: allow }, 405);
      };
    },
  };
}

const MAX_DAYS = 800;

async function readReport(
  request: Request,
  { readAccount, readFigures }: AudiencePorts,
  now: number,
): Promise<{ readonly report: AudienceReport; readonly figures: PublicationFigures } | { readonly problem: string }> {
  const query = new URL(request.url).searchParams;
  const days = Number(query.get("days") ?? PERIODS[1]);
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) {
    return { problem: `"days" must be a whole number from 1 to ${MAX_DAYS}, found "${query.get("days")}"` };
  }
  const feed = query.get("feed") || ALL_FEEDS;
  const today = dayOf(now);
  const figures = await readFigures();
  // The week's figures need a week, however short the time that is asked for.
  const fromDay = today - Math.max(days, 7) + 1;
  const account = await readAccount({ feed, fromDay, sinceRevision: figures.newest?.revision });
  return { report: buildReport(account, figures, { feed, days, today }), figures };
}

type ReadReport = Awaited<ReturnType<typeof readReport>>;

function answerReport(read: ReadReport, fileName?: string): Response {
  if ("problem" in read) return answerProblem({ reason: "parameter-invalid", detail: read.problem });
  const headers = { "Cache-Control": "no-store", ...(fileName === undefined ? {} : attach(fileName)) };
  return Response.json(read.report, { headers });
}

async function answerCsv(request: Request, ports: AudiencePorts, now: number): Promise<Response> {
  const read = await readReport(request, ports, now);
  if ("problem" in read) return answerProblem({ reason: "parameter-invalid", detail: read.problem });
  return answer(writeCsv(read.report), "text/csv; charset=utf-8; header=present", attach("audience.csv"));
}

async function answerDashboard(request: Request, ports: AudiencePorts, now: number): Promise<Response> {
  const read = await readReport(request, ports, now);
  if ("problem" in read) return answerProblem({ reason: "parameter-invalid", detail: read.problem });
  const publicUrl = request.headers.get(PUBLIC_URL_HEADER);
  const isAsked = new URL(request.url).searchParams.get("check") === "feeds" && publicUrl !== null;
  const health = isAsked ? await ports.checkHealth(publicUrl) : undefined;
  return answerPage(await renderDashboard(read.report, read.figures, health));
}

async function answerSignIn(
  status: number,
  problem: SignInProblem | undefined,
  readIdentity: AudiencePorts["readIdentity"],
  headers: Record<string, string> = {},
): Promise<Response> {
  return answerPage(await renderSignIn(await readIdentity(), problem), headers, status);
}

/** RFC 9110 §15.4.4: after a form, a page that can be loaded again. */
function seeDashboard(cookie: string): Response {
  return answer("", "text/plain; charset=utf-8", { Location: "/dashboard", "Set-Cookie": cookie }, 303);
}

async function answerMissing(): Promise<Response> {
  return answer("404: the dashboard is at /dashboard\n", "text/plain; charset=utf-8", {}, 404);
}

function isSecure(request: Request): boolean {
  return request.headers.get(PUBLIC_URL_HEADER)?.startsWith("https:") ?? true;
}

function attach(fileName: string): Record<string, string> {
  return { "Content-Disposition": `attachment; filename="${fileName}"` };
}

function answerPage(html: string, headers: Record<string, string> = {}, status = 200): Response {
  return answer(html, "text/html; charset=utf-8", { "Content-Security-Policy": POLICY, ...headers }, status);
}

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function answer(body: string, contentType: string, headers: Record<string, string> = {}, status = 200): Response {
  return new Response(body, {
    status,
    headers: {
      "Content-Type": contentType,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "same-origin",
      "X-Robots-Tag": "noindex",
      ...headers,
    },
  });
}
