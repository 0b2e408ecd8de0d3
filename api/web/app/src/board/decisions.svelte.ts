// What the foreman has decided and still holds: read, made, taken back.
import { ask, client, once, type Schemas } from "../api/client";
import { session } from "../shell/session.svelte";
import { say, sayName } from "../words/words";
import type { Board } from "./board.svelte";
import { bayName, stepName, technicianName, timeOf } from "./names";
import type { DecisionAsk } from "./proposals.svelte";

export type Decision = Schemas["DecisionResource"];
const ALL = "/v1/workshops/{workshop_id}/decisions";

export class Decisions {
  items = $state.raw<Decision[]>();
  trouble = $state.raw<unknown>();
  busy = $state(false);

  constructor(private readonly board: Board) {}

  async read(): Promise<void> {
    await this.#do(async () => {
      const found: Decision[] = [];
      let cursor: string | null | undefined;
      do {
        const query = { held: true, limit: 200, ...(cursor ? { cursor } : {}) };
        const page = await ask(client.GET(ALL, { params: { path: this.#path, query } }));
        found.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor);
      this.items = found;
    });
  }

  make(body: DecisionAsk): Promise<boolean> {
    return this.#do(async () => {
      const params = { path: this.#path, header: { "idempotency-key": once() } };
      await ask(client.POST(ALL, { params, body }));
      await this.board.read();
    });
  }

  takeBack(one: Decision): Promise<boolean> {
    return this.#do(async () => {
      const params = { path: { ...this.#path, decision_id: one.id } };
      await ask(client.DELETE(`${ALL}/{decision_id}`, { params }));
      this.items = this.items?.filter((each) => each.id !== one.id);
      await this.board.read();
    });
  }

  /** Those that say something of a step. */
  of(stepId: string): Decision[] {
    return (this.items ?? []).filter(
      ({ says }) =>
        [...says.pins, ...says.forbidden, ...says.overrides].some((one) => one.step_id === stepId) ||
        says.orders.some((one) => one.step_ids.includes(stepId)) ||
        says.released.includes(stepId),
    );
  }

  /** Ids of those that say where a step is done: another place for it takes their place. */
  pinning(stepId: string): string[] {
    const all = this.items ?? [];
    return all.filter(({ says }) => says.pins.some((one) => one.step_id === stepId)).map((one) => one.id);
  }

  /** Ids of those that pin some of these steps and nothing else. */
  pinsOnly(stepIds: readonly string[]): string[] {
    const pins = (one: Decision) => one.says.pins;
    return (this.items ?? [])
      .filter((one) => pins(one).length > 0 && pins(one).every((pin) => stepIds.includes(pin.step_id)))
      .map((one) => one.id);
  }

  /** Those that say in which order a technician works. */
  ordersOf(technicianId: string): Decision[] {
    const all = this.items ?? [];
    return all.filter(({ says }) => says.orders.some((one) => one.technician_id === technicianId));
  }

  get #path(): { workshop_id: string } {
    return { workshop_id: session.workshopId };
  }

  async #do(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.trouble = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      this.trouble = error;
      return false;
    } finally {
      this.busy = false;
    }
  }
}

/** What a decision says, a line for each thing. */
export function sayDecision(board: Board, says: Decision["says"]): string[] {
  const step = (id: string): string => stepName(board, id);
  const people = (ids: readonly string[]): string => ids.map((id) => technicianName(board, id)).join(" + ");
  return [
    ...says.pins.map((one) =>
      say(
        "dec_pin",
        step(one.step_id),
        [
          one.technician_ids ? people(one.technician_ids) : "",
          one.bay_id ? bayName(board, one.bay_id) : "",
          one.start ? timeOf(board, one.start) : "",
        ]
          .filter((part) => part !== "")
          .join(" · "),
      ),
    ),
    ...says.forbidden.map((one) => {
      const words = one.technician_id
        ? say("dec_forbid", step(one.step_id), people([one.technician_id]))
        : say("dec_forbid_bay", step(one.step_id), bayName(board, one.bay_id ?? ""));
      return one.until ? `${words} · ${say("dec_until", timeOf(board, one.until))}` : words;
    }),
    ...says.orders.map((one) =>
      say("dec_order", people([one.technician_id]), one.step_ids.map(step).join(" → ")),
    ),
    ...says.overrides.map((one) => say("dec_override", step(one.step_id), sayName("rule", one.rule))),
    ...says.released.map((id) => say("dec_release", step(id))),
  ];
}
