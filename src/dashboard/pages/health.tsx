import type { FC } from "hono/jsx";
import type { HealthReport } from "../../health/check-publication.ts";
import type { HealthFinding } from "../../health/finding.ts";
import { countOf } from "./numbers.ts";

interface HealthProps {
  /** Undefined until it is asked for: it takes some thirty requests. */
  readonly report: HealthReport | undefined;
}

/** How the feeds look from outside, and what to do about it; `edgewire doctor` looks more closely. */
export const Health: FC<HealthProps> = ({ report }) => (
  <section class="notes" id="health" aria-labelledby="feed-health">
    <h2 id="feed-health">Feed health</h2>
    {report === undefined ? null : <Findings report={report} />}
    <p>
      <a href="/dashboard?check=feeds#health">{report === undefined ? "Check the feeds now" : "Check again"}</a>: each
      feed that the front page advertises is fetched as a reader would fetch it. <code>npx edgewire doctor</code> looks
      more closely, and as nine readers and a browser.
    </p>
  </section>
);

const Findings: FC<{ readonly report: HealthReport }> = ({ report: { feeds, findings } }) => (
  <>
    <p>
      {findings.length === 0
        ? `Nothing to mend in ${countOf(feeds.length, "feed", "feeds")}: form, ids, dates, validators, types, compression, enclosures, images and hub are as readers want them.`
        : `${countOf(findings.length, "thing", "things")} to mend in ${countOf(feeds.length, "feed", "feeds")}.`}
    </p>
    {findings.length === 0 ? null : (
      <ul>
        {findings.map((finding) => (
          <Finding finding={finding} />
        ))}
      </ul>
    )}
  </>
);

const Finding: FC<{ readonly finding: HealthFinding }> = ({ finding: { severity, where, found, wanted, advice } }) => (
  <li>
    <strong>{severity === "error" ? "Error" : "Warning"}</strong> at {where}: found {found}, wanted {wanted}. {advice}
  </li>
);
