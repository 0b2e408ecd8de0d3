// The floor as it stands, read anew when something has happened; what is chosen on it.
import { ask, client, type Schemas } from "../api/client";
import { follow } from "../shell/feed";
import { session } from "../shell/session.svelte";
import { datesOf } from "./day";
import { CarMemory, type Car, type Floor } from "./pieces";
import type { View } from "./rows";

const MINUTELY_MS = 60_000;
const TICK_MS = 10_000;
const KINDS = ["appointment.", "event.", "decision.", "replan.", "setup.", "day."];
const VIEW = "heijunka.board.view";

export class Board {
  floor = $state.raw<Floor>();
  risks = $state.raw<Schemas["RisksResource"]>();
  trouble = $state.raw<unknown>();
  view = $state<View>((localStorage.getItem(VIEW) as View | null) ?? "technicians");
  /** ISO; empty: today. */
  date = $state("");
  /** Step of the bar that is chosen, and the car whose bars are lit. */
  chosen = $state("");
  lit = $state("");
  /** The service's clock, in ms. */
  now = $state(0);
  #skew = 0;
  #reading: Promise<void> | undefined;
  #again = false;

  #memory = new CarMemory();

  readonly cars = $derived<Car[]>(this.floor === undefined ? [] : this.#memory.of(this.floor));
  readonly dates = $derived(this.floor === undefined ? [] : datesOf(this.floor));
  readonly shown = $derived(this.dates.includes(this.date) ? this.date : (this.floor?.date ?? ""));
  readonly risky = $derived(new Set((this.risks?.items ?? []).map((one) => one.appointment_id)));

  /** What happens while it is read is read after it: never two at once, never the older one last. */
  async read(): Promise<void> {
    if (this.#reading !== undefined) {
      this.#again = true;
      return this.#reading;
    }
    do {
      this.#again = false;
      this.#reading = this.#read();
      await this.#reading;
    } while (this.#again);
    this.#reading = undefined;
  }

  async #read(): Promise<void> {
    const params = { path: { workshop_id: session.workshopId } };
    try {
      // With the version last seen: what has not changed is not sent again.
      const floor = await ask(client.GET("/v1/workshops/{workshop_id}/floor", { params, cache: "no-cache" }));
      this.#skew = Date.parse(floor.at) - Date.now();
      this.now = Date.parse(floor.at);
      this.floor = floor;
      this.trouble = undefined;
      this.risks = await ask(client.GET("/v1/workshops/{workshop_id}/risks", { params }));
    } catch (error) {
      this.trouble = error;
    }
  }

  /** Read now, when something happens, and each minute. The answer ends it. */
  keep(): () => void {
    void this.read();
    const ends = follow(KINDS, () => void this.read());
    const minutely = setInterval(() => void this.read(), MINUTELY_MS);
    const tick = setInterval(() => (this.now = Date.now() + this.#skew), TICK_MS);
    return () => {
      ends();
      clearInterval(minutely);
      clearInterval(tick);
    };
  }

  show(view: View): void {
    this.view = view;
    localStorage.setItem(VIEW, view);
  }

  /** The chosen car. */
  get car(): Car | undefined {
    return this.cars.find((one) => one.about.steps.some((step) => step.step_id === this.chosen));
  }
}
