// A document on the page: what is typed, what the service said of it, and what others did to it meanwhile.
import { SvelteMap } from "svelte/reactivity";
import { Refusal, type Problem } from "../api/client";
import type { Affected, How, Resource, Seen } from "./resources";

export type Fault = NonNullable<Problem["errors"]>[number];

export class Draft<T extends object> {
  /** Typed into by the fields. */
  document = $state() as T;
  /** The version it began from; "": there is none yet. */
  etag = $state("");
  faults = $state.raw<Fault[]>([]);
  trouble = $state.raw<unknown>();
  busy = $state(false);
  /** What was refused because these appointments would lose their place. */
  losing = $state.raw<{ appointments: Affected[]; removes: boolean; again: () => Promise<boolean> }>();
  /** Appointments that have lost their place by the last change. */
  moved = $state.raw<Affected[]>([]);
  /** What somebody else has made of it; null: it was removed. */
  theirs = $state.raw<Seen<T> | null>();
  saved = $state(false);
  #read: T;
  #before = $state("");
  #claims = new SvelteMap<string, number>();
  readonly resource: Resource<T>;

  constructor(resource: Resource<T>, from: Seen<T>) {
    this.resource = resource;
    this.#read = from.document;
    this.#take(from);
  }

  get isNew(): boolean {
    return this.etag === "";
  }

  get isDirty(): boolean {
    return JSON.stringify(this.document) !== this.#before;
  }

  /** What it was before anything was typed. */
  get before(): T {
    return this.#read;
  }

  /** What the service has now: taken over unless something was typed, and then shown beside it. */
  refresh(now: Seen<T> | undefined): void {
    if (this.busy || this.isNew || now?.etag === this.etag) return;
    if (now === undefined) this.theirs = null;
    else if (this.isDirty) this.theirs = now;
    else this.#take(now);
  }

  undo(): void {
    if (this.theirs) return this.takeTheirs();
    this.#put(this.#read);
    this.#clear();
  }

  /** Give up what was typed for what somebody else has made of it. */
  takeTheirs(): void {
    if (this.theirs) this.#take(this.theirs);
    this.#clear();
  }

  /** Save what was typed in the place of what somebody else has made of it. */
  keepMine(): Promise<boolean> {
    this.etag = this.theirs?.etag ?? "";
    this.theirs = undefined;
    return this.save();
  }

  /** Whether it is kept now. */
  save(): Promise<boolean> {
    const document = $state.snapshot(this.document) as T;
    return this.#act(async (how) => {
      const written = await this.resource.write(document, this.etag, how);
      if (!how.dryRun) this.#take(written);
      return written.affected;
    });
  }

  /** Whether it is gone now. */
  remove(): Promise<boolean> {
    const document = this.#read;
    return this.#act(async (how) => {
      const losing = (await this.resource.remove?.(document, this.etag, how)) ?? [];
      // What was typed into it is of no use any more.
      if (!how.dryRun) this.#put(document);
      return losing;
    }, true);
  }

  /** Faults of this place belong here: those of a place nobody claims go to the nearest one around it. */
  claim(pointer: string): () => void {
    this.#claims.set(pointer, (this.#claims.get(pointer) ?? 0) + 1);
    return () => {
      const left = (this.#claims.get(pointer) ?? 1) - 1;
      if (left === 0) this.#claims.delete(pointer);
      else this.#claims.set(pointer, left);
    };
  }

  faultsAt(pointer: string): Fault[] {
    return this.faults.filter((one) => this.#home(one.pointer) === pointer);
  }

  #home(pointer: string): string {
    let place = pointer;
    while (place !== "" && !this.#claims.has(place)) place = place.slice(0, place.lastIndexOf("/"));
    return place;
  }

  async #act(doing: (how: How) => Promise<Affected[]>, removes = false, how: How = {}): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.#clear();
    try {
      this.moved = await doing(how);
      this.saved = true;
    } catch (error) {
      await this.#refused(error, async () => {
        const appointments = await doing({ dryRun: true });
        this.losing = { appointments, removes, again: () => this.#act(doing, removes, { accept: true }) };
      });
    }
    this.busy = false;
    return this.saved;
  }

  async #refused(error: unknown, tellLosses: () => Promise<void>): Promise<void> {
    const code = error instanceof Refusal ? error.code : "";
    const faults = error instanceof Refusal ? error.problem.errors : undefined;
    try {
      if (code === "invalid_setup" && faults) this.faults = faults;
      else if (code === "exists") this.faults = [taken(this.resource.idPointer)];
      else if (code === "gone" || code === "unknown_item") this.theirs = null;
      else if (code === "stale") this.theirs = await this.resource.read(this.#read);
      else if (code === "appointments_affected") await tellLosses();
      else this.trouble = error;
    } catch (second) {
      if (second instanceof Refusal && second.code === "unknown_item") this.theirs = null;
      else this.trouble = second;
    }
  }

  #take(seen: Seen<T>): void {
    this.#read = seen.document;
    this.etag = seen.etag;
    this.#put(seen.document);
    this.#before = JSON.stringify(this.document);
  }

  #put(document: T): void {
    this.document = structuredClone(document);
  }

  #clear(): void {
    this.faults = [];
    this.trouble = this.losing = this.theirs = undefined;
    this.moved = [];
    this.saved = false;
  }
}

function taken(pointer: string): Fault {
  return { pointer, code: "exists", message: "there is one of this id", remedy: "choose another id" };
}
