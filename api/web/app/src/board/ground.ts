// What a bar is held over: the rows as they lie, and what comes of letting it go.
import type { Moving } from "./moving.svelte";
import type { Bar, Row, Scale, View } from "./rows";

/** Width of the names beside the hours. */
export const NAME_PX = 132;

export interface Ground {
  readonly moving: Moving;
  readonly rows: readonly Row[];
  readonly scale: Scale;
  readonly view: View;
  drop: (row: Row) => void;
}

/** Rows of the kind that a bar is in: a technician's work goes to technicians. */
export function rowsFor(ground: Ground, bar: Bar): Row[] {
  const kind = ground.rows.find((row) => row.id === bar.row)?.kind;
  return ground.rows.filter((row) => row.kind === kind);
}

export function heldRow(ground: Ground): Row | undefined {
  return ground.rows.find((row) => row.id === ground.moving.held?.row);
}

/** Where a press on an empty part of a row puts what is held. */
export function tapped(ground: Ground, event: MouseEvent): { row: Row; start: number } | undefined {
  const { held } = ground.moving;
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row]") : null;
  const track = element?.querySelector(".track")?.getBoundingClientRect();
  if (held === undefined || element === null || track === undefined) return undefined;
  const row = rowsFor(ground, held.bar).find((one) => one.id === element.dataset["row"]);
  return row && { row, start: ground.scale.at(event.clientX - track.left) };
}
