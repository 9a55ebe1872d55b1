/** The outcome of one delivery. */
export interface DeliveryOutcome {
  readonly id: number;
  readonly generation: number;
  /** The revision that was sent, or would have been. */
  readonly revision: number;
  readonly at: number;
  /** An HTTP status, or in words what went wrong instead. */
  readonly status: string;
  readonly result: DeliveryResult;
}

export type DeliveryResult =
  | { readonly kind: "delivered" }
  /** The topic has no document now: nothing was sent, and nothing is owed. */
  | { readonly kind: "nothing-to-send" }
  /** 410: the subscriber has ended the subscription. */
  | { readonly kind: "ended" }
  | { readonly kind: "failed"; readonly attempts: number; readonly nextTryAt: number }
  | { readonly kind: "given-up"; readonly attempts: number };
