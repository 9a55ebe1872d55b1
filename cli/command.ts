import { parseArgs } from "node:util";
import { UsageError } from "../src/lib/usage-error.ts";
import { findClosest } from "../src/lib/words/find-closest.ts";
import { callEdgewire } from "./call-edgewire.ts";

export interface Option {
  readonly type: "string" | "boolean";
  readonly default?: string;
  /** The value's placeholder in the help: `--to URL`. */
  readonly value?: string;
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

type Value<Given extends Option> = Given["type"] extends "boolean"
  ? boolean
  : Given extends { readonly default: string }
    ? string
    : string | undefined;

export type Values<Given extends Options> = { readonly [Name in keyof Given]: Value<Given[Name]> };

export interface Command<Given extends Options = Options> {
  /** One sentence for `--help`, without a full stop. */
  readonly summary: string;
  /** As in `edgewire retract KEY|SLUG`. */
  readonly operands?: string;
  readonly options: Given;
  /** Returns the exit code. */
  readonly run: (values: Values<Given>, operands: readonly string[]) => Promise<number>;
}

/** A command that the registry can hold: its options are parsed by {@link runCommand}, so `run` is only called with their values. */
export interface LoadedCommand {
  readonly help: (name: string) => string;
  readonly run: (name: string, args: readonly string[]) => Promise<number>;
}

/** Fixes the types of a command's options, and gives it its parser and its help. */
export function defineCommand<const Given extends Options>(command: Command<Given>): LoadedCommand {
  return {
    help: (name) => writeHelp(name, command),
    run: (name, args) => {
      const { values, operands } = parse(name, args, command.options);
      if (command.operands === undefined && operands[0] !== undefined) {
        throw new UsageError(
          `edgewire ${name} takes no operand, found "${operands[0]}"; see ${callEdgewire(`${name} --help`)}`,
        );
      }
      return command.run(values, operands);
    },
  };
}

/** Reads the arguments by this command's options alone. Throws a UsageError that names an unknown option and the nearest known one. */
function parse<Given extends Options>(
  name: string,
  args: readonly string[],
  options: Given,
): { values: Values<Given>; operands: readonly string[] } {
  const { tokens, values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: Object.fromEntries(Object.entries(options).map(([option, { type }]) => [option, { type }])),
  });
  for (const token of tokens) {
    if (token.kind === "option") checkOption(name, token, options);
  }
  const defaults = Object.entries(options).map(([option, { type, default: value }]) => [
    option,
    type === "boolean" ? false : value,
  ]);
  return { values: { ...Object.fromEntries(defaults), ...values } as Values<Given>, operands: positionals };
}

function checkOption(
  name: string,
  { name: option, rawName, value }: { name: string; rawName: string; value: string | undefined },
  options: Options,
): void {
  const known = Object.hasOwn(options, option) ? options[option] : undefined;
  if (known === undefined) {
    const closest = findClosest(option, Object.keys(options));
    const advice = closest === undefined ? `see ${callEdgewire(`${name} --help`)}` : `did you mean --${closest}?`;
    throw new UsageError(`edgewire ${name} has no option ${rawName}; ${advice}`);
  }
  if (known.type === "boolean" && value !== undefined) {
    throw new UsageError(`--${option} takes no value, found "${value}"; write --${option} alone`);
  }
  if (known.type === "string" && value === undefined) {
    throw new UsageError(`--${option} wants a value; write --${option} ${known.value ?? "VALUE"}`);
  }
}

function writeHelp<Given extends Options>(name: string, { summary, operands, options }: Command<Given>): string {
  const rows = Object.entries(options).map(([option, { type, value, help, default: preset }]) => ({
    usage: type === "boolean" ? `--${option}` : `--${option} ${value ?? "VALUE"}`,
    help: preset === undefined ? help : `${help} (${preset})`,
  }));
  const width = Math.max(0, ...rows.map(({ usage }) => usage.length));
  const usage = ["edgewire", name, ...(operands === undefined ? [] : [operands])].join(" ");
  return [
    `${usage}${rows.length === 0 ? "" : " [options]"}`,
    "",
    `${summary}.`,
    ...(rows.length === 0 ? [] : ["", ...rows.map((row) => `  ${row.usage.padEnd(width)}  ${row.help}`)]),
    "",
  ].join("\n");
}
