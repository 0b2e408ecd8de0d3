// The items of a set-up as the service keeps them: read with their version, written only over what was seen.
import { ask, askWhole, client, type Schemas } from "../api/client";
import { session } from "../shell/session.svelte";

/** An answer of the service has every field, also those that may be left out when it is sent. */
export type Filled<T> = T extends (infer U)[]
  ? Filled<U>[]
  : T extends object
    ? { [K in keyof T]-?: Filled<Exclude<T[K], undefined>> }
    : T;

export interface Documents {
  technicians: Filled<Schemas["SetupTechnician"]>;
  advisors: Filled<Schemas["SetupAdvisor"]>;
  bays: Filled<Schemas["Bay"]>;
  stations: Filled<Schemas["SetupStation"]>;
  operations: Filled<Schemas["SetupOperation"]>;
  group_jobs: Filled<Schemas["GroupJob"]>;
  parts: Filled<Schemas["Part"]>;
  deliveries: Filled<Schemas["SetupDelivery"]>;
  exceptions: Filled<Schemas["DatedException"]>;
}
export type Kind = keyof Documents;
export type Roster = Documents["technicians"]["roster"];
export type Opening = Head["opening"];
export type Affected = Filled<Schemas["AffectedResource"]>;

/** The field of a document that names it. */
export const ID_FIELD = {
  technicians: "technician_id",
  advisors: "advisor_id",
  bays: "bay_id",
  stations: "kind",
  operations: "operation_code",
  group_jobs: "group_code",
  parts: "part_number",
  deliveries: "delivery_id",
  exceptions: "date",
} as const satisfies { [K in Kind]: keyof Documents[K] };

/** A document and the version it was read at; `etag` "": there is none yet. */
export interface Seen<T> {
  document: T;
  etag: string;
}
export interface Written<T> extends Seen<T> {
  affected: Affected[];
}
/** `accept`: do it although appointments lose their place. `dryRun`: tell what would come of it. */
export interface How {
  accept?: boolean;
  dryRun?: boolean;
}
/** Where a document lives. Every method throws `Refusal` and `Unreachable`. */
export interface Resource<T> {
  /** Pointer to the field that names it, for faults of the name. */
  idPointer: string;
  read(document: T): Promise<Seen<T>>;
  write(document: T, etag: string, how: How): Promise<Written<T>>;
  remove?(document: T, etag: string, how: How): Promise<Affected[]>;
}

interface ItemOf<T> {
  id: string;
  version: number;
  affected: Affected[];
  document: T;
}

// The routes of all kinds are alike; what differs is the document, and that `Documents` says.
const alike = client as unknown as Record<
  "GET" | "PUT" | "DELETE",
  (path: string, init: object) => Promise<{ data?: never; error?: unknown; response: Response }>
>;
const ONE = "/v1/workshops/{workshop_id}/setup/{kind}/{item_id}";

/** All items of a kind with their versions, in the order in which they were made. */
export async function allItems<K extends Kind>(kind: K): Promise<Seen<Documents[K]>[]> {
  const path = { workshop_id: session.workshopId, kind };
  const found: Seen<Documents[K]>[] = [];
  let cursor: string | null = null;
  do {
    const query: object = cursor === null ? { limit: 200 } : { limit: 200, cursor };
    const page: { items: ItemOf<Documents[K]>[]; next_cursor: string | null } = await ask(
      alike.GET("/v1/workshops/{workshop_id}/setup/{kind}", { params: { path, query } }),
    );
    found.push(...page.items.map(seen));
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

/** Where the items of a kind live. */
export function itemsOf<K extends Kind>(kind: K): Resource<Documents[K]> {
  type T = Documents[K];
  const field = ID_FIELD[kind] as unknown as keyof T;
  const pathOf = (document: T) => ({
    workshop_id: session.workshopId,
    kind,
    item_id: String(document[field]),
  });
  return {
    idPointer: `/${String(field)}`,
    read: async (document) =>
      seen(await ask<ItemOf<T>>(alike.GET(ONE, { params: { path: pathOf(document) } }))),
    write: async (document, etag, how) => {
      const params = { path: pathOf(document), query: queryOf(how), header: precondition(etag) };
      const item = await ask<ItemOf<T>>(alike.PUT(ONE, { params, body: document }));
      return { ...seen(item), affected: item.affected };
    },
    remove: async (document, etag, how) => {
      const params = { path: pathOf(document), query: queryOf(how), header: precondition(etag) };
      return (await ask<{ affected: Affected[] }>(alike.DELETE(ONE, { params }))).affected;
    },
  };
}

export type Head = Filled<Schemas["WorkshopHead"]>;

/** The head of the workshop and its opening hours. */
export const HEAD: Resource<Head> = {
  idPointer: "",
  read: async () => {
    const params = { path: { workshop_id: session.workshopId } };
    const { data, etag } = await askWhole(client.GET("/v1/workshops/{workshop_id}", { params }));
    const { name, time_zone, country, subdivision, loan_cars, opening } = data as Filled<typeof data>;
    return { document: { name, time_zone, country, subdivision, loan_cars, opening }, etag };
  },
  write: async (document, etag, how) => {
    const path = { workshop_id: session.workshopId };
    const params = { path, query: queryOf(how), header: { "if-match": etag } };
    const changed = await ask(client.PUT("/v1/workshops/{workshop_id}", { params, body: document }));
    return { ...(await HEAD.read(document)), affected: changed.affected };
  },
};

export type Policy = Filled<Schemas["Policy"]>;

/** The policy; each write makes a version of it. */
export const POLICY: Resource<Policy> = {
  idPointer: "",
  read: async () => {
    const params = { path: { workshop_id: session.workshopId } };
    const pending = client.GET("/v1/workshops/{workshop_id}/setup/policy", { params });
    const { data, etag } = await askWhole(pending);
    return { document: data.document as Policy, etag };
  },
  write: async (document, etag, how) => {
    const path = { workshop_id: session.workshopId };
    const params = { path, query: queryOf(how), header: { "if-match": etag } };
    const changed = await ask(
      client.PUT("/v1/workshops/{workshop_id}/setup/policy", { params, body: document }),
    );
    return { ...(await POLICY.read(document)), affected: changed.affected };
  },
};

function seen<T>(item: ItemOf<T>): Seen<T> {
  return { document: item.document, etag: `"${item.version}"` };
}

function precondition(etag: string): Record<string, string> {
  return etag === "" ? { "if-none-match": "*" } : { "if-match": etag };
}

function queryOf(how: How): { accept_affected: boolean; dry_run: boolean } {
  return { accept_affected: how.accept ?? false, dry_run: how.dryRun ?? false };
}
