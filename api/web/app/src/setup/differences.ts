// Where two documents differ, told in a few words a field.
import { sayName } from "../words/words";

export interface Difference {
  field: string;
  theirs: string;
  mine: string;
}

/** Field by field; of what lies within a field, such as a roster, its own fields. */
export function differences(theirs: object, mine: object): Difference[] {
  const other = mine as Record<string, unknown>;
  return Object.entries(theirs).flatMap(([field, value]) => {
    const own = other[field];
    if (JSON.stringify(value) === JSON.stringify(own)) return [];
    if (isRecord(value) && isRecord(own)) return differences(value, own);
    return [{ field: sayName("set_field", field), theirs: tell(value), mine: tell(own) }];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function tell(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map(tellOne).join("; ");
  return tellOne(value);
}

function tellOne(value: unknown): string {
  if (typeof value === "boolean") return sayName("set_bool", String(value));
  if (Array.isArray(value)) return value.map(tellOne).join(" ");
  if (!isRecord(value)) return sayName("weekday", String(value));
  const told = Object.values(value).filter(
    (one) => one !== null && !(Array.isArray(one) && one.length === 0),
  );
  return told.map(tellOne).join(" ");
}
