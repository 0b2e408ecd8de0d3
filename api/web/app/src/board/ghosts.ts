// Where steps would be by a proposal, over the rows as they are.
import type { Schemas } from "../api/client";
import type { Car } from "./pieces";
import type { Row, Scale } from "./rows";
import { isSupposed } from "./names";
import { say } from "../words/words";
import { plateOf, tailOf } from "./telling";

export interface Ghost {
  key: string;
  plate: string;
  tail: string;
  start: string;
  end: string;
  x: number;
  width: number;
  lane: number;
}

type Place = Schemas["StepResource"];

export function ghostsOf(places: readonly Place[], row: Row, cars: readonly Car[], scale: Scale): Ghost[] {
  return places.flatMap((one) => {
    const id = one.step_id.split("/")[0]!;
    const named = namesOf(id, cars);
    const [x, end] = [scale.x(Date.parse(one.start)), scale.x(Date.parse(one.end))];
    if (named === undefined || !isIn(one, row, id) || end <= 0 || x >= scale.width) return [];
    const lane = row.bars.find((bar) => bar.piece.step.step_id === one.step_id)?.lane ?? 0;
    const about = { ...named, start: one.start, end: one.end };
    return [{ key: one.step_id, ...about, x, width: Math.max(6, end - x), lane }];
  });
}

function namesOf(id: string, cars: readonly Car[]): { plate: string; tail: string } | undefined {
  if (isSupposed(id)) return { plate: say("if_car"), tail: say("if_tail") };
  const car = cars.find((each) => each.about.appointment_id === id);
  return car && { plate: plateOf(car), tail: tailOf(car) };
}

function isIn(one: Place, row: Row, carId: string | undefined): boolean {
  if (row.kind === "technician") return one.technician_ids.includes(row.id);
  if (row.kind === "bay") return one.bay_id === row.id;
  if (row.kind === "unit") return one.unit_id === row.id;
  return row.id === carId;
}
