/** The command was given something it cannot work with: its message is shown without a stack. */
export class UsageError extends Error {}
