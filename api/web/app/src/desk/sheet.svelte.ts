// The appointment control sheet of two weeks, read anew when something has happened: the page is open all day.
import { ask, client, type Schemas } from "../api/client";
import { follow } from "../shell/feed";
import { session } from "../shell/session.svelte";

export type SheetDate = Schemas["CapacityOfDate"];

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

  /** Read now, and when something has changed. The answer ends it. */
  keep(): () => void {
    void this.read();
    return follow(["appointment.", "setup.", "event."], () => void this.read());
  }
}
