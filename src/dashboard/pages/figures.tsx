import type { Child, FC } from "hono/jsx";
import type { AudienceReport, NewestFigures, PushFigures } from "../../audience/report.ts";
import { countOf, formatBytes, formatCount, formatDuration, formatShare } from "./numbers.ts";

/** The key figures at the top, each with its meaning. */
export const Figures: FC<{ readonly report: AudienceReport }> = ({ report }) => {
  const { subscribers, polls, newest, push } = report;
  return (
    <section aria-labelledby="figures">
      <h2 id="figures" class="visually-hidden">
        In numbers
      </h2>
      <dl class="figures">
        <Figure
          name="Subscribers"
          value={subscribers.week === 0 ? "None yet" : formatCount(subscribers.week)}
          isFirst={true}
        >
          The best day of the last seven: {formatCount(subscribers.direct)} direct readers,{" "}
          {formatCount(subscribers.aggregated)} through aggregators.
          {subscribers.unverified > 0
            ? ` Claims of ${formatCount(subscribers.unverified)} more are unverified and not included.`
            : ""}
        </Figure>
        <Figure name="Polls a day" value={formatCount(polls.perDay)}>
          {formatShare(polls.cachedShare)} were answered without asking the store.
        </Figure>
        {polls.notModifiedShare + polls.deltaShare === 0 ? null : (
          <Figure name="Nothing sent twice" value={formatShare(polls.notModifiedShare + polls.deltaShare)}>
            {formatShare(polls.notModifiedShare)} got “nothing new” (304), {formatShare(polls.deltaShare)} only what was
            new (226).
          </Figure>
        )}
        {polls.savedBytes === 0 ? null : (
          <Figure name="Bytes saved" value={formatBytes(polls.savedBytes)}>
            What the 304 answers would have been as whole feeds.
          </Figure>
        )}
        {newest === undefined ? null : <Newest newest={newest} />}
        {push === undefined ? null : <Push push={push} />}
      </dl>
    </section>
  );
};

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly isFirst?: boolean;
  readonly children: Child;
}

const Figure: FC<FigureProps> = ({ name, value, isFirst, children }) => (
  <div class={isFirst ? "figure main-figure" : "figure"}>
    <dt>{name}</dt>
    <dd class="value">{value}</dd>
    <dd class="hint">{children}</dd>
  </div>
);

const Newest: FC<{ readonly newest: NewestFigures }> = ({ newest: { title, path, firstFetch } }) => (
  <Figure
    name="Newest article"
    value={firstFetch === undefined ? "Not fetched yet" : formatDuration(firstFetch.afterSeconds)}
  >
    <a href={path}>{title}</a>
    {firstFetch === undefined
      ? " waits for its first reader."
      : ` reached its first reader (${firstFetch.reader}) after that time.`}
  </Figure>
);

const Push: FC<{ readonly push: PushFigures }> = ({ push }) => (
  <Figure name="Push subscriptions" value={push.subscriptions === 0 ? "None yet" : formatCount(push.subscriptions)}>
    In seven days {countOf(push.delivered, "delivery", "deliveries")},{" "}
    {countOf(push.failedTries, "failed try", "failed tries")};{" "}
    {push.failures === 0 ? "nothing" : countOf(push.failures, "version", "versions")} given up.
    {push.retrying === 0 ? "" : ` Tried again now: ${formatCount(push.retrying)}.`}
  </Figure>
);
