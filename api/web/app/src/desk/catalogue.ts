// What the shop does, loaded once and searched here: by code, by name, by the initials of the name.
import { ask, client, type Schemas } from "../api/client";
import { initials } from "./pinyin";

/** An operation or a package of them. `hours`: flat-rate, null where it is none. */
export interface Service {
  code: string;
  name: string;
  hours: number | null;
  isGroup: boolean;
}

interface Entry extends Service {
  words: string;
  sounds: string;
}

export class Catalogue {
  readonly #entries: Entry[];

  constructor(services: Service[]) {
    this.#entries = services.map((one) => ({
      ...one,
      words: `${one.code} ${one.name}`.normalize("NFKC").toLowerCase(),
      sounds: initials(one.name),
    }));
  }

  /** Services that match, best first: packages before operations, beginnings before middles. */
  find(text: string, limit = 12): Service[] {
    const wanted = text.normalize("NFKC").trim().toLowerCase();
    if (wanted === "") return this.#entries.slice(0, limit);
    return this.#entries
      .map((entry, place) => ({ entry, place, rank: rank(entry, wanted) }))
      .filter((one) => one.rank < MISS)
      .sort((one, other) => one.rank - other.rank || one.place - other.place)
      .slice(0, limit)
      .map((one) => one.entry);
  }
}

const MISS = 9;

function rank(entry: Entry, wanted: string): number {
  if (entry.code.toLowerCase() === wanted) return 0;
  if (entry.words.startsWith(wanted)) return 1;
  if (entry.words.includes(` ${wanted}`)) return 2;
  if (entry.sounds.startsWith(wanted)) return 3;
  if (entry.words.includes(wanted)) return 4;
  return entry.sounds.includes(wanted) ? 5 : MISS;
}

type Query = { limit: number; cursor?: string };

/** All items of a section of the set-up, page by page. */
async function all<T>(
  page: (query: Query) => Promise<{ items: T[]; next_cursor?: string | null }>,
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null | undefined;
  do {
    const answer = await page(cursor ? { limit: 200, cursor } : { limit: 200 });
    found.push(...answer.items);
    cursor = answer.next_cursor;
  } while (cursor);
  return found;
}

export async function loadCatalogue(workshopId: string): Promise<Catalogue> {
  const path = { workshop_id: workshopId };
  const [operations, groups] = await Promise.all([
    all<Schemas["OperationItem"]>((query) =>
      ask(client.GET("/v1/workshops/{workshop_id}/setup/operations", { params: { path, query } })),
    ),
    all<Schemas["GroupJobItem"]>((query) =>
      ask(client.GET("/v1/workshops/{workshop_id}/setup/group_jobs", { params: { path, query } })),
    ),
  ]);
  return new Catalogue(services(operations, groups));
}

function services(operations: Schemas["OperationItem"][], groups: Schemas["GroupJobItem"][]): Service[] {
  const hours = new Map(operations.map(({ document: one }) => [one.operation_code, one.frt_hours ?? null]));
  const packages = groups.map(({ document: one }) => ({
    code: one.group_code,
    name: one.name ?? "",
    hours: one.operation_codes.reduce((sum, code) => sum + (hours.get(code) ?? 0), 0),
    isGroup: true,
  }));
  const single = operations.map(({ document: one }) => ({
    code: one.operation_code,
    name: one.name ?? "",
    hours: one.frt_hours ?? null,
    isGroup: false,
  }));
  return [...packages, ...single];
}

/** Names of the advisors by their ids. */
export async function loadAdvisors(workshopId: string): Promise<Map<string, string>> {
  const path = { workshop_id: workshopId };
  const found = await all<Schemas["AdvisorItem"]>((query) =>
    ask(client.GET("/v1/workshops/{workshop_id}/setup/advisors", { params: { path, query } })),
  );
  return new Map(found.map(({ document: one }) => [one.advisor_id, one.name || one.advisor_id]));
}
