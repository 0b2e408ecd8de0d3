// Who is logged in, and at which workshop they work.
import { ask, client, type Schemas } from "../api/client";
import { connection } from "./connection.svelte";

export type Scope = Schemas["Scope"];
export type Workshop = Schemas["WorkshopResource"];

const REMEMBERED = "heijunka.workshop";

class Session {
  me = $state.raw<Schemas["MeResource"]>();
  workshops = $state.raw<Workshop[]>([]);
  workshopId = $state("");
  #clock = $state("");
  #skew = 0;

  /** The workshop of the page. */
  get workshop(): Workshop | undefined {
    return this.workshops.find((one) => one.workshop_id === this.workshopId);
  }

  /** The clock of what is shown: of the page's workshop, unless it shows something of another. */
  get zone(): string {
    return this.#clock || (this.workshop?.time_zone ?? "UTC");
  }

  /** The clock of one of several workshops; of one that is not known here the clock of what is shown. */
  zoneOf(workshopId: string): string {
    return this.workshops.find((one) => one.workshop_id === workshopId)?.time_zone ?? this.zone;
  }

  /** What time it is by the service's clock: that of this machine may be wrong. */
  get now(): Date {
    return new Date(Date.now() + this.#skew);
  }

  /** Show times on another workshop's clock until the answer is called. */
  showOnClockOf(zone: string): () => void {
    this.#clock = zone;
    return () => (this.#clock = "");
  }

  /** Shows what there is to press; whether it is allowed the service decides. */
  may(scope: Scope): boolean {
    return this.me?.scopes.includes(scope) ?? false;
  }

  /** Workshops are made with a key of the whole installation. */
  get mayMakeWorkshops(): boolean {
    return this.me?.workshop_id === null && this.may("setup:write");
  }

  async open(): Promise<void> {
    this.me = await ask(client.GET("/v1/me"));
    this.#skew = Date.parse(this.me.at) - Date.now();
    connection.tell();
    // A screen on the wall knows its own workshop and no list of them.
    if (!this.may("setup:read")) {
      this.workshopId = this.me.workshop_id ?? "";
      return;
    }
    const page = await ask(client.GET("/v1/workshops", { params: { query: { limit: 200 } } }));
    this.workshops = page.items;
    const remembered = localStorage.getItem(REMEMBERED);
    const found = page.items.find((one) => one.workshop_id === remembered) ?? page.items[0];
    this.workshopId = found?.workshop_id ?? "";
  }

  /** Who is logged in now, after the service or the session was away: at another workshop everything begins anew. */
  async renew(): Promise<void> {
    const me = await ask(client.GET("/v1/me")).catch(() => undefined);
    if (me === undefined) return;
    if (me.workshop_id !== this.me?.workshop_id) return location.reload();
    this.me = me;
  }

  choose(workshopId: string): void {
    this.workshopId = workshopId;
    localStorage.setItem(REMEMBERED, workshopId);
  }
}

export const session = new Session();
