// By pointer: a mouse that goes further than a tremble lifts a bar, a finger that rests on it; then it is carried.
import { heldRow, NAME_PX, rowsFor, type Ground } from "./ground";
import type { Bar, Row } from "./rows";

const TREMBLE_PX = 5;
// A finger that moves sooner scrolls the page.
const REST_MS = 350;
// This near to an edge the board goes on under the pointer, so much a frame.
const EDGE_PX = 48;
const PUSH_PX = 9;

interface Press {
  bar: Bar;
  pointer: number;
  x: number;
  y: number;
  /** How far the board was scrolled. */
  left: number;
}

export class Drag {
  #place: HTMLElement | undefined;
  #pressed: Press | undefined;
  #dragged = false;
  #isOut = false;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #last: PointerEvent | undefined;

  constructor(private readonly ground: Ground) {}

  /** Whether the last press was a drag, so that its click opens nothing. */
  get dragged(): boolean {
    return this.#dragged;
  }

  /** On the element of the board: while a finger carries, the page does not scroll and no menu opens. */
  attach(place: HTMLElement): () => void {
    this.#place = place;
    const still = (event: Event): void => {
      if (this.#dragged) event.preventDefault();
    };
    const noMenu = (event: Event): void => {
      if (this.#pressed !== undefined) event.preventDefault();
    };
    // A finger that stops a page that rolls can only scroll on: it lifts nothing, as it could carry nothing.
    const stops = (event: Event): void => {
      if (!event.cancelable) clearTimeout(this.#rest);
    };
    place.addEventListener("touchstart", stops, { passive: false });
    place.addEventListener("touchmove", still, { passive: false });
    place.addEventListener("contextmenu", noMenu);
    return () => {
      clearTimeout(this.#rest);
      place.removeEventListener("touchstart", stops);
      place.removeEventListener("touchmove", still);
      place.removeEventListener("contextmenu", noMenu);
    };
  }

  down(event: PointerEvent, bar: Bar | undefined): void {
    const { moving, view } = this.ground;
    this.#dragged = false;
    clearTimeout(this.#rest);
    if (bar === undefined || event.button !== 0 || !event.isPrimary || !moving.canLift(bar, view)) return;
    const left = this.#place?.scrollLeft ?? 0;
    this.#pressed = { bar, pointer: event.pointerId, x: event.clientX, y: event.clientY, left };
    this.#last = event;
    if (event.pointerType !== "mouse") this.#rest = setTimeout(() => this.#lift(), REST_MS);
  }

  move(event: PointerEvent): void {
    const pressed = this.#pressed;
    if (pressed?.pointer !== event.pointerId) return;
    this.#last = event;
    if (!this.#dragged) {
      if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < TREMBLE_PX) return;
      if (event.pointerType !== "mouse") return this.cancel();
      this.#lift();
    }
    this.#carry(event);
  }

  /** Let go: beside the board it goes back to where it was. */
  up(event: PointerEvent): void {
    if (this.#pressed?.pointer !== event.pointerId) return;
    const isHeld = this.#dragged && this.ground.moving.held !== undefined;
    const row = heldRow(this.ground);
    this.#end();
    if (!isHeld) return;
    if (this.#isOut || row === undefined) this.ground.moving.putBack();
    else this.ground.drop(row);
  }

  /** The pointer was taken for something else, such as scrolling. */
  cancel(): void {
    if (this.#pressed !== undefined && this.#dragged) this.ground.moving.putBack();
    this.#end();
  }

  #end(): void {
    clearTimeout(this.#rest);
    this.#pressed = undefined;
  }

  #lift(): void {
    this.#dragged = true;
    this.#isOut = false;
    this.ground.moving.lift(this.#pressed!.bar);
    requestAnimationFrame(this.#push);
  }

  #carry(event: PointerEvent): void {
    const { moving, scale } = this.ground;
    const pressed = this.#pressed!;
    if (moving.held === undefined) return;
    const x = event.clientX - pressed.x + (this.#place?.scrollLeft ?? 0) - pressed.left;
    const start = pressed.bar.piece.start + scale.at(x) - scale.frame.start;
    moving.to(pressed.bar, this.#over(event, pressed.bar)?.id ?? moving.held.row, start);
  }

  /** The row under the pointer that the bar may lie in. */
  #over(event: PointerEvent, bar: Bar): Row | undefined {
    const under = document.elementsFromPoint(event.clientX, event.clientY);
    this.#isOut = this.#place !== undefined && !under.includes(this.#place);
    const id = under.map((one) => one.closest<HTMLElement>("[data-row]")?.dataset["row"]).find(Boolean);
    return rowsFor(this.ground, bar).find((row) => row.id === id);
  }

  /** At an edge the page goes on, so that rows and hours out of sight can be reached. */
  readonly #push = (): void => {
    if (this.#pressed === undefined || this.ground.moving.held === undefined) return;
    const [event, place] = [this.#last, this.#place];
    if (event !== undefined && place !== undefined) {
      const box = place.getBoundingClientRect();
      const down = pushOf(event.clientY, 0, innerHeight);
      const along = pushOf(event.clientX, box.left + NAME_PX, box.right);
      const before = [scrollY, place.scrollLeft];
      scrollBy(0, down);
      place.scrollLeft += along;
      if (scrollY !== before[0] || place.scrollLeft !== before[1]) this.#carry(event);
    }
    requestAnimationFrame(this.#push);
  };
}

function pushOf(at: number, from: number, to: number): number {
  if (at > to - EDGE_PX) return PUSH_PX;
  return at < from + EDGE_PX ? -PUSH_PX : 0;
}
