// Half-open spans of time, in ms since the epoch.
export interface Span {
  start: number;
  end: number;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export function spanOf(told: { start: string; end: string }): Span {
  return { start: Date.parse(told.start), end: Date.parse(told.end) };
}

/** What of some spans lies within another. */
export function within(spans: readonly Span[], frame: Span): Span[] {
  return spans
    .map((one) => ({ start: Math.max(one.start, frame.start), end: Math.min(one.end, frame.end) }))
    .filter((one) => one.end > one.start);
}

/** What is left of some spans without others, in order of time. */
export function without(spans: readonly Span[], holes: readonly Span[]): Span[] {
  let left = [...spans].sort((one, other) => one.start - other.start);
  for (const hole of holes) {
    left = left.flatMap((one) =>
      [
        { start: one.start, end: Math.min(one.end, hole.start) },
        { start: Math.max(one.start, hole.end), end: one.end },
      ].filter((part) => part.end > part.start),
    );
  }
  return left;
}

/** All the time in them together. */
export function length(spans: readonly Span[]): number {
  return spans.reduce((sum, one) => sum + one.end - one.start, 0);
}

/** The time at which so much of the spans has passed since `from`; without enough of them on end without a break. */
export function after(from: number, time: number, spans: readonly Span[]): number {
  let left = time;
  for (const one of spans) {
    const start = Math.max(one.start, from);
    if (one.end <= start) continue;
    if (left <= one.end - start) return start + left;
    left -= one.end - start;
  }
  return from + time;
}
