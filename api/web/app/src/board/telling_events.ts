// What the foreman tells the service of a step or a car.
import { ask, client, once, type Schemas } from "../api/client";
import { language } from "../words/language.svelte";
import { session } from "../shell/session.svelte";

export type Happening = Schemas["EventsTold"]["events"][number];

/** Tell one thing; what is odd about it, in the language of the page. Throws `Refusal` when it cannot have happened. */
export async function tellEvent(happening: Happening): Promise<string[]> {
  const params = {
    path: { workshop_id: session.workshopId },
    header: { "idempotency-key": once() },
  };
  const body = { events: [happening] };
  const answer = await ask(client.POST("/v1/workshops/{workshop_id}/events", { params, body }));
  const warnings = answer.events.flatMap((one) => one.warnings);
  return warnings.map((one) => (language() === "zh" ? one.text_zh : one.text_en));
}
