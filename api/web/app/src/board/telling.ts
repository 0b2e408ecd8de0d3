// A bar in words: on itself, and for who cannot see it.
import { clock, sameDay } from "../words/times";
import { language } from "../words/language.svelte";
import { say, sayName } from "../words/words";
import type { Car, FloorStep, Piece } from "./pieces";

/** Names of a shop are often written in both languages, the Chinese one first. */
export function nameOf(step: FloorStep): string {
  return step.name || step.operation_code || sayName("kind", step.kind);
}

export function plateOf(car: Car): string {
  return car.about.plate || car.about.appointment_id.slice(-6);
}

/** The tail by which people know a car, for bars that are short. */
export function tailOf(car: Car): string {
  const plate = plateOf(car);
  return plate.length > 6 ? plate.slice(-6).replace(/^[·\s-]+/, "") : plate;
}

export function tellBar(piece: Piece, zone: string, risky: boolean): string {
  const { car, step } = piece;
  const later = (at: number): string =>
    sameDay(new Date(piece.start).toISOString(), new Date(at).toISOString(), zone);
  const words = [
    say(
      "bar_of",
      plateOf(car),
      nameOf(step),
      clock(new Date(piece.start), zone),
      later(piece.end),
      sayName("step", piece.state),
    ),
  ];
  if (car.isReady && step.kind === "hand_over") words.push(say("step_ready"));
  if (piece.frozen) words.push(say("step_frozen"));
  if (piece.pinned) words.push(say("step_pinned"));
  if (car.promised !== undefined) words.push(say("bar_promised", later(car.promised)));
  if (car.isLate && car.ready !== undefined) words.push(say("bar_late", later(car.ready)));
  else if (risky) words.push(say("bar_risk"));
  return words.join(language() === "zh" ? "，" : ", ");
}

/** What people call an operation that a car has; found work that nobody authorised has no step yet. */
export function codeName(car: Car, code: string): string {
  return car.about.steps.find((one) => one.operation_code === code)?.name || code;
}
