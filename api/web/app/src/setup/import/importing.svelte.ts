// A list on its way into the catalogue: read, checked by the service without writing, then written.
import { Refusal, type Problem } from "../../api/client";
import { sayFault } from "../../words/faults";
import { say } from "../../words/words";
import type { Change } from "../whole";
import { applySections, readWhole } from "../whole";
import type { Column } from "./columns";
import { decode, Unreadable, type Encoding } from "./decode";
import { listOf, type List } from "./list";
import { merge, type Defaults, type Fault, type Merged } from "./operations";

/** What would come of the list, as the service told it without writing. */
export interface Checked {
  merged: Merged;
  etag: string;
  change: Change;
}
const COLUMN_OF: Record<string, Column> = {
  operation_code: "code",
  name: "name",
  category: "category",
  frt_hours: "hours",
  frt_by_model: "hours",
  skill: "skill",
  bay_capability: "bay",
  crew: "crew",
  stretch: "stretch",
  is_diagnosis: "diagnosis",
  sublet_hours: "sublet",
};

export class Importing {
  list = $state.raw<List>();
  /** Of a file; what is pasted has none. */
  encoding = $state<Encoding>();
  defaults = $state<Defaults>({ category: "maintenance", skill: null, bay: null });
  faults = $state.raw<Fault[]>([]);
  checked = $state.raw<Checked>();
  /** What was written. */
  written = $state.raw<Change>();
  /** Why the list cannot be read. */
  unreadable = $state("");
  trouble = $state.raw<unknown>();
  busy = $state(false);
  #bytes: Uint8Array | undefined;

  readonly added = $derived(countOf(this.written ?? this.checked?.change, "added"));
  readonly changed = $derived(countOf(this.written ?? this.checked?.change, "changed"));

  async take(file: File): Promise<void> {
    this.#bytes = new Uint8Array(await file.arrayBuffer());
    this.readAs(undefined);
  }

  /** Read the file in another encoding than was found out. */
  readAs(wish: Encoding | undefined): void {
    const bytes = this.#bytes;
    if (bytes === undefined) return;
    this.encoding = wish;
    this.#read(() => {
      const { text, encoding } = decode(bytes, wish);
      this.encoding = encoding;
      return text;
    });
  }

  paste(text: string): void {
    this.#bytes = undefined;
    this.encoding = undefined;
    if (text.trim() === "") this.#clear();
    else this.#read(() => text);
  }

  /** What was found no longer holds once something else is wanted. */
  forget(): void {
    this.checked = undefined;
    this.faults = [];
  }

  async check(): Promise<void> {
    const { list } = this;
    if (list === undefined) return;
    this.forget();
    await this.#do(async () => {
      const { document, etag } = await readWhole();
      const merged = merge(document.operations, list.lines, this.defaults);
      this.faults = merged.faults;
      if (merged.faults.length > 0) return;
      const sections = { operations: merged.operations };
      try {
        this.checked = { merged, etag, change: await applySections(sections, etag, { dryRun: true }) };
      } catch (error) {
        const found = faultsOf(error);
        if (found.length === 0) throw error;
        this.faults = found.map((one) => inList(one, merged));
      }
    });
  }

  async write(): Promise<void> {
    const { checked } = this;
    if (checked === undefined) return;
    await this.#do(async () => {
      try {
        const sections = { operations: checked.merged.operations };
        // Who loses their place was shown beside the button.
        this.written = await applySections(sections, checked.etag, { accept: true });
        this.checked = undefined;
      } catch (error) {
        this.checked = undefined;
        if (error instanceof Refusal && error.code === "stale")
          this.unreadable = say("imp_changed_meanwhile");
        else throw error;
      }
    });
  }

  again(): void {
    this.#clear();
    this.written = undefined;
    this.encoding = undefined;
    this.#bytes = undefined;
  }

  #read(textOf: () => string): void {
    this.#clear();
    try {
      this.list = listOf(textOf());
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.unreadable = error.message;
    }
  }

  #clear(): void {
    this.list = undefined;
    this.unreadable = "";
    this.trouble = undefined;
    this.forget();
  }

  async #do(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.trouble = undefined;
    this.unreadable = "";
    try {
      await work();
    } catch (error) {
      this.trouble = error;
    }
    this.busy = false;
  }
}

function countOf(change: Change | undefined, action: "added" | "changed"): number {
  return (change?.changes ?? []).filter((one) => one.section === "operations" && one.action === action)
    .length;
}

type Told = NonNullable<Problem["errors"]>[number];

function faultsOf(error: unknown): Told[] {
  return error instanceof Refusal && error.code === "invalid_setup" ? (error.problem.errors ?? []) : [];
}

/** A fault of the service at its line and column; line 0: of something that is not in the list. */
function inList(told: Told, merged: Merged): Fault {
  const [, section, place, field = "", model] = told.pointer.split("/");
  const one = section === "operations" ? merged.operations[Number(place)] : undefined;
  if (one === undefined || !merged.codes.has(one.operation_code)) return { line: 0, words: sayFault(told) };
  const line = merged.lineOf(one.operation_code, field === "frt_by_model" ? model : undefined);
  const column = COLUMN_OF[field];
  return { line, ...(column === undefined ? {} : { column }), words: sayFault(told) };
}
