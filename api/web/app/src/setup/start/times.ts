// Times of the day as they are chosen in the guide.
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export interface Hours {
  from: string;
  until: string;
}

/** Every half hour of a day: "00:00" to "24:00". They can be compared as they are. */
export const HALF_HOURS: readonly string[] = Array.from(
  { length: 49 },
  (_, place) => `${String(Math.floor(place / 2)).padStart(2, "0")}:${place % 2 === 0 ? "00" : "30"}`,
);

/** "08:00-18:00" as two times. */
export function read(hours: string): Hours {
  const [from = "", until = ""] = hours.split("-");
  return { from, until };
}

export function write(hours: Hours): string {
  return `${hours.from}-${hours.until}`;
}

/** What two have in common; undefined when that is nothing. */
export function common(one: Hours, other: Hours): Hours | undefined {
  const from = one.from > other.from ? one.from : other.from;
  const until = one.until < other.until ? one.until : other.until;
  return from < until ? { from, until } : undefined;
}

/** Days with the same hours in one line, in the order of the week. */
export function grouped(week: ReadonlyMap<Weekday, string>): { days: Weekday[]; hours: string }[] {
  const lines = new Map<string, Weekday[]>();
  for (const day of WEEKDAYS) {
    const hours = week.get(day);
    if (hours !== undefined) lines.set(hours, [...(lines.get(hours) ?? []), day]);
  }
  return [...lines].map(([hours, days]) => ({ days, hours }));
}
