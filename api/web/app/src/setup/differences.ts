// Where two documents differ, told in a few words a field.
import { say, sayName } from "../words/words";

export interface Difference {
  field: string;
  theirs: string;
  mine: string;
}

/** What the words of a field's values are filed under. */
const NAMED: Record<string, string> = {
  skills: "skill",
  skill: "skill",
  capabilities: "capability",
  bay_capability: "capability",
  category: "category",
  efficiency: "category",
  days: "weekday",
  works_as: "weekday",
  kind: "set_kind",
  priority_class: "prio",
};

/** Field by field; of what lies within a field, such as a roster, its own fields. */
export function differences(theirs: object, mine: object): Difference[] {
  const other = mine as Record<string, unknown>;
  return Object.entries(theirs).flatMap(([field, value]) => {
    const own = other[field];
    if (JSON.stringify(value) === JSON.stringify(own)) return [];
    const name = sayName("set_field", field);
    if (!isRecord(value) || !isRecord(own)) {
      return [{ field: name, theirs: tell(field, value), mine: tell(field, own) }];
    }
    if (!(field in NAMED)) return differences(value, own);
    return [{ field: name, theirs: pairs(field, value), mine: pairs(field, own) }];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list of its own, whose keys are ids: efficiency by category. */
function pairs(field: string, value: Record<string, unknown>): string {
  return tell(
    field,
    Object.entries(value).map(([key, one]) => `${named(field, key)} ${String(one)}`),
  );
}

function tell(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) {
    return value.length === 0 ? "–" : value.map((one) => tellOne(field, one)).join("; ");
  }
  return tellOne(field, value);
}

function tellOne(field: string, value: unknown): string {
  if (typeof value === "boolean") return sayName("set_bool", String(value));
  if (Array.isArray(value)) return value.map((one) => tellOne(field, one)).join(" ");
  if (!isRecord(value)) return named(field, String(value));
  const told = Object.entries(value).filter(
    ([, one]) => one !== null && one !== "" && !(Array.isArray(one) && one.length === 0),
  );
  return told.map(([key, one]) => tellOne(key, one)).join(" ");
}

function named(field: string, value: string): string {
  if (field === "priority_class" && value === "rest") return say("class_others");
  const kind = NAMED[field];
  return kind === undefined ? value : sayName(kind, value);
}
