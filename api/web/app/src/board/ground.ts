// What a bar is held over: the rows as they lie, and what comes of letting it go.
import type { Moving } from "./moving.svelte";
import type { Bar, Row, Scale, View } from "./rows";

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
