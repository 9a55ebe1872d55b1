/** What went wrong, in words: of an error that wraps another, the one inside, as `fetch` and parsers have it. */
export function describeCause(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
