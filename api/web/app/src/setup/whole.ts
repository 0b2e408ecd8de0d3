// The whole set-up as one document: read at once, and several sections changed together or not at all.
import { ask, askWhole, client, type Schemas } from "../api/client";
import { session } from "../shell/session.svelte";
import type { Documents, Filled, How } from "./resources";

export type Whole = Filled<Schemas["SetupDocument"]>;
export type Change = Schemas["ChangeResource"];
export interface Sections {
  operations: Documents["operations"][];
  group_jobs?: Documents["group_jobs"][];
}

const PLACE = "/v1/workshops/{workshop_id}/setup";

/** The set-up with its version. */
export async function readWhole(): Promise<{ document: Whole; etag: string }> {
  const params = { path: { workshop_id: session.workshopId } };
  const { data, etag } = await askWhole(client.GET(PLACE, { params }));
  return { document: data as Whole, etag };
}

/** Write some sections as wholes; the others stay as they are. Throws `Refusal` and `Unreachable`. */
export async function applySections(sections: Sections, etag: string, how: How = {}): Promise<Change> {
  const path = { workshop_id: session.workshopId };
  const query = { accept_affected: how.accept ?? false, dry_run: how.dryRun ?? false };
  const params = { path, query, header: { "if-match": etag } };
  const head = {
    kind: "heijunka.setup" as const,
    version: "1" as const,
    workshop_id: session.workshopId,
    time_zone: session.zone,
  };
  return ask(client.PUT(PLACE, { params, body: { ...head, ...sections } }));
}
