// Telling from the panels: one thing at a time, what the service says to it, and the last one taken back.
import { say } from "../words/words";
import type { Board } from "./board.svelte";
import { tellEvent, withdrawEvent, type Happening } from "./telling_events";

export class Teller {
  busy = $state(false);
  said = $state.raw<string[]>([]);
  trouble = $state.raw<unknown>();
  /** The last event told, while it can be taken back from here. */
  last = $state("");
  /** Which part of the panel told: there it is answered. */
  place = $state("");

  constructor(private readonly board: Board) {}

  /** Whether it was accepted. */
  tell(happening: Happening, place = ""): Promise<boolean> {
    this.place = place;
    return this.#do(async () => {
      const { ids, odd } = await tellEvent(happening);
      this.last = ids[0] ?? "";
      this.said = [say("act_told"), ...odd];
    });
  }

  undo(): Promise<boolean> {
    return this.#do(async () => {
      await withdrawEvent(this.last);
      this.last = "";
      this.said = [say("act_undone")];
    });
  }

  /** Another bar, another story. */
  clear(): void {
    [this.said, this.trouble, this.last, this.place] = [[], undefined, "", ""];
  }

  /** Anything that is answered by the floor as it is then. */
  async #do(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    [this.said, this.trouble] = [[], undefined];
    try {
      await work();
      await this.board.read();
      return true;
    } catch (error) {
      this.trouble = error;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
