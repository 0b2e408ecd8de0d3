// One shift for everybody, cut to the hours in which the shop is open.
import type { Documents } from "../resources";
import { common, grouped, read, WEEKDAYS, write, type Hours, type Weekday } from "./times";

type Roster = Documents["technicians"]["roster"];
type Opening = readonly { days: readonly Weekday[]; hours: string }[];

export interface Shift {
  from: string;
  until: string;
  breaks: boolean;
  breakFrom: string;
  breakUntil: string;
  days: Weekday[];
}

const LONGEST_HOURS = 9;

/** From opening time on, nine hours at most, with a break at noon, on every open day. */
export function usualShift(opening: Opening): Shift {
  const spans = opening.map((one) => read(one.hours));
  const from = spans.map((one) => one.from).sort()[0] ?? "08:00";
  const last =
    spans
      .map((one) => one.until)
      .sort()
      .at(-1) ?? "18:00";
  const longest = `${String(Number(from.slice(0, 2)) + LONGEST_HOURS).padStart(2, "0")}${from.slice(2)}`;
  const days = WEEKDAYS.filter((day) => opening.some((one) => one.days.includes(day)));
  const until = longest < last ? longest : last;
  return { from, until, breaks: true, breakFrom: "12:00", breakUntil: "13:00", days };
}

/** The shifts of a person who works so: on each day only while the shop is open. */
export function rosterOf(shift: Shift, opening: Opening): Roster {
  const week = new Map<Weekday, string>();
  for (const { days, hours } of opening) {
    const worked = common(read(hours), shift);
    for (const day of days) {
      // Of a day that opens twice the first hours count; the rest is set with the person.
      if (worked !== undefined && shift.days.includes(day) && !week.has(day)) week.set(day, write(worked));
    }
  }
  const shifts = grouped(week).map(({ days, hours }) => ({
    days,
    hours,
    breaks: breaksOf(shift, read(hours)),
    overtime: [],
    weeks: [],
  }));
  const rest = { rotation: null, dated_shifts: [], absences: [], employed_from: null, employed_until: null };
  return { shifts, ...rest };
}

function breaksOf(shift: Shift, worked: Hours): string[] {
  const wanted = { from: shift.breakFrom, until: shift.breakUntil };
  const inside = shift.breaks && wanted.from > worked.from && wanted.until < worked.until;
  return inside && wanted.from < wanted.until ? [write(wanted)] : [];
}
