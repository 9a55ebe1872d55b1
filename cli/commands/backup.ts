import { UsageError } from "../../src/lib/usage-error.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { defineCommand } from "../command.ts";
import { resolveConnection } from "../connect.ts";
import { CLIENT } from "../options.ts";

export const backup = defineCommand({
  summary:
    "Keep everything of a running publication in a folder: articles, files, ids, positions, retractions; EDGEWIRE_BACKUP_PASSPHRASE adds subscribers, encrypted",
  operands: "FOLDER",
  options: CLIENT,
  run: async ({ to, token }, [folder, ...rest]) => {
    if (folder === undefined || rest.length > 0)
      throw new UsageError(`wanted one folder: ${callEdgewire("backup FOLDER")}`);
    const { createBackupClient } = await import("../backup/backup-client.ts");
    const { makeBackup } = await import("../backup/make-backup.ts");
    const connection = resolveConnection({ to, token });
    const passphrase = process.env.EDGEWIRE_BACKUP_PASSPHRASE || undefined;
    const client = createBackupClient(connection.base, connection.token);
    await makeBackup({ folder, from: connection.base, passphrase }, client);
    return 0;
  },
});
