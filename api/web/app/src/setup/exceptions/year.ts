// A year as months of weeks, Monday first. Dates are ISO texts, of no zone.
export interface Month {
  month: number;
  /** Of each week seven dates; "" for those of another month. */
  weeks: string[][];
}

export function monthsOf(year: number): Month[] {
  return Array.from({ length: 12 }, (_, month) => {
    const first = new Date(Date.UTC(year, month, 1));
    const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    const before = (first.getUTCDay() + 6) % 7;
    const cells = [
      ...Array<string>(before).fill(""),
      ...Array.from({ length: days }, (_unused, day) => isoOf(year, month, day + 1)),
    ];
    while (cells.length % 7 !== 0) cells.push("");
    return {
      month,
      weeks: Array.from({ length: cells.length / 7 }, (_unused, n) => cells.slice(7 * n, 7 * n + 7)),
    };
  });
}

function isoOf(year: number, month: number, day: number): string {
  return `${year}-${String(month + 1).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** From 0, Monday. */
export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

export function daysLater(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
