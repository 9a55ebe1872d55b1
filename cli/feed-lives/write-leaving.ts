import { parseDocument } from "yaml";

/** The main feed's new address, and the day on which it is served here again, as site.yaml has them. */
export interface LeavingSetting {
  readonly to: string;
  readonly until: string;
}

/** The notice's file beside site.yaml. */
export const NOTICE_FILE = "this-feed-has-moved.md";

/** site.yaml with this setting in place of a former one; comments and everything else stay. */
export function writeLeaving(siteText: string, { to, until }: LeavingSetting): string {
  const document = parseDocument(siteText, { schema: "failsafe" });
  document.set("leaving", document.createNode({ to, until }, { flow: true }));
  return document.toString({ lineWidth: 0 });
}

/** The last entry: dated ahead, it appears when the feed is served here again, for readers that follow no redirect. */
export function writeNotice(title: string, { to, until }: LeavingSetting): string {
  return `---
title: ${JSON.stringify(`${title}: this feed has moved`)}
date: ${until}
---

This feed is now at <${to}>. Subscribe to that address: new articles appear there alone.
`;
}
