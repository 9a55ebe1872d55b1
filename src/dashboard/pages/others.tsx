import type { FC } from "hono/jsx";
import type { AgentKind } from "../../audience/agents.ts";
import type { AudienceReport, ReaderFigures } from "../../audience/report.ts";
import { CountTable } from "./count-table.tsx";
import { formatCount } from "./numbers.ts";
import { Panel } from "./panel.tsx";

interface ReportProps {
  readonly report: AudienceReport;
}

const kinds: readonly { readonly kind: AgentKind; readonly label: string }[] = [
  { kind: "browser", label: "Browsers" },
  { kind: "bot", label: "Bots" },
  { kind: "previewer", label: "Link previews" },
  { kind: "monitor", label: "Uptime monitors" },
  { kind: "tool", label: "Scripts and tools" },
  { kind: "other", label: "Unknown" },
];

/** Agents that are not subscribers; counted apart. */
export const OthersTable: FC<ReportProps> = ({ report }) => {
  const rows = listOthers(report);
  return (
    <Panel id="others" title="Not subscribers">
      {rows.length === 0 ? (
        <p class="hint">Nothing but readers has fetched the feeds in this time.</p>
      ) : (
        <CountTable
          caption="Visitors to the feeds who are not subscribers"
          columns={["Kind", "Clients", "Polls"]}
          rows={rows.map(({ label, names, people, polls }) => ({
            name: (
              <>
                {label}
                {names.length > 0 ? <span class="kind">{names.join(", ")}</span> : null}
              </>
            ),
            numbers: [formatCount(people), formatCount(polls)],
          }))}
        />
      )}
    </Panel>
  );
};

/** By kind; a kind that fetched nothing is left out. */
function listOthers({ readers }: AudienceReport) {
  return kinds
    .map(({ kind, label }) => {
      const own = readers.filter((reader) => reader.kind === kind);
      const names = own.map(({ name }) => name).filter((name) => name !== "Other");
      return { label, names: names.slice(0, 3), people: sum(own, "people"), polls: sum(own, "polls") };
    })
    .filter(({ polls }) => polls > 0);
}

function sum(readers: readonly ReaderFigures[], column: "people" | "polls"): number {
  return readers.reduce((total, reader) => total + reader[column], 0);
}

/** Programs whose makers should hear of `If-None-Match`: by name, since no address is kept. */
export const HastyReaders: FC<ReportProps> = ({ report: { unconditional } }) => (
  <Panel id="hasty" title="Worth a word">
    {unconditional.length === 0 ? (
      <p class="hint">Nobody fetches the whole feed again and again. Readers ask politely.</p>
    ) : (
      <>
        <p class="hint">These fetch the whole feed without saying what they have. Their makers may like to know.</p>
        <CountTable
          caption="Readers that fetch without conditions"
          columns={["Reader", "Whole fetches per client and day"]}
          rows={unconditional.map(({ name, fetchesPerDay }) => ({ name, numbers: [formatCount(fetchesPerDay)] }))}
        />
      </>
    )}
  </Panel>
);
