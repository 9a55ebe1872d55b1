import { cpus } from "node:os";

/** The machine that the figures were measured on. */
export function describeMachine(): string {
  const [first] = cpus();
  return `${first?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, Node ${process.version}, ${process.platform}`;
}
