import { UsageError } from "../../src/lib/usage-error.ts";
import { describeProblem } from "../api/answers.ts";
import type { DeliveryLine } from "../api-client.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { reportPlan } from "../find-article.ts";
import { CLIENT, DRY_RUN } from "../options.ts";
import { print } from "../output.ts";

export const redeliver = defineCommand({
  summary: "Push the whole feed again: to all subscribers that were given up, to those at a host, or to one",
  operands: "[HOST|ID]",
  options: { ...CLIENT, "dry-run": DRY_RUN },
  run: async ({ to, token, "dry-run": dryRun }, [target, ...rest]) => {
    if (rest.length > 0)
      throw new UsageError(`wanted one host, one id or nothing: ${callEdgewire("redeliver [HOST|ID]")}`);
    const client = connect({ to, token });
    if (dryRun) {
      const selected = (await client.listDeliveries()).filter((line) => isSelected(line, target));
      return reportPlan(`would be sent again: ${selected.length}`);
    }
    const answer = await client.redeliver(writeSelection(target));
    if (answer.status >= 400) throw new UsageError(describeProblem(answer));
    print(`on their way: ${answer.body.redelivered ?? 0}`);
    return 0;
  },
});

function isSelected({ id, host, deadLetters }: DeliveryLine, target: string | undefined): boolean {
  if (target === undefined) return deadLetters.length > 0;
  return /^\d+$/.test(target) ? id === Number(target) : host === target;
}

function writeSelection(target: string | undefined): string {
  if (target === undefined) return "";
  return `${/^\d+$/.test(target) ? "id" : "host"}=${encodeURIComponent(target)}`;
}
