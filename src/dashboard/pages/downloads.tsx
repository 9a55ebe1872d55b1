import type { FC } from "hono/jsx";
import type { DownloadedArticle } from "../../audience/report.ts";
import { CountTable } from "./count-table.tsx";
import { formatCount } from "./numbers.ts";
import { Panel } from "./panel.tsx";

/** The others are in the report as JSON. */
const SHOWN = 30;

/** How often recordings were downloaded, and how that is counted. */
export const Downloads: FC<{ readonly articles: readonly DownloadedArticle[] }> = ({ articles }) => (
  <Panel id="downloads" title="Downloads">
    {articles.length === 0 ? (
      <p class="hint">No recording that is served from here has been downloaded in this time.</p>
    ) : (
      <CountTable
        caption="Articles by how often their recordings were downloaded"
        columns={["Article", "Downloads", "By bots, not included"]}
        rows={articles.slice(0, SHOWN).map(({ title, path, downloads, bots }) => ({
          name: <a href={path}>{title}</a>,
          numbers: [formatCount(downloads), formatCount(bots)],
        }))}
      />
    )}
    <p class="hint">
      A download is one program at one address (for IPv6, one household) that has asked for a minute of a recording, or
      for all of a shorter one, within a day (UTC), in however many requests. Bots, link previews, monitors and scripts
      are counted apart. This follows the rules of podcast measurement, but nobody has audited it: it is no certificate.
    </p>
  </Panel>
);
