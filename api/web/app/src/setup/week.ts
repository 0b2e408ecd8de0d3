// A week as it is drawn and typed: for each week of the rotation and each weekday the shifts that begin on it. The
// service keeps it the other way round, shift by shift with its days and weeks.
export const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEK)[number];

export interface Cell {
  /** As it is written: `08:00-17:30`, or what was typed and is no such thing. */
  hours: string;
  breaks: string[];
  overtime: string[];
}
export interface Shift extends Cell {
  days: Weekday[];
  /** From 1; empty: all. */
  weeks: number[];
}
/** By week, weekday and shift. */
export type Pattern = Cell[][][];

export function unfold(shifts: readonly Shift[], weeks: number): Pattern {
  return Array.from({ length: weeks }, (_, week) =>
    WEEK.map((day) =>
      shifts
        .filter((one) => one.days.includes(day) && (one.weeks.length === 0 || one.weeks.includes(week + 1)))
        .map(({ hours, breaks, overtime }) => ({ hours, breaks: [...breaks], overtime: [...overtime] })),
    ),
  );
}

/** The fewest shifts that say the same: days with the same hours in the same weeks are one. */
export function fold(pattern: Pattern): Shift[] {
  const found = new Map<string, { cell: Cell; weeksOf: Map<Weekday, number[]> }>();
  pattern.forEach((days, week) =>
    days.forEach((cells, place) => {
      const day = WEEK[place] as Weekday;
      for (const cell of cells) {
        const key = keyOf(cell);
        const one = found.get(key) ?? { cell, weeksOf: new Map<Weekday, number[]>() };
        found.set(key, one);
        const weeks = one.weeksOf.get(day) ?? [];
        if (!weeks.includes(week + 1)) one.weeksOf.set(day, [...weeks, week + 1]);
      }
    }),
  );
  return [...found.values()].flatMap(({ cell, weeksOf }) => {
    const daysOf = new Map<string, Weekday[]>();
    for (const day of WEEK) {
      const weeks = weeksOf.get(day);
      if (weeks === undefined) continue;
      const key = weeks.length === pattern.length ? "" : weeks.join();
      daysOf.set(key, [...(daysOf.get(key) ?? []), day]);
    }
    return [...daysOf].map(([weeks, days]) => ({
      days,
      hours: cell.hours,
      breaks: [...cell.breaks],
      overtime: [...cell.overtime],
      weeks: weeks === "" ? [] : weeks.split(",").map(Number),
    }));
  });
}

export function keyOf(cell: Cell): string {
  return JSON.stringify([cell.hours, cell.breaks, cell.overtime]);
}

/** Whether two days have the same shifts. */
export function alike(one: readonly Cell[], other: readonly Cell[]): boolean {
  return one.map(keyOf).join() === other.map(keyOf).join();
}

/** Minutes after midnight, [from, to]; nothing for what is no hours. */
export function spanOf(hours: string): [number, number] | undefined {
  const found = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(hours);
  if (!found) return undefined;
  const [from, until] = [minutes(found[1], found[2]), minutes(found[3], found[4])];
  return from < until ? [from, until] : undefined;
}

/** 08:00-17:30 */
export function written(from: number, until: number): string {
  return `${clockOf(from)}-${clockOf(until)}`;
}

/** Minutes at work: a shift without its breaks. */
export function lengthOf(cell: Cell): number {
  const span = spanOf(cell.hours);
  if (span === undefined) return 0;
  const breaks = cell.breaks.map(spanOf).filter((one) => one !== undefined);
  const away = breaks.map(([from, until]) => Math.min(until, span[1]) - Math.max(from, span[0]));
  return span[1] - span[0] - away.reduce((sum, one) => sum + Math.max(0, one), 0);
}

/** Hours as people type them: `8-17`, `8：30～17`, `22-6`. What is no hours stays as it was typed. */
export function readHours(typed: string): string {
  const text = typed
    .normalize("NFKC")
    .replace(/[~–—−至到]/g, "-")
    .replace(/\s/g, "");
  const found = /^(\d{1,2})(?:[:.点]?(\d{2}))?-(\d{1,2})(?:[:.点]?(\d{2}))?$/.exec(text);
  if (!found) return typed.trim();
  const from = minutes(found[1], found[2]);
  let until = minutes(found[3], found[4]);
  if (until <= from) until += 24 * 60;
  return written(from, until);
}

/** Several hours, apart by commas or blanks. */
export function readMany(typed: string): string[] {
  const text = typed.normalize("NFKC").replace(/\s*[-~–—−至到]\s*/g, "-");
  return text
    .split(/[,、;\s]+/)
    .filter((one) => one !== "")
    .map(readHours);
}

function minutes(hour: string | undefined, minute: string | undefined): number {
  return Number(hour) * 60 + Number(minute ?? 0);
}

export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
