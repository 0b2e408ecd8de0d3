// A bar that is held over another row or time: what the rules say of each row, and what it becomes when it is dropped.
import { ask, client, type Schemas } from "../api/client";
import { session } from "../shell/session.svelte";
import type { DecisionAsk } from "./proposals.svelte";
import type { Bar, Row, View } from "./rows";
import { MINUTE } from "./spans";

type Check = Schemas["MoveCheckResource"];
export type Reason = Check["reasons"][number];
/** `displaces`: another car is there, which a re-plan can move. */
export type Verdict = "goes" | "displaces" | "refused";

export const STEP_MS = 5 * MINUTE;
const MOVABLE = ["work", "diagnosis"];
const SOFT = new Set(["technician_overlap", "bay_overlap"]);

export interface Held {
  bar: Bar;
  row: string;
  start: number;
}

export class Moving {
  held = $state.raw<Held>();
  check = $state.raw<Check>();
  trouble = $state.raw<unknown>();
  #asking = false;

  canLift(bar: Bar, view: View): boolean {
    const { step, state } = bar.piece;
    return (
      view !== "cars" && MOVABLE.includes(step.kind) && state === "planned" && session.may("floor:write")
    );
  }

  lift(bar: Bar): void {
    this.check = undefined;
    this.trouble = undefined;
    // Where it is, to the minute; steps of five begin when it moves.
    this.held = { bar, row: bar.row, start: bar.piece.start };
    if (!this.#asking) void this.#judge();
  }

  /** Over a row, at a time; asked of the service one after the other, the last one always. */
  to(bar: Bar, row: string, start: number): void {
    const snapped = Math.round(start / STEP_MS) * STEP_MS;
    if (this.held?.row === row && this.held.start === snapped) return;
    this.held = { bar, row, start: snapped };
    if (!this.#asking) void this.#judge();
  }

  putBack(): void {
    this.held = undefined;
    this.check = undefined;
  }

  /** What stands against a row where the bar is held; undefined while that is not known. */
  reasonsOf(row: Row): Reason[] | undefined {
    const found = this.check;
    if (found === undefined || (row.kind !== "technician" && row.kind !== "bay")) return undefined;
    const rows = row.kind === "technician" ? found.technicians : found.bays;
    const its = rows.find((one) => one.id === row.id);
    return its === undefined ? undefined : [...found.reasons, ...its.reasons];
  }

  verdictOf(row: Row): Verdict | undefined {
    const reasons = this.reasonsOf(row);
    if (reasons === undefined) return undefined;
    if (reasons.length === 0) return "goes";
    return reasons.every((one) => SOFT.has(one.rule)) ? "displaces" : "refused";
  }

  /** The decision that a drop stands for. */
  decision(row: Row): DecisionAsk | undefined {
    if (this.held === undefined) return undefined;
    const { bar, start } = this.held;
    const pin = {
      kind: "pin" as const,
      step_id: bar.piece.step.step_id,
      start: new Date(start).toISOString(),
    };
    if (row.kind === "bay") return { ...pin, bay_id: row.id };
    // Of a crew, the one whose bar was taken is replaced, unless the other is of it, too.
    const crew = bar.piece.technicians;
    const isOfIt = crew.includes(row.id);
    const technician_ids = isOfIt ? [...crew] : crew.map((id) => (id === bar.row ? row.id : id));
    return { ...pin, technician_ids };
  }

  async #judge(): Promise<void> {
    this.#asking = true;
    try {
      let asked: Held | undefined;
      while (this.held !== undefined && this.held !== asked) {
        asked = this.held;
        const of = asked.bar.piece.technicians.includes(asked.bar.row);
        const body = {
          step_id: asked.bar.piece.step.step_id,
          technician_id: of ? asked.row : null,
          start: new Date(asked.start).toISOString(),
        };
        const params = { path: { workshop_id: session.workshopId } };
        const found = await ask(
          client.POST("/v1/workshops/{workshop_id}/floor:check-move", { params, body }),
        );
        if (this.held !== undefined) this.check = found;
      }
    } catch (error) {
      this.trouble = error;
      this.putBack();
    } finally {
      this.#asking = false;
    }
  }
}
