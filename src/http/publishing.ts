import type { Config, Env } from "../config.ts";
import { fetchRemoteImage } from "../article/remote-image.ts";
import type { PublishingPorts } from "../feed/publish-article.ts";
import { createStore } from "../store/d1-store.ts";
import { isAuthorized } from "./authorization.ts";
import { answerProblem } from "./problems.ts";
import { createPublishingApi } from "./publishing-api.ts";

export interface PublisherSurroundings {
  readonly env: Env;
  readonly config: Config;
  readonly now: number;
  /** Called when a change was stored: this isolate's readers must see it at once. */
  readonly onPublished: (revision: number) => void;
}

const api = createPublishingApi();

/** Answers under /api/: nobody passes without the token. */
export async function answerPublisher(
  request: Request,
  { env, config, now, onPublished }: PublisherSurroundings,
): Promise<Response> {
  if (config.publishToken === undefined) return answerProblem({ reason: "token-unset" });
  if (!(await isAuthorized(request, config.publishToken))) return answerProblem({ reason: "unauthorized" });
  const ports: PublishingPorts = {
    store: createStore(env.DB, env.MEDIA),
    now,
    measureRemote: (address) => fetchRemoteImage(address, { fetch: (url, init) => fetch(url, init) }),
  };
  return api.fetch(request, { ports, publicUrl: config.publicUrl, onPublished });
}
