// Rows of the board, bars in lanes so that none hides another, in pixels.
import { type Car, type Floor, type Piece } from "./pieces";
import { spanOf, within, without, type Span } from "./spans";

export type View = "technicians" | "bays" | "cars";
export const VIEWS: readonly View[] = ["technicians", "bays", "cars"];

/** `closed` by the hours of the shop, `off` shift, `break`, `away` or out of use. */
export type ShadeKind = "closed" | "off" | "break" | "away";
export interface Shade {
  kind: ShadeKind;
  x: number;
  width: number;
}

/** `room`: of what is written; short bars write beside themselves. */
export interface Bar {
  key: string;
  row: string;
  piece: Piece;
  x: number;
  width: number;
  room: number;
  /** Written before it, since behind it the board ends. */
  flips: boolean;
  /** It began before what is shown, or ends after it. */
  before: boolean;
  beyond: boolean;
  lane: number;
}

export interface Row {
  id: string;
  kind: "technician" | "bay" | "unit" | "car";
  name: string;
  note: string;
  car: Car | undefined;
  shades: Shade[];
  bars: Bar[];
  lanes: number;
}

// The tail of a plate in bold takes this much, its sign that much more.
const LEGIBLE_PX = 62;
const BESIDE_PX = 58;
const SIGN_PX = 16;
const GAP_PX = 2;

/** Time to pixels and back. */
export class Scale {
  constructor(
    readonly frame: Span,
    readonly width: number,
  ) {}

  x(at: number): number {
    return ((at - this.frame.start) / (this.frame.end - this.frame.start)) * this.width;
  }

  at(x: number): number {
    return this.frame.start + (x / this.width) * (this.frame.end - this.frame.start);
  }

  shade(kind: ShadeKind, spans: readonly Span[]): Shade[] {
    return within(spans, this.frame).map((one) => ({
      kind,
      x: this.x(one.start),
      width: this.x(one.end) - this.x(one.start),
    }));
  }
}

/** Of rows as they come: a bar that is as it was is the same object, and is not drawn anew. */
export class BarMemory {
  #known = new Map<string, Bar>();

  of(rows: Row[]): Row[] {
    const known = new Map<string, Bar>();
    for (const row of rows) {
      row.bars = row.bars.map((bar) => {
        const before = this.#known.get(bar.key);
        const kept = before !== undefined && isAsItWas(before, bar) ? before : bar;
        known.set(bar.key, kept);
        return kept;
      });
    }
    this.#known = known;
    return rows;
  }
}

function isAsItWas(before: Bar, bar: Bar): boolean {
  const { piece, x, width, room, flips, lane } = before;
  const isThere = x === bar.x && width === bar.width && room === bar.room && flips === bar.flips;
  return piece === bar.piece && isThere && lane === bar.lane;
}

export function rowsOf(floor: Floor, cars: readonly Car[], view: View, scale: Scale): Row[] {
  const pieces = cars.flatMap((one) => one.pieces);
  if (view === "cars") return carRows(cars, scale);
  const rows = view === "technicians" ? technicianRows(floor, pieces, scale) : bayRows(floor, pieces, scale);
  return [...rows, ...unitRows(floor, pieces, scale)];
}

function technicianRows(floor: Floor, pieces: readonly Piece[], scale: Scale): Row[] {
  return floor.technicians.map((one) => {
    const id = one.technician_id;
    const there = [...one.shifts, ...one.overtime].map(spanOf);
    const shades = [
      ...scale.shade("off", without([scale.frame], there)),
      ...scale.shade("break", one.breaks.map(spanOf)),
      ...scale.shade("away", within(one.absences.map(spanOf), scale.frame)),
    ];
    const mine = pieces.filter((piece) => piece.technicians.includes(id));
    return row("technician", id, one.name || id, one.name ? id : "", shades, mine, scale);
  });
}

function bayRows(floor: Floor, pieces: readonly Piece[], scale: Scale): Row[] {
  const closed = scale.shade("closed", without([scale.frame], floor.open_spans.map(spanOf)));
  return floor.bays.map((one) => {
    const shades = [...closed, ...scale.shade("away", one.outages.map(spanOf))];
    const mine = pieces.filter((piece) => piece.bay === one.bay_id);
    return row("bay", one.bay_id, one.name || one.bay_id, one.name ? one.bay_id : "", shades, mine, scale);
  });
}

function unitRows(floor: Floor, pieces: readonly Piece[], scale: Scale): Row[] {
  const people = floor.advisors.map((one) => {
    const shades = [
      ...scale.shade("off", without([scale.frame], one.shifts.map(spanOf))),
      ...scale.shade("break", one.breaks.map(spanOf)),
      ...scale.shade("away", one.absences.map(spanOf)),
    ];
    const mine = pieces.filter((piece) => piece.unit === one.advisor_id);
    return row("unit", one.advisor_id, one.name || one.advisor_id, one.advisor_id, shades, mine, scale);
  });
  const closed = scale.shade("closed", without([scale.frame], floor.open_spans.map(spanOf)));
  const places = floor.stations.flatMap((one) =>
    one.unit_ids.map((id) => {
      const mine = pieces.filter((piece) => piece.unit === id);
      return row("unit", id, one.kind, one.unit_ids.length > 1 ? id : "", closed, mine, scale);
    }),
  );
  return [...people, ...places];
}

function carRows(cars: readonly Car[], scale: Scale): Row[] {
  const order = (one: Car): number => one.promised ?? Date.parse(one.about.arrival);
  return [...cars]
    .sort((one, other) => order(one) - order(other))
    .map((car) => {
      const { appointment_id: id, plate } = car.about;
      return { ...row("car", id, plate || id.slice(-6), "", [], car.pieces, scale), car };
    })
    .filter((one) => one.bars.length > 0);
}

function row(
  kind: Row["kind"],
  id: string,
  name: string,
  note: string,
  shades: Shade[],
  pieces: readonly Piece[],
  scale: Scale,
): Row {
  const bars = pieces.filter((one) => one.start < scale.frame.end && one.end > scale.frame.start);
  return { kind, id, name, note, car: undefined, shades, ...pack(id, bars, scale) };
}

/** The first lane that is free, what is written included. */
function pack(rowId: string, pieces: readonly Piece[], scale: Scale): { bars: Bar[]; lanes: number } {
  const ends: number[] = [];
  const bars = [...pieces]
    .sort((one, other) => one.start - other.start || one.end - other.end)
    .map((piece) => {
      const x = Math.max(0, scale.x(piece.start));
      const width = Math.max(4, Math.min(scale.width, scale.x(piece.end)) - x - 1);
      const beside = BESIDE_PX + (piece.state === "planned" ? 0 : SIGN_PX);
      const room = width < LEGIBLE_PX ? width + beside : width;
      const flips = x + room > scale.width && room > width;
      const from = flips ? x + width - room : x;
      const free = ends.findIndex((end) => end + GAP_PX <= from);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = from + room;
      const before = piece.start < scale.frame.start;
      const beyond = piece.end > scale.frame.end;
      const key = `${rowId}|${piece.step.step_id}`;
      return { key, row: rowId, piece, x, width, room, flips, before, beyond, lane };
    });
  return { bars, lanes: Math.max(1, ends.length) };
}
