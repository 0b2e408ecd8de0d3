// What is open beside the board: one thing at a time, and where the eye goes back to when it is closed.
import { tick } from "svelte";
import type { Board } from "./board.svelte";
import { DayEnding } from "./day_end.svelte";
import { Decisions } from "./decisions.svelte";
import type { Row } from "./rows";
import { Teller } from "./teller.svelte";

export class Side {
  shown = $state<"" | "end" | "decisions" | "row" | "door">("");
  row = $state.raw<{ kind: "technician" | "bay"; id: string }>();
  readonly teller: Teller;
  readonly decisions: Decisions;
  readonly ending = new DayEnding();
  #from: HTMLElement | undefined;

  constructor(private readonly board: Board) {
    this.teller = new Teller(board);
    this.decisions = new Decisions(board);
  }

  get isOpen(): boolean {
    return this.shown !== "" || this.board.car !== undefined;
  }

  openCar(): void {
    this.teller.clear();
    void this.#focus("car-title");
  }

  openRow(row: Row): void {
    if (row.kind !== "technician" && row.kind !== "bay") return;
    this.row = { kind: row.kind, id: row.id };
    this.#open("row", "row-title");
  }

  openEnd(): void {
    void this.ending.read();
    this.#open("end", "dayend-title");
  }

  openDoor(): void {
    this.#open("door", "door-title");
  }

  openDecisions(): void {
    void this.decisions.read();
    this.#open("decisions", "decisions-title");
  }

  /** The car first, then what was open before it. */
  close(): void {
    const step = this.board.chosen;
    if (this.board.car !== undefined) {
      this.board.chosen = "";
      this.board.lit = "";
      barOf(step)?.focus();
      return;
    }
    this.shown = "";
    this.#from?.focus();
    this.#from = undefined;
  }

  #open(what: "end" | "decisions" | "row" | "door", title: string): void {
    this.#from = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    this.board.chosen = "";
    this.teller.clear();
    this.shown = what;
    void this.#focus(title);
  }

  async #focus(title: string): Promise<void> {
    await tick();
    document.getElementById(title)?.focus();
  }
}

function barOf(stepId: string): HTMLElement | undefined {
  const bars = [...document.querySelectorAll<HTMLElement>("[data-bar]")];
  return bars.find((one) => one.dataset["bar"]!.endsWith(`|${stepId}`));
}
