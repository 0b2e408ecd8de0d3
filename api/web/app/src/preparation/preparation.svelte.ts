// The preparation list: what the next dates need before their cars come.
import { ask, askWhole, client, type Schemas } from "../api/client";
import { session } from "../shell/session.svelte";

export type Prepared = Schemas["PreparedAppointment"];
export type PartLine = Schemas["PartLineResource"];
export type DueCall = Schemas["DueCall"];
const ONE = "/v1/workshops/{workshop_id}/appointments/{appointment_id}";

export class Preparation {
  list = $state.raw<Schemas["Preparation"]>();
  trouble = $state.raw<unknown>();
  /** The first date asked for, ISO; nothing: the next open date. */
  date = $state("");

  async read(): Promise<void> {
    const wanted = this.date;
    const query = wanted === "" ? { dates: 1 } : { dates: 1, date: wanted };
    const params = { path: { workshop_id: session.workshopId }, query };
    try {
      const list = await ask(client.GET("/v1/workshops/{workshop_id}/preparation", { params }));
      if (wanted === this.date) this.list = list;
      this.trouble = undefined;
    } catch (error) {
      this.trouble = error;
    }
  }

  /** Everything that the jobs need lies aside. */
  async pick(one: Prepared): Promise<void> {
    const header = { "if-match": `"${one.parts_version}"` };
    const params = { path: pathOf(one.appointment_id), header };
    await ask(client.POST(`${ONE}/parts:pick`, { params }));
    await this.read();
  }

  /** The customer was called: a confirmation, the first or the second. */
  async confirm(call: DueCall): Promise<void> {
    const path = pathOf(call.appointment_id);
    const { etag } = await askWhole(client.GET(ONE, { params: { path } }));
    await ask(client.POST(`${ONE}:confirm`, { params: { path, header: { "if-match": etag } } }));
    await this.read();
  }
}

function pathOf(appointmentId: string) {
  return { workshop_id: session.workshopId, appointment_id: appointmentId };
}
