// Steps as a board shows them: where and when by what has happened, and by the plan for what has not.
import type { Schemas } from "../api/client";
import { after, MINUTE, spanOf, without, type Span } from "./spans";

export type Floor = Schemas["FloorResource"];
export type FloorStep = Schemas["FloorStep"];
export type StepState = "planned" | "running" | "paused" | "A" | "B" | "C" | "finished";

/** A step that has a place. Times in ms. */
export interface Piece {
  step: FloorStep;
  car: Car;
  start: number;
  end: number;
  state: StepState;
  technicians: readonly string[];
  bay: string | undefined;
  unit: string | undefined;
  frozen: boolean;
  pinned: boolean;
}

/** A car with its pieces by time. `ready`: end of the last step before the hand-over. */
export interface Car {
  about: Schemas["FloorCar"];
  pieces: Piece[];
  promised: number | undefined;
  ready: number | undefined;
  isReady: boolean;
  isLate: boolean;
}

/** When a technician works: shifts and overtime without breaks and absences. */
export function workOf(one: Schemas["FloorTechnician"]): Span[] {
  const there = [...one.shifts, ...one.overtime].map(spanOf);
  return without(there, [...one.breaks, ...one.absences].map(spanOf));
}

/** Cars out of the floors as they come: one that is as it was is the same object, and nothing of it is drawn anew. */
export class CarMemory {
  #known = new Map<string, { told: string; car: Car }>();

  of(floor: Floor): Car[] {
    const work = new Map(floor.technicians.map((one) => [one.technician_id, workOf(one)]));
    const pinned = pinnedSteps(floor);
    const now = Date.parse(floor.at);
    const found = floor.cars.map((about) => {
      const pins = about.steps.filter((step) => pinned.has(step.step_id)).map((step) => step.step_id);
      const told = JSON.stringify([about, pins]);
      const before = this.#known.get(about.appointment_id);
      const same = before?.told === told && !dependsOnNow(before.car);
      return { told, car: same ? before.car : carOf(about, now, work, pinned) };
    });
    this.#known = new Map(found.map((one) => [one.car.about.appointment_id, one]));
    return found.map((one) => one.car);
  }
}

export function carsOf(floor: Floor): Car[] {
  return new CarMemory().of(floor);
}

/** What has begun and not ended ends later with every minute; so does what has no place. */
function dependsOnNow(car: Car): boolean {
  return (
    car.ready === undefined || car.pieces.some((one) => one.state !== "planned" && one.state !== "finished")
  );
}

function carOf(about: Schemas["FloorCar"], now: number, work: Map<string, Span[]>, pinned: Set<string>): Car {
  const car: Car = {
    about,
    pieces: [],
    promised: about.promised ? Date.parse(about.promised) : undefined,
    ready: undefined,
    isReady: false,
    isLate: false,
  };
  for (const step of about.steps) {
    const piece = pieceOf(step, car, now, work);
    if (piece === undefined) continue;
    piece.pinned = pinned.has(step.step_id);
    car.pieces.push(piece);
  }
  const before = about.steps.filter((step) => step.kind !== "hand_over");
  const ends = car.pieces.filter((one) => one.step.kind !== "hand_over").map((one) => one.end);
  // A step without a place: nobody knows when the car is ready.
  if (before.length === ends.length) car.ready = Math.max(...ends);
  car.isReady = before.length > 0 && before.every((step) => step.progress?.status === "finished");
  car.isLate = car.promised !== undefined && (car.isReady ? car.ready! : (car.ready ?? now)) > car.promised;
  return car;
}

function pieceOf(step: FloorStep, car: Car, now: number, work: Map<string, Span[]>): Piece | undefined {
  const { place, progress } = step;
  if (!place && !progress) return undefined;
  const from = progress ?? place!;
  const start = Date.parse(progress ? progress.started_at : place!.start);
  return {
    step,
    car,
    start,
    end: Math.max(endOf(step, now, work), start),
    state: stateOf(step),
    technicians: from.technician_ids.length > 0 ? from.technician_ids : (place?.technician_ids ?? []),
    bay: from.bay_id ?? place?.bay_id ?? undefined,
    unit: from.unit_id ?? place?.unit_id ?? undefined,
    frozen: place?.frozen ?? false,
    pinned: false,
  };
}

function endOf(step: FloorStep, now: number, work: Map<string, Span[]>): number {
  const { place, progress } = step;
  if (!progress) return Date.parse(place!.end);
  if (progress.finished_at) return Date.parse(progress.finished_at);
  const goesOn = Math.max(now, progress.resume_at ? Date.parse(progress.resume_at) : now);
  const spans = progress.technician_ids.map((id) => work.get(id) ?? [])[0] ?? [];
  return after(goesOn, (progress.remaining_minutes ?? 0) * MINUTE, spans);
}

function stateOf(step: FloorStep): StepState {
  const progress = step.progress;
  if (!progress) return "planned";
  if (progress.status === "interrupted") return progress.code ?? "paused";
  return progress.status;
}

function pinnedSteps(floor: Floor): Set<string> {
  const pins = floor.decisions["pins"] as { step_id: string }[] | undefined;
  return new Set((pins ?? []).map((one) => one.step_id));
}
