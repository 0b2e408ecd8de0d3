// The days of the grid that are chosen, to be typed into together.
import { alike, WEEK, type Cell, type Pattern } from "../week";

/** Week and weekday, from 0. */
export interface Place {
  week: number;
  day: number;
}

export const same = (one: Place, other: Place): boolean => one.week === other.week && one.day === other.day;

export function cellsAt(pattern: Pattern, place: Place): Cell[] {
  return pattern[place.week]?.[place.day] ?? [];
}

/** The pattern with other shifts at some days. */
export function put(pattern: Pattern, places: readonly Place[], cells: readonly Cell[]): Pattern {
  return pattern.map((days, week) =>
    days.map((old, day) =>
      places.some((one) => same(one, { week, day })) ? cells.map((cell) => structuredClone(cell)) : old,
    ),
  );
}

/** What is chosen when nobody has chosen yet: the days like the first one with a shift, or the working days. */
export function firstChoice(pattern: Pattern): Place[] {
  const days = pattern[0] ?? [];
  const first = days.findIndex((cells) => cells.length > 0);
  const wanted = days[first];
  return WEEK.flatMap((_, day) => {
    const isIn = wanted === undefined ? day < 5 : alike(days[day] ?? [], wanted);
    return isIn ? [{ week: 0, day }] : [];
  });
}

/** The days that a shift of the document stands for. */
export function placesOf(pattern: Pattern, days: readonly string[], weeks: readonly number[]): Place[] {
  return pattern.flatMap((_, week) =>
    WEEK.flatMap((day, place) =>
      days.includes(day) && (weeks.length === 0 || weeks.includes(week + 1)) ? [{ week, day: place }] : [],
    ),
  );
}
