// What could be done instead: re-plans asked for, looked at on the board, published or thrown away.
import { ask, client, once, type Schemas } from "../api/client";
import { session } from "../shell/session.svelte";
import type { Supposition } from "./suppose";

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
  /** What is only supposed: with any of it the proposals answer a question, and cannot be published. */
  supposed = $state.raw<Supposition[]>([]);

  get shown(): Proposal | undefined {
    return this.replan?.proposals[this.at];
  }

  /** Where each step would be that moves: what lies over the board as ghosts. */
  get ghosts(): Schemas["StepResource"][] {
    const cars = this.shown?.plan?.changes.cars ?? [];
    return cars.flatMap((car) => car.moves.flatMap((move) => (move.after ? [move.after] : [])));
  }

  /** New plans of the day, one a goal; with decisions to try for what was dragged. `until`: end of overtime. */
  seek(
    decisions: DecisionAsk[] = [],
    goals: Goal[] = decisions.length > 0 ? ["balanced"] : GOALS,
    until: string | null = null,
  ): Promise<boolean> {
    return this.#seek(decisions, goals, until, []);
  }

  /** What would become of the day if this happened. */
  suppose(supposed: Supposition[]): Promise<boolean> {
    return this.#seek([], ["balanced"], null, supposed);
  }

  /** The same question under other goals. */
  seekOther(goals: Goal[], until: string | null): Promise<boolean> {
    return this.#seek(this.tried, goals, until, this.supposed);
  }

  /** Whether there is an answer. */
  async #seek(
    decisions: DecisionAsk[],
    goals: Goal[],
    until: string | null,
    what_if: Supposition[],
  ): Promise<boolean> {
    [this.tried, this.supposed] = [decisions, what_if];
    return this.#do(async () => {
      const params = { path: this.#path, header: { prefer: PATIENCE, "idempotency-key": once() } };
      const body = { goals, decisions, until, what_if };
      this.replan = await ask<Replan>(client.POST(ALL, { params, body }));
      this.supposed = suppositionsOf(this.replan);
      this.at = 0;
      if (!this.replan.ended) await this.#wait();
    });
  }

  /** The same question of the floor as it is now. */
  again(): Promise<boolean> {
    const goals =
      this.replan?.proposals.map((one) => one.goal).filter((one) => one !== "with_overtime") ?? [];
    return this.#seek(this.tried, goals.length > 0 ? goals : GOALS, null, this.supposed);
  }

  /** The newest one that somebody, or the service itself, has asked for and nobody has decided on. */
  async openNewest(): Promise<void> {
    await this.#do(async () => {
      const query = { state: ["open" as const], limit: 50 };
      const page = await ask(client.GET(ALL, { params: { path: this.#path, query } }));
      // A question that somebody asked waits for nobody's decision.
      const newest = page.items.find((one) => !one.supposes);
      this.at = 0;
      this.tried = [];
      this.replan = newest === undefined ? undefined : await this.#get(newest.id);
      this.supposed = suppositionsOf(this.replan);
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

  /** Close it without deciding: it waits among the open ones. A question that was answered is over. */
  putAside(): void {
    if (this.supposed.length > 0 && this.replan?.state === "open") return void this.discard();
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

/** As the service has read them: times with their offset. */
function suppositionsOf(replan: Replan | undefined): Supposition[] {
  return (replan?.what_if ?? []) as Supposition[];
}
