import { UsageError } from "../../src/lib/usage-error.ts";
import { describeProblem } from "../api-client.ts";
import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { CLIENT } from "../options.ts";

export const redeliver = defineCommand({
  summary: "Push the whole feed again: to all subscribers that were given up, to those at a host, or to one",
  operands: "[HOST|ID]",
  options: CLIENT,
  run: async ({ to, token }, [target, ...rest]) => {
    if (rest.length > 0) throw new UsageError("wanted one host, one id or nothing: edgewire redeliver [HOST|ID]");
    const answer = await connect({ to, token }).redeliver(writeSelection(target));
    if (answer.status >= 400) throw new UsageError(describeProblem(answer));
    console.log(`on their way: ${answer.body.redelivered ?? 0}`);
    return 0;
  },
});

function writeSelection(target: string | undefined): string {
  if (target === undefined) return "";
  return `${/^\d+$/.test(target) ? "id" : "host"}=${encodeURIComponent(target)}`;
}
