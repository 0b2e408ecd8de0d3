// One date of the floor: its hours, its figures.
import { dateOf } from "../words/times";
import { workOf, type Car, type Floor } from "./pieces";
import { HOUR, length, spanOf, within, without, type Span } from "./spans";

/** Dates on which the shop is open, as ISO; today's first although it is closed. */
export function datesOf(floor: Floor): string[] {
  const open = floor.open_spans.map((one) => one.start.slice(0, 10));
  return [...new Set([floor.date, ...open])].sort();
}

/** Whole hours from the first to the last thing of a date: people, opening, steps. */
export function hoursOf(floor: Floor, cars: readonly Car[], date: string, zone: string): Span {
  const isOf = (at: number): boolean => dateOf(new Date(at), zone) === date;
  const spans = [
    ...floor.open_spans.map(spanOf),
    ...floor.technicians.flatMap((one) => [...one.shifts, ...one.overtime].map(spanOf)),
    ...cars.flatMap((one) => one.pieces),
  ];
  const starts = spans.map((one) => one.start).filter(isOf);
  const ends = spans.map((one) => one.end).filter((at) => isOf(at - 1));
  const now = Date.parse(floor.at);
  const first = starts.length > 0 ? Math.min(...starts) : now;
  const last = Math.max(...ends, first + 4 * HOUR);
  return { start: Math.floor(first / HOUR) * HOUR, end: Math.ceil(last / HOUR) * HOUR };
}

export interface Figures {
  onTime: number;
  atRisk: number;
  late: number;
  /** Booked of available working time of the technicians; undefined when nobody works. */
  load: number | undefined;
  /** Hours of the technicians that are left from now on without what is planned. */
  left: number;
}

/** Promises of a date, today's with those of days before, and how full it is. `risky`: appointment ids. */
export function figuresOf(
  floor: Floor,
  cars: readonly Car[],
  risky: ReadonlySet<string>,
  frame: Span,
  now: number,
  zone: string,
): Figures {
  const date = dateOf(new Date(frame.start), zone);
  const isOf = (at: number): boolean => {
    const on = dateOf(new Date(at), zone);
    return date === floor.date ? on <= date : on === date;
  };
  const promised = cars.filter((one) => one.promised !== undefined && isOf(one.promised));
  const late = promised.filter((one) => one.isLate);
  const atRisk = promised.filter((one) => !one.isLate && !one.isReady && risky.has(one.about.appointment_id));
  const there = floor.technicians.map((one) => ({
    id: one.technician_id,
    spans: within(workOf(one), frame),
  }));
  const rest = { start: Math.max(now, frame.start), end: Math.max(now, frame.end) };
  let [available, booked, left] = [0, 0, 0];
  for (const { id, spans } of there) {
    const busy = cars.flatMap((one) => one.pieces).filter((one) => one.technicians.includes(id));
    const free = without(spans, busy);
    available += length(spans);
    booked += length(spans) - length(free);
    left += length(within(free, rest));
  }
  return {
    onTime: promised.length - late.length - atRisk.length,
    atRisk: atRisk.length,
    late: late.length,
    load: available > 0 ? booked / available : undefined,
    left: left / HOUR,
  };
}
