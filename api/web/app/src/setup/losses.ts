// What an appointment loses, as people say it; the service says `technician T1`, `bay B2`, `wash-1`.
import { say, sayName } from "../words/words";
import { allItems } from "./resources";

const NAMED = /^(technician|bay|operation) (.+)$/;
const PLACE = /^(inspection|wash)-(\d+)$/;

/** Names by what the service says of somebody or something: `technician T1` → 王伟, `SA1` → 刘娜. */
export type Names = ReadonlyMap<string, string>;

export async function namesOfAll(): Promise<Names> {
  const [technicians, advisors, bays, operations] = await Promise.all([
    allItems("technicians"),
    allItems("advisors"),
    allItems("bays"),
    allItems("operations"),
  ]);
  return new Map([
    ...technicians.map(({ document: one }): [string, string] => [
      `technician ${one.technician_id}`,
      one.name,
    ]),
    ...bays.map(({ document: one }): [string, string] => [`bay ${one.bay_id}`, one.name]),
    ...operations.map(({ document: one }): [string, string] => [`operation ${one.operation_code}`, one.name]),
    ...advisors.map(({ document: one }): [string, string] => [one.advisor_id, one.name]),
  ]);
}

export function sayLoss(loss: string, names: Names): string {
  const named = NAMED.exec(loss);
  if (named) return `${sayName("set_loss", named[1] ?? "")} ${names.get(loss) || named[2]}`;
  const place = PLACE.exec(loss);
  if (place) return `${sayName("set_station", place[1] ?? "")} ${place[2]}`;
  const kind = sayName("kind", loss);
  // What is left is the id of an advisor.
  return kind === loss ? `${say("advisor")} ${names.get(loss) || loss}` : kind;
}
