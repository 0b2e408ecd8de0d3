// Who did something: the id of a login says nothing to a person.
import { say, sayName } from "../words/words";
import { session } from "./session.svelte";

/** `name`: of the key or the person, as the service tells it. */
export function actorName(actor: string, name: string | null | undefined): string {
  if (actor === session.me?.actor) return say("actor_me");
  return name || (actor.includes(":") ? say("actor_other") : sayName("actor", actor));
}
