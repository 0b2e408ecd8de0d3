// What a screen on the wall shows, asked for every quarter of a minute, and at once where the feed may be followed.
import { ask, client, type Schemas } from "../api/client";
import { connection } from "../shell/connection.svelte";
import { follow } from "../shell/feed";
import { session } from "../shell/session.svelte";
import { clock, dateOf, shortDay } from "../words/times";

export type Shown = Schemas["HallResource"];
export type HallCar = Schemas["HallCar"];
export type HallJob = Schemas["HallJob"];
export type HallTechnician = Schemas["HallTechnician"];

const ASK_MS = 15_000;
const TICK_MS = 1000;
const KINDS = ["appointment.", "event.", "decision.", "setup.", "day."];

export class Hall {
  shown = $state.raw<Shown>();
  trouble = $state.raw<unknown>();
  /** The service's clock, in ms. */
  now = $state(Date.now());
  /** When the service was heard last, by its clock. */
  heard = $state(0);
  #skew = 0;

  readonly zone = $derived(this.shown?.time_zone ?? "UTC");
  readonly inHouse = $derived((this.shown?.cars ?? []).filter((one) => one.stage !== "expected"));
  readonly isOpen = $derived(
    (this.shown?.open_spans ?? []).some(
      (one) => Date.parse(one.start) <= this.now && this.now < Date.parse(one.end),
    ),
  );

  /** Promises up to the end of the day that stand so. */
  count(standing: HallCar["standing"]): number {
    return (this.shown?.cars ?? []).filter((one) => one.standing === standing && this.#isToday(one)).length;
  }

  clock(at: string | number): string {
    return clock(new Date(at), this.zone);
  }

  /** Of today the time, of another day its date: there is no room for both. */
  day(at: string): string {
    const date = dateOf(at, this.zone);
    return date === this.shown?.date ? this.clock(at) : shortDay(date);
  }

  async read(): Promise<void> {
    const params = { path: { workshop_id: session.workshopId } };
    try {
      // With the version last seen: what has not changed is not sent again.
      const shown = await ask(client.GET("/v1/workshops/{workshop_id}/hall", { params, cache: "no-cache" }));
      // What was sent before tells a time that has passed.
      if (shown.at !== this.shown?.at) this.#skew = Date.parse(shown.at) - Date.now();
      this.shown = shown;
      this.trouble = undefined;
      this.#tick();
      this.heard = this.now;
    } catch (error) {
      this.trouble = error;
    }
  }

  /** Read now, from time to time, when something happens, and when the screen wakes. The answer ends it. */
  keep(): () => void {
    void this.read();
    const ends = follow(KINDS, () => void this.read());
    const asking = setInterval(() => void this.read(), ASK_MS);
    const ticking = setInterval(() => this.#tick(), TICK_MS);
    const wake = (): void => void (document.visibilityState === "visible" && this.read());
    document.addEventListener("visibilitychange", wake);
    return () => {
      ends();
      clearInterval(asking);
      clearInterval(ticking);
      document.removeEventListener("visibilitychange", wake);
    };
  }

  /** The service is away: what is shown is as it was. */
  get isStale(): boolean {
    return connection.lost && this.shown !== undefined;
  }

  #isToday(one: HallCar): boolean {
    return one.promised != null && dateOf(one.promised, this.zone) <= (this.shown?.date ?? "");
  }

  #tick(): void {
    this.now = Date.now() + this.#skew;
  }
}
