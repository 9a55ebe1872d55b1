import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type FeedClient, present, type SeenEntry } from "./reading.ts";
import { type ProgramOutput, runProgram, runPython } from "./run-program.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

interface Message {
  readonly subject: string;
  readonly sender: string;
  readonly date: number;
  readonly id: string;
  readonly link: string;
  readonly tags: string | null;
  readonly body: string;
}

export const rss2email: FeedClient = {
  name: "rss2email",
  async read(url) {
    const folder = await createRss2emailFolder(url);
    const { stderr } = await runRss2email(folder);
    const messages = await readInbox(folder);
    return { isAccepted: !/\[(?:ERROR|WARNING)\]/.test(stderr), entries: messages.map(describeMessage) };
  },
};

/** Settings, memory and mailbox of one reader of one feed. */
export async function createRss2emailFolder(url: string): Promise<string> {
  const folder = await createTemporaryFolder("rss2email");
  await mkdir(join(folder, "mail"));
  const lines = [
    "[DEFAULT]",
    "from = reader@example.org",
    "to = reader@example.org",
    "email-protocol = maildir",
    `maildir-path = ${join(folder, "mail")}`,
    "maildir-mailbox = inbox",
    "html-mail = True",
    "date-header = True",
    "name-format = {author}",
    "",
    "[feed.wire]",
    `url = ${url}`,
    "",
  ];
  await writeFile(join(folder, "config"), lines.join("\n"));
  return folder;
}

/** One poll. */
export async function runRss2email(folder: string): Promise<ProgramOutput> {
  const files = ["-c", join(folder, "config"), "-d", join(folder, "data.json")];
  const output = await runProgram({ command: "r2e", aptPackage: "rss2email" }, [...files, "run"]);
  if (output.code !== 0) throw new Error(`r2e ended with ${output.code}:\n${output.stderr}`);
  return output;
}

export async function readInbox(folder: string): Promise<readonly Message[]> {
  const hasMail = (await readdir(join(folder, "mail"))).includes("inbox");
  return hasMail ? runPython<Message[]>("read-maildir.py", [join(folder, "mail/inbox")], "python3") : [];
}

const BODY = /<div id="body">\n(.*)\n<\/div>\n<div class="footer">(.*)$/s;
const ENCLOSURE = /<p>Enclosure: <a href="([^"]*)">/;

function describeMessage(message: Message): SeenEntry {
  const [, fullText, footer = ""] = BODY.exec(message.body) ?? [];
  const address = ENCLOSURE.exec(footer)?.[1]?.replaceAll("&amp;", "&");
  return {
    id: message.id,
    title: message.subject,
    link: message.link,
    published: undefined,
    // `date-header-order = modified, issued, …`: its Date is that of the update.
    updated: message.date,
    authors: message.sender === "" ? undefined : [message.sender],
    categories: message.tags === null ? undefined : [message.tags],
    enclosure: address === undefined ? undefined : { url: address },
    summary: undefined,
    fullText: present(fullText),
  };
}
