// By pointer: a press that goes further than a tremble lifts a bar and carries it.
import { heldRow, rowsFor, type Ground } from "./ground";
import type { Bar, Row } from "./rows";

const TREMBLE_PX = 5;

interface Press {
  bar: Bar;
  x: number;
  y: number;
}

export class Drag {
  #pressed: Press | undefined;
  #dragged = false;

  constructor(private readonly ground: Ground) {}

  /** Whether the last press was a drag, so that its click opens nothing. */
  get dragged(): boolean {
    return this.#dragged;
  }

  down(event: PointerEvent, bar: Bar | undefined): void {
    this.#dragged = false;
    const { moving, view } = this.ground;
    if (bar === undefined || event.button !== 0 || !moving.canLift(bar, view)) return;
    this.#pressed = { bar, x: event.clientX, y: event.clientY };
  }

  move(event: PointerEvent): void {
    const { moving, scale } = this.ground;
    const pressed = this.#pressed;
    if (pressed === undefined) return;
    const [x, y] = [event.clientX - pressed.x, event.clientY - pressed.y];
    if (!this.#dragged && Math.hypot(x, y) < TREMBLE_PX) return;
    if (!this.#dragged) moving.lift(pressed.bar);
    this.#dragged = true;
    if (moving.held === undefined) return;
    const start = pressed.bar.piece.start + scale.at(x) - scale.frame.start;
    moving.to(pressed.bar, this.#over(event, pressed.bar)?.id ?? moving.held.row, start);
  }

  up(): void {
    const isHeld = this.#pressed !== undefined && this.#dragged;
    this.#pressed = undefined;
    const row = heldRow(this.ground);
    if (isHeld && row !== undefined) this.ground.drop(row);
  }

  /** The row under the pointer that the bar may lie in. */
  #over(event: PointerEvent, bar: Bar): Row | undefined {
    const under = document.elementsFromPoint(event.clientX, event.clientY);
    const id = under.map((one) => one.closest<HTMLElement>("[data-row]")?.dataset["row"]).find(Boolean);
    return rowsFor(this.ground, bar).find((row) => row.id === id);
  }
}
