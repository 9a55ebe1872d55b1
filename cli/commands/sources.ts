import type { SourceLine } from "../api-client.ts";
import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { counted } from "../counted.ts";
import { CLIENT, JSON_OUTPUT } from "../options.ts";
import { print, printJson } from "../output.ts";

const SHOWN_ARTICLES = 5;
const WEEK_MS = 7 * 86_400_000;

export const sources = defineCommand({
  summary: "Show how each source of site.yaml is followed; exit 1 if one could not be read for a week",
  options: { ...CLIENT, json: JSON_OUTPUT },
  run: async ({ to, token, json }) => {
    const lines = await connect({ to, token }).listSources();
    if (json) printJson(lines);
    else if (lines.length === 0) print("No source is followed: site.yaml has no `sources`.");
    else for (const line of lines) print(...describe(line), "");
    return lines.some(isFailing) ? 1 : 0;
  },
});

function isFailing({ failingSince }: SourceLine): boolean {
  return failingSince !== undefined && Date.now() - Date.parse(failingSince) >= WEEK_MS;
}

function describe({ name, from, published, pending, nextAt, readAt, problem, failingSince, hub, ...more }: SourceLine) {
  const { webhook, withoutPage = [] } = more;
  const waiting = pending === 0 ? "" : `, ${pending} to be published`;
  return [
    `${name}  ${from}`,
    `  ${published} articles${waiting}; read ${readAt ?? "not yet"}, next ${nextAt}`,
    ...(hub === undefined ? [] : [`  hub ${hub.address}: ${hub.phase}`]),
    ...(problem === undefined
      ? []
      : [`  ${failingSince === undefined ? "note" : `failing since ${failingSince}`}: ${problem}`]),
    ...(withoutPage.length === 0
      ? []
      : [`  ${counted(withoutPage.length, "article")} with the text of the feed alone:`]),
    ...withoutPage.slice(0, SHOWN_ARTICLES).map((article) => `    ${article.key}: ${article.problem}`),
    `  webhook ${webhook.address}, secret ${webhook.secret}`,
  ];
}
