// The end of a day 日结: what is left of it, a decision for each car, and the close.
import { askWhole, client, Refusal, Unreachable, type Schemas } from "../api/client";
import { session } from "../shell/session.svelte";

export type DayEnd = Schemas["DayEndResource"];
export type LeftCar = DayEnd["cars"][number];
export type CarDecision = NonNullable<LeftCar["decision"]>;
const PATH = "/v1/workshops/{workshop_id}/day-end";
const NOTHING: CarDecision = { customer_told: false, note: "" };
const CHANGED_MEANWHILE = 412;

export class DayEnding {
  found = $state.raw<DayEnd>();
  trouble = $state.raw<unknown>();
  /** While something is being said; news that is read meanwhile takes no field from under the hand. */
  busy = $state(false);
  /** ISO; empty: today. */
  date = $state("");
  /** Whether somebody else has decided meanwhile: what they decided is shown, and one's own is to be said again. */
  overtaken = $state(false);
  #etag = "";
  #last: Promise<void> = Promise.resolve();

  read(): Promise<void> {
    return this.#next(async () => {
      await this.#read();
      if (this.trouble instanceof Unreachable) this.trouble = undefined;
    });
  }

  /** One thing more about a car; the others stay as they are. */
  async decide(car: LeftCar, said: Partial<CarDecision>): Promise<void> {
    const cars = (this.found?.cars ?? []).flatMap((one) => {
      const before = one.decision ?? (one === car ? NOTHING : undefined);
      if (before === undefined || one.left === "not_come") return [];
      const decision = one === car ? { ...before, ...said } : before;
      return [{ appointment_id: one.appointment_id, ...decision }];
    });
    await this.#change(async () => {
      this.#keep(await askWhole(client.PUT(PATH, { params: this.#params, body: { cars } })));
    });
  }

  async close(): Promise<void> {
    await this.#change(async () => {
      this.#keep(await askWhole(client.POST(`${PATH}:close`, { params: this.#params })));
    });
  }

  get #params() {
    const query = this.date === "" ? {} : { date: this.date };
    return { path: { workshop_id: session.workshopId }, query, header: { "if-match": this.#etag } };
  }

  #keep(answer: { data: DayEnd; etag: string }): void {
    this.found = answer.data;
    this.#etag = answer.etag;
  }

  async #read(): Promise<void> {
    const { path, query } = this.#params;
    this.#keep(await askWhole(client.GET(PATH, { params: { path, query } })));
  }

  async #change(work: () => Promise<void>): Promise<void> {
    this.overtaken = false;
    this.trouble = undefined;
    this.busy = true;
    await this.#next(async () => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        await this.#read();
        this.overtaken = error.problem.status === CHANGED_MEANWHILE;
        if (!this.overtaken) throw error;
      }
    });
    this.busy = false;
  }

  /** One after the other: what is said goes out with the version that was read last. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(async () => {
      try {
        await work();
      } catch (error) {
        this.trouble = error;
      }
    });
    return this.#last;
  }
}
