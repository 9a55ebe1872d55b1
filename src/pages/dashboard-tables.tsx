import type { Child, FC } from "hono/jsx";
import type { AgentKind } from "../audience/agents.ts";
import type { AudienceReport, ReaderFigures } from "../audience/report.ts";
import { allFormats } from "../feed/formats.ts";
import { formatCount, formatShare } from "./dashboard-numbers.ts";

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
    <Panel id="readers" title="By reader" isWide={true}>
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
    <table class="bars">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Reader</th>
          <th scope="col" class="number">
            Subscribers
          </th>
          <th scope="col" class="number">
            Polls
          </th>
        </tr>
      </thead>
      <tbody>
        {readers.map(({ name, kind, people, unverified, polls }) => (
          <tr>
            <th scope="row">
              {name}
              {kind === "aggregator" ? <span class="kind"> aggregator</span> : null}
              {unverified > 0 ? <span class="kind"> claims {formatCount(unverified)}, unverified</span> : null}
              <Share value={people / most} className={kind === "aggregator" ? "second" : "first"} />
            </th>
            <td class="number">{formatCount(people)}</td>
            <td class="number">{formatCount(polls)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );

/** A bar under a name; the number stands beside it. */
const Share: FC<{ readonly value: number; readonly className: string }> = ({ value, className }) => (
  <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class={className} width={Math.max(value * 100, value > 0 ? 0.5 : 0)} height="4" />
  </svg>
);

export const FormatsTable: FC<ReportProps> = ({ report: { formats, polls } }) => (
  <Panel id="formats" title="By format">
    <table class="bars">
      <caption class="visually-hidden">Polls and direct readers by format</caption>
      <thead>
        <tr>
          <th scope="col">Format</th>
          <th scope="col" class="number">
            Direct readers
          </th>
          <th scope="col" class="number">
            Share of polls
          </th>
        </tr>
      </thead>
      <tbody>
        {formats.map((format) => (
          <tr>
            <th scope="row">
              {allFormats.find(({ id }) => id === format.name)?.label ?? format.name}
              <Share value={format.polls / Math.max(1, polls.total)} className="first" />
            </th>
            <td class="number">{formatCount(format.people)}</td>
            <td class="number">{formatShare(format.polls / Math.max(1, polls.total))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Panel>
);

const kinds: readonly { readonly kind: AgentKind; readonly label: string }[] = [
  { kind: "browser", label: "Browsers" },
  { kind: "bot", label: "Bots" },
  { kind: "previewer", label: "Link previews" },
  { kind: "monitor", label: "Uptime monitors" },
  { kind: "tool", label: "Scripts and tools" },
  { kind: "other", label: "Unknown" },
];

/** Whoever polls and is no subscriber; counted apart. */
export const OthersTable: FC<ReportProps> = ({ report }) => {
  const rows = kinds.map(({ kind, label }) => {
    const own = report.readers.filter((reader) => reader.kind === kind);
    return {
      label,
      names: own.slice(0, 3).map(({ name }) => name),
      people: sum(own, "people"),
      polls: sum(own, "polls"),
    };
  });
  return (
    <Panel id="others" title="Not subscribers">
      <table>
        <caption class="visually-hidden">Visitors of feeds that are not subscribers</caption>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col" class="number">
              Clients
            </th>
            <th scope="col" class="number">
              Polls
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, people, polls }) => (
            <tr>
              <th scope="row">{label}</th>
              <td class="number">{formatCount(people)}</td>
              <td class="number">{formatCount(polls)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
};

function sum(readers: readonly ReaderFigures[], column: "people" | "polls"): number {
  return readers.reduce((total, reader) => total + reader[column], 0);
}

/** Programs whose makers should hear of `If-None-Match`: by name, since nobody's address is known. */
export const HastyReaders: FC<ReportProps> = ({ report: { unconditional } }) => (
  <Panel id="hasty" title="Worth a word">
    {unconditional.length === 0 ? (
      <p class="hint">Nobody fetches the whole feed again and again. Readers ask politely.</p>
    ) : (
      <>
        <p class="hint">
          These fetch the whole feed without saying what they have. Their makers may like to know of it.
        </p>
        <table>
          <caption class="visually-hidden">Readers that fetch without conditions</caption>
          <thead>
            <tr>
              <th scope="col">Reader</th>
              <th scope="col" class="number">
                Whole fetches a day and client
              </th>
            </tr>
          </thead>
          <tbody>
            {unconditional.map(({ name, fetchesPerDay }) => (
              <tr>
                <th scope="row">{name}</th>
                <td class="number">{formatCount(fetchesPerDay)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </>
    )}
  </Panel>
);

interface PanelProps {
  readonly id: string;
  readonly title: string;
  readonly isWide?: boolean;
  readonly children: Child;
}

const Panel: FC<PanelProps> = ({ id, title, isWide, children }) => (
  <section class={isWide ? "panel wide" : "panel"} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);
