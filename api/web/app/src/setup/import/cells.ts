// One cell as a value of an operation, or what is wrong with it.
import { say } from "../../words/words";
import { WORDS } from "../../words/table";

export class Wrong extends Error {}

const MAX_HOURS = 1000;
const MAX_ID = 64;
const MAX_NAME = 200;
const STRETCHES = {
  none: ["none", "no", "不可中断", "不可", "否"],
  breaks: ["breaks", "跨休息", "可跨休息", "当天完成"],
  overnight: ["overnight", "隔夜", "可隔夜", "跨天"],
} as const;
const YES = ["yes", "y", "true", "1", "是", "√"];
const NO = ["no", "n", "false", "0", "否"];

/** Full width as half width, and a decimal comma as a point. */
export function hours(cell: string): number {
  const text = cell.normalize("NFKC").replace(/^(\d+),(\d+)$/, "$1.$2");
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (value <= 0) throw new Wrong(say("fault_hours", cell));
  if (value > MAX_HOURS) throw new Wrong(say("fault_hours_large"));
  return value;
}

export function crew(cell: string): 1 | 2 {
  const value = Number(cell.normalize("NFKC").replace(/人$/, ""));
  if (value !== 1 && value !== 2) throw new Wrong(say("fault_crew", cell));
  return value;
}

export function stretch(cell: string): "none" | "breaks" | "overnight" {
  const text = cell.normalize("NFKC").toLowerCase();
  const found = (["none", "breaks", "overnight"] as const).find((one) =>
    (STRETCHES[one] as readonly string[]).includes(text),
  );
  if (found === undefined) throw new Wrong(say("fault_stretch", cell));
  return found;
}

export function yesNo(cell: string): boolean {
  const text = cell.normalize("NFKC").toLowerCase();
  if (!YES.includes(text) && !NO.includes(text)) throw new Wrong(say("fault_yes_no", cell));
  return YES.includes(text);
}

export function name(cell: string): string {
  if (cell.length > MAX_NAME) throw new Wrong(say("fault_too_long", MAX_NAME));
  return cell;
}

export function id(cell: string): string {
  if (cell.length > MAX_ID) throw new Wrong(say("fault_too_long", MAX_ID));
  return cell;
}

/** An id by the words that people know it by, in either language: 保养 is `maintenance`. */
export function named(kind: "category" | "skill" | "capability", cell: string): string {
  const text = cell.normalize("NFKC").toLowerCase();
  const entry = Object.entries(WORDS).find(
    ([word, said]) =>
      word.startsWith(`${kind}_`) && said.some((one) => one.normalize("NFKC").toLowerCase() === text),
  );
  return id(entry?.[0].slice(kind.length + 1) ?? cell);
}
