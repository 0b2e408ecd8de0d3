// What is only supposed, in words.
import type { Schemas } from "../api/client";
import { say } from "../words/words";
import type { Board } from "./board.svelte";
import { bayName, stepName, technicianName, timeOf } from "./names";

export type Supposition = NonNullable<Schemas["ReplanAsk"]["what_if"]>[number];

/** What a supposition says. */
export function saySupposition(board: Board, one: Supposition): string {
  if (one.kind === "technician_absent") {
    return say("if_technician_absent", technicianName(board, one.technician_id ?? ""), span(board, one));
  }
  if (one.kind === "bay_down") return say("if_bay_down", bayName(board, one.bay_id ?? ""), span(board, one));
  if (one.kind === "step_waits") {
    return say("if_step_waits", stepName(board, one.step_id ?? ""), timeOf(board, one.until ?? ""));
  }
  return say("if_walk_in", (one.jobs ?? []).map((job) => workOf(board, job)).join(" · "));
}

function span(board: Board, { start, until }: Supposition): string {
  if (start && until) return say("if_span", timeOf(board, start), timeOf(board, until));
  if (start) return say("if_from", timeOf(board, start));
  return until ? say("if_until", timeOf(board, until)) : say("if_rest");
}

/** By its name where a car on the board has the same work. */
function workOf(board: Board, job: NonNullable<Supposition["jobs"]>[number]): string {
  const code = job.operation_code ?? "";
  const steps = board.cars.flatMap((car) => car.about.steps);
  return job.symptom || steps.find((one) => one.operation_code === code)?.name || code;
}
