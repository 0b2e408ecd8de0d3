// Two jobs that change places, and a technician's jobs in another order: the decisions that they stand for.
import { dateOf } from "../words/times";
import type { Board } from "./board.svelte";
import type { Decisions } from "./decisions.svelte";
import type { DecisionAsk } from "./proposals.svelte";
import type { Piece } from "./pieces";
import { plateOf } from "./telling";

const SWAPPED = ["work", "diagnosis"];

export function isSwappable(piece: Piece): boolean {
  return SWAPPED.includes(piece.step.kind) && piece.state === "planned" && piece.technicians.length > 0;
}

/** Work of other cars for as many technicians, by plate. */
export function othersFor(board: Board, piece: Piece): Piece[] {
  return board.cars
    .filter((car) => car.about.appointment_id !== piece.car.about.appointment_id)
    .flatMap((car) => car.pieces)
    .filter((one) => isSwappable(one) && one.technicians.length === piece.technicians.length)
    .sort((one, other) => plateOf(one.car).localeCompare(plateOf(other.car)) || one.start - other.start);
}

export function swapOf(decisions: Decisions, pair: readonly Piece[], reason: string): DecisionAsk[] {
  const step_ids = pair.map((one) => one.step.step_id);
  return [{ kind: "swap", step_ids, reason, replaces: decisions.pinsOnly(step_ids) }, ...freed(pair, reason)];
}

/** What a technician has still to do on the date of a piece, in the order of the plan. */
export function queueOf(board: Board, technicianId: string, piece: Piece, zone: string): Piece[] {
  const date = dateOf(new Date(piece.start), zone);
  return board.cars
    .flatMap((car) => car.pieces)
    .filter((one) => one.technicians.includes(technicianId) && one.state === "planned")
    .filter((one) => dateOf(new Date(one.start), zone) === date)
    .sort((one, other) => one.start - other.start);
}

/** A queue with one of its pieces so many places later; earlier when `by` is negative. */
export function moved(queue: readonly Piece[], from: number, by: number): Piece[] {
  const left = queue.filter((_, n) => n !== from);
  return [...left.slice(0, from + by), queue[from]!, ...left.slice(from + by)];
}

/** How far a piece can go without passing work on its own car, which has an order of its own. */
export function reach(queue: readonly Piece[], from: number): { least: number; most: number } {
  const car = queue[from]?.car.about.appointment_id;
  const same = queue.map((one, n) => (one.car.about.appointment_id === car && n !== from ? n : undefined));
  const places = same.filter((n) => n !== undefined);
  const before = Math.max(-1, ...places.filter((n) => n < from));
  const after = Math.min(queue.length, ...places.filter((n) => n > from));
  return { least: before + 1 - from, most: after - 1 - from };
}

/** The pieces whose order is another now: the one that moves and those that it passes, or that an order stood for. */
export function passed(
  queue: readonly Piece[],
  from: number,
  by: number,
  ordered: readonly string[],
): Piece[] {
  const after = moved(queue, from, by);
  const places = after.flatMap((one, n) => (ordered.includes(one.step.step_id) ? [n] : []));
  const first = Math.min(from, from + by, ...places);
  const last = Math.max(from, from + by, ...places);
  return after.slice(first, last + 1);
}

export function orderOf(
  decisions: Decisions,
  technicianId: string,
  pieces: readonly Piece[],
  reason: string,
): DecisionAsk[] {
  const step_ids = pieces.map((one) => one.step.step_id);
  const replaces = decisions.ordersOf(technicianId).map((one) => one.id);
  const order = { kind: "order" as const, technician_id: technicianId, step_ids, reason, replaces };
  return [order, ...freed(pieces, reason)];
}

/** What begins soon stays where it is unless it is let go. */
function freed(pieces: readonly Piece[], reason: string): DecisionAsk[] {
  return pieces
    .filter((one) => one.frozen)
    .map((one): DecisionAsk => ({ kind: "release", step_id: one.step.step_id, reason }));
}
