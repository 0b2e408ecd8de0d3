// By keyboard: M lifts a bar, arrows carry it, Enter drops it; Escape is the page's.
import { heldRow, rowsFor, type Ground } from "./ground";
import { STEP_MS } from "./moving.svelte";
import type { Bar } from "./rows";

const SIDES: Partial<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };
const ALONG: Partial<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };
const FAR = 6;

/** Whether a key lifts a bar; then it is held. */
export function lifts(ground: Ground, event: KeyboardEvent, bar: Bar): boolean {
  if (event.key.toLowerCase() !== "m" || !ground.moving.canLift(bar, ground.view)) return false;
  ground.moving.lift(bar);
  return true;
}

/** A key while a bar is held. */
export function carry(ground: Ground, event: KeyboardEvent, bar: Bar): void {
  const { moving } = ground;
  const held = moving.held!;
  event.preventDefault();
  const over = heldRow(ground);
  if (event.key === "Enter" && over !== undefined) return ground.drop(over);
  const side = SIDES[event.key];
  if (side !== undefined) moving.to(bar, held.row, held.start + side * STEP_MS * (event.shiftKey ? FAR : 1));
  const along = ALONG[event.key];
  if (along === undefined) return;
  const rows = rowsFor(ground, bar);
  const next = rows[rows.findIndex((row) => row.id === held.row) + along];
  if (next !== undefined) moving.to(bar, next.id, held.start);
}
