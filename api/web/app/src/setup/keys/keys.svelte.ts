// The keys of a workshop. The text of one is here from its making until it has been noted, and nowhere else.
import { ask, client, type Schemas } from "../../api/client";
import { session } from "../../shell/session.svelte";

export type Key = Schemas["KeyResource"];
export type Told = Schemas["KeyWithSecret"];
export type Role = Schemas["Role"];
export type Scope = Schemas["Scope"];
export type Link = Schemas["LinkResource"];
export type ScreenPage = NonNullable<Schemas["LinkBody"]["page"]>;
type NewKey = Schemas["NewKeyBody"];

const ALL = "/v1/workshops/{workshop_id}/keys";
const ONE = `${ALL}/{key_id}` as const;

export class Keys {
  items = $state.raw<Key[]>();
  scopesOf = $state.raw(new Map<Role, Scope[]>());
  /** What was just made or given a new secret. */
  told = $state.raw<Told>();
  trouble = $state.raw<unknown>();
  busy = $state(false);

  readonly active = $derived((this.items ?? []).filter((one) => one.state === "active"));
  readonly ended = $derived((this.items ?? []).filter((one) => one.state !== "active"));

  async read(): Promise<void> {
    await this.#do(async () => {
      const roles = await ask(client.GET("/v1/roles"));
      this.scopesOf = new Map(roles.items.map((one) => [one.role, one.scopes]));
      this.items = await this.#all();
    });
  }

  async make(body: NewKey): Promise<boolean> {
    return this.#do(async () => {
      this.told = await ask(client.POST(ALL, { params: { path: this.#path }, body }));
      this.items = await this.#all();
    });
  }

  /** `grace`: seconds for which the old secret is still good. */
  async rotate(key: Key, grace: number): Promise<boolean> {
    return this.#do(async () => {
      const params = this.#at(key);
      this.told = await ask(client.POST(`${ONE}:rotate`, { params, body: { grace_s: grace } }));
      this.items = await this.#all();
    });
  }

  async revoke(key: Key): Promise<boolean> {
    return this.#do(async () => {
      await ask(client.DELETE(ONE, { params: this.#at(key) }));
      this.items = await this.#all();
    });
  }

  /** An address that logs a screen in; undefined when it was refused. */
  async link(key: Key, page: ScreenPage): Promise<Link | undefined> {
    let made: Link | undefined;
    await this.#do(async () => {
      const params = { path: { ...this.#path, key_id: key.id } };
      made = await ask(client.POST(`${ONE}:link`, { params, body: { page } }));
    });
    return made;
  }

  get #path(): { workshop_id: string } {
    return { workshop_id: session.workshopId };
  }

  #at(key: Key) {
    return { path: { ...this.#path, key_id: key.id }, header: { "if-match": `"${key.version}"` } };
  }

  async #all(): Promise<Key[]> {
    const found: Key[] = [];
    let cursor: string | null | undefined;
    do {
      const query = { limit: 200, ...(cursor ? { cursor } : {}) };
      const page = await ask(client.GET(ALL, { params: { path: this.#path, query } }));
      found.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor);
    return found;
  }

  async #do(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.trouble = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      this.trouble = error;
      return false;
    } finally {
      this.busy = false;
    }
  }
}

/** Whether this page is open under the key. */
export function isOwn(key: Key): boolean {
  return session.me?.actor === `key:${key.id}`;
}
