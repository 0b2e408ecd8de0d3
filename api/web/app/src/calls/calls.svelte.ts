// The calls that are to be made, for the page and for the badge beside its name.
import { ask, askWhole, client, type Schemas } from "../api/client";
import { session } from "../shell/session.svelte";
import { chime } from "./chime";

export type Notice = Schemas["NoticeResource"];
export type Offer = Schemas["OfferResource"];
export type Action = Schemas["NoticeAction"];
const SOUND = "heijunka.sound";
const ONE = "/v1/workshops/{workshop_id}/notices/{notice_id}";

class Calls {
  items = $state.raw<Notice[]>();
  trouble = $state.raw<unknown>();
  sound = $state(localStorage.getItem(SOUND) === "on");

  /** Nobody has spoken to these customers yet. */
  get waiting(): number {
    return (this.items ?? []).filter((one) => one.state !== "called").length;
  }

  async read(): Promise<void> {
    const params = { path: { workshop_id: session.workshopId } };
    try {
      const page = await ask(client.GET("/v1/workshops/{workshop_id}/notices", { params }));
      const known = new Set((this.items ?? page.items).map((one) => one.id));
      if (this.sound && page.items.some((one) => !known.has(one.id))) chime();
      this.items = page.items;
      this.trouble = undefined;
    } catch (error) {
      this.trouble = error;
    }
  }

  /** A click: browsers let a page be heard only after one. */
  switchSound(): void {
    this.sound = !this.sound;
    localStorage.setItem(SOUND, this.sound ? "on" : "off");
    if (this.sound) chime();
  }

  async answer(
    one: Notice,
    action: "called" | "no-answer" | "agreed",
    note: string,
    promised?: string,
  ): Promise<void> {
    const params = pathOf(one);
    if (action === "agreed") {
      const body = promised === undefined ? { note } : { note, promised };
      await ask(client.POST(`${ONE}:agreed`, { params, body }));
    } else if (action === "called") {
      await ask(client.POST(`${ONE}:called`, { params, body: { note } }));
    } else {
      await ask(client.POST(`${ONE}:no-answer`, { params, body: { note } }));
    }
    await this.read();
  }

  /** The customer says no; offers for the date that would suit, if they named one. */
  async decline(one: Notice, note: string, date: string): Promise<Offer[]> {
    const body = date === "" ? { note } : { note, wish: { must: { dates: [date] } } };
    const answer = await ask(client.POST(`${ONE}:declined`, { params: pathOf(one), body }));
    await this.read();
    return answer.offers;
  }

  /** Take an offer made after a no: the appointment moves, or a car that is in the house gets another one. */
  async take(one: Notice, offer: Offer): Promise<void> {
    const path = { workshop_id: session.workshopId };
    const about = { ...path, appointment_id: one.appointment_id };
    const place = "/v1/workshops/{workshop_id}/appointments/{appointment_id}";
    const { data, etag } = await askWhole(client.GET(place, { params: { path: about } }));
    if (data.allowed.includes("move")) {
      const params = { path: about, header: { "if-match": etag } };
      await ask(client.POST(`${place}:move`, { params, body: { offer: offer.token } }));
      return;
    }
    const body = { offer: offer.token, state: "booked" as const, customer_ref: one.customer_ref };
    await ask(client.POST("/v1/workshops/{workshop_id}/appointments", { params: { path }, body }));
  }
}

function pathOf(one: Notice) {
  const path = { workshop_id: one.workshop_id, notice_id: one.id };
  return { path, header: { "if-match": `"${one.version}"` } };
}

export const calls = new Calls();
