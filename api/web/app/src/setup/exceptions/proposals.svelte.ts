// Holidays of a year as proposals, and the act of entering them.
import { ask, client, type Schemas } from "../../api/client";
import { session } from "../../shell/session.svelte";
import type { Affected, Filled, Resource } from "../resources";

export type Proposal = Filled<Schemas["HolidayProposal"]>;

export interface Chosen {
  dates: string[];
}

export async function proposalsOf(year: number): Promise<{ items: Proposal[]; warnings: string[] }> {
  const params = { path: { workshop_id: session.workshopId }, query: { year } };
  const found = await ask(client.GET("/v1/workshops/{workshop_id}/holidays", { params }));
  return { items: found.items as Proposal[], warnings: found.warnings };
}

/** Dates with an exception keep it, so it does not matter what else has changed: the version is that of this moment. */
export function applying(year: number): Resource<Chosen> {
  return {
    idPointer: "",
    read: (document) => Promise.resolve({ document, etag: "" }),
    write: async (document, _etag, how) => {
      const path = { workshop_id: session.workshopId };
      const now = await ask(client.GET("/v1/workshops/{workshop_id}", { params: { path } }));
      const query = { year, accept_affected: how.accept ?? false, dry_run: how.dryRun ?? false };
      const params = { path, query, header: { "if-match": `"${now.setup_version}"` } };
      const pending = client.POST("/v1/workshops/{workshop_id}/holidays:apply", { params, body: document });
      return { document: { dates: [] }, etag: "", affected: (await ask(pending)).affected as Affected[] };
    },
  };
}
