import type { Root } from "hast";
import { fromHtml } from "hast-util-from-html";

/**
 * Parses an HTML fragment of any depth. The parser recurses and overflows the stack near 1,500 nested elements, and takes
 * `<template#>` for a template, of which it finds no content; no article is like that, so it loses its markup instead of failing.
 */
export function parseHtml(html: string): Root {
  try {
    return fromHtml(html, { fragment: true });
  } catch (error) {
    if (!isUnfollowable(error)) throw error;
    return { type: "root", children: [{ type: "text", value: html.replace(/<[^<>]*>/g, " ") }] };
  }
}

/** The errors with which parse5 gives up on markup. */
export function isUnfollowable(error: unknown): boolean {
  return error instanceof RangeError || error instanceof TypeError;
}
