import { isBackup } from "../backup/backup-folder.ts";
import { defineCommand } from "../command.ts";
import { connect, resolveConnection } from "../connect.ts";
import { findArticle, reportChange, reportPlan } from "../find-article.ts";
import { CLIENT, DRY_RUN } from "../options.ts";

export const restore = defineCommand({
  summary: "Bring a retracted article back, or make the publication of a backup again in an empty store",
  operands: "KEY|SLUG|FOLDER",
  options: { ...CLIENT, "dry-run": DRY_RUN },
  run: async ({ to, token, "dry-run": dryRun }, operands) => {
    const [folder, ...rest] = operands;
    if (folder !== undefined && rest.length === 0 && isBackup(folder)) return restoreFolder(folder, { to, token });
    const client = connect({ to, token });
    const { key, state } = await findArticle(client, operands, "restore");
    if (dryRun) return reportPlan(state === "retracted" ? `would restore ${key}` : `${key} was not retracted`);
    return reportChange(await client.restoreArticle(key), `restored ${key}`);
  },
});

async function restoreFolder(
  folder: string,
  options: { readonly to: string; readonly token: string | undefined },
): Promise<number> {
  const { createBackupClient } = await import("../backup/backup-client.ts");
  const { restoreBackup } = await import("../backup/restore-backup.ts");
  const { base, token } = resolveConnection(options);
  const passphrase = process.env.EDGEWIRE_BACKUP_PASSPHRASE || undefined;
  await restoreBackup({ folder, to: base, passphrase }, createBackupClient(base, token));
  return 0;
}
