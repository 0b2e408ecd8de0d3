// The appointment control sheet of two weeks, read anew now and then: the page is open all day.
import { ask, client, type Schemas } from "../api/client";
import { session } from "../shell/session.svelte";

export type SheetDate = Schemas["CapacityOfDate"];
const EVERY_MS = 30_000;

export class Sheet {
  dates = $state.raw<SheetDate[]>();
  trouble = $state.raw<unknown>();

  get open(): SheetDate[] {
    return (this.dates ?? []).filter((one) => one.is_open);
  }

  async read(): Promise<void> {
    const params = { path: { workshop_id: session.workshopId } };
    try {
      // Asked with the version last seen: what has not changed is not sent again.
      const sheet = await ask(
        client.GET("/v1/workshops/{workshop_id}/capacity", { params, cache: "no-cache" }),
      );
      // The same address also gives it as CSV, to who asks for that.
      this.dates = (sheet as Schemas["CapacitySheet"]).dates;
      this.trouble = undefined;
    } catch (error) {
      this.trouble = error;
    }
  }

  /** Read now and from then on, while the page is looked at. The answer ends it. */
  keep(): () => void {
    void this.read();
    const timer = setInterval(() => {
      if (!document.hidden) void this.read();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }
}
