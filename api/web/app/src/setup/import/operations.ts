// What a catalogue becomes by a list: lines join those of their code, and what a line leaves empty stays.
import { say } from "../../words/words";
import type { Documents } from "../resources";
import * as cells from "./cells";
import { Wrong } from "./cells";
import type { Column } from "./columns";
import type { Line } from "./list";

type Operation = Documents["operations"];

export interface Fault {
  line: number;
  column?: Column;
  words: string;
}
/** What new operations have where the list does not say. */
export interface Defaults {
  category: string;
  skill: string | null;
  bay: string | null;
}
export interface Merged {
  operations: Operation[];
  /** Codes that the list names. */
  codes: Set<string>;
  faults: Fault[];
  /** The line in which an operation, or its time on a model, stands. */
  lineOf: (code: string, model?: string) => number;
}

const keyOf = (code: string, model = ""): string => `${code}\n${model}`;

export function merge(present: readonly Operation[], lines: readonly Line[], defaults: Defaults): Merged {
  const found = new Map(present.map((one) => [one.operation_code, structuredClone(one)]));
  const known = new Set(found.keys());
  const faults: Fault[] = [];
  const seen = new Map<string, number>();
  for (const line of lines) {
    const code = line.cells.code;
    if (line.isTooWide) faults.push({ line: line.number, words: say("fault_width") });
    if (code === undefined) {
      faults.push({ line: line.number, column: "code", words: say("fault_no_code") });
      continue;
    }
    const { model } = line.cells;
    const before = seen.get(keyOf(code, model));
    if (before !== undefined)
      faults.push({ line: line.number, column: "code", words: repeated(code, model, before) });
    else seen.set(keyOf(code, model), line.number);
    const one = found.get(code) ?? blank(code, defaults);
    found.set(code, one);
    faults.push(...(model === undefined ? fill(one, line) : fillModel(one, model, line)));
  }
  const codes = new Set(lines.flatMap((line) => line.cells.code ?? []));
  for (const code of codes) {
    const first = lines.find((line) => line.cells.code === code)?.number ?? 0;
    if (!known.has(code) && !seen.has(keyOf(code)))
      faults.push({ line: first, column: "model", words: say("fault_model_only", code) });
  }
  const lineOf = (code: string, model = ""): number =>
    seen.get(keyOf(code, model)) ??
    seen.get(keyOf(code)) ??
    lines.find((one) => one.cells.code === code)?.number ??
    0;
  return { operations: [...found.values()], codes, faults, lineOf };
}

function repeated(code: string, model: string | undefined, before: number): string {
  return model === undefined
    ? say("fault_repeated", code, before)
    : say("fault_repeated_model", code, model, before);
}

function blank(code: string, defaults: Defaults): Operation {
  return {
    operation_code: code,
    name: "",
    category: defaults.category,
    frt_hours: 0,
    skill: defaults.skill,
    bay_capability: defaults.bay,
    crew: 1,
    stretch: "breaks",
    parts: [],
    is_diagnosis: false,
    sublet_hours: null,
    frt_by_model: {},
  };
}

const SETTERS: Partial<Record<Column, (one: Operation, cell: string) => void>> = {
  code: (one, cell) => void (one.operation_code = cells.id(cell)),
  name: (one, cell) => void (one.name = cells.name(cell)),
  category: (one, cell) => void (one.category = cells.named("category", cell)),
  hours: (one, cell) => void (one.frt_hours = cells.hours(cell)),
  skill: (one, cell) => void (one.skill = cells.named("skill", cell)),
  bay: (one, cell) => void (one.bay_capability = cells.named("capability", cell)),
  crew: (one, cell) => void (one.crew = cells.crew(cell)),
  stretch: (one, cell) => void (one.stretch = cells.stretch(cell)),
  diagnosis: (one, cell) => void (one.is_diagnosis = cells.yesNo(cell)),
  sublet: (one, cell) => void (one.sublet_hours = cells.hours(cell)),
};

/** Put what a line says into its operation; what is wrong with its cells. */
function fill(one: Operation, line: Line): Fault[] {
  const faults: Fault[] = [];
  for (const [name, cell] of Object.entries(line.cells)) {
    const column = name as Column;
    faults.push(...attempt(line, column, () => SETTERS[column]?.(one, cell)));
  }
  return faults;
}

/** A line of a model says its time, and may say again what all models have in common. */
function fillModel(one: Operation, model: string, line: Line): Fault[] {
  const { hours } = line.cells;
  if (hours === undefined) return [{ line: line.number, column: "hours", words: say("fault_no_hours") }];
  return [
    ...attempt(line, "model", () => cells.id(model)),
    ...attempt(line, "hours", () => (one.frt_by_model[model] = cells.hours(hours))),
    ...(one.name === "" && line.cells.name !== undefined
      ? attempt(line, "name", () => (one.name = cells.name(line.cells.name ?? "")))
      : []),
  ];
}

function attempt(line: Line, column: Column, doing: () => unknown): Fault[] {
  try {
    doing();
    return [];
  } catch (error) {
    if (error instanceof Wrong) return [{ line: line.number, column, words: error.message }];
    throw error;
  }
}
