// What people call what the service names by id.
import { session } from "../shell/session.svelte";
import { language } from "../words/language.svelte";
import { sameDay } from "../words/times";
import { say, sayName } from "../words/words";
import type { Board } from "./board.svelte";
import { nameOf, plateOf } from "./telling";

// What the service calls a car that is only supposed.
const SUPPOSED = "supposed-";

interface Words {
  en: string;
  zh: string;
}

export function inWords(told: Words): string {
  return language() === "zh" ? told.zh : told.en;
}

export function technicianName(board: Board, id: string): string {
  return board.floor?.technicians.find((one) => one.technician_id === id)?.name || id;
}

export function bayName(board: Board, id: string): string {
  return board.floor?.bays.find((one) => one.bay_id === id)?.name || id;
}

/** Advisors by name, places of a station by what they are. */
export function unitName(board: Board, id: string): string {
  const advisor = board.floor?.advisors.find((one) => one.advisor_id === id);
  if (advisor !== undefined) return advisor.name || id;
  const station = board.floor?.stations.find((one) => one.unit_ids.includes(id));
  return station === undefined ? id : sayName("station", station.kind);
}

export function isSupposed(id: string): boolean {
  return id.startsWith(SUPPOSED);
}

export function plateBy(board: Board, appointmentId: string): string {
  if (isSupposed(appointmentId)) return say("if_car");
  const car = board.cars.find((one) => one.about.appointment_id === appointmentId);
  return car === undefined ? say("car_unknown") : plateOf(car);
}

/** Plate and work. */
export function stepName(board: Board, stepId: string): string {
  if (isSupposed(stepId)) return say("if_car");
  for (const car of board.cars) {
    const step = car.about.steps.find((one) => one.step_id === stepId);
    if (step !== undefined) return `${plateOf(car)} ${nameOf(step)}`;
  }
  return say("step_gone");
}

/** A reason of the service with its subject by name. */
export function reasonWords(board: Board, reason: { rule: string; subject: string; words: Words }): string {
  const { rule, subject } = reason;
  // What a frozen step breaks stands behind it by the name of the rule.
  const words = inWords(reason.words).replace(new RegExp(`: ${rule}$`), `: ${sayName("rule", rule)}`);
  const named = subject === "" ? words : words.replaceAll(subject, subjectName(board, subject));
  // Who and where it is pinned to stands behind it.
  return named.replace(/\(([^)]+)\)/g, (_, ids: string) => `(${subjectName(board, ids)})`);
}

function subjectName(board: Board, id: string): string {
  const { floor } = board;
  if (floor?.technicians.some((one) => one.technician_id === id)) return technicianName(board, id);
  if (floor?.bays.some((one) => one.bay_id === id)) return bayName(board, id);
  if (board.cars.some((car) => car.about.steps.some((one) => one.step_id === id))) return stepName(board, id);
  const skill = sayName("skill", id);
  return skill === id ? sayName("capability", id) : skill;
}

/** A time by the clock, with its date when it is not today's. */
export function timeOf(board: Board, at: string): string {
  return sameDay(board.floor?.at ?? at, at, session.zone);
}
