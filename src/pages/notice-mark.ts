/** Where the gate puts the words that an article left behind into the page for what is gone; no text can hold it, as XML forbids it. */
export const NOTICE_MARK = "\u0002";
