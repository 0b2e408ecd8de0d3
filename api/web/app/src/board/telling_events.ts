// What the foreman tells the service of a step, a car, a technician or a bay.
import { ask, client, once, type Schemas } from "../api/client";
import { language } from "../words/language.svelte";
import { session } from "../shell/session.svelte";

export type Happening = Schemas["EventsTold"]["events"][number];

/** Ids of what was told, and what is odd about it, in the language of the page. */
export interface Told {
  ids: string[];
  odd: string[];
}

/** Tell one thing. Throws `Refusal` when it cannot have happened. */
export async function tellEvent(happening: Happening): Promise<Told> {
  const params = {
    path: { workshop_id: session.workshopId },
    header: { "idempotency-key": once() },
  };
  const body = { events: [happening] };
  const answer = await ask(client.POST("/v1/workshops/{workshop_id}/events", { params, body }));
  const warnings = answer.events.flatMap((one) => one.warnings);
  return {
    ids: answer.events.map((one) => one.event_id),
    odd: warnings.map((one) => (language() === "zh" ? one.text_zh : one.text_en)),
  };
}

/** Take a mis-click back. Throws `Refusal` when others depend on it. */
export async function withdrawEvent(eventId: string): Promise<void> {
  const params = { path: { workshop_id: session.workshopId, event_id: eventId } };
  await ask(client.POST("/v1/workshops/{workshop_id}/events/{event_id}:withdraw", { params }));
}
