import type { MachineLicence } from "../article/profile/machine-licence.ts";
import type { Extension } from "./extensions/extension.ts";
import { rsl } from "./extensions/rsl.ts";

/** RSL 1.0, RSS: the licence of an entry's page. */
export function writeLicence({ permits, prohibits, payment, terms }: MachineLicence, url: string): Extension[] {
  const usage = (values: MachineLicence["permits"]) =>
    values.length === 0 ? [] : [{ type: "usage" as const, values }];
  const isPaid = payment !== undefined || terms !== undefined;
  const paid = { type: payment ?? "free", ...(terms !== undefined && { standard: terms }) };
  return rsl({
    url,
    licenses: [{ permits: usage(permits), prohibits: usage(prohibits), payment: isPaid ? paid : undefined }],
  });
}
