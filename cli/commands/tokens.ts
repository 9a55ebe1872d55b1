import { appScopes } from "../../src/feed/publishing/app-tokens.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { defineCommand } from "../command.ts";
import { resolveConnection } from "../connect.ts";
import { reportChange } from "../find-article.ts";
import { CLIENT, JSON_OUTPUT } from "../options.ts";
import { print, printJson } from "../output.ts";
import { createToolsClient, type TokenLine, type ToolsClient } from "../tools/tools-client.ts";

export const tokens = defineCommand({
  summary:
    "Show the tokens of writing tools, create one, which is printed once, or revoke one, which fails from then on",
  operands: "[create NAME|revoke NAME]",
  options: {
    ...CLIENT,
    scopes: {
      type: "string",
      default: "create,update,delete,media",
      value: "LIST",
      help: `of a new token: ${appScopes.join(", ")}`,
    },
    json: JSON_OUTPUT,
  },
  run: async ({ to, token, scopes, json }, [action, ...names]) => {
    const client = createToolsClient(resolveConnection({ to, token }));
    if (action === undefined) return listTokens(client, json);
    const [name, ...rest] = names;
    if (name === undefined || rest.length > 0)
      throw new UsageError(`wanted one name: ${callEdgewire(`tokens ${action} NAME`)}`);
    if (action === "revoke") return reportChange(await client.revokeToken(name), `revoked ${name}`);
    if (action !== "create")
      throw new UsageError(`wanted create or revoke, found "${action}": ${callEdgewire("tokens --help")}`);
    const created = await client.createToken(
      name,
      scopes.split(",").map((scope) => scope.trim()),
    );
    print(
      `Token of ${name}, shown this once:`,
      created,
      `Its endpoint is ${to.replace(/\/+$/, "")}/micropub, where site.yaml says \`micropub: yes\`.`,
    );
    return 0;
  },
});

async function listTokens(client: ToolsClient, isJson: boolean): Promise<number> {
  const lines = await client.listTokens();
  if (isJson) printJson(lines);
  else if (lines.length === 0) print(`No writing tool has a token: ${callEdgewire("tokens create NAME")} makes one.`);
  else print(...lines.map(describe));
  return 0;
}

function describe({ name, scopes, created, used }: TokenLine): string {
  const since = `since ${created.slice(0, 10)}, ${used === undefined ? "never used" : `last used ${used}`}`;
  return `${name.padEnd(20)} ${scopes.join(", ").padEnd(34)} ${since}`;
}
