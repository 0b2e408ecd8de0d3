// A list as lines of named cells. Commas, semicolons and tabs all part cells, as spreadsheets write and copy them.
import Papa from "papaparse";
import { say } from "../../words/words";
import { columnOf, sayColumn, type Column } from "./columns";
import { Unreadable } from "./decode";

export interface Line {
  /** As a spreadsheet counts it, the names of the columns being line 1. */
  number: number;
  cells: Partial<Record<Column, string>>;
  /** It has cells beyond the last column. */
  isTooWide: boolean;
}
export interface List {
  lines: Line[];
  columns: Column[];
  /** Names of columns that mean nothing to us. */
  unknown: string[];
}

/** Throws `Unreadable`. */
export function listOf(text: string): List {
  // An empty line at the end would count as one cell when it is guessed what parts the cells of two columns.
  const lined = text.replace(/^\ufeff/, "").replace(/[\r\n]+$/, "");
  const { data, errors } = Papa.parse<string[]>(lined, { skipEmptyLines: false });
  if (errors.some((one) => one.type === "Quotes")) throw new Unreadable(say("imp_quote"));
  const top = data.findIndex((row) => !isBlank(row));
  const head = data[top];
  if (head === undefined) throw new Unreadable(say("imp_empty"));
  const columns = head.map(columnOf);
  check(head, columns);
  const lines = data.flatMap((row, place) =>
    place <= top || isBlank(row) ? [] : [lineOf(row, place + 1, columns)],
  );
  if (lines.length === 0) throw new Unreadable(say("imp_empty"));
  return {
    lines,
    columns: columns.filter((one) => one !== undefined),
    unknown: head.filter((name, place) => columns[place] === undefined && name.trim() !== ""),
  };
}

function check(head: string[], columns: (Column | undefined)[]): void {
  if (!columns.includes("code")) throw new Unreadable(say("imp_no_code", head.join(" | ").slice(0, 120)));
  const twice = columns.find((one, place) => one !== undefined && columns.indexOf(one) !== place);
  if (twice !== undefined) throw new Unreadable(say("imp_twice", sayColumn(twice)));
}

function lineOf(row: string[], number: number, columns: (Column | undefined)[]): Line {
  const cells: Partial<Record<Column, string>> = {};
  columns.forEach((column, place) => {
    const cell = row[place]?.trim() ?? "";
    if (column !== undefined && cell !== "") cells[column] = cell;
  });
  return { number, cells, isTooWide: row.slice(columns.length).some((cell) => cell.trim() !== "") };
}

function isBlank(row: string[]): boolean {
  return row.every((cell) => cell.trim() === "");
}
