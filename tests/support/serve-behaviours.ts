import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Behaviour, createSite, type Post } from "../sources/month.ts";

/** A publication elsewhere, on loopback. */
export interface ServedBehaviour {
  readonly behaviour: Behaviour;
  readonly from: string;
  /** The posts that its feed shows. */
  readonly posts: readonly Post[];
}

const DAY_MS = 86_400_000;

const POSTS = 3;

function writePosts({ name }: Behaviour, newestAt: number): readonly Post[] {
  return Array.from({ length: POSTS }, (_, number) => {
    const date = newestAt - (POSTS - 1 - number) * DAY_MS;
    const html = `<p>Story ${number} of ${name}, with an <a href="/about">address</a> &amp; more.</p>`;
    return { number, title: `${name}, day ${number}`, html, date, updated: date };
  });
}

/** `--from` looks for the feed, and reads it: one that goes away is gone when it is measured. */
const REQUESTS_OF_IMPORT = 2;
const LAST_DAY = 30;

/** Serves each below its own path, with the addresses in its documents. */
export async function serveBehaviours(
  behaviours: readonly Behaviour[],
  newestAt: number,
): Promise<{ readonly served: readonly ServedBehaviour[]; readonly close: () => void }> {
  const sites = new Map<string, ReturnType<typeof createSite>>();
  const server = createServer(async (request, response) => {
    const name = request.url?.split("/")[1] ?? "";
    const headers = Object.entries(request.headers).flatMap(([key, value]) =>
      typeof value === "string" ? [[key, value] as [string, string]] : [],
    );
    const answer = await sites.get(name)?.(new Request(`https://${name}.example${request.url}`, { headers }));
    const text = (await answer?.text())?.replaceAll(`https://${name}.example`, `${origin}/${name}`) ?? "";
    response.writeHead(answer?.status ?? 404, answer && Object.fromEntries(answer.headers)).end(text || undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const served = behaviours.map((behaviour) => {
    const posts = writePosts(behaviour, newestAt);
    let requests = 0;
    const look = () => {
      requests += 1;
      return { posts, day: requests > REQUESTS_OF_IMPORT ? LAST_DAY : 0 };
    };
    sites.set(behaviour.name, createSite(behaviour, look));
    return {
      behaviour,
      posts,
      from: behaviour.from.replace(`https://${behaviour.name}.example`, `${origin}/${behaviour.name}`),
    };
  });
  return { served, close: () => void server.close() };
}
