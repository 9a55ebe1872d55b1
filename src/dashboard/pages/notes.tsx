import type { FC } from "hono/jsx";

/** Before the first poll: what will stand here, and when. */
export const NothingYet: FC = () => (
  <section class="empty" aria-labelledby="nothing-yet">
    <h2 id="nothing-yet">Nobody has polled yet</h2>
    <p>Numbers appear here by themselves. Nothing needs to be installed or switched on.</p>
    <ol>
      <li>
        <strong>Within half a minute</strong> of the first poll of a feed: polls, formats and direct readers. Open{" "}
        <a href="/rss.xml">the feed</a> in a feed reader and load this page again.
      </li>
      <li>
        <strong>After a day</strong>: subscribers through aggregators such as Feedly, Feedbin or NewsBlur. Until they
        have been seen for a day, their numbers are shown as unverified.
      </li>
      <li>
        <strong>After a week</strong>: the week’s figure, and how the days compare.
      </li>
    </ol>
  </section>
);

/** Notes on the meaning and the limits of the figures, and on the data that is not kept. */
export const HowItIsCounted: FC = () => (
  <section class="notes" aria-labelledby="counted">
    <h2 id="counted">How this is counted</h2>
    <dl>
      <dt>Direct readers</dt>
      <dd>
        People whose own program polls a feed, each counted once a day by address and program (for IPv6, by the
        household’s network). The estimate is within 3 %. A household behind one address counts once, a person with two
        devices twice.
      </dd>
      <dt>Through aggregators</dt>
      <dd>
        Services that poll once for many people say for how many. The number is believed if we know the service and
        first saw it at least a day ago, if it polls with conditions and from its usual network, and if the number at
        most doubles. Anything else is shown as unverified and left out of the total. Somebody who follows two feeds
        through an aggregator counts twice in “All feeds”.
      </dd>
      <dt>The week’s figure</dt>
      <dd>
        The highest daily estimate of the last seven days. How many <em>different</em> people came in a week cannot be
        known here: each day’s key is destroyed at midnight (UTC), so that nobody can be followed from one day to the
        next.
      </dd>
      <dt>Not counted as subscribers</dt>
      <dd>Browsers, bots, link previews, uptime monitors, scripts, and programs that nobody has named yet.</dd>
      <dt>Not stored</dt>
      <dd>
        No address and no agent string of a person. A day’s clients are a sketch of 16 KB that says how many they were;
        those of a recording are marks under the day’s key, another for each recording. Sketches and marks go five
        minutes after midnight, and the key before them.
      </dd>
    </dl>
  </section>
);
