// Which half-hours the grid of a fortnight has, and what stands in them.
import { dateOf, minuteOf } from "../words/times";
import type { Offer } from "./enquiry.svelte";
import type { SheetDate } from "./sheet.svelte";

export interface Cell {
  /** Minutes since midnight. */
  minute: number;
  /** Instant, as it is asked with. */
  start: string;
  /** Booked ÷ available, null when nobody is at work. */
  share: number | null;
  offer: Offer | undefined;
}

export interface Row {
  day: SheetDate;
  /** One for each column; undefined where the shop is closed. */
  cells: (Cell | undefined)[];
}

const HALF_HOUR = 30;

/** Columns: every half-hour in which somebody works on one of the dates, in minutes since midnight. */
export function columnsOf(days: SheetDate[], zone: string): number[] {
  // The sheet also has the night hours of cars that stay in a bay.
  const halves = days.flatMap((day) => day.half_hours.filter((one) => one.technicians_there > 0));
  const minutes = halves.map((one) => minuteOf(one.start, zone));
  return [...new Set(minutes)].sort((one, other) => one - other);
}

/** Rows: the open dates. Of several offers in a half-hour the best is shown: they come best first. */
export function rowsOf(days: SheetDate[], columns: number[], offers: Offer[], zone: string): Row[] {
  const best = new Map<string, Offer>();
  for (const offer of offers) {
    const minute = Math.floor(minuteOf(offer.arrival, zone) / HALF_HOUR) * HALF_HOUR;
    const key = `${dateOf(offer.arrival, zone)} ${minute}`;
    if (!best.has(key)) best.set(key, offer);
  }
  return days.map((day) => {
    const halves = new Map(day.half_hours.map((one) => [minuteOf(one.start, zone), one]));
    const cells = columns.map((minute) => {
      const half = halves.get(minute);
      if (half === undefined) return undefined;
      const { available, booked } = half.clock_hours;
      const share = available > 0 ? Math.min(1, booked / available) : null;
      return { minute, start: half.start, share, offer: best.get(`${day.date} ${minute}`) };
    });
    return { day, cells };
  });
}
