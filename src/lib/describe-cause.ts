/** The message of an error; of one that wraps another, as those of `fetch` and parsers do, the inner one's. */
export function describeCause(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
