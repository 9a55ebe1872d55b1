import type { FC } from "hono/jsx";
import type { FailingSubscription, OpenedArticle, PublicationFigures, PushFigures } from "../../audience/report.ts";
import { formatZonedMinute } from "../../lib/zoned-dates.ts";
import { CountTable } from "./count-table.tsx";
import { countOf, formatCount } from "./numbers.ts";
import { Panel } from "./panel.tsx";

/** The articles that people opened most. */
export const ReadArticles: FC<{ readonly articles: readonly OpenedArticle[] }> = ({ articles }) => (
  <Panel id="read" title="Most opened articles">
    {articles.length === 0 ? (
      <p class="hint">
        No browser has opened an article in this time. Opens are counted by article alone, bots and link previews left
        out, and appear here within half a minute.
      </p>
    ) : (
      <CountTable
        caption="Articles by how often browsers opened their page"
        columns={["Article", "Opens"]}
        rows={articles.map(({ title, path, opens }) => ({
          name: <a href={path}>{title}</a>,
          numbers: [formatCount(opens)],
        }))}
      />
    )}
  </Panel>
);

/** The articles that appear by themselves, with hour and zone. */
export const Scheduled: FC<{ readonly figures: PublicationFigures }> = ({ figures: { scheduled, timeZone } }) => (
  <Panel id="scheduled" title="Scheduled">
    {scheduled.length === 0 ? (
      <p class="hint">
        Nothing waits for its time. An article whose <code>date</code> is in the future appears by itself at that
        moment, in feeds, on pages and to subscribers.
      </p>
    ) : (
      <CountTable
        caption="Articles that will appear by themselves"
        columns={["Article", `Time in ${timeZone}`]}
        rows={scheduled.map(({ title, at }) => ({ name: title, numbers: [formatZonedMinute(at, timeZone)] }))}
      />
    )}
  </Panel>
);

/** The remedy for a failing delivery, by the status of its last try; the first row that fits. */
const advice: readonly (readonly [status: RegExp, advice: string])[] = [
  [/^(?:401|403|451)$/, "It refuses deliveries: its owner has to let this publication in."],
  [/^404$/, "Its address is gone: nothing to do; the subscription ends by itself unless it is renewed."],
  [/^(?:413)$/, "The feed is too large for it: a smaller window_size in site.yaml makes it shorter."],
  [/^429$/, "It asks for fewer requests: deliveries to it become rarer by themselves."],
  [/^3\d\d$/, "It has moved and must subscribe anew from its new address."],
  [/^5\d\d$/, "Its server fails: tell its owner if that lasts for more than a day."],
  [/^4\d\d$/, "It does not accept the delivery: its owner has to look at it."],
];

function adviseOn({ lastStatus = "" }: FailingSubscription): string {
  const found = advice.find(([status]) => status.test(lastStatus));
  return found?.[1] ?? "It cannot be reached: nothing to do here unless many subscribers fail alike.";
}

/** Each failing delivery with its remedy. */
export const FailingPushes: FC<{ readonly push: PushFigures; readonly timeZone: string }> = ({ push, timeZone }) => (
  <Panel id="failing" title="Failing deliveries">
    {push.failing.length === 0 ? (
      <p class="hint">
        {push.subscriptions === 0
          ? "Nobody has subscribed to pushes yet. Readers and services do that by themselves: each feed names the hub."
          : "Every subscriber has what was sent."}
      </p>
    ) : (
      <ul class="failing">
        {push.failing.map((subscription) => (
          <li>
            <strong>{subscription.host}</strong> ({subscription.feed}): {subscription.lastStatus ?? "no answer"} after{" "}
            {countOf(subscription.attempts, "try", "tries")}. {adviseOn(subscription)}{" "}
            {subscription.nextTryAt === undefined ? (
              <>
                Given up: <code>npx edgewire redeliver {subscription.host}</code> tries again.
              </>
            ) : (
              `Next try at ${formatZonedMinute(subscription.nextTryAt, timeZone)} ${timeZone}.`
            )}
          </li>
        ))}
      </ul>
    )}
  </Panel>
);
