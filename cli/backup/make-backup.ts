import { join } from "node:path";
import { UsageError } from "../../src/lib/usage-error.ts";
import { counted } from "../counted.ts";
import { print } from "../output.ts";
import { createQuietProgress } from "../progress.ts";
import type { BackupClient, Row, Table } from "./backup-client.ts";
import {
  AUDIENCE,
  articlePath,
  hasWholeMedium,
  LOG,
  type LogLine,
  MEDIA,
  openBackup,
  SITE_FILE,
  SUBSCRIBERS,
  writeMark,
  writeWhole,
  writeWholeStream,
} from "./backup-folder.ts";
import { encryptText } from "./encrypt-subscribers.ts";

const ATTEMPTS = 5;
const CONCURRENCY = 6;
const extensions: Readonly<Record<string, string>> = { text: "txt", markdown: "md", mdx: "mdx", html: "html" };

export interface BackupRequest {
  readonly folder: string;
  readonly from: string;
  /** Undefined: subscribers are left out. */
  readonly passphrase: string | undefined;
}

/** Reads everything into a folder. Killed and called again, it fetches the files that are missing. */
export async function makeBackup({ folder, from, passphrase }: BackupRequest, client: BackupClient): Promise<void> {
  openBackup(folder);
  const { lines, revision } = await readWhole(client, passphrase !== undefined);
  await fetchMedia(folder, lines, client);
  for (const { table, row } of lines) {
    if (table === "articles") writeArticle(folder, row);
    if (table === "site" && row.source != null) writeWhole(join(folder, SITE_FILE), String(row.source));
  }
  const isOfSubscribers = ({ isPrivate }: LogRow) => isPrivate;
  const write = (rows: readonly LogRow[]) =>
    rows.map(({ table, row }) => `${JSON.stringify({ table, row })}\n`).join("");
  if (passphrase !== undefined)
    writeWhole(join(folder, SUBSCRIBERS), encryptText(write(lines.filter(isOfSubscribers)), passphrase));
  writeWhole(join(folder, LOG), write(lines.filter((line) => !isOfSubscribers(line))));
  writeWhole(join(folder, AUDIENCE), await client.readAudience());
  writeMark(folder, { isComplete: true, from, at: new Date().toISOString(), revision });
  const articles = lines.filter(({ table }) => table === "articles").length;
  const media = lines.filter(({ table }) => table === "media").length;
  print(`${counted(articles, "article")} and ${counted(media, "file")} of ${from} are in ${folder}`);
  if (passphrase === undefined)
    print("Subscribers are left out: set EDGEWIRE_BACKUP_PASSPHRASE to have them encrypted with it.");
}

type LogRow = LogLine & { readonly isPrivate: boolean };

/** Rows of one moment: where something was published meanwhile, they are read again. */
async function readWhole(
  client: BackupClient,
  withPrivate: boolean,
): Promise<{ readonly lines: readonly LogRow[]; readonly revision: number }> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { tables, revision } = await client.readTables();
    const lines: LogRow[] = [];
    for (const table of tables) if (withPrivate || !table.isPrivate) lines.push(...(await readTable(client, table)));
    if ((await client.readTables()).revision === revision) return { lines, revision };
  }
  throw new UsageError("The publication changes all the time; make the backup while no publish runs");
}

async function readTable(client: BackupClient, table: Table): Promise<LogRow[]> {
  const lines: LogRow[] = [];
  for await (const row of client.readRows(table)) lines.push({ table: table.name, row, isPrivate: table.isPrivate });
  return lines;
}

async function fetchMedia(folder: string, lines: readonly LogLine[], client: BackupClient): Promise<void> {
  const rows = lines.filter(({ table }) => table === "media").map(({ row }) => row);
  const missing = rows.filter(({ name, size_bytes: size }) => !hasWholeMedium(folder, String(name), Number(size)));
  const progress = createQuietProgress(missing.length);
  const queue = [...missing];
  const work = async () => {
    for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
      const name = String(row.name);
      const save = (body: AsyncIterable<Uint8Array>) => writeWholeStream(join(folder, MEDIA, name), body);
      const isThere = await client.readMedium(name, Number(row.size_bytes), save);
      progress.step(isThere ? `fetched ${name}` : `lost ${name}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  progress.stop();
}

/** As the article came, for people and for other tools; a restore uses the log. */
function writeArticle(folder: string, { key, kind, source }: Row): void {
  const path = articlePath(folder, String(key), extensions[String(kind)] ?? "txt");
  if (path !== undefined && source !== null) writeWhole(path, String(source));
}
