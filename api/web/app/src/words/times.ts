// Dates and times as people write them in the language of the page, on the workshop's clock.
import { language, tag, tagOf, type Language } from "./language.svelte";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: Date, zone: string, options: Intl.DateTimeFormatOptions, tongue = tag()): string {
  const key = `${tongue} ${zone} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(tongue, { timeZone: zone, hourCycle: "h23", ...options });
    formats.set(key, found);
  }
  return found.format(at);
}

/** 09:30 */
export function clock(at: string | Date, zone: string): string {
  return format(new Date(at), zone, { hour: "2-digit", minute: "2-digit" });
}

/** Tue 17 Mar · 3月17日 周二. `day` is an ISO date without time. */
export function dayOf(day: string): string {
  return dayIn(language(), day);
}

/** The same in a language that need not be that of the page. */
export function dayIn(tongue: Language, day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  const weekday = format(at, "UTC", { weekday: "short" }, tagOf(tongue));
  const date = format(at, "UTC", { day: "numeric", month: "short" }, tagOf(tongue));
  return tongue === "zh" ? `${date} ${weekday}` : `${weekday} ${date}`;
}

/** 17 Mar · 3月17日 */
export function shortDay(day: string): string {
  return format(new Date(`${day}T12:00:00Z`), "UTC", { day: "numeric", month: "short" });
}

/** Tuesday 17 March 2026 · 2026年3月17日 星期二. */
export function longDay(day: string): string {
  return longDayIn(language(), day);
}

/** The same in a language that need not be that of the page. */
export function longDayIn(tongue: Language, day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  const weekday = format(at, "UTC", { weekday: "long" }, tagOf(tongue));
  const date = format(at, "UTC", { day: "numeric", month: "long", year: "numeric" }, tagOf(tongue));
  return tongue === "zh" ? `${date} ${weekday}` : `${weekday} ${date}`;
}

/** The local date of an instant, as ISO. */
export function dateOf(at: string | Date, zone: string): string {
  // Of all that is made here the dearest to make: kept like the others. Canada writes dates as ISO does.
  return format(new Date(at), zone, { year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA");
}

/** Minutes since local midnight. */
export function minuteOf(at: string | Date, zone: string): number {
  const [hour, minute] = clock(at, zone).split(":").map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

/** Tue 17 Mar 09:30 · 3月17日 周二 09:30 */
export function moment(at: string, zone: string): string {
  return `${dayOf(dateOf(at, zone))} ${clock(at, zone)}`;
}

/** A later time of the same day by the clock alone, of another day with its date. */
export function sameDay(first: string, at: string, zone: string): string {
  return dateOf(first, zone) === dateOf(at, zone) ? clock(at, zone) : moment(at, zone);
}

/** 3:07 of what is left; never less than nothing. */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.floor(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

/** 6.5: hours with one digit, as the sheet has them. */
export function hours(value: number): string {
  return value.toFixed(1);
}
