/** The parts of a resource's answers that can be made before a request comes. */
export interface PreparedAnswers {
  /** As clients are told it. */
  readonly entityTag: string;
  /** No body, so one object answers every poll that has nothing new. */
  readonly notModified: Response;
  readonly notModifiedHeaders: Headers;
  /** The headers of a response with bytes: a Response copies them, so that one set serves many. */
  readonly plainHeaders: Headers;
  readonly gzipHeaders: Headers;
}

/** RFC 9110 §15.4.5: a 304 repeats what caches need. `common` are the fields that both answers have. */
export function prepareAnswers(
  tag: string,
  contentType: string,
  common: readonly (readonly [string, string])[],
): PreparedAnswers {
  // RFC 9110 §8.8.3: weak, since the same tag covers identity and compressed bytes.
  const entityTag = `W/"${tag}"`;
  const fields: [string, string][] = [
    ["ETag", entityTag],
    ...common.map(([name, value]): [string, string] => [name, value]),
  ];
  const full: [string, string][] = [...fields, ["Content-Type", contentType]];
  const notModifiedHeaders = new Headers(fields);
  return {
    entityTag,
    notModified: new Response(null, { status: 304, headers: notModifiedHeaders }),
    notModifiedHeaders,
    plainHeaders: new Headers(full),
    gzipHeaders: new Headers([...full, ["Content-Encoding", "gzip"]]),
  };
}
