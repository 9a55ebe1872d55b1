/** A statement of a public specification. */
export interface Rule<Document> {
  readonly rule: string;
  /** The public address of the statement. */
  readonly source: string;
  readonly isKept: (document: Document) => boolean;
  /** Makes a document that keeps every rule break this one alone. */
  readonly breakIt: (text: string) => string;
}

/** The rules of one kind of document. */
export interface Checker {
  readonly rules: readonly Pick<Rule<never>, "rule" | "source" | "breakIt">[];
  /** The rules that a document breaks. */
  readonly findBroken: (text: string) => string[];
}

export function createChecker<Document>(rules: readonly Rule<Document>[], read: (text: string) => Document): Checker {
  return {
    rules,
    findBroken(text) {
      const document = read(text);
      return rules.filter(({ isKept }) => !isKept(document)).map(({ rule }) => rule);
    },
  };
}
