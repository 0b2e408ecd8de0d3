// Arrow keys on the board: the nearest bar in a direction.
import type { Bar, Row } from "./rows";

const KEYS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

/** The bar that a key leads to; undefined for other keys and at the edge. */
export function walk(rows: readonly Row[], from: Bar, key: string): Bar | undefined {
  if (!KEYS.has(key)) return undefined;
  const place = rows.findIndex((one) => one.id === from.row);
  const bars = rows[place]?.bars ?? [];
  const at = bars.findIndex((one) => one.key === from.key);
  if (key === "ArrowLeft") return bars[at - 1];
  if (key === "ArrowRight") return bars[at + 1];
  if (key === "Home") return bars[0];
  if (key === "End") return bars.at(-1);
  const step = key === "ArrowDown" ? 1 : -1;
  for (let next = place + step; next >= 0 && next < rows.length; next += step) {
    const found = nearest(rows[next]?.bars ?? [], from);
    if (found !== undefined) return found;
  }
  return undefined;
}

function nearest(bars: readonly Bar[], to: Bar): Bar | undefined {
  return bars.reduce<Bar | undefined>(
    (best, one) => (best === undefined || Math.abs(one.x - to.x) < Math.abs(best.x - to.x) ? one : best),
    undefined,
  );
}

/** Rows whose name opens something. */
export function isOpened(row: Row): boolean {
  return row.kind === "technician" || row.kind === "bay";
}

/** From a name: up and down to other names, to the right to the first bar. */
export function walkNames(rows: readonly Row[], id: string, key: string): Row | Bar | undefined {
  const named = rows.filter(isOpened);
  const at = named.findIndex((one) => one.id === id);
  if (key === "ArrowRight") return named[at]?.bars[0];
  if (key === "ArrowUp") return named[at - 1];
  if (key === "ArrowDown") return named[at + 1];
  return undefined;
}
