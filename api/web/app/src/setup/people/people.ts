// What technicians and advisors have in common.
import type { Documents, Roster } from "../resources";

export type Technician = Documents["technicians"];
export type Advisor = Documents["advisors"];
type Person = Technician | Advisor;

export const blankRoster = (): Roster => ({
  shifts: [],
  rotation: null,
  dated_shifts: [],
  absences: [],
  employed_from: null,
  employed_until: null,
});

/** Everybody's shifts but one's own, by name: to be copied. */
export function rostersOf<P extends Person>(
  people: readonly P[],
  own: P,
  id: (one: P) => string,
): [string, Roster][] {
  return people
    .filter((one) => id(one) !== id(own) && one.roster.shifts.length > 0)
    .map((one) => [one.name || id(one), one.roster]);
}

export function teamsOf(people: readonly Person[]): string[] {
  return [...new Set(people.map((one) => one.team).filter((team) => team !== ""))].sort();
}
