// A bar that is held over another row or time: what the rules say of each row, and what it becomes when it is dropped.
import { ask, client, type Schemas } from "../api/client";
import { session } from "../shell/session.svelte";
import type { DecisionAsk } from "./proposals.svelte";
import type { Piece } from "./pieces";
import type { Bar, Row, View } from "./rows";
import { MINUTE } from "./spans";

type Check = Schemas["MoveCheckResource"];
export type Reason = Check["reasons"][number];
/** `displaces`: another car is there, which a re-plan can move. */
export type Verdict = "goes" | "displaces" | "refused";

export const STEP_MS = 5 * MINUTE;
const MOVABLE = ["work", "diagnosis"];
const SOFT = new Set(["technician_overlap", "bay_overlap"]);
// What a foreman may set aside for one step, and the freeze that a release lifts.
const OVERRIDABLE = ["skill", "bay_capability"];
const FROZEN = "frozen";
// Where it was put before: a drop takes the place of that.
const PINNED = "pinned";

export interface Held {
  bar: Bar;
  row: string;
  start: number;
}

export class Moving {
  held = $state.raw<Held>();
  check = $state.raw<Check>();
  trouble = $state.raw<unknown>();
  /** Dropped on a row where only something that a foreman may set aside is against it: the page asks for that. */
  asks = $state(false);
  /** Step that a button asks to lift; the board looks up its bar. */
  wanted = $state("");
  #judging: Promise<void> | undefined;

  canLift(bar: Bar, view: View): boolean {
    return view !== "cars" && this.isMovable(bar.piece);
  }

  isMovable(piece: Piece): boolean {
    return MOVABLE.includes(piece.step.kind) && piece.state === "planned" && session.may("floor:write");
  }

  lift(bar: Bar): void {
    this.check = undefined;
    this.trouble = undefined;
    this.asks = false;
    // Where it is, to the minute; steps of five begin when it moves.
    this.held = { bar, row: bar.row, start: bar.piece.start };
    this.#judging ??= this.#judge();
  }

  /** Over a row, at a time; asked of the service one after the other, the last one always. */
  to(bar: Bar, row: string, start: number): void {
    // Its own time holds it like a magnet: moved up or down alone it keeps it to the minute.
    const own = bar.piece.start;
    const snapped = Math.abs(start - own) < STEP_MS / 2 ? own : Math.round(start / STEP_MS) * STEP_MS;
    if (this.held?.row === row && this.held.start === snapped) return;
    this.held = { bar, row, start: snapped };
    this.asks = false;
    this.#judging ??= this.#judge();
  }

  putBack(): void {
    this.held = undefined;
    this.check = undefined;
    this.asks = false;
  }

  /** What stands against a row where the bar is held; undefined while that is not known. */
  reasonsOf(row: Row): Reason[] | undefined {
    const found = this.check;
    if (found === undefined || (row.kind !== "technician" && row.kind !== "bay")) return undefined;
    const rows = row.kind === "technician" ? found.technicians : found.bays;
    const its = rows.find((one) => one.id === row.id);
    return its && [...found.reasons, ...its.reasons].filter((one) => one.rule !== PINNED);
  }

  verdictOf(row: Row): Verdict | undefined {
    const reasons = this.reasonsOf(row);
    if (reasons === undefined) return undefined;
    if (reasons.length === 0) return "goes";
    return reasons.every((one) => SOFT.has(one.rule)) ? "displaces" : "refused";
  }

  /** The rules that would have to be set aside for a row; undefined when something else stands against it, too. */
  asideOf(row: Row): string[] | undefined {
    const hard = (this.reasonsOf(row) ?? []).map((one) => one.rule).filter((rule) => !SOFT.has(rule));
    const isOurs = hard.every((rule) => rule === FROZEN || OVERRIDABLE.includes(rule));
    return hard.length > 0 && isOurs ? hard : undefined;
  }

  /** What is known is of where it is held now. */
  async settled(): Promise<void> {
    await this.#judging;
  }

  /**
   * The decisions that a drop stands for, with those that set aside what is against it. `replaces`: ids of decisions
   * that said otherwise of the step.
   */
  decisions(row: Row, reason: string, replaces: string[]): DecisionAsk[] {
    const pin = this.#pin(row);
    if (pin === undefined) return [];
    const step_id = pin.step_id ?? null;
    const aside = (this.asideOf(row) ?? []).map((rule): DecisionAsk =>
      rule === FROZEN ? { kind: "release", step_id, reason } : { kind: "override", step_id, rule, reason },
    );
    return [{ ...pin, reason, replaces }, ...aside];
  }

  #pin(row: Row): DecisionAsk | undefined {
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
    try {
      let asked: Held | undefined;
      while (this.held !== undefined && this.held !== asked) {
        asked = this.held;
        const found = await this.#ask(asked);
        if (this.held !== undefined) this.check = found;
      }
    } catch (error) {
      this.trouble = error;
      this.putBack();
    } finally {
      this.#judging = undefined;
    }
  }

  #ask({ bar, row, start }: Held): Promise<Check> {
    const body = {
      step_id: bar.piece.step.step_id,
      // By whose pace bays are judged.
      technician_id: bar.piece.technicians.includes(bar.row) ? row : null,
      start: new Date(start).toISOString(),
    };
    const params = { path: { workshop_id: session.workshopId } };
    return ask(client.POST("/v1/workshops/{workshop_id}/floor:check-move", { params, body }));
  }
}
