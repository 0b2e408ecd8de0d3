// What could be done instead: re-plans asked for, looked at on the board, published or thrown away.
import { ask, client, once, type Schemas } from "../api/client";
import { session } from "../shell/session.svelte";

export type Replan = Schemas["ReplanResource"];
export type Proposal = Schemas["ProposalResource"];
export type DecisionAsk = Schemas["DecisionAsk"];
export type Goal = NonNullable<Schemas["ReplanAsk"]["goals"]>[number];

const GOALS: Goal[] = ["balanced", "fewest_calls", "least_lateness"];
const PATIENCE = "wait=20";
const ALL = "/v1/workshops/{workshop_id}/replans";

export class Proposals {
  replan = $state.raw<Replan>();
  /** Which of them lies over the board. */
  at = $state(0);
  busy = $state(false);
  trouble = $state.raw<unknown>();
  /** Decisions that were tried last, for other goals. */
  tried: DecisionAsk[] = [];

  get shown(): Proposal | undefined {
    return this.replan?.proposals[this.at];
  }

  /** Where each step would be that moves: what lies over the board as ghosts. */
  get ghosts(): Schemas["StepResource"][] {
    const cars = this.shown?.plan?.changes.cars ?? [];
    return cars.flatMap((car) => car.moves.flatMap((move) => (move.after ? [move.after] : [])));
  }

  /** New plans of the day, one a goal; with decisions to try for what was dragged. `until`: end of overtime. */
  async seek(
    decisions: DecisionAsk[] = [],
    goals: Goal[] = decisions.length > 0 ? ["balanced"] : GOALS,
    until: string | null = null,
  ): Promise<void> {
    this.tried = decisions;
    await this.#do(async () => {
      const params = { path: this.#path, header: { prefer: PATIENCE, "idempotency-key": once() } };
      const body = { goals, decisions, until };
      this.replan = await ask<Replan>(client.POST(ALL, { params, body }));
      this.at = 0;
      if (!this.replan.ended) await this.#wait();
    });
  }

  /** The same question of the floor as it is now. */
  again(): Promise<void> {
    const goals =
      this.replan?.proposals.map((one) => one.goal).filter((one) => one !== "with_overtime") ?? [];
    return this.seek(this.tried, goals.length > 0 ? goals : GOALS);
  }

  /** The newest one that somebody, or the service itself, has asked for and nobody has decided on. */
  async openNewest(): Promise<void> {
    await this.#do(async () => {
      const query = { state: ["open" as const], limit: 1 };
      const page = await ask(client.GET(ALL, { params: { path: this.#path, query } }));
      const newest = page.items[0];
      this.at = 0;
      this.tried = [];
      this.replan = newest === undefined ? undefined : await this.#get(newest.id);
    });
  }

  async publish(): Promise<void> {
    const { replan, shown } = this;
    if (replan === undefined || shown === undefined) return;
    await this.#do(async () => {
      const path = { ...this.#path, replan_id: replan.id, run_id: shown.run_id };
      const params = { path, header: { "if-match": `"${replan.plan_version}"` } };
      await ask(client.POST(`${ALL}/{replan_id}/proposals/{run_id}:publish`, { params }));
      this.replan = undefined;
    });
  }

  async discard(): Promise<void> {
    const { replan } = this;
    if (replan === undefined) return;
    await this.#do(async () => {
      const params = { path: { ...this.#path, replan_id: replan.id } };
      await ask(client.POST(`${ALL}/{replan_id}:discard`, { params }));
      this.replan = undefined;
    });
  }

  /** Close it without deciding: it waits among the open ones. */
  putAside(): void {
    this.replan = undefined;
    this.trouble = undefined;
  }

  /** Whether the floor has gone on since it was asked: then it is out of date. */
  async refresh(): Promise<void> {
    const id = this.replan?.id;
    if (id === undefined || this.busy) return;
    try {
      const found = await this.#get(id);
      if (this.replan?.id !== id) return;
      this.replan = found.state === "open" || found.state === "stale" ? found : undefined;
    } catch (error) {
      this.trouble = error;
    }
  }

  get #path(): { workshop_id: string } {
    return { workshop_id: session.workshopId };
  }

  async #wait(): Promise<void> {
    while (this.replan !== undefined && !this.replan.ended) this.replan = await this.#get(this.replan.id);
  }

  #get(id: string): Promise<Replan> {
    const params = { path: { ...this.#path, replan_id: id }, header: { prefer: PATIENCE } };
    return ask<Replan>(client.GET(`${ALL}/{replan_id}`, { params }));
  }

  async #do(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.trouble = undefined;
    try {
      await work();
    } catch (error) {
      this.trouble = error;
    } finally {
      this.busy = false;
    }
  }
}
