// The day of a technician as it is printed.
import { carsOf, type Floor, type Piece } from "../board/pieces";
import { HOUR, length, spanOf, within, without, type Span } from "../board/spans";
import { dateOf } from "../words/times";

export interface Sheet {
  technician: Floor["technicians"][number];
  shifts: Span[];
  breaks: Span[];
  away: Span[];
  jobs: Piece[];
  /** Of the shift that is planned, in hours. */
  booked: number;
}

/** Whole hours from the first shift or job of a date to the last. */
export function frameOf(sheets: readonly Sheet[], date: string, zone: string): Span {
  const spans = sheets.flatMap((one) => [...one.shifts, ...one.jobs]);
  const starts = spans.map((one) => one.start).filter((at) => dateOf(new Date(at), zone) === date);
  const ends = spans.map((one) => one.end).filter((at) => dateOf(new Date(at - 1), zone) === date);
  const first = Math.min(...starts);
  return {
    start: Math.floor(first / HOUR) * HOUR,
    end: Math.ceil(Math.max(...ends, first + HOUR) / HOUR) * HOUR,
  };
}

/** Who is at work on a date, or has something to do. */
export function sheetsOf(floor: Floor, date: string, zone: string): Sheet[] {
  const pieces = carsOf(floor).flatMap((one) => one.pieces);
  return floor.technicians
    .map((technician) => sheetOf(technician, pieces, date, zone))
    .filter((one) => one.shifts.length > 0 || one.jobs.length > 0);
}

function sheetOf(
  technician: Sheet["technician"],
  pieces: readonly Piece[],
  date: string,
  zone: string,
): Sheet {
  const isOf = (one: Span): boolean =>
    dateOf(new Date(one.start), zone) === date || dateOf(new Date(one.end - 1), zone) === date;
  const shifts = technician.shifts.map(spanOf).filter(isOf);
  const breaks = technician.breaks.map(spanOf).filter(isOf);
  const away = technician.absences
    .map(spanOf)
    .flatMap((one) => shifts.flatMap((shift) => within([one], shift)));
  const jobs = pieces
    .filter((one) => one.technicians.includes(technician.technician_id) && isOf(one))
    .sort((one, other) => one.start - other.start);
  const there = without(shifts, [...breaks, ...away]);
  const booked = length(there) - length(without(there, jobs));
  return { technician, shifts, breaks, away, jobs, booked: booked / HOUR };
}
