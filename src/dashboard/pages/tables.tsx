import type { FC } from "hono/jsx";
import type { AgentKind } from "../../audience/agents.ts";
import type { AudienceReport, ReaderFigures } from "../../audience/report.ts";
import { allFormats } from "../../feed/formats.ts";
import { CountTable } from "./count-table.tsx";
import { formatCount, formatShare } from "./numbers.ts";
import { Panel } from "./panel.tsx";

interface ReportProps {
  readonly report: AudienceReport;
}

const SUBSCRIBERS: readonly AgentKind[] = ["reader", "aggregator"];
const LISTED = 12;

/** Who reads, by the program or service they use; people first. */
export const ReadersTable: FC<ReportProps> = ({ report }) => {
  const readers = report.readers.filter(({ kind }) => SUBSCRIBERS.includes(kind));
  const most = Math.max(1, ...readers.map(({ people }) => people));
  return (
    <Panel id="readers" title="By reader">
      {readers.length === 0 ? <p class="hint">No feed reader has come yet.</p> : null}
      <ReaderRows readers={readers.slice(0, LISTED)} most={most} caption="Readers with the most subscribers" />
      {readers.length <= LISTED ? null : (
        <details>
          <summary>{readers.length - LISTED} more readers</summary>
          <ReaderRows readers={readers.slice(LISTED)} most={most} caption="Further readers" />
        </details>
      )}
    </Panel>
  );
};

interface ReaderRowsProps {
  readonly readers: readonly ReaderFigures[];
  readonly most: number;
  readonly caption: string;
}

const ReaderRows: FC<ReaderRowsProps> = ({ readers, most, caption }) =>
  readers.length === 0 ? null : (
    <CountTable
      caption={caption}
      look="bars"
      columns={["Reader", "Subscribers", "Polls"]}
      rows={readers.map(({ name, kind, people, unverified, polls }) => ({
        name: (
          <>
            {name}
            {kind === "aggregator" ? <span class="kind"> aggregator</span> : null}
            {unverified > 0 ? <span class="kind"> claims {formatCount(unverified)}, unverified</span> : null}
            <Share value={people / most} className={kind === "aggregator" ? "second" : "first"} />
          </>
        ),
        numbers: [formatCount(people), formatCount(polls)],
      }))}
    />
  );

/** A bar under a name, with the number beside it. */
const Share: FC<{ readonly value: number; readonly className: string }> = ({ value, className }) => (
  <svg class="portion" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class={className} width={Math.max(value * 100, value > 0 ? 0.5 : 0)} height="4" />
  </svg>
);

export const FormatsTable: FC<ReportProps> = ({ report: { formats, polls } }) => (
  <Panel id="formats" title="By format">
    <CountTable
      caption="Polls and direct readers by format"
      look="bars"
      columns={["Format", "Direct readers", "Share of polls"]}
      rows={formats.map((format) => ({
        name: (
          <>
            {allFormats.find(({ id }) => id === format.name)?.label ?? format.name}
            <Share value={format.polls / Math.max(1, polls.total)} className="first" />
          </>
        ),
        numbers: [formatCount(format.people), formatShare(format.polls / Math.max(1, polls.total))],
      }))}
    />
  </Panel>
);
